#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/why_parts.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// How a window is set: each cell's size, and what fits into it.
struct Cells {
  int columns = 1;  ///< in one line; a window of one row goes on in the next
  float side = 0, height = 0, gap = 0;
  bool numbers = false, weights = false, products = false;

  ImVec2 place(ImVec2 start, int x, int y) const {
    return {start.x + side * static_cast<float>(x % columns),
            start.y + (height + gap) * static_cast<float>(y + x / columns)};
  }
};

Cells cells_of(const Ui& ui, const TermGrid& grid, bool weighted, float width) {
  Cells cells;
  cells.columns = grid.window.width;
  const auto fitting = static_cast<int>(width / ui.px(46));
  if (grid.window.height == 1) cells.columns = std::min(cells.columns, std::max(1, fitting));
  cells.side = std::floor(std::min(ui.px(56), width / static_cast<float>(cells.columns)));
  cells.numbers = cells.side >= ui.px(24);
  cells.weights = weighted && cells.side >= ui.px(40);
  cells.products = weighted && cells.side >= ui.px(44) && grid.window.height <= 7;
  cells.height = std::round(cells.products  ? ui.px(54)
                            : cells.weights ? ui.px(38)
                                            : std::min(cells.side, ui.px(28)));
  cells.gap = cells.side >= ui.px(12) ? ui.px(2) : 0;
  return cells;
}

void put_centred(ImDrawList* list, ImFont* font, float middle, float top, float room, ImU32 ink,
                 const std::string& words) {
  const ImVec2 size = text_size(font, words);
  if (size.x <= room) put_text(list, font, {middle - size.x / 2, top}, ink, words);
}

/// A number after a sign, with as many digits as there is room for.
void put_number(ImDrawList* list, ImFont* font, float middle, float top, float room, ImU32 ink,
                const char* sign, double value) {
  for (const int digits : {4, 3, 2, 1}) {
    const std::string words = sign + brief_number(value, digits);
    if (text_size(font, words).x > room && digits > 1) continue;
    put_centred(list, font, middle, top, room, ink, words);
    return;
  }
}

void draw_cell(Ui& ui, const Cells& cells, const Term& term, ImVec2 a, ImVec2 b, double share, bool hovered) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(a, b, packed(hovered ? c.raised_more : c.raised), ui.px(2));
  if (share != 0) {
    const auto strength = static_cast<float>(std::abs(share)) * 0.42F;
    list->AddRectFilled(a, b, packed(share < 0 ? c.second : c.accent, strength), ui.px(2));
  }
  if (term.deciding) list->AddRect(a, b, packed(c.second), ui.px(2), 0, ui.px(2));
  if (hovered) list->AddRect(a, b, packed(c.accent), ui.px(2), 0, ui.px(1.5F));
  if (term.outside) {  // a turned-down corner
    const float corner = std::min(ui.px(8), (b.x - a.x) * 0.4F);
    list->AddTriangleFilled({b.x - corner, a.y}, {b.x, a.y}, {b.x, a.y + corner}, packed(c.muted));
  }
  if (!cells.numbers) return;
  ImFont* font = cells.side >= ui.px(40) ? ui.fonts.mono : ui.fonts.mono_small;
  const float middle = (a.x + b.x) / 2;
  const std::string value = brief_number(term.value, cells.side < ui.px(34)   ? 2
                                                     : cells.side < ui.px(50) ? 3
                                                                              : 4);
  const float top = cells.weights ? a.y + ui.px(3) : (a.y + b.y - text_size(font, value).y) / 2;
  put_centred(list, font, middle, top, cells.side, packed(c.text), value);
  const float room = cells.side - ui.px(6);
  if (cells.weights) {
    put_number(list, ui.fonts.mono_small, middle, a.y + ui.px(20), room, packed(c.muted), "×", term.weight);
  }
  if (cells.products) {
    put_number(list, ui.fonts.mono_small, middle, a.y + ui.px(36), room, packed(c.text, 0.9F), "=",
               term.value * term.weight);
  }
}

/// A place between the pixels' centres.
void draw_sample(Ui& ui, const Cells& cells, const TermGrid& grid, ImVec2 start, cv::Point2d sample) {
  const auto column = static_cast<float>(sample.x - grid.window.x) + 0.5F;
  const auto row = static_cast<float>(sample.y - grid.window.y) + 0.5F;
  const ImVec2 at{start.x + cells.side * column, start.y + (cells.height + cells.gap) * row};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircle(at, ui.px(6), packed(ui.colors->panel), 24, ui.px(4));
  list->AddCircle(at, ui.px(6), packed(ui.colors->second), 24, ui.px(2));
}

}  // namespace

void draw_window(Ui& ui, const Explanation& explanation, const TermGrid& grid, float width,
                 std::optional<cv::Point2d> sample) {
  const bool weighted = grid.weighted && shows_weights(explanation);
  double greatest = 1e-12;
  for (const Term& term : explanation.terms) greatest = std::max(greatest, std::abs(term.weight));
  const Cells cells = cells_of(ui, grid, weighted, width);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  bool outside = false;
  for (int y = 0; y < grid.window.height; ++y) {
    for (int x = 0; x < grid.window.width; ++x) {
      const ImVec2 a = cells.place(start, x, y);
      const ImVec2 b{a.x + cells.side - cells.gap, a.y + cells.height};
      const int index = grid.cells[static_cast<std::size_t>(y * grid.window.width + x)];
      if (index < 0) {
        ImGui::GetWindowDrawList()->AddRectFilled(a, b, packed(ui.colors->raised, 0.35F), ui.px(2));
        continue;
      }
      const Term& term = explanation.terms[static_cast<std::size_t>(index)];
      outside = outside || term.outside;
      const bool hovered = term_button(ui, explanation, index, a, b);
      draw_cell(ui, cells, term, a, b, weighted ? term.weight / greatest : 0, hovered);
    }
  }
  if (sample) draw_sample(ui, cells, grid, start, *sample);
  const int lines = grid.window.height + (grid.window.width - 1) / cells.columns;
  ImGui::SetCursorScreenPos({start.x, start.y + (cells.height + cells.gap) * static_cast<float>(lines)});
  ImGui::Dummy({1, 1});
  if (outside) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float corner = ui.px(8);
    ImGui::GetWindowDrawList()->AddTriangleFilled({at.x, at.y + ui.px(4)}, {at.x + corner, at.y + ui.px(4)},
                                                  {at.x + corner, at.y + ui.px(4) + corner},
                                                  packed(ui.colors->muted));
    const ImVec2 used = flow(ImGui::GetWindowDrawList(), {at.x + ui.px(14), at.y},
                             {{ui.text(strings::outside_legend), ui.fonts.small, packed(ui.colors->muted)}},
                             width - ui.px(14));
    ImGui::Dummy({width, used.y});
  }
}

void draw_sorted(Ui& ui, const Explanation& explanation, const TermGrid& grid, float width) {
  constexpr std::size_t most = 64;
  const Palette& c = *ui.colors;
  std::vector<int> order = grid.cells;
  std::erase(order, -1);
  const auto value = [&](int index) { return explanation.terms[static_cast<std::size_t>(index)].value; };
  const bool least = explanation.rule == Rule::Minimum;
  // The winner stands first, so that a long window can be cut at its end.
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return least ? value(a) < value(b) : value(a) > value(b); });
  const std::size_t shown = std::min(order.size(), most);
  caption(ui, ui.text(least ? strings::sorted_up : strings::sorted_down));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const auto columns = static_cast<std::size_t>(std::max(1.0F, width / ui.px(34)));
  const float side = std::floor(width / static_cast<float>(columns));
  const float height = ui.px(26);
  for (std::size_t i = 0; i < shown; ++i) {
    const Term& term = explanation.terms[static_cast<std::size_t>(order[i])];
    const ImVec2 a{start.x + side * static_cast<float>(i % columns),
                   start.y + (height + ui.px(2)) * static_cast<float>(i / columns)};
    const ImVec2 b{a.x + side - ui.px(2), a.y + height};
    ImGui::PushID("sorted");
    const bool hovered = term_button(ui, explanation, order[i], a, b);
    ImGui::PopID();
    list->AddRectFilled(a, b, packed(term.deciding ? c.second : c.raised, term.deciding ? 0.3F : 1),
                        ui.px(2));
    if (hovered) list->AddRect(a, b, packed(c.accent), ui.px(2), 0, ui.px(1.5F));
    if (i == 0) list->AddRect(a, b, packed(c.second), ui.px(2), 0, ui.px(2));
    ImFont* font = ui.fonts.mono_small;
    put_centred(list, font, (a.x + b.x) / 2, (a.y + b.y - font->FontSize) / 2, side, packed(c.text),
                brief_number(term.value, 3));
  }
  const auto lines = static_cast<float>((shown + columns - 1) / columns);
  ImGui::SetCursorScreenPos({start.x, start.y + (height + ui.px(2)) * lines});
  ImGui::Dummy({1, 1});
  if (shown < order.size()) caption(ui, fmt::format("… +{}", order.size() - shown));
}

}  // namespace pixelwhy::gui
