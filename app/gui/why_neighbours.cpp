#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "gui/why_parts.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// What a neighbour is called, seen from the pixel.
Text neighbour_name(cv::Point offset) {
  static const Text names[3][3] = {{{"upper left", "左上"}, {"upper", "上方"}, {"upper right", "右上"}},
                                   {{"left", "左侧"}, {"this pixel", "本像素"}, {"right", "右侧"}},
                                   {{"lower left", "左下"}, {"lower", "下方"}, {"lower right", "右下"}}};
  if (std::abs(offset.x) > 1 || std::abs(offset.y) > 1) return {};
  return names[offset.y + 1][offset.x + 1];
}

struct Table {
  std::vector<cv::Point> rows;
  std::vector<StageId> columns;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> cells;  ///< the term at a row and a column
  bool weighted = false;
};

template <class T>
std::size_t index_in(std::vector<T>& list, const T& item) {
  const auto found = std::find(list.begin(), list.end(), item);
  if (found == list.end()) list.push_back(item);
  return static_cast<std::size_t>(std::find(list.begin(), list.end(), item) - list.begin());
}

std::optional<Table> as_table(const Explanation& explanation, cv::Point at) {
  if (explanation.rule != Rule::Comparison) return std::nullopt;
  Table table;
  for (const Term& term : explanation.terms) {
    if (!term.place() || term.channel != 0 || neighbour_name(*term.place() - at).empty()) return std::nullopt;
    index_in(table.rows, *term.place());
    index_in(table.columns, term.stage);
    table.weighted = table.weighted || term.weight != 1;
  }
  if (table.rows.size() < 2 || table.columns.size() > 4) return std::nullopt;
  // As the eye meets them: the pixel itself between its neighbours.
  std::sort(table.rows.begin(), table.rows.end(),
            [](cv::Point a, cv::Point b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); });
  for (std::size_t i = 0; i < explanation.terms.size(); ++i) {
    const Term& term = explanation.terms[i];
    const std::pair cell(index_in(table.rows, *term.place()), index_in(table.columns, term.stage));
    if (!table.cells.emplace(cell, i).second) return std::nullopt;
  }
  return table;
}

void draw_entry(Ui& ui, const Explanation& explanation, int index, ImVec2 a, ImVec2 b) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Term& term = explanation.terms[static_cast<std::size_t>(index)];
  const bool hovered = term_button(ui, explanation, index, a, b);
  if (hovered) list->AddRectFilled(a, b, packed(c.raised_more), ui.px(4));
  const std::string words = brief_number(term.value, 5);
  const ImVec2 size = text_size(ui.fonts.mono, words);
  const float top = (a.y + b.y - ui.fonts.mono->FontSize) / 2;
  put_text(list, ui.fonts.mono, {b.x - ui.px(10) - size.x, top}, packed(hovered ? c.accent : c.text), words);
}

}  // namespace

bool draw_neighbours(Ui& ui, const Inspection& inspection, float width) {
  const auto table = as_table(inspection.explanation, inspection.place.at);
  if (!table) return false;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float head = ui.px(76);
  const float row = ui.px(28);
  const auto columns = static_cast<float>(table->columns.size()) + (table->weighted ? 1.0F : 0.0F);
  const float column = std::min(ui.px(96), (width - head) / columns);
  const auto put_right = [&](ImFont* font, float right, float top, const ImVec4& ink,
                             const std::string& words) {
    const std::string cut = shortened(font, words, column - ui.px(6));
    put_text(list, font, {right - ui.px(10) - text_size(font, cut).x, top}, packed(ink), cut);
  };
  for (std::size_t i = 0; i < table->columns.size(); ++i) {
    put_right(ui.fonts.small, start.x + head + column * static_cast<float>(i + 1), start.y + ui.px(3),
              c.muted, stage_words(ui, table->columns[i]));
  }
  for (std::size_t y = 0; y < table->rows.size(); ++y) {
    const float top = start.y + ui.px(24) + row * static_cast<float>(y);
    const bool self = table->rows[y] == inspection.place.at;
    if (self) {
      list->AddRectFilled({start.x, top}, {start.x + head + column * columns, top + row - 2},
                          packed(c.accent_soft), ui.px(4));
    }
    put_text(list, self ? ui.fonts.strong : ui.fonts.body,
             {start.x + ui.px(8), top + (row - ui.fonts.body->FontSize) / 2 - 1}, packed(c.text),
             ui.text(neighbour_name(table->rows[y] - inspection.place.at)));
    for (std::size_t x = 0; x < table->columns.size(); ++x) {
      const auto found = table->cells.find({y, x});
      if (found == table->cells.end()) continue;
      const ImVec2 a{start.x + head + column * static_cast<float>(x), top};
      draw_entry(ui, inspection.explanation, static_cast<int>(found->second), a,
                 {a.x + column, a.y + row - 2});
      const double weight = inspection.explanation.terms[found->second].weight;
      if (weight != 1) {
        put_right(ui.fonts.mono_small, start.x + head + column * columns, top + ui.px(7), c.muted,
                  "× " + brief_number(weight, 3));
      }
    }
  }
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(24) + row * static_cast<float>(table->rows.size())});
  ImGui::Dummy({1, 1});
  return true;
}

}  // namespace pixelwhy::gui
