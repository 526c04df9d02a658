#include <imgui.h>

#include "gui/menu.h"
#include "gui/parameter_words.h"
#include "gui/parameters_panel.h"
#include "gui/sample_grid.h"
#include "gui/strings.h"
#include "gui/value_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

/// By the desktop's dialog, by a path, or one of the samples: as the source.
void ParametersPanel::draw_picture_menu(Ui& ui, int index, const std::string& now) {
  AppState& state = ui.state;
  const float width = ImGui::GetContentRegionAvail().x;
  const auto wish = [&](std::string spec) {
    state.wishes.picture = {index, std::move(spec)};
    ImGui::CloseCurrentPopup();
  };
  if (menu_row(ui, "picture-file", ui.text(strings::open_file), "", width)) {
    state.wishes.ask_for_picture = index;
    ImGui::CloseCurrentPopup();
  }
  if (auto path = path_row(ui, "picture-path", "picture-go", path_, width)) wish(std::move(*path));
  muted_heading(ui, ui.text(strings::samples));
  if (auto spec = sample_grid(ui, *samples_, now, "picture:")) wish(std::move(*spec));
}

void ParametersPanel::draw_picture(Ui& ui, int index, ImVec2 at, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const auto slot = static_cast<std::size_t>(index);
  const Parameter& parameter = state.current_demo().parameters[slot];
  const auto picture = std::get<PictureValue>(state.current_settings()[slot]);
  const ImVec2 end{at.x + width, at.y + ui.px(row_height)};
  const std::string id = "picture:" + parameter.id;
  ImGui::SetCursorScreenPos(at);
  const bool pressed = ImGui::InvisibleButton(id.c_str(), {width, ui.px(row_height)});
  ui.mark(id, at, end);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, end, packed(hovered ? c.raised_more : c.raised), ui.px(6));
  float x = at.x + ui.px(8);
  if (picture.frame) {
    if (thumbnail_of_ != picture.frame) {
      thumbnail_of_ = picture.frame;
      thumbnail_ = small_picture(picture.frame->pixels);
    }
    put_thumbnail(ui, thumbnail_, {at.x + ui.px(3), at.y + ui.px(3)}, {at.x + ui.px(31), end.y - ui.px(3)});
    x = at.x + ui.px(38);
  }
  const std::string name = value_words(parameter, picture, state.language);
  ui.fonts.need(name);
  put_text(list, ui.fonts.small, {x, at.y + (ui.px(row_height) - ui.fonts.small->FontSize) / 2},
           packed(c.text), shortened(ui.fonts.small, name, end.x - ui.px(26) - x));
  draw_icon(list, Icon::Down, {end.x - ui.px(16), (at.y + end.y) / 2 + ui.px(1)}, ui.px(10), packed(c.muted));
  if (pressed) ImGui::OpenPopup("picture menu");
  if (!begin_menu(ui, "picture menu", {end.x - ui.px(3 * 156 + 26), end.y - ui.px(2)}, ui.px(3 * 156 + 26)))
    return;
  draw_picture_menu(ui, index, picture.spec);
  ImGui::EndPopup();
}

}  // namespace pixelwhy::gui
