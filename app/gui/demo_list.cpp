#include "gui/demo_list.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// Whether the words are found in a demo's names, its id or its category, in either language.
bool matches(const Demo& demo, const std::string& words) {
  if (words.empty()) return true;
  const Text category = category_name(demo.category);
  for (const std::string* name : {&demo.name.en, &demo.name.zh, &demo.id, &category.en, &category.zh}) {
    const auto same = [](char a, char b) {
      return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
    };
    if (std::search(name->begin(), name->end(), words.begin(), words.end(), same) != name->end()) return true;
  }
  return false;
}

void draw_entry(Ui& ui, int index, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Demo& demo = (*state.demos)[static_cast<std::size_t>(index)];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(30);
  const std::string id = "demo:" + demo.id;
  if (ImGui::InvisibleButton(id.c_str(), {width, height})) choose_demo(state, index);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const bool chosen = index == state.demo;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (chosen || hovered) {
    list->AddRectFilled(at, {at.x + width, at.y + height}, packed(chosen ? c.accent_soft : c.raised),
                        ui.px(6));
  }
  const std::string name = ui.text(demo.name);
  ImFont* font = chosen ? ui.fonts.strong : ui.fonts.body;
  put_text(list, font, {at.x + ui.px(10), at.y + (height - font->FontSize) / 2}, packed(c.text),
           shortened(font, name, width - ui.px(20)));
  if (hovered) tooltip(ui, ui.text(demo.summary));
}

}  // namespace

void draw_demo_list(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(c.panel));
  const float pad = ui.px(12);
  const float width = max.x - min.x - 2 * pad;
  ImGui::SetCursorScreenPos({min.x + pad, min.y + pad});
  ImGui::SetNextItemWidth(width);
  ImGui::InputTextWithHint("##search", ui.text(strings::search), &state.search);
  ui.fonts.need(state.search);
  ui.mark("search", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());

  ImGui::SetCursorScreenPos({min.x + pad, min.y + pad + ui.px(40)});
  ImGui::BeginChild("demos", {max.x - min.x - pad, max.y - min.y - pad - ui.px(44)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(4, 2));
  bool any = false;
  for (const Category category : all_categories) {
    bool headed = false;
    for (std::size_t i = 0; i < state.demos->size(); ++i) {
      const Demo& demo = (*state.demos)[i];
      if (demo.category != category || !matches(demo, state.search)) continue;
      if (!headed) {
        ImGui::Dummy({1, ui.px(any ? 10 : 2)});
        const ImVec2 at = ImGui::GetCursorScreenPos();
        put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {at.x + ui.px(10), at.y}, packed(c.muted),
                 ui.text(category_name(category)));
        ImGui::Dummy({1, ui.px(20)});
        headed = any = true;
      }
      draw_entry(ui, static_cast<int>(i), width);
    }
  }
  if (!any) paragraph(ui, ui.text(strings::no_match), ui.fonts.body, c.muted, width);
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

}  // namespace pixelwhy::gui
