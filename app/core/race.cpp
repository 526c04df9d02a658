#include "core/race.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/version.hpp>
#include <sstream>
#include <thread>

#include "core/comparison.h"

namespace pixelwhy {

namespace {

const Stage& stage_of(const Demo& demo, StageId stage) {
  return demo.stages[static_cast<std::size_t>(stage)];
}

std::vector<StageId> stages_among(const std::vector<InputRef>& inputs) {
  std::vector<StageId> stages;
  for (const InputRef& input : inputs) {
    if (input.kind == InputRef::Kind::Stage) stages.push_back(input.index);
  }
  return stages;
}

const Reference* fair_reference(const Stage& stage, const Settings& settings) {
  return stage.reference && stage.reference->agrees(settings) ? &*stage.reference : nullptr;
}

/// What is computed between the given results and the stage, in the order of the graph.
std::vector<StageId> stages_between(const Demo& demo, const std::vector<StageId>& from, StageId stage) {
  std::vector<bool> needed(demo.stages.size(), false);
  needed[static_cast<std::size_t>(stage)] = true;
  for (StageId i = stage; i >= 0; --i) {
    if (!needed[static_cast<std::size_t>(i)]) continue;
    for (const StageId input : stages_among(stage_of(demo, i).textbook.inputs)) {
      const bool given = std::find(from.begin(), from.end(), input) != from.end();
      if (input != source_stage && !given) needed[static_cast<std::size_t>(input)] = true;
    }
  }
  std::vector<StageId> stages;
  for (StageId i = 0; i <= stage; ++i) {
    if (needed[static_cast<std::size_t>(i)]) stages.push_back(i);
  }
  return stages;
}

/// The variants that some of the stages have.
std::vector<std::string> variants_of(const Demo& demo, const std::vector<StageId>& stages) {
  std::vector<std::string> ids{"textbook"};
  for (const StageId stage : stages) {
    for (const Variant& variant : stage_of(demo, stage).variants) {
      if (std::find(ids.begin(), ids.end(), variant.id) == ids.end()) ids.push_back(variant.id);
    }
  }
  return ids;
}

Race empty_race(const Demo& demo, const Settings& settings, StageId stage) {
  const Stage& declared = stage_of(demo, stage);
  const Reference* reference = fair_reference(declared, settings);
  Race result;
  result.stage = stage;
  result.from = stages_among(reference ? reference->computation.inputs : declared.textbook.inputs);
  result.stages = stages_between(demo, result.from, stage);
  return result;
}

/// Computes the stage once by the variant, from what the snapshot holds; only the computation is timed.
double run_once(const Snapshot& given, const Race& race, const std::string& variant, Output& output) {
  const Demo& demo = *given.request.demo;
  const Settings& settings = given.request.settings;
  Snapshot snapshot = given;
  const auto begin = std::chrono::steady_clock::now();
  if (variant == "opencv") {
    output = run_computation(snapshot, stage_of(demo, race.stage).reference->computation);
  } else {
    for (const StageId stage : race.stages) {
      const Stage& declared = stage_of(demo, stage);
      const Computation* chosen = find_variant(declared, variant, settings);
      auto result = std::make_shared<StageResult>();
      result->output = run_computation(snapshot, chosen ? *chosen : declared.textbook);
      snapshot.stages[static_cast<std::size_t>(stage)] = std::move(result);
    }
    output = snapshot.stages[static_cast<std::size_t>(race.stage)]->output;
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  return taken.count();
}

double quantile(const std::vector<double>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (place - static_cast<double>(low));
}

/// The rest of a line of a text that begins so, without what surrounds it.
std::string line_after(const std::string& text, const std::string& label) {
  const std::size_t at = text.find(label);
  if (at == std::string::npos) return {};
  std::string line = text.substr(at + label.size(), text.find('\n', at) - at - label.size());
  line.erase(0, line.find_first_not_of(" :\t"));
  return line;
}

}  // namespace

const Racer* Race::opencv() const {
  return !racers.empty() && racers.back().variant == "opencv" ? &racers.back() : nullptr;
}

std::optional<double> Race::ratio(const Racer& racer) const {
  const Racer* other = opencv();
  if (!other || !(racer.median > 0)) return std::nullopt;
  return other->median / racer.median;
}

bool can_race(const Demo& demo, StageId stage, const Settings& settings) {
  if (stage == source_stage || !stage_of(demo, stage).active(settings)) return false;
  if (fair_reference(stage_of(demo, stage), settings)) return true;
  return variants_of(demo, empty_race(demo, settings, stage).stages).size() > 1;
}

Race race(const Demo& demo, const FramePtr& frame, const Settings& settings, StageId stage,
          const RaceOptions& options, const std::function<bool()>& cancelled) {
  Race result = empty_race(demo, settings, stage);
  std::vector<StageId> wanted = result.from;
  wanted.push_back(stage);
  Evaluator evaluator;
  const SnapshotPtr given = evaluator.evaluate({&demo, frame, settings, wanted, "textbook", true});
  if (const auto& error = given->result(stage)->error) throw Error(*error);

  std::vector<Racer> racers;
  for (const std::string& variant : variants_of(demo, result.stages))
    racers.push_back({variant, {}, 0, 0, 0, {}});
  if (fair_reference(stage_of(demo, stage), settings)) racers.push_back({"opencv", {}, 0, 0, 0, {}});
  const Output& textbook = given->result(stage)->output;
  for (Racer& racer : racers) {
    for (int i = 0; i < 2; ++i) {
      if (cancelled && cancelled()) return result;
      Output output;
      run_once(*given, result, racer.variant, output);
      const bool alike = !textbook.image.empty() && output.image.size() == textbook.image.size() &&
                         output.image.channels() == textbook.image.channels();
      if (alike) racer.difference = compare_pictures(output.image, textbook.image).largest;
    }
  }
  double elapsed = 0;
  const double enough = options.seconds * 1000 * static_cast<double>(racers.size());
  for (int round = 0; round < options.most && (round < options.least || elapsed < enough); ++round) {
    for (Racer& racer : racers) {
      if (cancelled && cancelled()) return result;
      Output output;
      racer.milliseconds.push_back(run_once(*given, result, racer.variant, output));
      elapsed += racer.milliseconds.back();
    }
  }
  for (Racer& racer : racers) {
    std::sort(racer.milliseconds.begin(), racer.milliseconds.end());
    racer.median = quantile(racer.milliseconds, 0.5);
    racer.lower = quantile(racer.milliseconds, 0.25);
    racer.upper = quantile(racer.milliseconds, 0.75);
  }
  result.racers = std::move(racers);
  return result;
}

OpencvBuild opencv_build() {
  const std::string& information = cv::getBuildInformation();
  return {CV_VERSION, line_after(information, "Baseline:"),
          line_after(information, "Dispatched code generation:")};
}

std::string machine_words() {
  std::ifstream file("/proc/cpuinfo");
  std::stringstream text;
  text << file.rdbuf();
  std::string name = line_after(text.str(), "model name");
  if (name.empty()) name = "unknown processor";
  const unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  return name + ", " + std::to_string(threads) + (threads == 1 ? " thread" : " threads");
}

}  // namespace pixelwhy
