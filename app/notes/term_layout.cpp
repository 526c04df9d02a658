#include "notes/term_layout.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace pixelwhy {

namespace {

constexpr int greatest_side = 41;

/// The terms of one channel of one stage.
struct Group {
  StageId stage;
  int channel;
  std::vector<int> members;
};

std::vector<Group> grouped(const std::vector<Term>& terms) {
  std::vector<Group> groups;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const Term& term = terms[i];
    auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& known) {
      return known.stage == term.stage && known.channel == term.channel;
    });
    if (group == groups.end()) group = groups.insert(group, {term.stage, term.channel, {}});
    group->members.push_back(static_cast<int>(i));
  }
  return groups;
}

/// The window that these terms fill, or none.
std::optional<TermGrid> as_grid(const std::vector<Term>& terms, const Group& group) {
  TermGrid grid;
  grid.stage = group.stage;
  grid.channel = group.channel;
  for (const int index : group.members) {
    const Term& term = terms[static_cast<std::size_t>(index)];
    if (!term.place()) return std::nullopt;
    const cv::Rect cell(*term.place(), cv::Size(1, 1));
    grid.window = grid.window.empty() ? cell : grid.window | cell;
    grid.weighted = grid.weighted || std::abs(term.weight - 1) > 1e-12;
  }
  const cv::Rect& w = grid.window;
  const auto count = static_cast<int>(group.members.size());
  const bool shaped = (w.width >= 2 && w.height >= 2) || w.width >= 3 || w.height >= 3;
  // A kernel's zeros are no terms, so a window may have gaps; but not so many that it is no window any more.
  if (!shaped || w.width > greatest_side || w.height > greatest_side || count * 5 < w.area() * 2) {
    const bool line = w.width == 1 || w.height == 1;  // a one-dimensional window is one at any length
    if (!shaped || !line || count != w.area()) return std::nullopt;
  }
  grid.cells.assign(static_cast<std::size_t>(w.area()), -1);
  for (const int index : group.members) {
    const cv::Point at = *terms[static_cast<std::size_t>(index)].place();
    int& cell = grid.cells[static_cast<std::size_t>((at.y - w.y) * w.width + at.x - w.x)];
    if (cell >= 0) return std::nullopt;
    cell = index;
  }
  return grid;
}

}  // namespace

TermLayout lay_out(const std::vector<Term>& terms, const Demo* demo) {
  TermLayout layout;
  for (const Group& group : grouped(terms)) {
    const bool data = demo && group.stage != source_stage &&
                      demo->stages[static_cast<std::size_t>(group.stage)].kind == StageKind::Data;
    if (auto grid = data ? std::nullopt : as_grid(terms, group)) {
      layout.grids.push_back(std::move(*grid));
    } else {
      layout.rest.insert(layout.rest.end(), group.members.begin(), group.members.end());
    }
  }
  std::sort(layout.rest.begin(), layout.rest.end());
  return layout;
}

bool shows_weights(const Explanation& explanation) {
  if (explanation.rule == Rule::WeightedSum || explanation.rule == Rule::Interpolation) return true;
  return std::any_of(explanation.terms.begin(), explanation.terms.end(),
                     [](const Term& term) { return term.weight != 1; });
}

}  // namespace pixelwhy
