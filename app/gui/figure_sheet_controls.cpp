#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/figure_sheet.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

bool FigureSheet::focusable(const std::string& id) {
  order_.push_back(id);
  return focus_ == id;
}

bool FigureSheet::ring(Ui& ui, const std::string& id) {
  if (!focusable(id)) return false;
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  const float out = ui.px(3);
  ImGui::GetWindowDrawList()->AddRect({min.x - out, min.y - out}, {max.x + out, max.y + out},
                                      packed(ui.colors->accent), ui.px(8), 0, ui.px(1.5F));
  if (scroll_to_focus_) ImGui::SetScrollHereY();
  return std::exchange(space_, false);
}

bool FigureSheet::button(Ui& ui, const std::string& id, const std::string& label, bool filled, bool enabled) {
  const bool clicked = text_button(ui, id, label, filled ? ButtonLook::Filled : ButtonLook::Plain, enabled);
  if (!enabled) return false;
  return ring(ui, id) || clicked;
}

bool FigureSheet::check(Ui& ui, const std::string& id, const std::string& label, bool& on, float width,
                        bool enabled) {
  const Palette& c = *ui.colors;
  const float side = ui.px(16);
  const float room = width - side - ui.px(10);
  const std::vector<Span> words{
      {label, ui.fonts.body, packed(enabled ? c.text : c.muted, enabled ? 1 : 0.6F)}};
  const float height = std::max(ui.px(26), flow(nullptr, {}, words, room).y + ui.px(6));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (!enabled) ImGui::BeginDisabled();
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
  const bool hovered = enabled && ImGui::IsItemHovered();
  if (!enabled) ImGui::EndDisabled();
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 min{at.x, at.y + ui.px(5)};
  const ImVec2 max{min.x + side, min.y + side};
  const float ink = enabled ? 1 : 0.4F;
  list->AddRectFilled(min, max, on ? packed(c.accent, ink) : packed(hovered ? c.raised_more : c.raised),
                      ui.px(4));
  if (on) {
    const ImVec2 tick[] = {{min.x + side * 0.24F, min.y + side * 0.52F},
                           {min.x + side * 0.43F, min.y + side * 0.72F},
                           {min.x + side * 0.78F, min.y + side * 0.3F}};
    list->AddPolyline(tick, 3, packed(c.on_accent), 0, ui.px(2));
  } else {
    list->AddRect(min, max, packed(c.muted, ink * 0.6F), ui.px(4));
  }
  flow(list, {at.x + side + ui.px(10), at.y + ui.px(3)}, words, room);
  const bool toggled = enabled && (ring(ui, id) || clicked);
  if (toggled) on = !on;
  return toggled;
}

int FigureSheet::segments(Ui& ui, const std::string& id, const std::vector<std::string>& labels, int chosen,
                          float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  int clicked = segmented(ui, id, labels, chosen, width);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, ui.px(26)});
  ring(ui, id);
  if (focus_ == id && arrow_ != 0) {
    const int last = static_cast<int>(labels.size()) - 1;
    clicked = std::clamp(chosen + std::exchange(arrow_, 0), 0, last);
  }
  return clicked;
}

bool FigureSheet::field(Ui& ui, const std::string& id, std::string& text, float width) {
  const Palette& c = *ui.colors;
  ui.fonts.need(text);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(32);
  if (editing_ != id) {
    if (ImGui::InvisibleButton(id.c_str(), {width, height})) {
      focus_ = editing_ = id;
      scroll_to_focus_ = false;
    }
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddRectFilled(at, {at.x + width, at.y + height}, packed(hovered ? c.raised_more : c.raised),
                        ui.px(6));
    const std::string words = shortened(ui.fonts.body, text, width - ui.px(20));
    put_text(list, ui.fonts.body, {at.x + ui.px(10), at.y + (height - ui.fonts.body->FontSize) / 2},
             packed(c.text), words);
    if (hovered && words != text) tooltip(ui, text);
    ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    focusable(id);
    return false;
  }
  ImGui::SetNextItemWidth(width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {ui.px(10), std::round((height - ui.fonts.body->FontSize) / 2)});
  if (!typing_) ImGui::SetKeyboardFocusHere();
  // The field takes Tab, so that ImGui does not; but no tab is written into it.
  constexpr ImGuiInputTextFlags flags = ImGuiInputTextFlags_AutoSelectAll |
                                        ImGuiInputTextFlags_AllowTabInput |
                                        ImGuiInputTextFlags_CallbackCharFilter;
  const std::string before = text;
  ImGui::InputText(("##" + id).c_str(), &text, flags,
                   [](ImGuiInputTextCallbackData* data) { return data->EventChar == '\t' ? 1 : 0; });
  ImGui::PopStyleVar();
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool left = typing_ && ImGui::IsItemDeactivated();
  typing_ = true;
  ring(ui, id);
  if (left && editing_ == id) editing_.clear();
  return text != before;
}

void FigureSheet::heading(Ui& ui, const Text& words, float width) {
  paragraph(ui, ui.text(words), ui.fonts.small, ui.colors->muted, width);
  ImGui::Dummy({1, ui.px(4)});
}

}  // namespace pixelwhy::gui
