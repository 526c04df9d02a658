#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "gui/plots.h"
#include "gui/strings.h"
#include "gui/why_panel.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

void caption(Ui& ui, const std::string& words) {
  ImGui::Dummy({1, ui.px(2)});
  paragraph(ui, words, ui.fonts.small, ui.colors->muted, 10000);
}

bool shows_weight(const Explanation& explanation) {
  if (explanation.rule == Rule::WeightedSum || explanation.rule == Rule::Interpolation) return true;
  return std::any_of(explanation.terms.begin(), explanation.terms.end(),
                     [](const Term& term) { return term.weight != 1; });
}

/// Light or dark ink for a cell tinted by the accent.
void cell(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, double share, bool hovered, bool deciding) {
  const Palette& c = *ui.colors;
  list->AddRectFilled(min, max, packed(hovered ? c.raised_more : c.raised), ui.px(2));
  if (share != 0) {
    list->AddRectFilled(min, max,
                        packed(share < 0 ? c.second : c.accent, static_cast<float>(std::abs(share)) * 0.42F),
                        ui.px(2));
  }
  if (deciding) list->AddRect(min, max, packed(c.second), ui.px(2), 0, ui.px(2));
  if (hovered) list->AddRect(min, max, packed(c.accent), ui.px(2), 0, ui.px(1.5F));
}

/// What a neighbour is called, seen from the pixel.
Text neighbour_name(cv::Point offset) {
  static const Text names[3][3] = {{{"upper left", "左上"}, {"upper", "上方"}, {"upper right", "右上"}},
                                   {{"left", "左侧"}, {"this pixel", "本像素"}, {"right", "右侧"}},
                                   {{"lower left", "左下"}, {"lower", "下方"}, {"lower right", "右下"}}};
  if (std::abs(offset.x) > 1 || std::abs(offset.y) > 1) return {};
  return names[offset.y + 1][offset.x + 1];
}

/// The terms of a comparison as a table: a row for each neighbour, a column for each stage.
struct NeighbourTable {
  std::vector<cv::Point> rows;
  std::vector<StageId> columns;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> cells;
};

std::optional<NeighbourTable> as_neighbours(const Explanation& explanation, cv::Point at) {
  if (explanation.rule != Rule::Comparison) return std::nullopt;
  NeighbourTable table;
  for (const Term& term : explanation.terms) {
    if (!term.at || term.outside || term.channel != 0 || neighbour_name(*term.at - at).empty())
      return std::nullopt;
    if (std::find(table.rows.begin(), table.rows.end(), *term.at) == table.rows.end())
      table.rows.push_back(*term.at);
    if (std::find(table.columns.begin(), table.columns.end(), term.stage) == table.columns.end()) {
      table.columns.push_back(term.stage);
    }
  }
  if (table.rows.size() < 2 || table.columns.size() > 4) return std::nullopt;
  // As the eye meets them: the pixel itself between its neighbours.
  std::sort(table.rows.begin(), table.rows.end(),
            [](cv::Point a, cv::Point b) { return std::pair(a.y, a.x) < std::pair(b.y, b.x); });
  for (std::size_t i = 0; i < explanation.terms.size(); ++i) {
    const Term& term = explanation.terms[i];
    const auto row = std::find(table.rows.begin(), table.rows.end(), *term.at) - table.rows.begin();
    const auto column =
        std::find(table.columns.begin(), table.columns.end(), term.stage) - table.columns.begin();
    if (!table.cells.emplace(std::pair(row, column), i).second) return std::nullopt;
  }
  return table;
}

std::string stage_words(Ui& ui, StageId stage) {
  return stage == source_stage ? ui.text(strings::source)
                               : ui.text(ui.state.current_demo().stage_name(stage));
}

void draw_neighbours(Ui& ui, const Inspection& inspection, const NeighbourTable& table, float width) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float head = ui.px(100);
  const float row = ui.px(28);
  const float column = std::min(ui.px(96), (width - head) / static_cast<float>(table.columns.size()));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const std::string name = shortened(ui.fonts.small, stage_words(ui, table.columns[i]), column - ui.px(6));
    const float right = start.x + head + column * static_cast<float>(i + 1) - ui.px(10);
    put_text(list, ui.fonts.small, {right - text_size(ui.fonts.small, name).x, start.y + ui.px(3)},
             packed(c.muted), name);
  }
  std::optional<Place> wish;
  for (std::size_t y = 0; y < table.rows.size(); ++y) {
    const float top = start.y + ui.px(24) + row * static_cast<float>(y);
    const bool self = table.rows[y] == inspection.place.at;
    const std::string name = ui.text(neighbour_name(table.rows[y] - inspection.place.at));
    if (self) {
      list->AddRectFilled({start.x, top},
                          {start.x + head + column * static_cast<float>(table.columns.size()), top + row - 2},
                          packed(c.accent_soft), ui.px(4));
    }
    put_text(list, self ? ui.fonts.strong : ui.fonts.body,
             {start.x + ui.px(8), top + (row - ui.fonts.body->FontSize) / 2 - 1}, packed(c.text), name);
    for (std::size_t x = 0; x < table.columns.size(); ++x) {
      const auto found = table.cells.find({y, x});
      if (found == table.cells.end()) continue;
      const Term& term = inspection.explanation.terms[found->second];
      const ImVec2 a{start.x + head + column * static_cast<float>(x), top};
      ImGui::SetCursorScreenPos(a);
      const std::string id = fmt::format("term:{}", found->second);
      if (ImGui::InvisibleButton(id.c_str(), {column, row - 2})) wish = Place{term.stage, *term.at};
      ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      const bool hovered = ImGui::IsItemHovered();
      if (hovered) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list->AddRectFilled(a, {a.x + column, a.y + row - 2}, packed(c.raised_more), ui.px(4));
      }
      std::string words = brief_number(term.value, 5);
      if (term.weight != 1) words += " ×" + brief_number(term.weight, 2);
      put_text(list, ui.fonts.mono,
               {a.x + column - ui.px(10) - text_size(ui.fonts.mono, words).x,
                top + (row - ui.fonts.mono->FontSize) / 2 - 1},
               packed(hovered ? c.accent : c.text), words);
      if (hovered)
        tooltip(ui, fmt::format("({}, {}) · {}", term.at->x, term.at->y, ui.text(strings::go_there)));
    }
  }
  ImGui::SetCursorScreenPos({start.x, start.y + ui.px(24) + row * static_cast<float>(table.rows.size())});
  ImGui::Dummy({1, 1});
  if (wish) travel(ui.state, *wish);
}

/// The curve or histogram that a value was looked up in, with its entry marked.
void draw_look_up(Ui& ui, const Inspection& inspection, float width) {
  const Term* looked_up = nullptr;
  Data data;
  for (const Term& term : inspection.explanation.terms) {
    const auto look = ui.state.looks.find(term.stage);
    if (!term.at || look == ui.state.looks.end() || !look->second.result->output.image.empty()) continue;
    if (looked_up && std::abs(looked_up->weight) >= std::abs(term.weight)) continue;
    const Data& held = look->second.result->output.data;
    if (const auto* matrix = std::get_if<Matrix>(&held)) {  // a row is one table
      if (term.at->y >= matrix->values.rows || matrix->values.cols < 16) continue;
      Curve curve;
      for (int x = 0; x < matrix->values.cols; ++x) {
        curve.x.push_back(x);
        curve.y.push_back(matrix->values.at<double>(term.at->y, x));
      }
      data = std::move(curve);
    } else if (std::holds_alternative<Curve>(held) || std::holds_alternative<Histogram>(held)) {
      data = held;
    } else {
      continue;
    }
    looked_up = &term;
  }
  if (!looked_up) return;
  caption(ui, stage_words(ui, looked_up->stage));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(112);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(ui.colors->raised), ui.px(6));
  const float pad = ui.px(10);
  draw_plot(ui, list, {at.x + pad, at.y + pad}, {at.x + width - pad, at.y + height - pad}, data, false,
            looked_up->at->x);
  ImGui::Dummy({width, height});
}

}  // namespace

void WhyPanel::draw_grid(Ui& ui, const Inspection& inspection, const TermGrid& grid, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Explanation& explanation = inspection.explanation;
  const bool weighted = grid.weighted && shows_weight(explanation);
  double greatest = 1e-12;
  for (const Term& term : explanation.terms) greatest = std::max(greatest, std::abs(term.weight));
  const float columns = static_cast<float>(grid.window.width);
  const float side = std::floor(std::min(ui.px(56), width / columns));
  const bool two_lines = weighted && side >= ui.px(40);
  const float height = std::round(two_lines ? ui.px(38) : std::min(side, ui.px(28)));
  const bool numbers = side >= ui.px(24);
  const float gap = side >= ui.px(12) ? ui.px(2) : 0;
  const std::string stage = grid.stage == source_stage ? ui.text(strings::source)
                                                       : ui.text(state.current_demo().stage_name(grid.stage));
  caption(ui, fmt::format("{}  {}×{}", stage, grid.window.width, grid.window.height));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = side >= ui.px(40) ? ui.fonts.mono : ui.fonts.mono_small;
  int hovered_term = -1;
  for (int y = 0; y < grid.window.height; ++y) {
    for (int x = 0; x < grid.window.width; ++x) {
      const ImVec2 a{start.x + side * static_cast<float>(x),
                     start.y + (height + gap) * static_cast<float>(y)};
      const ImVec2 b{a.x + side - gap, a.y + height};
      const int index = grid.cells[static_cast<std::size_t>(y * grid.window.width + x)];
      if (index < 0) {
        list->AddRectFilled(a, b, packed(c.raised, 0.35F), ui.px(2));
        continue;
      }
      const Term& term = explanation.terms[static_cast<std::size_t>(index)];
      ImGui::SetCursorScreenPos(a);
      const std::string id = fmt::format("term:{}", index);
      if (ImGui::InvisibleButton(id.c_str(), {std::max(1.0F, b.x - a.x), std::max(1.0F, height)})) {
        travel(state, {term.stage, *term.at});
      }
      ui.mark(id, a, b);
      const bool hovered = ImGui::IsItemHovered();
      if (hovered) hovered_term = index;
      cell(ui, list, a, b, weighted ? term.weight / greatest : 0, hovered, term.deciding);
      if (!numbers) continue;
      const std::string value = brief_number(term.value, side < ui.px(34) ? 2 : 3);
      const ImVec2 size = text_size(font, value);
      if (size.x > side) continue;
      const float center = (a.x + b.x) / 2;
      const float top = two_lines ? a.y + ui.px(3) : (a.y + b.y - size.y) / 2;
      put_text(list, font, {center - size.x / 2, top}, packed(c.text), value);
      if (!two_lines) continue;
      const std::string weight = "×" + brief_number(term.weight, 3);
      const ImVec2 extent = text_size(ui.fonts.mono_small, weight);
      if (extent.x <= side) {
        put_text(list, ui.fonts.mono_small, {center - extent.x / 2, a.y + ui.px(20)}, packed(c.muted),
                 weight);
      }
    }
  }
  ImGui::SetCursorScreenPos({start.x, start.y + (height + gap) * static_cast<float>(grid.window.height)});
  ImGui::Dummy({1, 1});
  if (hovered_term >= 0) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const Term& term = explanation.terms[static_cast<std::size_t>(hovered_term)];
    std::string words = fmt::format("({}, {})   {}", term.at->x, term.at->y, brief_number(term.value, 7));
    if (weighted) {
      words +=
          fmt::format(" × {} = {}", brief_number(term.weight, 5), brief_number(term.value * term.weight, 6));
    }
    if (term.outside) words += std::string(" · ") + ui.text(strings::outside);
    tooltip(ui, words + " · " + ui.text(strings::go_there));
  }
}

void WhyPanel::draw_list(Ui& ui, const Inspection& inspection, const std::vector<int>& rest, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Explanation& explanation = inspection.explanation;
  const bool weighted = shows_weight(explanation);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float row = ui.px(24);
  ImGuiListClipper clipper;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  clipper.Begin(static_cast<int>(rest.size()), row);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const int index = rest[static_cast<std::size_t>(i)];
      const Term& term = explanation.terms[static_cast<std::size_t>(index)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const std::string id = fmt::format("term:{}", index);
      const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, row});
      ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      const bool hovered = ImGui::IsItemHovered() && term.at;
      if (hovered) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list->AddRectFilled(at, {at.x + width, at.y + row}, packed(c.raised), ui.px(4));
      }
      if (clicked && term.at) travel(state, {term.stage, *term.at});
      std::string place =
          term.at ? place_name(ui, {term.stage, *term.at})
                  : ui.text(explanation.rule == Rule::Votes ? strings::nobody : strings::constant);
      const StageId stage = term.stage;
      const auto look = state.looks.find(stage);
      if (look != state.looks.end() && look->second.result->output.image.channels() == 3) {
        place += std::string(" ") + ui.text(strings::channel_names[std::clamp(term.channel, 0, 2)]);
      }
      if (term.outside && term.at) place += " ↩";
      std::string sum = brief_number(term.value, 6);
      if (weighted) {
        sum += fmt::format(" × {} = {}", brief_number(term.weight, 4),
                           brief_number(term.value * term.weight, 5));
      }
      ui.fonts.need(place);
      const float baseline = at.y + (row - ui.fonts.small->FontSize) / 2;
      const float sum_width = text_size(ui.fonts.mono, sum).x;
      if (term.deciding)
        list->AddRectFilled({at.x, at.y + ui.px(4)}, {at.x + ui.px(3), at.y + row - ui.px(4)},
                            packed(c.second), 2);
      put_text(list, ui.fonts.small, {at.x + ui.px(8), baseline}, packed(hovered ? c.accent : c.muted),
               shortened(ui.fonts.small, place, width - sum_width - ui.px(24)));
      put_text(list, ui.fonts.mono, {at.x + width - sum_width - ui.px(4), baseline - 1}, packed(c.text), sum);
      if (hovered && term.outside) tooltip(ui, ui.text(strings::outside));
    }
  }
  clipper.End();
  ImGui::PopStyleVar();
}

void WhyPanel::draw_terms(Ui& ui, const Inspection& inspection, float width) {
  const Explanation& explanation = inspection.explanation;
  if (explanation.terms.empty()) return;
  if (laid_out_ != inspection.serial) {
    layout_ = lay_out(explanation.terms, &ui.state.current_demo());
    laid_out_ = inspection.serial;
  }
  std::string head = ui.text(strings::terms);
  if (explanation.terms_total > explanation.terms.size()) {
    head += fmt::format("  ({} {} {} {})", ui.text(strings::of_terms), explanation.terms_total,
                        ui.text(strings::terms_shown), explanation.terms.size());
  }
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, head, ui.fonts.strong, ui.colors->text, width);
  if (const auto table = as_neighbours(explanation, inspection.place.at)) {
    draw_neighbours(ui, inspection, *table, width);
    return;
  }
  bool several_channels = false;
  for (const TermGrid& grid : layout_.grids) several_channels = several_channels || grid.channel > 0;
  if (several_channels) {
    std::vector<std::string> labels;
    for (const int channel : {2, 1, 0}) labels.emplace_back(ui.text(strings::channel_names[channel]));
    const int picked = segmented(ui, "channel", labels, 2 - channel_, std::min(width, ui.px(240)));
    if (picked >= 0) channel_ = 2 - picked;
    ImGui::Dummy({1, ui.px(2)});
  }
  for (const TermGrid& grid : layout_.grids) {
    if (several_channels && grid.channel != channel_) continue;
    if (grid.window.width == 1 && grid.window.height > 3) {  // a column reads better as a list
      std::vector<int> cells = grid.cells;
      std::erase(cells, -1);
      draw_list(ui, inspection, cells, width);
    } else {
      draw_grid(ui, inspection, grid, width);
    }
  }
  if (!layout_.rest.empty()) draw_list(ui, inspection, layout_.rest, width);
  draw_look_up(ui, inspection, width);
}

}  // namespace pixelwhy::gui
