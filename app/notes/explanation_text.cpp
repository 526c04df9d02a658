#include "notes/explanation_text.h"

#include <fmt/format.h>

#include "core/parameter.h"

namespace pixelwhy {

std::string term_place(const Snapshot& snapshot, const Term& term, Language language) {
  std::string place = snapshot.request.demo->stage_name(term.stage).in(language);
  place += term.at ? fmt::format(" ({}, {})", term.at->x, term.at->y)
                   : Text{" (outside)", "（图像外）"}.in(language);
  const ResultPtr from = snapshot.result(term.stage);
  if (from && from->output.image.channels() == 3) place += std::string(" ") + "BGR"[term.channel];
  return place;
}

std::string explanation_text(const Snapshot& snapshot, StageId stage, cv::Point at,
                             const Explanation& explanation, Language language) {
  const Demo& demo = *snapshot.request.demo;
  std::string text = fmt::format("{} · {} ({}, {})\n", demo.name.in(language),
                                 demo.stage_name(stage).in(language), at.x, at.y);
  text += rule_name(explanation.rule).in(language) + "\n";
  if (!explanation.verdict.empty()) text += explanation.verdict.in(language) + "\n";
  const bool weighted = explanation.rule == Rule::WeightedSum || explanation.rule == Rule::Interpolation;
  for (const Term& term : explanation.terms) {
    text += fmt::format("  {:<24} {}", term_place(snapshot, term, language), format_number(term.value));
    if (weighted) {
      text += fmt::format(" × {} = {}", format_number(term.weight), format_number(term.value * term.weight));
    }
    if (term.outside) text += Text{"  border", "  边界"}.in(language);
    if (term.deciding) text += Text{"  decides", "  决定结果"}.in(language);
    text += "\n";
  }
  if (explanation.terms_total > explanation.terms.size()) {
    text += fmt::format("  … {}\n", explanation.terms_total - explanation.terms.size());
  }
  for (const Step& step : explanation.steps) {
    const std::string outcome = !step.holds ? "= " + format_number(step.value) : *step.holds ? "✓" : "✗";
    text += fmt::format("  {}: {} {}\n", step.label.in(language), step.expression, outcome);
  }
  text += "= ";
  for (std::size_t i = explanation.result.size(); i-- > 0;) {  // R, G, B
    text += format_number(explanation.result[i]) + (i > 0 ? ", " : "\n");
  }
  return text;
}

}  // namespace pixelwhy
