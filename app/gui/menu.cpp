#include "gui/menu.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "gui/pasted_path.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

bool begin_menu(Ui& ui, const char* id, ImVec2 under, float width) {
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float margin = ui.px(8);
  width = std::min(width, screen.x - 2 * margin);
  const float x = std::max(margin, std::min(under.x, screen.x - width - margin));
  ImGui::SetNextWindowPos({x, under.y + ui.px(6)});
  ImGui::SetNextWindowSizeConstraints({width, 0},
                                      {width, std::max(ui.px(80), screen.y - under.y - ui.px(24))});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(12, 12));
  const bool open = ImGui::BeginPopup(id);
  ImGui::PopStyleVar();
  return open;
}

bool menu_row(Ui& ui, const std::string& id, const std::string& name, const std::string& note, float width) {
  const Palette& c = *ui.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(32);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered())
    list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  const float note_width = text_size(ui.fonts.small, note).x;
  ui.fonts.need(name);
  put_text(list, ui.fonts.body, {at.x + ui.px(8), at.y + (height - ui.fonts.body->FontSize) / 2},
           packed(c.text), shortened(ui.fonts.body, name, width - note_width - ui.px(28)));
  put_text(list, ui.fonts.small,
           {at.x + width - note_width - ui.px(8), at.y + (height - ui.fonts.small->FontSize) / 2},
           packed(c.muted), note);
  return clicked;
}

void muted_heading(Ui& ui, const std::string& words) {
  ImGui::Dummy({1, ui.px(2)});
  paragraph(ui, words, ui.fonts.small, ui.colors->muted, 10000);
}

std::optional<std::string> path_row(Ui& ui, const std::string& field, const char* button, std::string& path,
                                    float width) {
  muted_heading(ui, ui.text(strings::open_path));
  const std::string go = ui.text(strings::open_go);
  ImGui::SetNextItemWidth(width - text_button_width(ui, go) - ui.px(8));
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {ui.px(10), std::round((ui.px(32) - ui.fonts.body->FontSize) / 2)});
  const bool entered = ImGui::InputText(("##" + field).c_str(), &path, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopStyleVar();
  ui.fonts.need(path);
  ui.mark(field, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImGui::SameLine();
  const bool pressed = text_button(ui, button, go, ButtonLook::Filled, !path.empty());
  if ((!pressed && !entered) || path.empty()) return std::nullopt;
  std::string result = pasted_path(path);
  path.clear();
  return result;
}

}  // namespace pixelwhy::gui
