#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "core/one_line.h"
#include "gui/parameter_words.h"
#include "gui/parameters_panel.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

void ParametersPanel::begin_typing(Ui& ui, int index) {
  const Parameter& parameter = ui.state.current_demo().parameters[static_cast<std::size_t>(index)];
  const std::string now =
      format_value(parameter, ui.state.current_settings()[static_cast<std::size_t>(index)]);
  std::snprintf(typed_, sizeof typed_, "%s", now.c_str());
  ui.state.editing_parameter = index;
  ui.state.focused_parameter = index;
  focus_editor_ = true;
}

void ParametersPanel::finish_typing(Ui& ui, int index) {
  AppState& state = ui.state;
  if (state.editing_parameter == index) state.editing_parameter.reset();
  if (state.current_demo().parameters[static_cast<std::size_t>(index)].type == ParameterType::Matrix)
    return finish_cell(ui, index);
  const Typed outcome = set_typed(state, index, typed_);
  commit(state);
  tell_outcome(ui, index, outcome);
}

void ParametersPanel::tell_outcome(Ui& ui, int index, Typed outcome) {
  AppState& state = ui.state;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  if (told_) state.notices.dismiss(told_);
  told_ = 0;
  if (outcome == Typed::Taken) return;
  Text words = typed_words(parameter, one_line(typed_, 48), outcome, state.current_settings()[slot]);
  const bool held = outcome == Typed::Held;
  told_ = held ? state.notices.inform(std::move(words)) : state.notices.error(std::move(words));
}

/// Enter begins to type. Tab while typing: what was typed holds, and the next number is typed.
void ParametersPanel::step_typing(Ui& ui) {
  AppState& state = ui.state;
  const auto begin = [&](int index) {
    const Parameter& parameter = state.current_demo().parameters[static_cast<std::size_t>(index)];
    if (is_numeric(parameter)) begin_typing(ui, index);
    if (parameter.type == ParameterType::Matrix) begin_cell(ui, index, 0, 0);
  };
  if (std::exchange(state.typing_wanted, false) && state.focused_parameter) begin(*state.focused_parameter);
  const int step = std::exchange(state.typing_step, 0);
  if (step == 0 || !state.editing_parameter) return;
  const int index = *state.editing_parameter;
  state.focused_parameter = index;
  finish_typing(ui, index);
  if (const auto* matrix =
          std::get_if<MatrixValue>(&state.current_settings()[static_cast<std::size_t>(index)])) {
    const int next = cell_.y * matrix->cols + cell_.x + step;
    if (next >= 0 && next < matrix->rows * matrix->cols)
      return begin_cell(ui, index, next / matrix->cols, next % matrix->cols);
  }
  focus_parameter(state, step);
  if (state.focused_parameter) begin(*state.focused_parameter);
}

void ParametersPanel::draw_editor(Ui& ui, int index, ImVec2 at, float width, ImVec2 padding) {
  ImGui::SetCursorScreenPos(at);
  ImGui::SetNextItemWidth(width);
  if (focus_editor_) ImGui::SetKeyboardFocusHere();
  ImGui::PushFont(ui.fonts.mono);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, padding);
  // The field takes Tab, so that ImGui does not; but no tab is written into it.
  constexpr ImGuiInputTextFlags flags =
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll |
      ImGuiInputTextFlags_AllowTabInput | ImGuiInputTextFlags_CallbackCharFilter;
  const bool entered =
      ImGui::InputText("##value", typed_, sizeof typed_, flags,
                       [](ImGuiInputTextCallbackData* data) { return data->EventChar == '\t' ? 1 : 0; });
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ui.fonts.need(typed_);
  ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                      packed(ui.colors->accent), ui.px(6), 0, ui.px(1.5F));
  const bool left = !focus_editor_ && ImGui::IsItemDeactivated();
  focus_editor_ = false;
  if (entered || left) finish_typing(ui, index);
}

void ParametersPanel::draw_value(Ui& ui, int index, ImVec2 at, ImVec2 size) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton("value", size);
  ui.mark("value:" + parameter.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, packed(hovered ? c.raised_more : c.raised),
                      ui.px(6));
  const std::string words = value_words(parameter, state.current_settings()[slot], state.language);
  ui.fonts.need(words);
  const std::string shown = shortened(ui.fonts.mono, words, size.x - ui.px(12));
  const ImVec2 extent = text_size(ui.fonts.mono, shown);
  put_text(list, ui.fonts.mono, {at.x + size.x - extent.x - ui.px(8), at.y + (size.y - extent.y) / 2},
           packed(c.text), shown);
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
}

/// Sets the value under the mouse while the track is held.
void ParametersPanel::draw_track(Ui& ui, int index, ImVec2 at, ImVec2 size) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton("track", size);
  ui.mark("slider:" + parameter.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  const float knob = ui.px(7);
  const float left = at.x + knob;
  const float right = at.x + size.x - knob;
  const auto knob_at = [&](const Value& value) {
    return left + static_cast<float>(slider_place(parameter, number_of(value))) * (right - left);
  };
  if (ImGui::IsItemActivated()) state.focused_parameter = index;
  if (active && state.editing_parameter != index) {
    state.dragged_parameter = index;
    const ImGuiIO& io = ImGui::GetIO();
    // A click that does not move sets the value too; a press on the knob itself does not shift it.
    const bool on_knob =
        ImGui::IsItemActivated() && std::abs(io.MousePos.x - knob_at(state.current_settings()[slot])) <= knob;
    if (!on_knob && (ImGui::IsItemActivated() || io.MouseDelta.x != 0)) {
      const double value =
          slider_value(parameter, static_cast<double>((io.MousePos.x - left) / (right - left)));
      if (parameter.type == ParameterType::Integer) {
        set_value(state, index, static_cast<int>(std::lround(value)));
      } else {
        set_value(state, index, value);
      }
    }
  }
  if (ImGui::IsItemDeactivated()) commit(state);

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = std::round(at.y + size.y / 2);
  const float x = knob_at(state.current_settings()[slot]);
  const float half = ui.px(2);
  list->AddRectFilled({at.x, y - half}, {at.x + size.x, y + half}, packed(c.raised_more), half);
  list->AddRectFilled({at.x, y - half}, {x, y + half}, packed(c.accent), half);
  const float initial = knob_at(parameter.initial);
  list->AddRectFilled({initial - ui.px(0.75F), y + ui.px(6)}, {initial + ui.px(0.75F), y + ui.px(9)},
                      packed(c.muted));
  if (hovered || active) list->AddCircleFilled({x, y}, knob + ui.px(4), packed(c.accent, 0.2F), 24);
  if (state.focused_parameter == index)
    list->AddCircle({x, y}, knob + ui.px(3), packed(c.accent, 0.7F), 24, ui.px(1.5F));
  list->AddCircleFilled({x, y}, knob, packed(c.accent), 24);
  list->AddCircleFilled({x, y}, knob - ui.px(2.5F), packed(c.panel), 20);
}

void ParametersPanel::draw_number(Ui& ui, int index, ImVec2 at, float width) {
  const ImVec2 value = ui.px(84, row_height);
  const float track_width = std::max(ui.px(40), width - value.x - ui.px(10));
  const auto asks_to_type = [] {
    const bool with_control = ImGui::IsMouseClicked(0) && ImGui::GetIO().KeyCtrl;
    return ImGui::IsItemHovered() && (ImGui::IsMouseDoubleClicked(0) || with_control);
  };
  const ImVec2 value_at{at.x + width - value.x, at.y};
  if (ui.state.editing_parameter == index) {
    draw_editor(ui, index, value_at, value.x, ui.px(8, 5));
  } else {
    draw_value(ui, index, value_at, value);
    if (asks_to_type()) begin_typing(ui, index);
  }
  draw_track(ui, index, at, {track_width, value.y});
  if (asks_to_type()) begin_typing(ui, index);
}

int ParametersPanel::drop_down(Ui& ui, const std::string& id, const std::vector<std::string>& labels,
                               int chosen, const std::string& preview, ImVec2 at, float width) {
  int picked = -1;
  ImGui::SetCursorScreenPos(at);
  ui.mark("choice:" + id, at, {at.x + width, at.y + ui.px(row_height)});
  ImGui::SetNextItemWidth(width);
  ImGui::PushFont(ui.fonts.small);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ui.px(8, 6));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(8, 8));
  if (ImGui::BeginCombo("##choice", preview.c_str(), ImGuiComboFlags_NoArrowButton)) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (ImGui::Selectable(labels[i].c_str(), static_cast<int>(i) == chosen)) picked = static_cast<int>(i);
      ui.mark("choice:" + id + ":" + std::to_string(i), ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    }
    ImGui::EndCombo();
  }
  draw_icon(ImGui::GetWindowDrawList(), Icon::Down, {at.x + width - ui.px(16), at.y + ui.px(14)}, ui.px(10),
            packed(ui.colors->muted));
  ImGui::PopStyleVar(2);
  ImGui::PopFont();
  return picked;
}

void ParametersPanel::draw_choice(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  std::vector<std::string> labels;
  int chosen = 0;
  if (parameter.type == ParameterType::Switch) {
    labels = {ui.text(strings::off), ui.text(strings::on)};
    chosen = std::get<bool>(state.current_settings()[slot]) ? 1 : 0;
  } else {
    for (const Option& option : parameter.options) labels.emplace_back(ui.text(option.name));
    chosen = std::get<int>(state.current_settings()[slot]);
  }
  int picked = -1;
  ImGui::SetCursorScreenPos(at);
  ui.mark("choice:" + parameter.id, at, {at.x + width, at.y + ui.px(26)});
  if (segmented_width(ui, labels) <= width) {
    const float wanted = parameter.type == ParameterType::Switch ? std::min(width, ui.px(120)) : width;
    picked = segmented(ui, "choice:" + parameter.id, labels, chosen, wanted);
  } else {
    picked = drop_down(ui, parameter.id, labels, chosen, labels[static_cast<std::size_t>(chosen)], at, width);
  }
  if (picked >= 0) {
    if (parameter.type == ParameterType::Switch) {
      set_value(state, index, picked == 1);
    } else {
      set_value(state, index, picked);
    }
    commit(state);
  }
}

}  // namespace pixelwhy::gui
