#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/strings.h"
#include "gui/why_parts.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// One colour a corner, in the order of the terms: upper left, upper right, lower left, lower right.
std::array<ImVec4, 4> corner_colors(const Palette& c) { return {c.accent, c.second, c.good, c.bad}; }

void draw_point(Ui& ui, ImVec2 at) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled(at, ui.px(6), packed(ui.colors->panel), 24);
  list->AddCircleFilled(at, ui.px(4.5F), packed(ui.colors->text), 24);
}

void draw_corner(Ui& ui, const Explanation& explanation, int index, ImVec2 a, ImVec2 b, const ImVec4& color) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Term& term = explanation.terms[static_cast<std::size_t>(index)];
  const bool hovered = term_button(ui, explanation, index, a, b);
  list->AddRectFilled(a, b, packed(hovered ? c.raised_more : c.raised), ui.px(4));
  list->AddRectFilled(a, {a.x + ui.px(4), b.y}, packed(color), ui.px(2));
  const std::string lines[] = {brief_number(term.value, 4), "× " + brief_number(term.weight, 4),
                               "= " + brief_number(term.value * term.weight, 4)};
  for (int i = 0; i < 3; ++i) {
    ImFont* font = i == 0 ? ui.fonts.mono : ui.fonts.mono_small;
    put_text(list, font, {a.x + ui.px(12), a.y + ui.px(5) + ui.px(17) * static_cast<float>(i)},
             packed(i == 1 ? c.muted : c.text), lines[i]);
  }
  if (term.outside) {
    const float corner = ui.px(8);
    list->AddTriangleFilled({b.x - corner, a.y}, {b.x, a.y}, {b.x, a.y + corner}, packed(c.muted));
  }
}

/// The square between four pixel centres, cut at the position: each part is the weight of the opposite pixel.
void draw_areas(Ui& ui, const Explanation& explanation, const TermGrid& grid, float width) {
  const Palette& c = *ui.colors;
  const auto colors = corner_colors(c);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float chip = std::min(ui.px(92), width * 0.29F);
  const float chip_height = ui.px(58);
  const float side = std::max(ui.px(40), std::min(ui.px(150), width - 2 * chip - ui.px(24)));
  const ImVec2 a{start.x + chip + ui.px(12), start.y + ui.px(8)};
  const ImVec2 b{a.x + side, a.y + side};
  const auto fx = static_cast<float>(explanation.position->x - grid.window.x);
  const auto fy = static_cast<float>(explanation.position->y - grid.window.y);
  const ImVec2 at{a.x + fx * side, a.y + fy * side};
  const ImVec2 corners[] = {a, {b.x, a.y}, {a.x, b.y}, b};
  for (std::size_t i = 0; i < 4; ++i) {
    const ImVec2 opposite = corners[3 - i];
    const ImVec2 min{std::min(at.x, opposite.x), std::min(at.y, opposite.y)};
    const ImVec2 max{std::max(at.x, opposite.x), std::max(at.y, opposite.y)};
    list->AddRectFilled(min, max, packed(colors[i], 0.38F));
    const std::string weight =
        brief_number(explanation.terms[static_cast<std::size_t>(grid.cells[i])].weight, 3);
    const ImVec2 size = text_size(ui.fonts.mono_small, weight);
    if (size.x + ui.px(12) > max.x - min.x || size.y + ui.px(6) > max.y - min.y) continue;
    put_text(list, ui.fonts.mono_small, {(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2},
             packed(c.text), weight);
  }
  list->AddRect(a, b, packed(c.muted, 0.7F), 0, 0, ui.px(1));
  for (std::size_t i = 0; i < 4; ++i) list->AddCircleFilled(corners[i], ui.px(5), packed(colors[i]), 20);
  draw_point(ui, at);
  for (std::size_t i = 0; i < 4; ++i) {
    const float left = i % 2 == 0 ? start.x : b.x + ui.px(12);
    const float top = i < 2 ? start.y : b.y - chip_height + ui.px(8);
    draw_corner(ui, explanation, grid.cells[i], {left, top}, {left + chip, top + chip_height}, colors[i]);
  }
  ImGui::SetCursorScreenPos({start.x, b.y + ui.px(12)});
  ImGui::Dummy({1, 1});
  paragraph(ui, ui.text(strings::opposite_areas), ui.fonts.small, c.muted, width);
}

/// The pixel that the position falls into, among its neighbours.
void draw_nearest(Ui& ui, const Explanation& explanation, float width) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const cv::Point2d position = *explanation.position;
  const cv::Point chosen(cvFloor(position.x + 0.5), cvFloor(position.y + 0.5));
  const float side = std::min(ui.px(54), width / 6);
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 3; ++x) {
      const ImVec2 a{start.x + side * static_cast<float>(x), start.y + side * static_cast<float>(y)};
      const bool middle = x == 1 && y == 1;
      list->AddRectFilled(a, {a.x + side - 2, a.y + side - 2}, packed(middle ? c.accent_soft : c.raised),
                          ui.px(2));
      const ImVec2 centre{a.x + side / 2 - 1, a.y + side / 2 - 1};
      list->AddCircleFilled(centre, ui.px(2.5F), packed(middle ? c.accent : c.muted), 12);
      if (middle) list->AddRect(a, {a.x + side - 2, a.y + side - 2}, packed(c.accent), ui.px(2), 0, ui.px(2));
    }
  }
  draw_point(ui, {start.x + side * static_cast<float>(position.x - chosen.x + 1.5) - 1,
                  start.y + side * static_cast<float>(position.y - chosen.y + 1.5) - 1});
  flow(list, {start.x + 3 * side + ui.px(14), start.y},
       {{ui.text(strings::nearest_rule), ui.fonts.small, packed(c.muted)}}, width - 3 * side - ui.px(14));
  ImGui::Dummy({width, 3 * side + ui.px(4)});
}

}  // namespace

bool draw_sampling(Ui& ui, const Explanation& explanation, const TermLayout& layout, int channel,
                   float width) {
  if (!explanation.position) return false;
  for (const TermGrid& grid : layout.grids) {
    if (grid.channel != channel || grid.window.size() != cv::Size(2, 2)) continue;
    caption(ui, stage_words(ui, grid.stage));
    draw_areas(ui, explanation, grid, width);
    return true;
  }
  if (layout.grids.empty()) {
    draw_nearest(ui, explanation, width);
    return true;
  }
  return false;
}

}  // namespace pixelwhy::gui
