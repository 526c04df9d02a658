#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>

#include "gui/file_browser.h"
#include "gui/strings.h"
#include "gui/widgets.h"
#include "sources/problem.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

void FileBrowser::draw_crumbs(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(c.raised), ui.px(6));
  std::vector<fs::path> parts;
  for (fs::path part = state.browser.folder; !part.empty(); part = part.parent_path()) {
    parts.insert(parts.begin(), part);
    if (!part.has_relative_path()) break;
  }
  ImFont* font = ui.fonts.body;
  const float pad = ui.px(6);
  const float gap = ui.px(12);
  const float widest = std::min(ui.px(240), max.x - min.x - ui.px(60));
  const auto name_of = [&](const fs::path& part) {
    return part.has_relative_path() ? shortened(font, ui.raw(shown(part.filename())), widest) : "/";
  };
  // The end of a long path is what matters; its hidden part stands behind the ellipsis.
  float room = max.x - min.x - ui.px(48);
  std::size_t first = parts.size();
  while (first > 0) {
    const float width = text_size(font, name_of(parts[first - 1])).x + 2 * pad + gap;
    if (room < width && first < parts.size()) break;
    room -= width;
    --first;
  }
  float x = min.x + ui.px(4);
  ImGui::PushClipRect(min, max, true);
  for (std::size_t i = first > 0 ? first - 1 : 0; i < parts.size(); ++i) {
    const std::string name = i < first ? "…" : name_of(parts[i]);
    const float width = text_size(font, name).x + 2 * pad;
    const std::string id = "browser:crumb:" + std::to_string(i);
    ImGui::SetCursorScreenPos({x, min.y});
    if (ImGui::InvisibleButton(id.c_str(), {width, max.y - min.y})) {
      go(state, parts[i], i + 1 < parts.size() ? parts[i + 1].filename().string() : "");
    }
    ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    const bool hovered = ImGui::IsItemHovered();
    const bool last = i + 1 == parts.size();
    if (hovered) {
      ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      list->AddRectFilled({x, min.y + ui.px(3)}, {x + width, max.y - ui.px(3)}, packed(c.raised_more),
                          ui.px(4));
    }
    const float y = (min.y + max.y - font->FontSize) / 2;
    put_text(list, font, {x + pad, y}, packed(last || hovered ? c.text : c.muted), name);
    x += width;
    if (!last && !(i == 0 && first == 0)) {
      put_text(list, font, {x + (gap - text_size(font, "›").x) / 2, y}, packed(c.muted), ui.raw("›"));
      x += gap;
    }
  }
  ImGui::PopClipRect();
  if (max.x - x < ui.px(8)) return;
  ImGui::SetCursorScreenPos({x, min.y});
  if (ImGui::InvisibleButton("browser:beside", {max.x - x, max.y - min.y})) edit_path(state, "");
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
}

void FileBrowser::draw_field(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  ImGui::SetCursorScreenPos(min);
  ImGui::SetNextItemWidth(max.x - min.x);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {ui.px(10), std::round((max.y - min.y - ui.fonts.body->FontSize) / 2)});
  if (!was_editing_) ImGui::SetKeyboardFocusHere();
  const auto to_end = [](ImGuiInputTextCallbackData* data) {
    bool& wanted = *static_cast<bool*>(data->UserData);
    if (wanted && data->SelectionStart != data->SelectionEnd) {
      data->CursorPos = data->BufTextLen;
      data->ClearSelection();
      wanted = false;
    }
    return 0;
  };
  const std::string before = path_;
  const bool entered = ImGui::InputTextWithHint(
      "##browser-path", ui.text(strings::browse_path), &path_,
      ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackAlways, to_end, &caret_to_end_);
  ImGui::PopStyleVar();
  ui.fonts.need(path_);
  ui.mark("browser:path", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (path_ != before) state.browser.problem.reset();
  if (entered) {
    go_typed(state, path_);
    was_editing_ = false;  // a path that is wrong is corrected at once
  } else {
    if (was_editing_ && ImGui::IsItemDeactivated()) state.browser.editing = false;
    was_editing_ = state.browser.editing;
  }
}

void FileBrowser::draw_path(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const float side = ui.px(28);
  const float icon_top = (min.y + max.y - side) / 2;
  const bool root = !state.browser.folder.has_relative_path();
  ImGui::SetCursorScreenPos({min.x, icon_top});
  const std::string up = ui.text(strings::browse_up);
  if (icon_button(ui, "browser:up", Icon::Up, up + "   Backspace", !root)) go_up(state);
  ImGui::SetCursorScreenPos({max.x - side, icon_top});
  const std::string hidden = ui.text(strings::browse_hidden);
  if (icon_button(ui, "browser:hidden", Icon::Eye, hidden + "   Ctrl+H", true, state.browser.hidden)) {
    press(state, "Ctrl+H");
  }
  ImGui::SetCursorScreenPos({max.x - 2 * side - ui.px(2), icon_top});
  const std::string edit = ui.text(strings::browse_edit);
  const bool toggled =
      icon_button(ui, "browser:edit", Icon::Edit, edit + "   Ctrl+L", true, state.browser.editing);
  if (toggled && !was_editing_) edit_path(state, "");
  const ImVec2 field_min{min.x + side + ui.px(6), min.y};
  const ImVec2 field_max{max.x - 2 * side - ui.px(8), max.y};
  if (state.browser.editing) {
    draw_field(ui, field_min, field_max);
  } else {
    was_editing_ = false;
    draw_crumbs(ui, field_min, field_max);
  }
}

}  // namespace pixelwhy::gui
