#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>
#include <opencv2/core/utility.hpp>

#include "cli/bench_report.h"
#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "cli/progress.h"
#include "core/error.h"
#include "notes/json.h"
#include "sources/second_picture.h"

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
  std::optional<std::string> against;
  bool sliders = false;
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
                                                      {"--against", "size|PARAMETER"},
                                                      {"--sliders", ""},
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
  call.against = arguments.value("--against");
  if (call.against && (named.size() != 1 || arguments.has("--size") || arguments.has("--seconds")))
    throw usage_error("--against needs one DEMO, and neither --size nor --seconds");
  call.sliders = arguments.has("--sliders");
  if (call.sliders && (call.against || call.stage))
    throw usage_error("--sliders moves all of a demo: it takes neither --against nor --stage");
  call.simd = chosen_simd(program.simd, arguments.value("--simd").value_or("best"));
  call.json = arguments.has("--json");
  return call;
}

FramePtr resized(const FramePtr& frame, const std::optional<cv::Size>& size) {
  return size ? tiled(frame, *size) : frame;
}

std::vector<Entry> raced(const BenchCall& call) {
  std::vector<Entry> entries;
  for (const Demo* demo : call.demos) {
    Settings settings = call.settings.value_or(demo->defaults());
    read_pictures(*demo, settings);
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

/// The parameter that the time is measured over; none for the size.
std::optional<int> chosen_quantity(const Entry& entry, const std::string& name) {
  if (name == "size") return std::nullopt;
  std::vector<std::string> accepted{"size"};
  for (const int index : cost_parameters(*entry.demo, entry.stage, entry.settings)) {
    accepted.push_back(entry.demo->parameters[static_cast<std::size_t>(index)].id);
    if (accepted.back() == name) return index;
  }
  throw usage_error("--against: '" + name + "' is no quantity that the time of stage '" +
                    entry.demo->stage_id(entry.stage) + "' may depend on; expected " + join_or(accepted) +
                    suggestion(name, accepted));
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

/// Everything that is measured on one picture, printed as it comes or gathered as JSON.
struct Report {
  const BenchCall& call;
  FramePtr frame;
  Json json;
};

void race_all(Report& report, const std::vector<Entry>& entries, const std::string& simd) {
  Progress progress(static_cast<int>(entries.size()));
  int done = 0;
  for (const Entry& entry : entries) {
    progress.show(done++, entry.demo->id + " / " + entry.demo->stage_id(entry.stage));
    const Race result =
        race(*entry.demo, report.frame, entry.settings, entry.stage, {report.call.seconds, 5, 200});
    progress.wipe();
    if (report.call.json) {
      add_rows(report.json["rows"], entry, result, report.frame->pixels.size(), report.call.threads, simd);
    } else {
      print_race(entry, result);
    }
  }
}

void measure_against(Report& report, const Entry& entry, std::optional<int> quantity) {
  const std::string& name = *report.call.against;
  Progress progress(CostOptions().places);
  const Cost cost = measure_cost(*entry.demo, report.frame, entry.settings, entry.stage, quantity, {},
                                 [&](const Cost& so_far) { progress.show(so_far.done, name); });
  progress.wipe();
  report.json["cost"] = cost_json(entry, name, cost);
  if (!report.call.json) print_cost(entry, name, cost);
}

void move_sliders(Report& report) {
  Progress progress(static_cast<int>(report.call.demos.size()));
  int done = 0;
  for (const Demo* demo : report.call.demos) {
    progress.show(done++, demo->id);
    const Settings settings = report.call.settings.value_or(demo->defaults());
    const std::vector<Response> responses = measure_responses(*demo, report.frame, settings, 10);
    progress.wipe();
    if (report.call.json) {
      for (Json& row : responses_json(*demo, responses)) report.json["sliders"].push_back(std::move(row));
    } else {
      print_responses(*demo, responses);
    }
  }
}

}  // namespace

int bench_command(const Program& program, std::span<const std::string> words) {
  const std::vector<const Demo*> named = named_demos(*program.demos, words);
  const Demo* one = named.size() == 1 ? named[0] : nullptr;
  const Arguments arguments(bench_flags(one), words);
  if (arguments.has("--help"))
    return one ? print_demo_help("bench", *one) : print_command_help("bench", false);
  const BenchCall call = read_bench(program, named, arguments);
  const std::vector<Entry> entries = call.sliders ? std::vector<Entry>() : raced(call);
  const auto quantity = call.against ? chosen_quantity(entries.back(), *call.against) : std::nullopt;
  Report report{call, resized(load_frame(call.source, 0), call.size), {}};
  const cv::Size size = report.frame->pixels.size();
  const OpencvBuild build = opencv_build();
  report.json = {
      {"machine", machine_words()},
      {"opencv", {{"version", build.version}, {"baseline", build.baseline}, {"dispatch", build.dispatch}}}};
  if (!call.json) {
    fmt::print("{}\nOpenCV {}: baseline {}; dispatch {}\n{}×{}, {} thread{}\n\n", machine_words(),
               build.version, build.baseline, build.dispatch, size.width, size.height, call.threads,
               call.threads == 1 ? "" : "s");
    std::fflush(stdout);
  }
  if (program.simd.choose) program.simd.choose(call.simd);
  const Threads threads(call.threads);
  if (call.sliders) {
    report.json["sliders"] = Json::array();
    move_sliders(report);
  } else if (call.against) {
    measure_against(report, entries.back(), quantity);
  } else {
    report.json["rows"] = Json::array();
    race_all(report, entries, program.simd.names.empty() ? "" : program.simd.names[call.simd]);
  }
  if (call.json) fmt::print("{}\n", report.json.dump());
  return 0;
}

}  // namespace pixelwhy
