#include "cli/record_command.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdio>

#include "cli/commands.h"
#include "cli/help.h"
#include "core/error.h"
#include "notes/export.h"
#include "notes/side_by_side.h"
#include "sources/source.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

std::vector<Flag> record_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : shared_flags()) flags.push_back(std::move(flag));
  for (Flag flag :
       {Flag{"--frames", "N"}, Flag{"--seconds", "S"}, Flag{"--fps", "RATE"}, Flag{"--side-by-side", ""},
        Flag{"--lossless", ""}, Flag{"--force", ""}, Flag{"-o", "FILE"}})
    flags.push_back(std::move(flag));
  return flags;
}

/// A number above 0 up to `most`; empty where the flag is not given.
std::optional<double> positive_number(const Arguments& arguments, const std::string& flag, double most) {
  const auto text = arguments.value(flag);
  if (!text) return std::nullopt;
  double number = 0;
  const char* const end = text->data() + text->size();
  const auto [stopped, problem] = std::from_chars(text->data(), end, number);
  if (problem == std::errc{} && stopped == end && number > 0 && number <= most) return number;
  throw usage_error(
      fmt::format("{}: '{}' is not accepted; expected a number above 0, up to {}", flag, *text, most));
}

RecordingPlan read_plan(const Arguments& arguments) {
  const auto output = arguments.value("-o");
  if (!output || output->empty())
    throw usage_error("missing -o: the video to write (.mkv or .mp4), or a folder");
  if (*output == "-")
    throw usage_error("-o: a recording cannot go to standard output; expected a file or a folder");
  RecordingPlan plan;
  plan.path = *output;
  const auto form = recording_form(plan.path);
  if (!form) {
    throw usage_error("-o: '" + *output + "' ends in '" + plan.path.extension().string() +
                      "'; expected .mkv, .mp4, or a folder (DIR/)");
  }
  plan.form = *form;
  plan.lossless = arguments.has("--lossless");
  if (plan.lossless && plan.form == RecordingForm::Mp4)
    throw usage_error(
        "--lossless contradicts .mp4; expected .mkv, or a folder, whose pictures are lossless anyway");
  return plan;
}

/// Words that are wrong are found out before a source is opened.
void check_output(const RecordCall& call, bool force) {
  std::error_code none;
  const std::string& source = call.demo.source;
  if (fs::exists(source, none) && fs::equivalent(call.plan.path, source, none))
    throw usage_error("-o: '" + call.plan.path.string() +
                      "' is SOURCE itself, which would be lost; expected another");
  if (force || !holds_recording(call.plan)) return;
  const bool pictures = call.plan.form == RecordingForm::Pictures;
  throw failure(
      "'" + call.plan.path.string() + "' " +
      (pictures ? "holds a recording already; --force replaces it" : "exists already; --force replaces it"));
}

RecordCall read_record(const Demo& demo, const Arguments& arguments) {
  RecordCall call;
  call.plan = read_plan(arguments);
  if (const auto frames = arguments.value("--frames")) call.frames = whole_number("--frames", *frames, 1);
  constexpr double longest = 1e6, fastest = 1000;
  call.seconds = positive_number(arguments, "--seconds", longest);
  call.fps = positive_number(arguments, "--fps", fastest);
  call.side_by_side = arguments.has("--side-by-side");
  call.demo = read_call(demo, arguments);
  if (call.demo.frame > 0 && is_live(kind_of(call.demo.source)))
    throw usage_error("--frame: '" + call.demo.source +
                      "' is live, so recording begins with what comes first");
  check_output(call, arguments.has("--force"));
  return call;
}

const char* plural(std::uint64_t count) { return count == 1 ? "" : "s"; }

/// The closing line of figures.
void print_figures(const RecordCall& call, const RecordOutcome& outcome, const RecordingReport& report) {
  const RecordingFiles::End& file = report.file;
  const double rate = outcome.seconds > 0 ? static_cast<double>(report.status.recorded) / outcome.seconds : 0;
  std::string about = fmt::format("{}×{}", file.size.width, file.size.height);
  if (!file.codec.empty()) about += ", " + file.codec;
  if (call.plan.form == RecordingForm::Pictures) about += ", PNG";
  fmt::print(stderr,
             "pixelwhy: {}: {} frame{} ({}, {:.1f} MiB), read back; {:.1f} frames a second, {} dropped\n",
             file.path.string(), file.frames, plural(static_cast<std::uint64_t>(file.frames)), about,
             static_cast<double>(file.bytes) / (1 << 20), rate, report.status.dropped + outcome.dropped);
}

/// What happened, in the end's own words; the exit status.
int conclude(const RecordCall& call, const RecordOutcome& outcome, const RecordingReport& report) {
  const bool kept = report.file.frames > 0;
  if (kept) print_figures(call, outcome, report);
  if (report.status.problem) {
    const std::string where =
        kept ? "; what was recorded is in '" + report.file.path.string() + "'" : "; nothing was recorded";
    throw failure(report.status.problem->en + where);
  }
  if (outcome.error && !kept) throw Error(*outcome.error);
  int status = 0;
  if (outcome.error) {
    fmt::print(stderr, "pixelwhy: {} frame{} left out; the first: {}\n", outcome.failed,
               outcome.failed == 1 ? " was" : "s were", outcome.error->what());
    status = 1;
  }
  if (outcome.interrupted) {
    if (!kept) throw failure("interrupted before the first frame; nothing was recorded");
    fmt::print(stderr, "pixelwhy: interrupted; what was recorded until then is kept\n");
    return outcome.open_ended ? status : 1;
  }
  if (!kept) throw failure("'" + call.demo.source + "' gave no frame; nothing was recorded");
  if (call.frames && report.file.frames < *call.frames && !outcome.error && !call.seconds)
    fmt::print(stderr, "pixelwhy: the source ended after {} of {} frames\n", report.file.frames,
               *call.frames);
  return status;
}

}  // namespace

bool record_frame(const RecordCall& call, Evaluator& evaluator, Recorder& recorder, const FramePtr& frame,
                  double seconds) {
  const SnapshotPtr snapshot = compute(evaluator, call.demo, frame, false);
  const Output output = chosen_output(call.demo, *snapshot);
  const auto draw = [snapshot, output, frame, stage = call.demo.stage, both = call.side_by_side] {
    const cv::Mat picture = stage_picture(*snapshot, stage, output);
    return both ? side_by_side(frame->pixels, picture) : picture;
  };
  return recorder.add(draw, seconds);
}

int record_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("record", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(record_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("record", demo);
  const RecordCall call = read_record(demo, arguments);
  const Interruption interruption;
  RecordingReport report;
  const RecordOutcome outcome = is_live(kind_of(call.demo.source)) ? record_live(call, interruption, report)
                                                                   : record_file(call, interruption, report);
  return conclude(call, outcome, report);
}

}  // namespace pixelwhy
