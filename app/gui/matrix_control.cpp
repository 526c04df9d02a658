#include <algorithm>
#include <cmath>
#include <cstdio>

#include "gui/parameter_words.h"
#include "gui/parameters_panel.h"
#include "gui/value_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr float cell_height = 24;
constexpr float cell_gap = 2;

const MatrixValue& matrix_of(const AppState& state, int index) {
  return std::get<MatrixValue>(state.current_settings()[static_cast<std::size_t>(index)]);
}

/// Positive numbers in the accent, negative ones in the colour of warning, the stronger the larger.
void put_tint(const Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, double share) {
  if (share == 0) return;
  const ImVec4& hue = share > 0 ? ui.colors->accent : ui.colors->bad;
  list->AddRectFilled(min, max, packed(hue, 0.08F + 0.34F * static_cast<float>(std::abs(share))), ui.px(4));
}

}  // namespace

float ParametersPanel::matrix_height(const MatrixValue& matrix) {
  return row_step + static_cast<float>(matrix.rows) * (cell_height + cell_gap) + 6;
}

void ParametersPanel::begin_cell(Ui& ui, int index, int row, int col) {
  const MatrixValue& matrix = matrix_of(ui.state, index);
  cell_ = {std::clamp(col, 0, matrix.cols - 1), std::clamp(row, 0, matrix.rows - 1)};
  std::snprintf(typed_, sizeof typed_, "%s", format_number(matrix.at(cell_.y, cell_.x)).c_str());
  ui.state.editing_parameter = index;
  ui.state.focused_parameter = index;
  focus_editor_ = true;
}

/// A number or a fraction for the cell, or a whole matrix in its place.
void ParametersPanel::finish_cell(Ui& ui, int index) {
  AppState& state = ui.state;
  const Parameter& parameter = state.current_demo().parameters[static_cast<std::size_t>(index)];
  MatrixValue matrix = matrix_of(state, index);
  if (cell_.x >= matrix.cols || cell_.y >= matrix.rows) return;
  Typed outcome = Typed::Refused;
  caught(parameter.id, [&] {
    const MatrixValue typed = parse_matrix(typed_, parameter.most);
    if (typed.numbers.size() == 1) {
      matrix.at(cell_.y, cell_.x) = typed.numbers.front();
    } else {
      matrix = typed;
    }
    const Value held = clamp_value(parameter, matrix);
    outcome = held == Value{matrix} ? Typed::Taken : Typed::Held;
    set_value(state, index, held);
  });
  commit(state);
  tell_outcome(ui, index, outcome);
}

void ParametersPanel::draw_size(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  const MatrixValue matrix = matrix_of(state, index);
  const Parameter& parameter = state.current_demo().parameters[static_cast<std::size_t>(index)];
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float step = ui.px(28);
  const float room = ui.px(22);
  float x = at.x + width - 4 * step - 2 * room - ui.px(18);
  const auto resize = [&](int rows, int cols) {
    set_value(state, index, resized(matrix, rows, cols));
    commit(state);
  };
  const auto stepper = [&](const char* what, int now, const Text& fewer, const Text& more) {
    int wanted = now;
    const std::string id = "matrix:" + parameter.id + ":" + what;
    ImGui::SetCursorScreenPos({x, at.y - ui.px(1)});
    if (icon_button(ui, id + ":fewer", Icon::Minus, ui.text(fewer), now > 1)) --wanted;
    const std::string words = std::to_string(now);
    const ImVec2 extent = text_size(ui.fonts.mono, words);
    put_text(list, ui.fonts.mono,
             {x + step + (room - extent.x) / 2, at.y + (ui.px(row_height) - extent.y) / 2},
             packed(ui.colors->text), words);
    ImGui::SetCursorScreenPos({x + step + room, at.y - ui.px(1)});
    if (icon_button(ui, id + ":more", Icon::Plus, ui.text(more), now < parameter.most)) ++wanted;
    x += 2 * step + room;
    return wanted;
  };
  const int rows = stepper("rows", matrix.rows, strings::matrix_fewer_rows, strings::matrix_more_rows);
  const std::string times = "×";
  put_text(list, ui.fonts.body,
           {x + (ui.px(18) - text_size(ui.fonts.body, times).x) / 2,
            at.y + (ui.px(row_height) - ui.fonts.body->FontSize) / 2},
           packed(ui.colors->muted), times);
  x += ui.px(18);
  const int cols =
      stepper("columns", matrix.cols, strings::matrix_fewer_columns, strings::matrix_more_columns);
  if (rows != matrix.rows || cols != matrix.cols) resize(rows, cols);
}

void ParametersPanel::draw_cells(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const MatrixValue matrix = matrix_of(state, index);
  const Parameter& parameter = state.current_demo().parameters[static_cast<std::size_t>(index)];
  double largest = 0;
  for (const double number : matrix.numbers) largest = std::max(largest, std::abs(number));
  const float gap = ui.px(cell_gap);
  const float cell = std::floor(std::min(
      ui.px(64), (width - gap * static_cast<float>(matrix.cols - 1)) / static_cast<float>(matrix.cols)));
  const float whole = cell * static_cast<float>(matrix.cols) + gap * static_cast<float>(matrix.cols - 1);
  const float left = std::floor(at.x + width - whole);
  std::optional<ImVec2> editor;
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = matrix.cols > 7 ? ui.fonts.small : ui.fonts.mono;
  for (int row = 0; row < matrix.rows; ++row) {
    for (int col = 0; col < matrix.cols; ++col) {
      const ImVec2 min{left + static_cast<float>(col) * (cell + gap),
                       at.y + static_cast<float>(row) * (ui.px(cell_height) + gap)};
      const ImVec2 max{min.x + cell, min.y + ui.px(cell_height)};
      const std::string id = "cell:" + parameter.id + ":" + std::to_string(row) + "," + std::to_string(col);
      if (state.editing_parameter == index && cell_ == cv::Point(col, row)) {
        editor = min;  // drawn last, as it may be wider than its cell
        ui.mark(id, min, max);
        continue;
      }
      ImGui::SetCursorScreenPos(min);
      const bool clicked = ImGui::InvisibleButton(id.c_str(), {cell, ui.px(cell_height)});
      ui.mark(id, min, max);
      const bool hovered = ImGui::IsItemHovered();
      list->AddRectFilled(min, max, packed(hovered ? c.raised_more : c.raised), ui.px(4));
      put_tint(ui, list, min, max, largest > 0 ? matrix.at(row, col) / largest : 0);
      const std::string words = shortened(font, brief_number(matrix.at(row, col), 3), cell - ui.px(2));
      const ImVec2 extent = text_size(font, words);
      put_text(list, font,
               {std::round((min.x + max.x - extent.x) / 2), std::round((min.y + max.y - extent.y) / 2)},
               packed(matrix.at(row, col) == 0 ? c.muted : c.text), words);
      if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
      if (clicked) begin_cell(ui, index, row, col);
    }
  }
  if (!editor) return;
  ImGui::PushID(cell_.y * parameter.most +
                cell_.x);  // a field of its own: ImGui keeps the text of an active one
  draw_editor(ui, index, *editor, std::max(cell, ui.px(44)), ui.px(5, 4));
  ImGui::PopID();
}

void ParametersPanel::draw_matrix(Ui& ui, int index, ImVec2 at, float label_width, float width) {
  AppState& state = ui.state;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  const ImVec2 control{at.x + label_width, at.y};
  std::vector<std::string> labels;
  int chosen = -1;
  for (std::size_t i = 0; i < parameter.named.size(); ++i) {
    labels.emplace_back(ui.text(parameter.named[i].name));
    if (&parameter.named[i] == named_matrix(parameter, state.current_settings()[slot]))
      chosen = static_cast<int>(i);
  }
  const std::string preview =
      chosen < 0 ? ui.text(strings::matrix_own) : labels[static_cast<std::size_t>(chosen)];
  const int picked = drop_down(ui, parameter.id, labels, chosen, preview, control, width - label_width);
  const float below = at.y + ui.px(row_step);
  put_text(ImGui::GetWindowDrawList(), ui.fonts.small,
           {at.x, below + (ui.px(row_height) - ui.fonts.small->FontSize) / 2}, packed(ui.colors->muted),
           ui.text(strings::matrix_size));
  draw_size(ui, index, {control.x, below}, width - label_width);
  draw_cells(ui, index, {at.x, below + ui.px(row_step)}, width);
  if (picked < 0) return;
  set_value(state, index, parameter.named[static_cast<std::size_t>(picked)].value);
  commit(state);
}

}  // namespace pixelwhy::gui
