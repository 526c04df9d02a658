#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "core/disagreement.h"
#include "core/error.h"
#include "notes/comparison_report.h"
#include "notes/file.h"
#include "notes/png.h"

namespace pixelwhy {

namespace {

constexpr int worst_in_text = 10;

struct CompareCall {
  DemoCall demo;
  std::optional<cv::Point> at;
  int top = worst_in_text;
  bool json = false;
  Language language = Language::English;
  std::string output;  ///< empty: no picture
  bool carries_state = true;
};

std::vector<Flag> compare_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : shared_flags()) flags.push_back(std::move(flag));
  for (const Flag& flag : std::initializer_list<Flag>{{"--at", "X,Y"},
                                                      {"--worst", "N"},
                                                      {"--json", ""},
                                                      {"--lang", "en|zh"},
                                                      {"--plain", ""},
                                                      {"--force", ""},
                                                      {"-o", "FILE"}})
    flags.push_back(flag);
  return flags;
}

/// The stage that is asked for; where none is, the last one that can be compared.
void choose_stage(DemoCall& call, const Arguments& arguments) {
  const Demo& demo = *call.demo;
  if (can_disagree(demo, call.stage, call.settings)) return;
  std::vector<std::string> ids;
  StageId last = source_stage;
  for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
    if (!can_disagree(demo, stage, call.settings)) continue;
    ids.push_back(demo.stage_id(stage));
    last = stage;
  }
  if (arguments.has("--stage") || ids.empty()) {
    const std::string expected = ids.empty() ? "no stage of it has one" : "expected " + join_or(ids);
    throw usage_error("stage '" + demo.stage_id(call.stage) + "' of " + demo.id +
                      " has no OpenCV reference with these parameters; " + expected);
  }
  call.stage = last;
}

CompareCall read_compare(const Demo& demo, const Arguments& arguments) {
  CompareCall call;
  if (arguments.value("--variant") == "opencv") {
    throw usage_error(
        "--variant: 'opencv' is what is compared with; expected textbook or a variant of the stage");
  }
  call.demo = read_call(demo, arguments);
  if (call.demo.wants_reference()) call.demo.variant.clear();  // a preset's
  choose_stage(call.demo, arguments);
  call.at = arguments.has("--at") ? chosen_pixel(call.demo, arguments) : std::nullopt;
  if (const auto top = arguments.value("--worst"))
    call.top = whole_number("--worst", *top, 0, static_cast<int>(Disagreement::most_listed));
  call.json = arguments.has("--json");
  call.language = chosen_language(arguments.value("--lang"));
  call.carries_state = !arguments.has("--plain");
  if (const auto output = arguments.value("-o")) {
    const std::string extension = std::filesystem::path(*output).extension();
    if (extension != ".png" && extension != ".PNG") {
      throw usage_error("-o: '" + *output + "' is not accepted; expected a file that ends in .png" +
                        (*output == "-" ? ", as the figures go to standard output" : ""));
    }
    call.output = *output;
    check_output(call.demo, call.output, arguments.has("--force"));
  }
  return call;
}

/// A number for people: seven significant digits say more than anyone reads.
std::string told(double value) { return fmt::format("{:.7g}", value == 0 ? 0 : value); }

std::string told(std::vector<double> pixel) {
  if (pixel.size() == 3) std::reverse(pixel.begin(), pixel.end());
  std::string text;
  for (const double value : pixel) text += (text.empty() ? "" : " ") + told(value);
  return text;
}

/// Writes the comparison for people.
class Report {
 public:
  Report(const Snapshot& snapshot, const Disagreement& found, Language language)
      : snapshot_(snapshot), found_(found), language_(language) {}

  void print(std::size_t top, const std::optional<cv::Point>& at) const {
    fmt::print("{} / {}: {} {}\n", found_.demo->name.in(language_),
               found_.demo->stage_name(found_.stage).in(language_), say("PixelWhy and", "PixelWhy 与"),
               found_.reference->note.in(language_));
    if (!found_.same_rules)
      fmt::print("{}\n", say("With these parameters the two follow different rules.",
                             "在这些参数下两者遵循不同的规则。"));
    print_figures();
    if (!found_.agrees()) {
      print_causes();
      print_worst(top);
    }
    if (at) print_pixel(*at);
  }

 private:
  std::string say(const char* en, const char* zh) const { return language_ == Language::Chinese ? zh : en; }

  void print_figures() const {
    const ComparisonFigures& figures = found_.figures;
    if (figures.not_finite > 0) {
      fmt::print("{}{}\n",
                 say("pixels with infinities or values that are no number: ", "含无穷或非数值的像素："),
                 figures.not_finite);
    }
    if (found_.agrees()) {
      fmt::print("{}\n", language_ == Language::Chinese
                             ? fmt::format("处处一致（{} 个像素）", figures.pixels)
                             : fmt::format("agrees everywhere ({} pixels)", figures.pixels));
      return;
    }
    const double share = 100.0 * static_cast<double>(figures.differing) / static_cast<double>(figures.pixels);
    fmt::print("{}{}\n", say("pixels compared: ", "比较的像素："), figures.pixels);
    fmt::print("{}{} ({:.3g} %)\n", say("differing: ", "不同的像素："), figures.differing, share);
    fmt::print("{}{}", say("largest difference: ", "最大差值："), told(figures.largest));
    if (found_.same_rules && found_.reference->tolerance > 0)
      fmt::print(" ({} {})", say("accepted:", "允许："), told(found_.reference->tolerance));
    const std::string psnr = std::isfinite(figures.psnr) ? fmt::format("{:.2f} dB", figures.psnr) : "∞";
    fmt::print("\nMSE {}   PSNR {} ({} {})   SSIM {}\n", told(figures.mse), psnr, say("of", "峰值"),
               told(figures.peak), figures.ssim ? fmt::format("{:.6f}", *figures.ssim) : "–");
  }

  void print_causes() const {
    fmt::print("{}\n", say("proven causes, and how many pixels each explains:",
                           "经证实的原因，以及各自解释的像素数："));
    for (const TriedSuspect& tried : found_.suspects) {
      if (tried.explained > 0)
        fmt::print("  {:>8}  {}\n", tried.explained, tried.suspect->name.in(language_));
    }
    if (found_.unexplained > 0)
      fmt::print("  {:>8}  {}\n", found_.unexplained, say("no rule explains them", "没有规则能够解释"));
  }

  void print_worst(std::size_t top) const {
    const std::size_t count = std::min(top, found_.worst.size());
    if (count == 0) return;
    fmt::print("{}\n", say("worst pixels:", "差值最大的像素："));
    for (std::size_t i = 0; i < count; ++i) {
      const cv::Point at = found_.worst[i].at;
      fmt::print("  {:<14} {} {:<12} OpenCV {:<12} {}\n", fmt::format("({}, {})", at.x, at.y),
                 say("ours", "本程序"), told(pixel_at(found_.ours, at)), told(pixel_at(found_.theirs, at)),
                 cause_text(found_, at).in(language_));
    }
  }

  void print_pixel(cv::Point at) const {
    const Explanation explanation = explain(snapshot_, found_.stage, at);
    fmt::print("\n({}, {})\n{}{}  ({})\n", at.x, at.y, say("ours:   ", "本程序："),
               told(pixel_at(found_.ours, at)), rule_name(explanation.rule).in(language_));
    for (const Step& step : explanation.steps) {
      const std::string outcome =
          step.holds ? say(*step.holds ? "→ yes" : "→ no", *step.holds ? "→ 成立" : "→ 不成立")
                     : "= " + told(step.value);
      fmt::print("        {}: {} {}\n", step.label.in(language_), step.expression, outcome);
    }
    fmt::print("        {}\n", explanation.verdict.in(language_));
    fmt::print("{}{}  ({})\n", say("OpenCV: ", "OpenCV："), told(pixel_at(found_.theirs, at)),
               found_.reference->note.in(language_));
    fmt::print("{}{}\n", say("cause:  ", "原因："), cause_text(found_, at).in(language_));
  }

  const Snapshot& snapshot_;
  const Disagreement& found_;
  Language language_;
};

SnapshotPtr compute_both(const DemoCall& call, const FramePtr& frame) {
  Evaluator evaluator;
  const SnapshotPtr snapshot =
      evaluator.evaluate({call.demo, frame, call.settings,
                          stages_to_disagree(*call.demo, call.stage, call.settings), call.variant, true});
  if (const auto& error = snapshot->result(call.stage)->error) throw Error(*error);
  return snapshot;
}

}  // namespace

int compare_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("compare", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(compare_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("compare", demo);
  const CompareCall call = read_compare(demo, arguments);
  const CallSource source = load_source(call.demo);
  const SnapshotPtr snapshot = compute_both(call.demo, source.frame);
  if (call.at) check_inside(*call.at, demo, call.demo.stage, snapshot->result(call.demo.stage)->output.image);
  const Disagreement found = disagree(*snapshot, call.demo.stage);
  if (!call.output.empty()) {
    std::vector<std::uint8_t> png = encode_png(disagreement_map(*snapshot, found));
    if (call.carries_state) png = with_state(call.demo, png, source.state);
    write_whole(call.output, png);
  }
  if (!call.json) {
    Report(*snapshot, found, call.language).print(static_cast<std::size_t>(call.top), call.at);
    return 0;
  }
  Json json = describe(found, static_cast<std::size_t>(call.top));
  if (call.at) {
    json["pixel"] = describe_pixel(found, *call.at);
    json["pixel"]["explanation"] =
        describe(*snapshot, call.demo.stage, *call.at, explain(*snapshot, call.demo.stage, *call.at));
  }
  fmt::print("{}\n", json.dump());
  return 0;
}

}  // namespace pixelwhy
