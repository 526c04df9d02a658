#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/demo_call.h"
#include "cli/help.h"
#include "core/error.h"
#include "notes/json.h"
#include "notes/latex.h"

namespace pixelwhy {

namespace {

constexpr std::size_t terms_in_text = 49;  // a 7×7 window; --json has them all

std::vector<Flag> explain_flags(const Demo& demo) {
  std::vector<Flag> flags = parameter_flags(demo);
  for (Flag& flag : shared_flags()) flags.push_back(std::move(flag));
  flags.push_back({"--at", "X,Y"});
  flags.push_back({"--json", ""});
  flags.push_back({"--format", "text|latex"});
  flags.push_back({"--lang", "en|zh"});
  return flags;
}

/// A number for people: seven significant digits say more than anyone reads.
std::string told(double value) { return fmt::format("{:.7g}", value == 0 ? 0 : value); }

std::string told(std::vector<double> pixel) {
  if (pixel.size() == 3) std::reverse(pixel.begin(), pixel.end());
  std::string text;
  for (const double value : pixel) text += (text.empty() ? "" : " ") + told(value);
  return pixel.size() == 3 ? "R G B = " + text : text;
}

std::string term_line(const Snapshot& snapshot, const Term& term, Language language) {
  const ResultPtr from = snapshot.result(term.stage);
  const bool color = from && from->output.image.channels() == 3;
  std::string place = snapshot.request.demo->stage_id(term.stage);
  place += term.at ? fmt::format(" ({}, {})", term.at->x, term.at->y)
                   : Text{" (outside)", "（图像外）"}.in(language);
  if (color) place += std::string(" ") + "BGR"[term.channel];
  std::string line = fmt::format("  {:<28} {:>12}", place, told(term.value));
  if (term.weight != 1) line += fmt::format("  × {}", told(term.weight));
  if (term.outside) line += Text{"  border", "  边界"}.in(language);
  if (term.deciding) line += Text{"  decides", "  决定结果"}.in(language);
  return line;
}

void print_text(const Snapshot& snapshot, StageId stage, cv::Point at, const Explanation& explanation,
                Language language) {
  const Demo& demo = *snapshot.request.demo;
  const auto say = [&](const char* en, const char* zh) {
    return std::string(language == Language::Chinese ? zh : en);
  };
  fmt::print("{} / {} ({}, {}) = {}\n", demo.name.in(language), demo.stage_name(stage).in(language), at.x,
             at.y, told(pixel_at(snapshot.result(stage)->output.image, at)));
  fmt::print("{}{}\n", say("rule: ", "规则："), rule_name(explanation.rule).in(language));
  const std::size_t shown = std::min(terms_in_text, explanation.terms.size());
  if (shown > 0) fmt::print("{}\n", say("terms:", "各项："));
  for (std::size_t i = 0; i < shown; ++i)
    fmt::print("{}\n", term_line(snapshot, explanation.terms[i], language));
  if (shown < explanation.terms_total) {
    fmt::print("  … {} {}\n", explanation.terms_total - shown,
               say("more (--json lists them)", "项未列出（见 --json）"));
  }
  if (!explanation.steps.empty()) fmt::print("{}\n", say("steps:", "步骤："));
  for (const Step& step : explanation.steps) {
    const std::string outcome = step.holds ? say(*step.holds ? "yes" : "no", *step.holds ? "成立" : "不成立")
                                           : "= " + told(step.value);
    fmt::print("  {}: {} {} {}\n", step.label.in(language), step.expression, step.holds ? "→" : "", outcome);
  }
  if (explanation.trail) {
    fmt::print("{}: {} ({})\n", explanation.trail->label.in(language), explanation.trail->cells.size(),
               explanation.trail->stage);
  }
  fmt::print("{}{}\n{}\n", say("result: ", "结果："), told(explanation.result),
             explanation.verdict.in(language));
}

}  // namespace

int explain_command(const std::vector<Demo>& demos, std::span<const std::string> words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h")
    return print_command_help("explain", words.empty());
  const Demo& demo = find_demo(demos, words[0]);
  const Arguments arguments(explain_flags(demo), words.subspan(1));
  if (arguments.has("--help")) return print_demo_help("explain", demo);
  const Language language = chosen_language(arguments.value("--lang"));
  const std::string format = arguments.value("--format").value_or("text");
  if (format != "text" && format != "latex")
    throw usage_error("--format: '" + format + "' is not a form of an explanation; expected text or latex");
  if (arguments.has("--json") && arguments.value("--format"))
    throw usage_error("--json and --format contradict each other; leave one of them out");
  if (!arguments.has("--at") && !arguments.has("--preset"))
    throw usage_error("missing --at X,Y: the pixel to explain");
  const DemoCall call = read_call(demo, arguments);
  const std::optional<cv::Point> place = chosen_pixel(call, arguments);
  if (!place) throw usage_error("missing --at X,Y: the pixel to explain");
  const cv::Point at = *place;
  if (call.wants_reference())
    throw usage_error("--variant: the opencv reference explains nothing; leave it out");
  if (call.stage != source_stage &&
      demo.stages[static_cast<std::size_t>(call.stage)].kind == StageKind::Data) {
    throw usage_error("stage '" + demo.stage_id(call.stage) + "' of " + demo.id +
                      " is no picture, so it has no pixel to explain; `run` writes it as .json");
  }
  const SnapshotPtr snapshot = compute(call, load_source(call).frame, true);
  check_inside(at, demo, call.stage, snapshot->result(call.stage)->output.image);
  const Explanation explanation = explain(*snapshot, call.stage, at);
  if (arguments.has("--json")) {
    fmt::print("{}\n", describe(*snapshot, call.stage, at, explanation).dump());
  } else if (format == "latex") {
    fmt::print("{}", explanation_latex(*snapshot, call.stage, at, explanation, language));
  } else {
    print_text(*snapshot, call.stage, at, explanation, language);
  }
  return 0;
}

}  // namespace pixelwhy
