#include "gui/parameters_panel.h"

#include <algorithm>
#include <cmath>

#include "gui/parameter_words.h"
#include "gui/presets_menu.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// Beside the panel where there is room, so that the next slider is not covered.
void help_tooltip(Ui& ui, const std::string& words, ImVec2 row) {
  ui.fonts.need(words);
  if (row.x > ui.px(400)) ImGui::SetNextWindowPos({row.x - ui.px(26), row.y}, ImGuiCond_Always, {1, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(12, 10));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
  ImGui::BeginTooltip();
  std::size_t begin = 0;
  while (begin <= words.size()) {
    const std::size_t end = std::min(words.find('\n', begin), words.size());
    const ImVec4& color = begin == 0 ? ui.colors->text : ui.colors->muted;
    flow_here({{words.substr(begin, end - begin), ui.fonts.small, packed(color)}}, ui.px(340));
    begin = end + 1;
  }
  ImGui::EndTooltip();
  ImGui::PopStyleVar(2);
}

/// The values of a group in its order, and with their names one a line.
struct GroupWords {
  std::string brief;
  std::string full;
};
GroupWords group_words(const AppState& state, const Text& group) {
  const Demo& demo = state.current_demo();
  GroupWords words;
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    if (parameter.group != group) continue;
    const std::string value = value_words(parameter, state.current_settings()[i], state.language);
    words.brief += (words.brief.empty() ? "" : " · ") + value;
    words.full += (words.full.empty() ? "" : "\n") + parameter.name.in(state.language) + "  " + value;
  }
  return words;
}

}  // namespace

float ParametersPanel::height_below(const AppState& state, int index) {
  const auto* matrix = std::get_if<MatrixValue>(&state.current_settings()[static_cast<std::size_t>(index)]);
  return matrix ? matrix_height(*matrix) : 0;
}

float ParametersPanel::height(const Ui& ui) const {
  const Demo& demo = ui.state.current_demo();
  float units = header_height + 8;
  const Text* group = nullptr;
  for (const int index : parameters_in_order(demo)) {
    const Parameter& parameter = demo.parameters[static_cast<std::size_t>(index)];
    if (!parameter.group.empty() && (!group || !(*group == parameter.group))) units += row_step;
    group = &parameter.group;
    if (!is_folded(ui.state, parameter)) units += row_step + height_below(ui.state, index);
  }
  if (demo.parameters.empty()) units += row_step;
  return std::round(ui.px(units));
}

void ParametersPanel::draw_row(Ui& ui, int index, float label_width, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Parameter& parameter = state.current_demo().parameters[static_cast<std::size_t>(index)];
  const bool relevant = !parameter.relevant || parameter.relevant(state.current_settings());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(row_height);
  ImGui::PushID(index);
  ImGui::InvisibleButton("label", {label_width, height});
  ui.mark("label:" + parameter.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string name = shortened(ui.fonts.body, ui.text(parameter.name), label_width - ui.px(8));
  put_text(list, ui.fonts.body, {at.x, at.y + (height - ui.fonts.body->FontSize) / 2},
           packed(c.text, relevant ? 1 : 0.45F), name);
  if (!relevant) ImGui::PushStyleVar(ImGuiStyleVar_Alpha, 0.45F);
  const ImVec2 control{at.x + label_width, at.y};
  const float below = ui.px(height_below(state, index));
  const ImVec2 end{at.x + width, at.y + height + below};
  if (is_numeric(parameter)) {
    draw_number(ui, index, control, width - label_width);
  } else {
    if (parameter.type == ParameterType::Matrix) {
      draw_matrix(ui, index, at, label_width, width);
    } else if (parameter.type == ParameterType::Picture) {
      draw_picture(ui, index, control, width - label_width);
    } else {
      draw_choice(ui, index, control, width - label_width);
    }
    if (state.focused_parameter == index) {
      list->AddRect({control.x - ui.px(2), control.y - ui.px(2)},
                    {end.x + ui.px(2), control.y + height + ui.px(2)}, packed(c.accent, 0.7F), ui.px(8), 0,
                    ui.px(1.5F));
    }
  }
  if (!relevant) {
    ImGui::PopStyleVar();
    list->AddRectFilled(below > 0 ? at : control, end, packed(c.panel, 0.5F));
  }
  ImGui::PopID();
  if (state.focused_parameter == index && focus_in_sight_ != index) {
    focus_in_sight_ = index;
    ImGui::SetScrollFromPosY((at.y + end.y) / 2 - ImGui::GetWindowPos().y, 0.5F);
  }
  const bool over = ImGui::IsMouseHoveringRect(at, end) && ImGui::IsWindowHovered();
  if (over && !ImGui::IsMouseDown(0) && !state.editing_parameter) {
    help_tooltip(ui, help_words(state, parameter), at);
  }
  if (over && !state.dragged_parameter) state.dragged_parameter = index;
  if (over && ImGui::IsMouseClicked(1)) reset_value(state, index);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(row_step) + below});
}

/// The heading of a group, which folds it; folded, it tells the values.
void ParametersPanel::draw_group(Ui& ui, const Text& group, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const std::string key = fold_key(state.current_demo(), group);
  const bool folded = state.folded.count(key) > 0;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(row_height);
  if (ImGui::InvisibleButton(key.c_str(), {width, height})) {
    if (folded) {
      state.folded.erase(key);
    } else {
      state.folded.insert(key);
    }
  }
  ui.mark("group:" + group.en, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float middle = at.y + height / 2;
  const ImU32 ink = packed(hovered ? c.text : c.muted);
  draw_icon(list, folded ? Icon::Right : Icon::Down, {at.x + ui.px(5), middle}, ui.px(10), ink);
  ImFont* font = ui.fonts.small;
  const std::string name = ui.text(group);
  const float left = at.x + ui.px(18);
  put_text(list, font, {left, middle - font->FontSize / 2}, ink, name);
  const float name_end = left + text_size(font, name).x + ui.px(12);
  const GroupWords words = group_words(state, group);
  if (folded) {
    ui.fonts.need(words.brief);
    const std::string shown = shortened(font, words.brief, at.x + width - name_end);
    put_text(list, font, {at.x + width - text_size(font, shown).x, middle - font->FontSize / 2},
             packed(c.text, 0.88F), shown);
  } else {
    list->AddLine({name_end, std::round(middle) + 0.5F}, {at.x + width, std::round(middle) + 0.5F},
                  packed(c.border));
  }
  if (hovered) help_tooltip(ui, folded ? words.full : ui.text(strings::fold), at);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(row_step)});
}

void ParametersPanel::draw(Ui& ui, SampleLoader& samples, ImVec2 min, ImVec2 max) {
  samples_ = &samples;
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Demo& demo = state.current_demo();
  step_typing(ui);
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(c.panel));
  const float pad = ui.px(16);
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, {min.x + pad, min.y + ui.px(14)}, packed(c.text),
           ui.text(strings::parameters));
  ImGui::SetCursorScreenPos({max.x - pad - ui.px(28) * 2 - ui.px(4), min.y + ui.px(8)});
  action_button(ui, "dice", Icon::Dice);
  ImGui::SetCursorScreenPos({max.x - pad - ui.px(28), min.y + ui.px(8)});
  action_button(ui, "reset", Icon::Reset);
  draw_presets(ui, {max.x - pad - ui.px(28) * 2 - ui.px(12), min.y + ui.px(6)});

  ImGui::SetCursorScreenPos({min.x + pad, min.y + ui.px(header_height)});
  state.dragged_parameter.reset();
  if (!state.focused_parameter) focus_in_sight_.reset();
  ImGui::BeginChild("parameters", {max.x - min.x - pad, max.y - min.y - ui.px(header_height)});
  const float width = max.x - min.x - 2 * pad;
  float label_width = 0;
  for (const Parameter& parameter : demo.parameters) {
    label_width = std::max(label_width, text_size(ui.fonts.body, ui.text(parameter.name)).x);
  }
  label_width = std::min(label_width + ui.px(16), width * 0.42F);
  if (demo.parameters.empty()) paragraph(ui, ui.text(strings::no_parameters), ui.fonts.body, c.muted, width);
  const Text* group = nullptr;
  for (const int index : parameters_in_order(demo)) {
    const Parameter& parameter = demo.parameters[static_cast<std::size_t>(index)];
    if (!parameter.group.empty() && (!group || !(*group == parameter.group)))
      draw_group(ui, parameter.group, width);
    group = &parameter.group;
    if (!is_folded(state, parameter)) draw_row(ui, index, label_width, width);
  }
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

}  // namespace pixelwhy::gui
