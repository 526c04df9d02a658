#include "gui/term_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace pixelwhy::gui {

namespace {

constexpr int greatest_side = 41;

/// The window that these terms fill, or none.
std::optional<TermGrid> as_grid(const std::vector<Term>& terms, const std::vector<int>& members) {
  TermGrid grid;
  grid.stage = terms[static_cast<std::size_t>(members[0])].stage;
  grid.channel = terms[static_cast<std::size_t>(members[0])].channel;
  for (const int index : members) {
    const Term& term = terms[static_cast<std::size_t>(index)];
    if (!term.at) return std::nullopt;
    const cv::Rect cell(*term.at, cv::Size(1, 1));
    grid.window = grid.window.empty() ? cell : grid.window | cell;
    grid.weighted = grid.weighted || std::abs(term.weight - 1) > 1e-12;
  }
  const cv::Rect& w = grid.window;
  const auto count = static_cast<int>(members.size());
  const bool shaped = (w.width >= 2 && w.height >= 2) || w.width >= 3 || w.height >= 3;
  // A kernel's zeros are no terms, so a window may have gaps; but not so many that it is no window any more.
  if (!shaped || w.width > greatest_side || w.height > greatest_side || count * 5 < w.area() * 2)
    return std::nullopt;
  grid.cells.assign(static_cast<std::size_t>(w.area()), -1);
  for (const int index : members) {
    const cv::Point at = *terms[static_cast<std::size_t>(index)].at;
    int& cell = grid.cells[static_cast<std::size_t>((at.y - w.y) * w.width + at.x - w.x)];
    if (cell >= 0) return std::nullopt;  // the border rule used a pixel twice: a list says it better
    cell = index;
  }
  return grid;
}

std::string place_words(const Demo& demo, const Term& term) {
  if (!term.at) return "(border)";
  return fmt::format("{}({}, {})", demo.stage_id(term.stage), term.at->x, term.at->y);
}

}  // namespace

TermLayout lay_out(const std::vector<Term>& terms, const Demo* demo) {
  std::map<std::pair<StageId, int>, std::vector<int>> groups;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    groups[{terms[i].stage, terms[i].channel}].push_back(static_cast<int>(i));
  }
  TermLayout layout;
  for (const auto& [key, members] : groups) {
    const bool data = demo && key.first != source_stage &&
                      demo->stages[static_cast<std::size_t>(key.first)].kind == StageKind::Data;
    if (auto grid = data ? std::nullopt : as_grid(terms, members)) {
      layout.grids.push_back(std::move(*grid));
    } else {
      layout.rest.insert(layout.rest.end(), members.begin(), members.end());
    }
  }
  // In the order of the explanation; the channels of one pixel as red, green, blue.
  const auto rank = [&](int index) {
    const Term& term = terms[static_cast<std::size_t>(index)];
    int first = index;
    while (first > 0 && terms[static_cast<std::size_t>(first - 1)].at == term.at &&
           terms[static_cast<std::size_t>(first - 1)].stage == term.stage) {
      --first;
    }
    return std::tuple(first, -term.channel, index);
  };
  std::sort(layout.rest.begin(), layout.rest.end(), [&](int a, int b) { return rank(a) < rank(b); });
  return layout;
}

std::string explanation_text(const Demo& demo, StageId stage, cv::Point at, const Explanation& explanation,
                             Language language) {
  std::string text = fmt::format("{} · {} ({}, {})\n", demo.name.in(language),
                                 demo.stage_name(stage).in(language), at.x, at.y);
  text += rule_name(explanation.rule).in(language) + "\n";
  if (!explanation.verdict.empty()) text += explanation.verdict.in(language) + "\n";
  const bool weighted = explanation.rule == Rule::WeightedSum || explanation.rule == Rule::Interpolation;
  for (const Term& term : explanation.terms) {
    text += fmt::format("  {:<24} {}", place_words(demo, term), format_number(term.value));
    if (weighted) {
      text += fmt::format(" × {} = {}", format_number(term.weight), format_number(term.value * term.weight));
    }
    if (term.outside) text += language == Language::Chinese ? "（边界）" : " (border)";
    text += "\n";
  }
  for (const Step& step : explanation.steps) {
    text += fmt::format("  {}: {} = {}", step.label.in(language), step.expression, format_number(step.value));
    if (step.holds) text += *step.holds ? " ✓" : " ✗";
    text += "\n";
  }
  text += "= ";
  for (std::size_t i = explanation.result.size(); i-- > 0;) {  // R, G, B
    text += format_number(explanation.result[i]) + (i > 0 ? ", " : "\n");
  }
  return text;
}

}  // namespace pixelwhy::gui
