#include "core/race.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <opencv2/core/utility.hpp>
#include <opencv2/core/version.hpp>
#include <sstream>
#include <thread>

#include "core/comparison.h"
#include "core/image_pool.h"

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

/// What is computed between the given results and the stage by the variant, in the order of the graph.
std::vector<StageId> stages_between(const Demo& demo, const std::vector<StageId>& from, StageId stage,
                                    const std::string& variant, const Settings& settings) {
  std::vector<bool> needed(demo.stages.size(), false);
  needed[static_cast<std::size_t>(stage)] = true;
  for (StageId i = stage; i >= 0; --i) {
    if (!needed[static_cast<std::size_t>(i)]) continue;
    for (const StageId input : stages_among(stage_of(demo, i).computation_of(variant, settings).inputs)) {
      const bool given = std::find(from.begin(), from.end(), input) != from.end();
      if (input != source_stage && !given) needed[static_cast<std::size_t>(input)] = true;
    }
  }
  std::vector<StageId> stages;
  for (StageId i = 0; i <= stage; ++i) {
    if (needed[static_cast<std::size_t>(i)] && stage_of(demo, i).active(settings)) stages.push_back(i);
  }
  return stages;
}

/// Whether one of the stages, computed by the variant, reads the source.
bool reads_source(const Demo& demo, const std::vector<StageId>& stages, const std::string& variant,
                  const Settings& settings) {
  return std::any_of(stages.begin(), stages.end(), [&](StageId stage) {
    const auto inputs = stages_among(stage_of(demo, stage).computation_of(variant, settings).inputs);
    return std::find(inputs.begin(), inputs.end(), source_stage) != inputs.end();
  });
}

/// The variants that some of the stages have, but those that begin further back: their race is another.
std::vector<std::string> variants_of(const Demo& demo, const Race& race, const Settings& settings) {
  std::vector<std::string> ids{"textbook"};
  const std::vector<StageId>& all = race.stages;
  const bool from_source = reads_source(demo, all, "textbook", settings);
  for (const StageId stage : all) {
    for (const Variant& variant : stage_of(demo, stage).variants) {
      if (!variant.applies(settings) || std::find(ids.begin(), ids.end(), variant.id) != ids.end()) continue;
      const auto own = stages_between(demo, race.from, race.stage, variant.id, settings);
      const bool computed = std::find(own.begin(), own.end(), stage) != own.end();
      if (!from_source && reads_source(demo, own, variant.id, settings)) continue;
      if (computed && std::includes(all.begin(), all.end(), own.begin(), own.end()))
        ids.push_back(variant.id);
    }
  }
  return ids;
}

/// Computes the stage once by the variant, from what the snapshot holds; only the computation is timed.
double run_once(const Snapshot& given, const Race& race, const std::string& variant, Output& output) {
  const Demo& demo = *given.request.demo;
  const Settings& settings = given.request.settings;
  Snapshot snapshot = given;
  const std::vector<StageId> stages = stages_between(demo, race.from, race.stage, variant, settings);
  const OpenCvInPool in_pool;
  const auto begin = std::chrono::steady_clock::now();
  if (variant == "opencv") {
    output = run_computation(snapshot, stage_of(demo, race.stage).reference->computation);
  } else {
    for (const StageId stage : stages) {
      auto result = std::make_shared<StageResult>();
      result->output = run_computation(snapshot, stage_of(demo, stage).computation_of(variant, settings));
      snapshot.stages[static_cast<std::size_t>(stage)] = std::move(result);
    }
    output = snapshot.stages[static_cast<std::size_t>(race.stage)]->output;
  }
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  return taken.count();
}

std::size_t bytes_of(const Snapshot& snapshot, StageId stage) {
  const ResultPtr result = snapshot.result(stage);
  return result ? result->output.image.total() * result->output.image.elemSize() : 0;
}

/// What the variant's stages read and write.
std::size_t traffic(const Snapshot& snapshot, const Race& race, const std::string& variant) {
  const Demo& demo = *snapshot.request.demo;
  const Settings& settings = snapshot.request.settings;
  std::size_t bytes = 0;
  for (const StageId stage : stages_between(demo, race.from, race.stage, variant, settings)) {
    bytes += bytes_of(snapshot, stage);
    for (const StageId input : stages_among(stage_of(demo, stage).computation_of(variant, settings).inputs))
      bytes += bytes_of(snapshot, input);
  }
  return bytes;
}

/// As declared by the codes of the variant's stages; none where one of them does not tell.
std::optional<double> operations_of(const Snapshot& snapshot, const Race& race, const std::string& variant) {
  const Demo& demo = *snapshot.request.demo;
  const Settings& settings = snapshot.request.settings;
  double sum = 0;
  for (const StageId stage : stages_between(demo, race.from, race.stage, variant, settings)) {
    const Computation& code = stage_of(demo, stage).computation_of(variant, settings);
    if (!code.operations) return std::nullopt;
    sum += code.operations(settings);
  }
  return sum;
}

/// The median of some copies.
double copy_ms(std::size_t bytes) {
  const std::vector<std::uint8_t> from(bytes / 2, 1);
  std::vector<std::uint8_t> to(from.size());
  std::vector<double> taken;
  for (int i = 0; i < 7; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    std::copy(from.begin(), from.end(), to.begin());
    taken.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(taken.begin(), taken.end());
  return taken[taken.size() / 2];
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

Race begin_race(const Demo& demo, const Settings& settings, StageId stage) {
  const Stage& declared = stage_of(demo, stage);
  const Reference* reference = fair_reference(declared, settings);
  Race result;
  result.stage = stage;
  result.from = stages_among(reference ? reference->computation.inputs : declared.textbook.inputs);
  result.stages = stages_between(demo, result.from, stage, "textbook", settings);
  return result;
}

bool can_race(const Demo& demo, StageId stage, const Settings& settings) {
  if (stage == source_stage || !stage_of(demo, stage).active(settings)) return false;
  if (fair_reference(stage_of(demo, stage), settings)) return true;
  return variants_of(demo, begin_race(demo, settings, stage), settings).size() > 1;
}

Race race(const Demo& demo, const FramePtr& frame, const Settings& settings, StageId stage,
          const RaceOptions& options, const std::function<bool()>& cancelled) {
  Race result = begin_race(demo, settings, stage);
  std::vector<StageId> wanted = result.from;
  wanted.push_back(stage);
  Evaluator evaluator;
  const SnapshotPtr given = evaluator.evaluate({&demo, frame, settings, wanted, "textbook", true});
  if (const auto& error = given->result(stage)->error) throw Error(*error);

  std::vector<Racer> racers;
  for (const std::string& variant : variants_of(demo, result, settings)) racers.push_back({variant});
  if (fair_reference(stage_of(demo, stage), settings)) racers.push_back({"opencv"});
  const Output& textbook = given->result(stage)->output;
  const double pixels = static_cast<double>(std::max<std::size_t>(1, textbook.image.total()));
  double elapsed = 0;
  for (Racer& racer : racers) {
    if (racer.variant != "opencv") {
      racer.operations = operations_of(*given, result, racer.variant);
      if (!textbook.image.empty())
        racer.bytes = static_cast<double>(traffic(*given, result, racer.variant)) / pixels;
    }
    for (int i = 0; i < 2; ++i) {
      if (cancelled && cancelled()) return result;
      Output output;
      const double taken = run_once(*given, result, racer.variant, output);
      const bool alike = !textbook.image.empty() && output.image.size() == textbook.image.size() &&
                         output.image.channels() == textbook.image.channels();
      if (alike) racer.difference = compare_pictures(output.image, textbook.image).largest;
      if (taken < options.patience) continue;
      racer.milliseconds = {taken};
      break;
    }
  }
  const auto is_slow = [](const Racer& racer) { return !racer.milliseconds.empty(); };
  std::vector<Racer*> running;
  for (Racer& racer : racers) {
    if (!is_slow(racer)) running.push_back(&racer);
  }
  // Before each turn but those of slow codes comes a run that does not count: what another code has left in
  // the caches is nobody's fault.
  constexpr double slow_ms = 20;
  const double enough = options.seconds * 1000 * static_cast<double>(running.size());
  for (int round = 0; round < options.most && (round < options.least || elapsed < enough); ++round) {
    for (Racer* racer : running) {
      if (cancelled && cancelled()) return result;
      std::vector<double>& taken = racer->milliseconds;
      Output output;
      if (taken.empty() || taken.back() < slow_ms) run_once(*given, result, racer->variant, output);
      taken.push_back(run_once(*given, result, racer->variant, output));
      elapsed += taken.back();
    }
  }
  std::size_t bytes = bytes_of(*given, stage);
  for (const StageId from : result.from) bytes += bytes_of(*given, from);
  result.floor_ms = copy_ms(bytes);
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
