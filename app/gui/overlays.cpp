#include "gui/overlays.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <optional>
#include <tuple>

#include "gui/card.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// The buttons of what helps, one below the other where they do not fit side by side. Returns their height;
/// only measures where `at` is empty. The action that was chosen is run by the caller, last of all.
float draw_offers(Ui& ui, const Notice& notice, std::optional<ImVec2> at, float width, std::string& chosen) {
  float x = 0;
  float y = 0;
  for (const std::string& offer : notice.offers) {
    const std::string label =
        shortened(ui.fonts.body, ui.text(find_action(ui.actions, offer).name), width - ui.px(24));
    const float wide = text_button_width(ui, label);
    if (x > 0 && x + wide > width) {
      x = 0;
      y += ui.px(38);
    }
    if (at) {
      ImGui::SetCursorScreenPos({at->x + x, at->y + y});
      if (text_button(ui, "offer:" + offer, label)) chosen = offer;
    }
    x += wide + ui.px(8);
  }
  return notice.offers.empty() ? 0 : y + ui.px(42);
}

void draw_notices(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const float width = std::min(ui.px(420), max.x - min.x - ui.px(24));
  float y = min.y + ui.px(12);
  int dismissed = 0;
  std::string chosen;
  for (const Notice& notice : state.notices.list()) {
    const bool error = notice.kind == Notice::Kind::Error;
    const std::vector<Span> spans{{ui.text(notice.text), ui.fonts.body, packed(c.text)}};
    const float inner = width - ui.px(68);
    const float words = std::max(ui.px(48), flow(nullptr, {}, spans, inner).y + ui.px(28));
    const float height = words + draw_offers(ui, notice, std::nullopt, inner, chosen);
    const std::string id = "notice:" + std::to_string(notice.id);
    begin_card(ui, id.c_str(), {max.x - width - ui.px(12), y}, width, height, error ? c.bad_soft : c.panel,
               0);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 at = ImGui::GetWindowPos();
    list->AddRectFilled({at.x + ui.px(6), at.y + ui.px(10)}, {at.x + ui.px(9), at.y + height - ui.px(10)},
                        packed(error ? c.bad : c.accent), ui.px(2));
    flow(list, {at.x + ui.px(20), at.y + ui.px(13)}, spans, inner);
    draw_offers(ui, notice, ImVec2{at.x + ui.px(20), at.y + words - ui.px(6)}, inner, chosen);
    if (!chosen.empty() && dismissed == 0) dismissed = notice.id;
    ImGui::SetCursorScreenPos({at.x + width - ui.px(36), at.y + ui.px(8)});
    if (icon_button(ui, "dismiss:" + std::to_string(notice.id), Icon::Close, "Esc")) dismissed = notice.id;
    ImGui::End();
    y += height + ui.px(8);
  }
  if (dismissed) state.notices.dismiss(dismissed);
  if (!chosen.empty()) ui.run(chosen);
}

void draw_hints(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const float width = std::min(ui.px(400), max.x - min.x - ui.px(24));
  const Text* hints[] = {&strings::hint_1, &strings::hint_2, &strings::hint_3};
  float height = ui.px(112);
  for (const Text* hint : hints) {
    height += flow(nullptr, {}, {{ui.text(*hint), ui.fonts.body, 0}}, width - ui.px(64)).y + ui.px(6);
  }
  if (height > max.y - min.y) return;
  begin_card(ui, "hints", {min.x + ui.px(16), max.y - height - ui.px(16)}, width, height, c.panel, 0);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetWindowPos();
  put_text(list, ui.fonts.strong, {at.x + ui.px(20), at.y + ui.px(16)}, packed(c.text),
           ui.text(strings::hint_title));
  float y = at.y + ui.px(48);
  int number = 0;
  for (const Text* hint : hints) {
    const std::string digit = std::to_string(++number);
    put_text(list, ui.fonts.strong, {at.x + ui.px(20), y + ui.px(2)}, packed(c.accent), digit);
    y += flow(list, {at.x + ui.px(40), y}, {{ui.text(*hint), ui.fonts.body, packed(c.text)}},
              width - ui.px(64))
             .y +
         ui.px(6);
  }
  const std::string done = ui.text(strings::hint_done);
  ImGui::SetCursorScreenPos(
      {at.x + width - text_button_width(ui, done) - ui.px(16), at.y + height - ui.px(48)});
  if (text_button(ui, "hints-done", done, ButtonLook::Filled)) state.hints = false;
  ImGui::End();
}

struct SheetRow {
  std::string keys;
  std::string name;
};

std::vector<std::pair<std::string, std::vector<SheetRow>>> sheet_groups(Ui& ui) {
  std::vector<std::pair<std::string, std::vector<SheetRow>>> groups;
  groups.push_back({ui.text(strings::mouse_group),
                    {{ui.text(strings::mouse_drag), ui.text(strings::mouse_drag_does)},
                     {ui.text(strings::mouse_wheel), ui.text(strings::mouse_wheel_does)},
                     {ui.text(strings::mouse_click), ui.text(strings::mouse_click_does)},
                     {ui.text(strings::mouse_double), ui.text(strings::mouse_double_does)},
                     {ui.text(strings::slider_double), ui.text(strings::slider_double_does)},
                     {ui.text(strings::slider_right), ui.text(strings::slider_right_does)},
                     {ui.text(strings::hold_shift), ui.text(strings::hold_shift_does)}}});
  for (const Action& action : ui.actions) {
    if (action.shortcuts.empty()) continue;
    // Keys that belong together share a row.
    const bool a_later_digit = action.id.starts_with("stage-") && action.id > "stage-1";
    const bool arrow = action.id.starts_with("move-");
    if (a_later_digit || (arrow && !action.id.ends_with("Left"))) continue;
    const std::string group = ui.text(action.group);
    auto found = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == group; });
    if (found == groups.end()) found = groups.insert(groups.end(), {group, {}});
    std::string keys;
    for (const Shortcut& shortcut : action.shortcuts) keys += (keys.empty() ? "" : "  ") + describe(shortcut);
    if (action.id == "stage-1") {
      found->second.push_back({"1 … 9", ui.text(strings::stages_by_digit)});
    } else if (arrow) {
      const bool far = action.id == "move-far-Left";
      found->second.push_back(
          {far ? "Shift+← → ↑ ↓" : "← → ↑ ↓", ui.text(far ? strings::arrows_far : strings::arrows)});
    } else {
      found->second.push_back({keys, ui.text(action.name)});
    }
  }
  return groups;
}

void draw_sheet(Ui& ui) {
  const Palette& c = *ui.colors;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(1160), screen.x - ui.px(24));
  const float height = std::min(ui.px(760), screen.y - ui.px(24));
  begin_card(ui, "sheet", {(screen.x - width) / 2, (screen.y - height) / 2}, width, height, c.panel, 24);
  if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();  // above the veil
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 corner = ImGui::GetWindowPos();
  paragraph(ui, ui.text(strings::shortcuts), ui.fonts.title, c.text, width - ui.px(96));
  ImGui::SetCursorScreenPos({corner.x + width - ui.px(52), corner.y + ui.px(24)});
  const bool close = icon_button(ui, "close-sheet", Icon::Close, "Esc");
  ImGui::SetCursorScreenPos({corner.x + ui.px(24), corner.y + ui.px(68)});
  ImGui::BeginChild("rows", {width - ui.px(40), height - ui.px(84)});
  const int columns = width > ui.px(1000) ? 3 : width > ui.px(620) ? 2 : 1;
  const float column_width = (width - ui.px(64)) / static_cast<float>(columns);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  std::vector<float> bottom(static_cast<std::size_t>(columns), start.y);
  list = ImGui::GetWindowDrawList();
  for (const auto& [name, rows] : sheet_groups(ui)) {
    const auto column =
        static_cast<std::size_t>(std::min_element(bottom.begin(), bottom.end()) - bottom.begin());
    const float x = start.x + column_width * static_cast<float>(column);
    float& y = bottom[column];
    put_text(list, ui.fonts.strong, {x, y}, packed(c.accent), name);
    y += ui.px(26);
    const float key_width = std::min(ui.px(142), column_width * 0.42F);
    for (const SheetRow& row : rows) {
      ui.fonts.need(row.keys);
      const float keys_height =
          flow(list, {x, y + ui.px(1)}, {{row.keys, ui.fonts.small, packed(c.muted)}}, key_width - ui.px(8))
              .y;
      const float name_height = flow(list, {x + key_width, y}, {{row.name, ui.fonts.body, packed(c.text)}},
                                     column_width - key_width - ui.px(16))
                                    .y;
      y += std::max(keys_height, name_height) + ui.px(5);
    }
    y += ui.px(14);
  }
  ImGui::SetCursorScreenPos({start.x, *std::max_element(bottom.begin(), bottom.end())});
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
  ImGui::End();
  if (close) ui.state.sheet_open = false;
}

}  // namespace

void Overlays::draw_palette(Ui& ui) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(560), screen.x - ui.px(24));
  const float row = ui.px(36);

  std::vector<std::pair<int, const Action*>> found;
  for (const Action& action : ui.actions) {
    if (!action.listed) continue;
    if (const auto score = fuzzy_score(words_, action)) found.emplace_back(*score, &action);
  }
  // Of equal matches, what cannot be done now comes last. It is not left out: people would look for it.
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    return std::tuple(-a.first, !a.second->can_run(state)) < std::tuple(-b.first, !b.second->can_run(state));
  });
  const auto rows = static_cast<float>(std::min<std::size_t>(std::max<std::size_t>(found.size(), 1), 10));
  const float top = std::min(ui.px(96), screen.y / 8);
  const float height = std::min(ui.px(64) + rows * row + ui.px(12), screen.y - top - ui.px(12));
  begin_card(ui, "palette", {(screen.x - width) / 2, top}, width, height, c.panel, 12);
  if (ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();  // above the veil
  ImGui::SetNextItemWidth(width - ui.px(24));
  if (!was_open_) {
    ImGui::SetKeyboardFocusHere();
    words_.clear();
    chosen_ = 0;
  }
  if (ImGui::InputTextWithHint("##words", ui.text(strings::palette_hint), &words_)) chosen_ = 0;
  ui.fonts.need(words_);
  ui.mark("palette-words", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());

  const Action* run = nullptr;
  bool moved = false;
  for (const std::string& key : state.palette_keys) {
    moved = true;
    if (key == "Up") chosen_ = std::max(0, chosen_ - 1);
    if (key == "Down") ++chosen_;
    if (key == "Enter" && !found.empty())
      run = found[static_cast<std::size_t>(std::min(chosen_, static_cast<int>(found.size()) - 1))].second;
  }
  state.palette_keys.clear();
  chosen_ = std::clamp(chosen_, 0, std::max(0, static_cast<int>(found.size()) - 1));
  ImGui::SetCursorPosY(ui.px(60));
  ImGui::BeginChild("found", {width - ui.px(24), height - ui.px(72)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Action& action = *found[i].second;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float inner = width - ui.px(36);
    const bool clicked = ImGui::InvisibleButton(action.id.c_str(), {inner, row});
    ui.mark("palette:" + action.id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    const bool hovered = ImGui::IsItemHovered();
    const bool chosen = static_cast<int>(i) == chosen_;
    if (chosen && moved) ImGui::SetScrollHereY();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (chosen || hovered) {
      list->AddRectFilled(at, {at.x + inner, at.y + row}, packed(chosen ? c.accent_soft : c.raised),
                          ui.px(6));
    }
    const float y = at.y + (row - ui.fonts.body->FontSize) / 2;
    const float ink = action.can_run(state) ? 1 : 0.45F;
    const std::string keys = action.shortcuts.empty() ? "" : describe(action.shortcuts.front());
    ui.fonts.need(keys);
    const float keys_width = text_size(ui.fonts.small, keys).x;
    const std::string name = shortened(ui.fonts.body, ui.text(action.name), inner - keys_width - ui.px(36));
    put_text(list, ui.fonts.body, {at.x + ui.px(12), y}, packed(c.text, ink), name);
    if (!fuzzy_score(words_, action.name.in(state.language))) {  // found by its name in the other language
      const std::string& other = state.language == Language::Chinese ? action.name.en : action.name.zh;
      ui.fonts.need(other);
      const float left = at.x + ui.px(24) + text_size(ui.fonts.body, name).x;
      put_text(list, ui.fonts.small, {left, y + ui.px(1)}, packed(c.muted, ink),
               shortened(ui.fonts.small, other, at.x + inner - keys_width - ui.px(24) - left));
    }
    put_text(list, ui.fonts.small, {at.x + inner - keys_width - ui.px(12), y + ui.px(1)},
             packed(c.muted, ink), keys);
    if (clicked) run = &action;
  }
  if (found.empty()) paragraph(ui, ui.text(strings::no_match), ui.fonts.body, c.muted, width - ui.px(24));
  ImGui::PopStyleVar();
  ImGui::EndChild();
  ImGui::End();
  if (run && run->can_run(state)) {
    state.palette_open = false;
    run->run(state);
  }
}

void Overlays::draw(Ui& ui, ImVec2 canvas_min, ImVec2 canvas_max) {
  AppState& state = ui.state;
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  // Of a canvas that reaches beyond a tiny window, the part that is seen; where that is a strip, the window.
  canvas_min = {std::max(canvas_min.x, 0.0F), std::max(canvas_min.y, 0.0F)};
  canvas_max = {std::min(canvas_max.x, screen.x), std::min(canvas_max.y, screen.y)};
  if (canvas_max.x - canvas_min.x < ui.px(300)) {
    canvas_min.x = 0;
    canvas_max.x = screen.x - ui.px(12);  // beside the scroll bar
  }
  if (state.hints) draw_hints(ui, canvas_min, canvas_max);
  draw_notices(ui, canvas_min, canvas_max);
  if ((state.palette_open || state.sheet_open || state.browser.open) && veil()) uncover(state);
  const bool open = state.palette_open;
  if (state.palette_open) draw_palette(ui);
  was_open_ = open && state.palette_open;
  if (state.sheet_open) draw_sheet(ui);
}

}  // namespace pixelwhy::gui
