#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/bars.h"
#include "gui/figure_strings.h"
#include "gui/menu.h"
#include "gui/pane_bar.h"
#include "gui/pasted_path.h"
#include "gui/recording.h"
#include "gui/sample_grid.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

void TopBar::draw_open_menu(Ui& ui) {
  AppState& state = ui.state;
  const float width = ImGui::GetContentRegionAvail().x;
  const auto wish = [&](const std::string& spec) {
    state.wishes.open = spec;
    ImGui::CloseCurrentPopup();
  };
  if (menu_row(ui, "open-file", ui.text(strings::open_file), "Ctrl+O", width)) {
    state.wishes.ask_for_file = true;
    ImGui::CloseCurrentPopup();
  }
  if (menu_row(ui, "browse-files", ui.text(strings::browse), "Ctrl+Shift+O", width)) {
    ui.run("browse");
    ImGui::CloseCurrentPopup();
  }
  if (auto path = path_row(ui, "path", "open-path", path_, width)) wish(std::move(*path));
  if (state.recent.empty()) return;
  muted_heading(ui, ui.text(strings::recent));
  for (std::size_t i = 0; i < std::min<std::size_t>(state.recent.size(), 8); ++i) {
    const std::filesystem::path path = state.recent[i];
    const bool file = is_path(state.recent[i]);
    const std::string folder =
        file ? shortened(ui.fonts.small, path.parent_path().filename().string(), ui.px(120)) : "";
    ui.fonts.need(folder);
    if (menu_row(ui, "recent:" + std::to_string(i),
                 file ? path.filename().string() : without_password(state.recent[i]), folder, width)) {
      wish(std::string(state.recent[i]));
      break;
    }
  }
  ImGui::Separator();
  if (menu_row(ui, "clear-recent", ui.text(strings::clear_recent), "", width)) state.recent.clear();
}

float TopBar::draw_freeze(Ui& ui, float x, float top, float most) {
  const Playing& live = ui.state.live;
  const bool stands = !(live.active && live.wanted) || live.status.state == PlayerStatus::State::Ended;
  const bool by_itself = !live.active || live.status.live;
  const Text& words = by_itself ? (stands && live.active ? strings::thaw : strings::freeze)
                                : (stands ? strings::play : strings::pause);
  const std::string label = "      " + std::string(ui.text(words));  // room for the icon
  // As wide as the longer of the two, so that nothing beside it moves.
  const std::string longer = "      " + std::string(ui.text(by_itself ? strings::thaw : strings::pause));
  const float width = std::max(text_button_width(ui, label), text_button_width(ui, longer));
  if (x + width > most) return x;
  const Action& action = find_action(ui.actions, "freeze");
  const bool enabled = action.can_run(ui.state);
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "freeze", label, live.frozen() ? ButtonLook::Filled : ButtonLook::Plain, enabled))
    action.run(ui.state);
  if (ImGui::IsItemHovered()) tooltip(ui, std::string(ui.text(action.name)) + "   Space");
  const ImVec4& ink = live.frozen() ? ui.colors->on_accent : ui.colors->text;
  draw_icon(ImGui::GetWindowDrawList(), stands && live.active ? Icon::Play : Icon::Pause,
            {x + ui.px(18), top + ui.px(16)}, ui.px(12), packed(ink, enabled ? 1 : 0.4F));
  return x + width + ui.px(8);
}

/// A button while nothing is recorded; a red dot and the time that has passed while something is.
float TopBar::draw_record(Ui& ui, float x, float top, float most) {
  const WindowRecording& recording = ui.state.recording;
  if (!recording.wanted && !recording.finishing) {
    if (x + ui.px(32) > most) return x;
    ImGui::SetCursorScreenPos({x, top + ui.px(2)});
    action_button(ui, "record", Icon::Record);
    return x + ui.px(36);
  }
  const std::string label = "      " + elapsed_words(recording.elapsed);
  const float width = text_button_width(ui, "      00:00");
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "recording", label, ButtonLook::Plain, !recording.finishing)) ui.run("record");
  if (ImGui::IsItemHovered()) tooltip(ui, std::string(ui.text(strings::end_recording)) + "   Ctrl+R");
  draw_icon(ImGui::GetWindowDrawList(), Icon::Record, {x + ui.px(18), top + ui.px(16)}, ui.px(16),
            packed(ui.colors->bad, recording.finishing ? 0.4F : 1));
  return x + std::max(width, text_button_width(ui, label)) + ui.px(8);
}

float TopBar::draw_figure(Ui& ui, float x, float top, float most) {
  const std::string label = ui.text(strings::figure);
  const float width = text_button_width(ui, label);
  if (x + width > most) return x;
  const Action& action = find_action(ui.actions, "save-figure");
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "figure", label, ButtonLook::Quiet, action.can_run(ui.state))) action.run(ui.state);
  if (ImGui::IsItemHovered()) tooltip(ui, std::string(ui.text(action.name)) + "   Ctrl+S");
  return x + width + ui.px(8);
}

void TopBar::draw(Ui& ui, SampleLoader& samples, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(c.panel));
  list->AddLine({min.x, max.y - 0.5F}, {max.x, max.y - 0.5F}, packed(c.border));
  const float middle = (min.y + max.y) / 2;
  const float top = std::round(middle - ui.px(16));
  const float icon_top = std::round(middle - ui.px(14));
  // The mark: a pixel picked out of four.
  const float cell = ui.px(7);
  const ImVec2 logo{min.x + ui.px(16), std::round(middle - cell - ui.px(1))};
  for (int i = 0; i < 4; ++i) {
    const ImVec2 a{logo.x + static_cast<float>(i % 2) * (cell + ui.px(2)),
                   logo.y + static_cast<float>(i / 2) * (cell + ui.px(2))};
    list->AddRectFilled(a, {a.x + cell, a.y + cell}, packed(c.accent, i == 2 ? 1 : 0.35F), ui.px(1.5F));
  }
  float x = logo.x + ui.px(34);
  if (ImGui::GetIO().DisplaySize.x >= ui.px(480)) {  // the menus are worth more than the name
    const std::string name = "PixelWhy";
    x = logo.x + ui.px(26);
    put_text(list, ui.fonts.strong, {x, middle - ui.fonts.strong->FontSize / 2}, packed(c.text), name);
    x += text_size(ui.fonts.strong, name).x + ui.px(24);
  }

  const std::string open = ui.text(strings::open);
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "open", open, ButtonLook::Plain, true, true)) ImGui::OpenPopup("open menu");
  if (begin_menu(ui, "open menu", {x, max.y - ui.px(8)}, ui.px(360))) {
    draw_open_menu(ui);
    ImGui::EndPopup();
  }
  x += text_button_width(ui, open, true) + ui.px(8);
  x = camera_.draw(ui, {x, top}, max.y - ui.px(8)) + ui.px(8);
  const std::string sample_words = ui.text(strings::samples);
  ImGui::SetCursorScreenPos({x, top});
  if (text_button(ui, "samples", sample_words, ButtonLook::Plain, true, true))
    ImGui::OpenPopup("samples menu");
  if (begin_menu(ui, "samples menu", {x, max.y - ui.px(8)}, ui.px(4 * 156 + 26))) {
    if (auto spec = sample_grid(ui, samples, state.source)) {
      state.wishes.open = std::move(*spec);
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  x += text_button_width(ui, sample_words, true) + ui.px(16);
  x = draw_freeze(ui, x, top, max.x - ui.px(260));
  x = draw_record(ui, x, top, max.x - ui.px(260));
  ImGui::SetCursorScreenPos({x, icon_top});
  action_button(ui, "undo", Icon::Undo);
  ImGui::SetCursorScreenPos({x + ui.px(32), icon_top});
  action_button(ui, "redo", Icon::Redo);

  x = draw_compare_menu(ui, {x + ui.px(72), top}, max.y - ui.px(8), max.x - ui.px(260)) - ui.px(72);
  x = draw_figure(ui, x + ui.px(72), top, max.x - ui.px(260)) - ui.px(72);

  float right = max.x - ui.px(12) - ui.px(28);
  ImGui::SetCursorScreenPos({right, icon_top});
  action_button(ui, "shortcuts", Icon::Help);
  right -= ui.px(32);
  ImGui::SetCursorScreenPos({right, icon_top});
  action_button(ui, "theme", state.dark ? Icon::Sun : Icon::Moon);
  const bool readable = state.language == Language::Chinese || ui.fonts.has_chinese();
  const std::string other = readable ? ui.text(strings::other_language) : "Chinese";
  right -= text_button_width(ui, other) + ui.px(4);
  ImGui::SetCursorScreenPos({right, top});
  if (text_button(ui, "action:language", other, ButtonLook::Quiet)) ui.run("language");
  const std::string find = ui.text(strings::actions);
  right -= text_button_width(ui, find) + ui.px(4);
  if (right > x + ui.px(72)) {
    ImGui::SetCursorScreenPos({right, top});
    if (text_button(ui, "action:palette", find, ButtonLook::Quiet)) ui.run("palette");
    if (ImGui::IsItemHovered()) tooltip(ui, "Ctrl+Shift+P");
  }
}

}  // namespace pixelwhy::gui
