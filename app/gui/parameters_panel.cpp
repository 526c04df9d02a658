#include "gui/parameters_panel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

bool logarithmic(const Parameter& parameter) {
  return parameter.slider.low > 0 && parameter.slider.high / parameter.slider.low >= 100;
}

double number_of(const Value& value) {
  if (const int* integer = std::get_if<int>(&value)) return *integer;
  return std::get<double>(value);
}

/// As many digits as a step of the slider can tell apart.
double rounded_for(const Parameter& parameter, double value) {
  if (parameter.type == ParameterType::Integer) return std::round(value);
  const double reach =
      logarithmic(parameter) ? std::abs(value) : parameter.slider.high - parameter.slider.low;
  const double step = std::pow(10, std::floor(std::log10(std::max(reach, 1e-9) / 100)));
  return std::round(value / step) * step;
}

std::string value_words(const Parameter& parameter, const Value& value) {
  std::string words = parameter.type == ParameterType::Real ? brief_number(number_of(value), 6)
                                                            : std::to_string(std::get<int>(value));
  if (!parameter.unit.empty()) words += " " + parameter.unit;
  return words;
}

std::string help_words(Ui& ui, const Parameter& parameter, bool relevant) {
  std::string words = ui.text(parameter.help);
  if (parameter.type == ParameterType::Real || parameter.type == ParameterType::Integer) {
    const std::string unit = parameter.unit.empty() ? "" : " " + parameter.unit;
    words += std::string("\n") + ui.text(strings::parameter_range) + brief_number(parameter.hard.low, 6) +
             ui.text(strings::parameter_to) + brief_number(parameter.hard.high, 6) + unit;
    words +=
        std::string("\n") + ui.text(strings::parameter_default) + value_words(parameter, parameter.initial);
    words += std::string("\n") + ui.text(strings::parameter_habits);
  }
  if (!relevant) words += std::string("\n") + ui.text(strings::parameter_idle);
  return words;
}

void help_tooltip(Ui& ui, const std::string& words) {
  ui.fonts.need(words);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(12, 10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
  ImGui::BeginTooltip();
  std::size_t begin = 0;
  while (begin <= words.size()) {
    const std::size_t end = std::min(words.find('\n', begin), words.size());
    const ImVec4& color = begin == 0 ? ui.colors->text : ui.colors->muted;
    flow_here({{words.substr(begin, end - begin), ui.fonts.small, packed(color)}}, ui.px(300));
    begin = end + 1;
  }
  ImGui::EndTooltip();
  ImGui::PopStyleVar(2);
}

}  // namespace

double slider_place(const Parameter& parameter, double value) {
  const auto [low, high] = parameter.slider;
  if (high <= low) return 0;
  const double place = logarithmic(parameter) ? std::log(std::max(value, low) / low) / std::log(high / low)
                                              : (value - low) / (high - low);
  return std::clamp(place, 0.0, 1.0);
}

double slider_value(const Parameter& parameter, double place) {
  const auto [low, high] = parameter.slider;
  place = std::clamp(place, 0.0, 1.0);
  const double value =
      logarithmic(parameter) ? low * std::pow(high / low, place) : low + (high - low) * place;
  return std::clamp(rounded_for(parameter, value), low, high);
}

void ParametersPanel::begin_typing(Ui& ui, int index) {
  const Parameter& parameter = ui.state.current_demo().parameters[static_cast<std::size_t>(index)];
  const std::string now =
      format_value(parameter, ui.state.current_settings()[static_cast<std::size_t>(index)]);
  std::snprintf(typed_, sizeof typed_, "%s", now.c_str());
  ui.state.editing_parameter = index;
  focus_editor_ = true;
}

void ParametersPanel::draw_editor(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  ImGui::SetCursorScreenPos(at);
  ImGui::SetNextItemWidth(width);
  if (focus_editor_) ImGui::SetKeyboardFocusHere();
  ImGui::PushFont(ui.fonts.mono);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ui.px(8, 5));
  const bool entered =
      ImGui::InputText("##value", typed_, sizeof typed_,
                       ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImGui::GetWindowDrawList()->AddRect(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                      packed(ui.colors->accent), ui.px(6), 0, ui.px(1.5F));
  const bool left = !focus_editor_ && ImGui::IsItemDeactivated();
  if (entered || left) {
    if (state.editing_parameter == index) state.editing_parameter.reset();
    if (set_typed(state, index, typed_)) {
      commit(state);
    } else {
      const std::string words = "“" + std::string(typed_) + "” ";
      state.notices.error({words + strings::not_a_number.en, words + strings::not_a_number.zh});
    }
  }
  focus_editor_ = false;
}

void ParametersPanel::draw_number(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  const float value_width = ui.px(84);
  const float height = ui.px(26);
  const float track_width = std::max(ui.px(40), width - value_width - ui.px(10));
  const ImVec2 value_at{at.x + width - value_width, at.y};
  if (state.editing_parameter == index) {
    draw_editor(ui, index, {value_at.x, at.y}, value_width);
  } else {
    ImGui::SetCursorScreenPos(value_at);
    ImGui::InvisibleButton("value", {value_width, height});
    ui.mark("value:" + parameter.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(value_at, {value_at.x + value_width, at.y + height},
                        packed(hovered ? c.raised_more : c.raised), ui.px(6));
    const std::string words = value_words(parameter, state.current_settings()[slot]);
    const std::string shown = shortened(ui.fonts.mono, words, value_width - ui.px(12));
    const ImVec2 size = text_size(ui.fonts.mono, shown);
    put_text(list, ui.fonts.mono,
             {value_at.x + value_width - size.x - ui.px(8), at.y + (height - size.y) / 2}, packed(c.text),
             shown);
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    if (hovered && (ImGui::IsMouseDoubleClicked(0) || (ImGui::IsMouseClicked(0) && ImGui::GetIO().KeyCtrl))) {
      begin_typing(ui, index);
    }
    if (hovered && ImGui::IsMouseClicked(1)) reset_value(state, index);
  }

  ImGui::SetCursorScreenPos(at);
  ImGui::InvisibleButton("track", {track_width, height});
  ui.mark("slider:" + parameter.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const bool active = ImGui::IsItemActive();
  if (hovered && ImGui::IsMouseClicked(1)) reset_value(state, index);
  if (hovered && (ImGui::IsMouseDoubleClicked(0) || (ImGui::IsMouseClicked(0) && ImGui::GetIO().KeyCtrl))) {
    begin_typing(ui, index);
  }
  const float knob = ui.px(7);
  const float left = at.x + knob;
  const float right = at.x + track_width - knob;
  if (ImGui::IsItemActivated()) state.focused_parameter = index;
  if (active && state.editing_parameter != index) {
    state.dragged_parameter = index;
    const ImGuiIO& io = ImGui::GetIO();
    // A click that does not move sets the value too; a press on the knob itself does not shift it.
    const float knob_x =
        left + static_cast<float>(slider_place(parameter, number_of(state.current_settings()[slot]))) *
                   (right - left);
    const bool on_knob = ImGui::IsItemActivated() && std::abs(io.MousePos.x - knob_x) <= knob;
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
  if (hovered && !active && !state.dragged_parameter) state.dragged_parameter = index;

  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = std::round(at.y + height / 2);
  const float x =
      left +
      static_cast<float>(slider_place(parameter, number_of(state.current_settings()[slot]))) * (right - left);
  const float half = ui.px(2);
  list->AddRectFilled({at.x, y - half}, {at.x + track_width, y + half}, packed(c.raised_more), half);
  list->AddRectFilled({at.x, y - half}, {x, y + half}, packed(c.accent), half);
  const float initial =
      left + static_cast<float>(slider_place(parameter, number_of(parameter.initial))) * (right - left);
  list->AddRectFilled({initial - ui.px(0.75F), y + ui.px(6)}, {initial + ui.px(0.75F), y + ui.px(9)},
                      packed(c.muted));
  if (hovered || active) list->AddCircleFilled({x, y}, knob + ui.px(4), packed(c.accent, 0.2F), 24);
  if (state.focused_parameter == index)
    list->AddCircle({x, y}, knob + ui.px(3), packed(c.accent, 0.7F), 24, ui.px(1.5F));
  list->AddCircleFilled({x, y}, knob, packed(c.accent), 24);
  list->AddCircleFilled({x, y}, knob - ui.px(2.5F), packed(c.panel), 20);
}

void ParametersPanel::draw_choice(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
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
    ImGui::SetNextItemWidth(width);
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ui.px(8, 6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(8, 8));
    const char* preview = labels[static_cast<std::size_t>(chosen)].c_str();
    const bool open = ImGui::BeginCombo("##choice", preview, ImGuiComboFlags_NoArrowButton);
    if (open) {
      for (std::size_t i = 0; i < labels.size(); ++i) {
        if (ImGui::Selectable(labels[i].c_str(), static_cast<int>(i) == chosen)) picked = static_cast<int>(i);
        ui.mark("choice:" + parameter.id + ":" + std::to_string(i), ImGui::GetItemRectMin(),
                ImGui::GetItemRectMax());
      }
      ImGui::EndCombo();
    }
    draw_icon(ImGui::GetWindowDrawList(), Icon::Down, {at.x + width - ui.px(16), at.y + ui.px(14)}, ui.px(10),
              packed(c.muted));
    ImGui::PopStyleVar(2);
    ImGui::PopFont();
  }
  const bool over =
      ImGui::IsMouseHoveringRect(at, {at.x + width, at.y + ui.px(26)}) && ImGui::IsWindowHovered();
  if (over && !state.dragged_parameter) state.dragged_parameter = index;
  if (over && ImGui::IsMouseClicked(1)) reset_value(state, index);
  if (picked >= 0) {
    if (parameter.type == ParameterType::Switch) {
      set_value(state, index, picked == 1);
    } else {
      set_value(state, index, picked);
    }
    commit(state);
  }
}

void ParametersPanel::draw_row(Ui& ui, int index, float label_width, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Parameter& parameter = state.current_demo().parameters[static_cast<std::size_t>(index)];
  const bool relevant = !parameter.relevant || parameter.relevant(state.current_settings());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(26);
  ImGui::PushID(index);
  ImGui::InvisibleButton("label", {label_width, height});
  const bool over_label = ImGui::IsItemHovered();
  if (over_label) help_tooltip(ui, help_words(ui, parameter, relevant));
  if (over_label && ImGui::IsMouseClicked(1)) reset_value(state, index);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string name = shortened(ui.fonts.body, ui.text(parameter.name), label_width - ui.px(8));
  put_text(list, ui.fonts.body, {at.x, at.y + (height - ui.fonts.body->FontSize) / 2},
           packed(c.text, relevant ? 1 : 0.45F), name);
  if (!relevant) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.45F);
  const ImVec2 control{at.x + label_width, at.y};
  if (parameter.type == ParameterType::Real || parameter.type == ParameterType::Integer) {
    draw_number(ui, index, control, width - label_width);
  } else {
    draw_choice(ui, index, control, width - label_width);
  }
  if (!relevant) {
    ImGui::PopStyleVar();
    list->AddRectFilled(control, {at.x + width, at.y + height}, packed(c.panel, 0.5F));
  }
  ImGui::PopID();
  ImGui::SetCursorScreenPos({at.x, at.y + height + ui.px(8)});
}

void ParametersPanel::draw(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Demo& demo = state.current_demo();
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(c.panel));
  const float pad = ui.px(16);
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, {min.x + pad, min.y + ui.px(14)}, packed(c.text),
           ui.text(strings::parameters));
  ImGui::SetCursorScreenPos({max.x - pad - ui.px(28) * 2 - ui.px(4), min.y + ui.px(8)});
  action_button(ui, "dice", Icon::Dice);
  ImGui::SetCursorScreenPos({max.x - pad - ui.px(28), min.y + ui.px(8)});
  action_button(ui, "reset", Icon::Reset);

  ImGui::SetCursorScreenPos({min.x + pad, min.y + ui.px(44)});
  state.dragged_parameter.reset();
  ImGui::BeginChild("parameters", {max.x - min.x - pad, max.y - min.y - ui.px(48)});
  const float width = max.x - min.x - 2 * pad;
  float label_width = 0;
  for (const Parameter& parameter : demo.parameters) {
    label_width = std::max(label_width, text_size(ui.fonts.body, ui.text(parameter.name)).x);
  }
  label_width = std::min(label_width + ui.px(16), width * 0.42F);
  if (demo.parameters.empty()) paragraph(ui, ui.text(strings::no_parameters), ui.fonts.body, c.muted, width);
  for (std::size_t i = 0; i < demo.parameters.size(); ++i)
    draw_row(ui, static_cast<int>(i), label_width, width);
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

}  // namespace pixelwhy::gui
