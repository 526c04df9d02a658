#include "gui/detail_tabs.h"

#include <algorithm>

#include "gui/race_strings.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

struct TabName {
  Tab tab;
  const char* id;
  std::string words;
  float width = 0;
};

float whole_width(const std::vector<TabName>& tabs) {
  float width = 0;
  for (const TabName& tab : tabs) width += tab.width;
  return width;
}

/// The names with their widths. In a narrow panel the longest one is said more briefly.
std::vector<TabName> names_within(Ui& ui, float room, float least_gap) {
  const auto named = [&](const Text& why) {
    std::vector<TabName> tabs{{Tab::Why, "tab:why", ui.text(why)},
                              {Tab::About, "tab:about", ui.text(strings::about)},
                              {Tab::Code, "tab:code", ui.text(strings::code)},
                              {Tab::Data, "tab:values", ui.text(strings::values)},
                              {Tab::Race, "tab:race", ui.text(strings::race)}};
    for (TabName& tab : tabs) tab.width = text_size(ui.fonts.strong, tab.words).x;
    return tabs;
  };
  std::vector<TabName> tabs = named(strings::why);
  const float gaps = least_gap * static_cast<float>(tabs.size() - 1);
  return whole_width(tabs) + gaps <= room ? tabs : named(strings::why_brief);
}

}  // namespace

void draw_detail_tabs(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const float pad = ui.px(16);
  const float room = max.x - min.x - 2 * pad;
  std::vector<TabName> tabs = names_within(ui, room, ui.px(12));
  const float between = (room - whole_width(tabs)) / static_cast<float>(tabs.size() - 1);
  const float gap = std::clamp(between, ui.px(4), ui.px(20));
  float x = min.x + pad;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (const auto& [tab, id, words, width] : tabs) {
    const bool on = state.tab == tab;
    ImFont* font = on ? ui.fonts.strong : ui.fonts.body;
    ImGui::SetCursorScreenPos({x, min.y + ui.px(4)});
    if (ImGui::InvisibleButton(id, {width, ui.px(36)})) state.tab = tab;
    ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    put_text(list, font, {x, min.y + ui.px(13)}, packed(on || hovered ? c.text : c.muted), words);
    if (on) {
      list->AddRectFilled({x, min.y + ui.px(37)}, {x + width, min.y + ui.px(39)}, packed(c.accent), ui.px(1));
    }
    x += width + gap;
  }
  list->AddLine({min.x, min.y + ui.px(40)}, {max.x, min.y + ui.px(40)}, packed(c.border));
}

}  // namespace pixelwhy::gui
