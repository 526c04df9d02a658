#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <opencv2/core/utility.hpp>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "cli/progress.h"
#include "core/error.h"
#include "core/race.h"
#include "notes/json.h"

namespace pixelwhy {

namespace {

struct BenchCall {
  std::vector<const Demo*> demos;
  std::optional<Settings> settings;  ///< of the one demo
  std::optional<std::string> stage;
  std::string source = "sample:street";
  std::optional<cv::Size> size;
  int threads = 1;
  std::size_t simd = 0;  ///< index of the instruction set
  double seconds = 0.5;
  bool json = false;
};

std::vector<Flag> bench_flags(const Demo* demo) {
  std::vector<Flag> flags = demo ? parameter_flags(*demo) : std::vector<Flag>();
  for (const Flag& flag : std::initializer_list<Flag>{{"--stage", "ID"},
                                                      {"--preset", "NAME|FILE"},
                                                      {"--source", "SOURCE"},
                                                      {"--size", "WxH"},
                                                      {"--threads", "N"},
                                                      {"--simd", "NAME"},
                                                      {"--seconds", "N"},
                                                      {"--json", ""},
                                                      {"--help", ""}})
    flags.push_back(flag);
  return flags;
}

/// The demos come first; with one of them its parameters can be set.
std::vector<const Demo*> named_demos(const std::vector<Demo>& demos, std::span<const std::string> words) {
  std::vector<const Demo*> named;
  for (const std::string& word : words) {
    if (word.starts_with("-")) break;
    named.push_back(&find_demo(demos, word));
  }
  return named;
}

std::size_t chosen_simd(const Simd& simd, const std::string& name) {
  if (name == "best") return 0;
  const auto found = std::find(simd.names.begin(), simd.names.end(), name);
  if (found != simd.names.end()) return static_cast<std::size_t>(found - simd.names.begin());
  std::vector<std::string> accepted{"best"};
  accepted.insert(accepted.end(), simd.names.begin(), simd.names.end());
  throw usage_error("--simd: '" + name + "' is not what this processor has; expected " + join_or(accepted));
}

BenchCall read_bench(const Program& program, const std::vector<const Demo*>& named,
                     const Arguments& arguments) {
  const std::vector<Demo>& demos = *program.demos;
  BenchCall call;
  call.demos = named;
  if (named.empty()) {
    for (const Demo& demo : demos) call.demos.push_back(&demo);
  }
  if (arguments.rest().size() > named.size())
    throw usage_error("'" + arguments.rest()[named.size()] +
                      "' is one word too many; demos come before flags");
  if (named.size() == 1) {
    const auto preset = chosen_preset(*named[0], arguments);
    call.settings = chosen_settings(*named[0], arguments, preset);
  }
  call.stage = arguments.value("--stage");
  if (call.stage && named.size() != 1) throw usage_error("--stage needs one DEMO");
  call.source = arguments.value("--source").value_or("sample:street");
  if (const auto size = arguments.value("--size")) {
    const std::string expected = "WxH in pixels, 16x16 to 16384x16384";
    const auto [width, height] = number_pair("--size", *size, 'x', expected);
    if (width < 16 || height < 16 || width > 16384 || height > 16384)
      throw usage_error("--size: '" + *size + "' is not accepted; expected " + expected);
    call.size = cv::Size(width, height);
  } else if (!arguments.has("--source")) {
    call.size = cv::Size(1920, 1080);
  }
  if (const auto threads = arguments.value("--threads"))
    call.threads = whole_number("--threads", *threads, 1, 256);
  if (const auto seconds = arguments.value("--seconds"))
    call.seconds = whole_number("--seconds", *seconds, 0, 60);
  call.simd = chosen_simd(program.simd, arguments.value("--simd").value_or("best"));
  call.json = arguments.has("--json");
  return call;
}

/// The picture, repeated until it fills the size.
FramePtr of_size(const FramePtr& frame, const std::optional<cv::Size>& size) {
  if (!size || frame->pixels.size() == *size) return frame;
  auto tiled = std::make_shared<Frame>(*frame);
  tiled->alpha.release();
  tiled->pixels = cv::Mat(*size, frame->pixels.type());
  for (int y = 0; y < size->height; y += frame->pixels.rows) {
    for (int x = 0; x < size->width; x += frame->pixels.cols) {
      const cv::Rect part(0, 0, std::min(frame->pixels.cols, size->width - x),
                          std::min(frame->pixels.rows, size->height - y));
      frame->pixels(part).copyTo(tiled->pixels(part + cv::Point(x, y)));
    }
  }
  return tiled;
}

/// A stage of a demo that is raced under these settings.
struct Entry {
  const Demo* demo;
  Settings settings;
  StageId stage;
};

std::vector<Entry> raced(const BenchCall& call) {
  std::vector<Entry> entries;
  for (const Demo* demo : call.demos) {
    const Settings settings = call.settings.value_or(demo->defaults());
    for (StageId stage = 0; stage < static_cast<StageId>(demo->stages.size()); ++stage) {
      if (can_race(*demo, stage, settings)) entries.push_back({demo, settings, stage});
    }
  }
  std::vector<std::string> ids;
  for (const Entry& entry : entries) ids.push_back(entry.demo->stage_id(entry.stage));
  if (call.stage) {
    const StageId chosen = find_stage(*call.demos[0], *call.stage);
    std::erase_if(entries, [&](const Entry& entry) { return entry.stage != chosen; });
  }
  if (!entries.empty()) return entries;
  const std::string expected = ids.empty() ? "no stage has more than one code" : "expected " + join_or(ids);
  if (!call.stage) throw usage_error("nothing to race with these parameters: " + expected);
  throw usage_error("--stage: '" + *call.stage + "' has nothing to race against with these parameters; " +
                    expected);
}

Json settings_json(const Demo& demo, const Settings& settings) {
  Json json = Json::object();
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    if (settings[i] != demo.parameters[i].initial)
      json[demo.parameters[i].id] = to_json(demo.parameters[i], settings[i]);
  }
  return json;
}

void add_rows(Json& rows, const Demo& demo, const Settings& settings, const Race& race, cv::Size size,
              int threads, const std::string& simd) {
  const Racer* opencv = race.opencv();
  for (const Racer& racer : race.racers) {
    if (&racer == opencv) continue;
    const auto ratio = race.ratio(racer);
    rows.push_back(
        {{"demo", demo.id},
         {"stage", demo.stage_id(race.stage)},
         {"variant", racer.variant},
         {"simd", racer.variant == "fast" ? Json(simd) : Json()},
         {"size", {size.width, size.height}},
         {"threads", threads},
         {"settings", settings_json(demo, settings)},
         {"rounds", racer.milliseconds.size()},
         {"median_ms", racer.median},
         {"spread_ms", {racer.lower, racer.upper}},
         {"opencv_ms", opencv ? Json(opencv->median) : Json()},
         {"ratio", ratio ? Json(*ratio) : Json()},
         {"max_difference", racer.difference ? to_json(*racer.difference) : Json()},
         {"opencv_difference", opencv && opencv->difference ? to_json(*opencv->difference) : Json()}});
  }
}

std::string racer_line(const Race& race, const Racer& racer) {
  std::string line = fmt::format("  {:<16}{:>10.3f} ms   {:>9.3f} to {:<9.3f}", racer.variant, racer.median,
                                 racer.lower, racer.upper);
  const auto ratio = race.ratio(racer);
  if (ratio && racer.variant != "opencv")
    line += fmt::format("  {:>7.2f} x OpenCV", *ratio);
  else
    line += "                  ";
  if (racer.variant != "textbook" && racer.difference)
    line += *racer.difference == 0 ? "   identical"
                                   : fmt::format("   differs by at most {:.4g}", *racer.difference);
  return line;
}

void print_race(const Demo& demo, const Race& race) {
  std::string from;
  for (const StageId stage : race.from) from += (from.empty() ? "" : ", ") + demo.stage_id(stage);
  fmt::print("{} / {} (from {})\n", demo.id, demo.stage_id(race.stage), from.empty() ? "source" : from);
  for (const Racer& racer : race.racers) fmt::print("{}\n", racer_line(race, racer));
  std::fflush(stdout);
}

/// As many threads as asked for, for OpenCV's functions and ours alike, until it goes.
class Threads {
 public:
  explicit Threads(int count) : before_(cv::getNumThreads()) { cv::setNumThreads(count); }
  ~Threads() { cv::setNumThreads(before_); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

 private:
  int before_;
};

}  // namespace

int bench_command(const Program& program, std::span<const std::string> words) {
  const std::vector<const Demo*> named = named_demos(*program.demos, words);
  const Demo* one = named.size() == 1 ? named[0] : nullptr;
  const Arguments arguments(bench_flags(one), words);
  if (arguments.has("--help"))
    return one ? print_demo_help("bench", *one) : print_command_help("bench", false);
  const BenchCall call = read_bench(program, named, arguments);
  const std::vector<Entry> entries = raced(call);
  const FramePtr frame = of_size(load_frame(call.source, 0), call.size);
  const cv::Size size = frame->pixels.size();
  const OpencvBuild build = opencv_build();
  Json json = {
      {"machine", machine_words()},
      {"opencv", {{"version", build.version}, {"baseline", build.baseline}, {"dispatch", build.dispatch}}},
      {"rows", Json::array()}};
  if (!call.json) {
    fmt::print("{}\nOpenCV {}: baseline {}; dispatch {}\n{}×{}, {} thread{}\n\n", machine_words(),
               build.version, build.baseline, build.dispatch, size.width, size.height, call.threads,
               call.threads == 1 ? "" : "s");
    std::fflush(stdout);
  }
  if (program.simd.choose) program.simd.choose(call.simd);
  const std::string simd = program.simd.names.empty() ? "" : program.simd.names[call.simd];
  const Threads threads(call.threads);
  Progress progress(static_cast<int>(entries.size()));
  int done = 0;
  for (const auto& [demo, settings, stage] : entries) {
    progress.show(done++, demo->id + " / " + demo->stage_id(stage));
    const Race result = race(*demo, frame, settings, stage, {call.seconds, 5, 200});
    progress.wipe();
    if (call.json) {
      add_rows(json["rows"], *demo, settings, result, size, call.threads, simd);
    } else {
      print_race(*demo, result);
    }
  }
  if (call.json) fmt::print("{}\n", json.dump());
  return 0;
}

}  // namespace pixelwhy
