#include "gui/presets_menu.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "gui/menu.h"
#include "gui/pasted_path.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr float menu_width = 400;

const char* name_of(Ui& ui, const NamedPreset& preset) { return ui.text(preset.name); }

/// A preset with what it teaches below its name; true when clicked.
bool lesson_row(Ui& ui, const NamedPreset& preset, float width) {
  const Palette& c = *ui.colors;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float inner = width - ui.px(16);
  const std::string lesson = ui.text(preset.preset.state.lesson);
  const auto words = [&](ImU32 color) { return std::vector<Span>{{lesson, ui.fonts.small, color}}; };
  const float lesson_height = lesson.empty() ? 0 : flow(nullptr, {}, words(0), inner).y + ui.px(2);
  const float height = std::round(ui.fonts.body->FontSize + lesson_height + ui.px(14));
  const std::string id = (preset.own ? "own-preset:" : "preset:") + preset.id;
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (ImGui::IsItemHovered())
    list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  const float top = at.y + ui.px(6);
  put_text(list, ui.fonts.body, {at.x + ui.px(8), top}, packed(c.text),
           shortened(ui.fonts.body, name_of(ui, preset), inner));
  if (!lesson.empty())
    flow(list, {at.x + ui.px(8), top + ui.fonts.body->FontSize + ui.px(2)}, words(packed(c.muted)), inner);
  return clicked;
}

/// One of one's own, with buttons to export and to delete it.
void own_row(Ui& ui, const NamedPreset& preset, float width) {
  AppState& state = ui.state;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float buttons = ui.px(64);
  if (lesson_row(ui, preset, width - buttons)) {
    const NamedPreset chosen = preset;
    apply_preset(state, chosen.preset.state, chosen.name);
    ImGui::CloseCurrentPopup();
  }
  const ImVec2 next = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({at.x + width - ui.px(60), at.y + ui.px(1)});
  if (icon_button(ui, "export:" + preset.id, Icon::Up, ui.text(strings::preset_export)))
    ask_where_to_export(state, preset.id);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(28), at.y + ui.px(1)});
  if (icon_button(ui, "delete:" + preset.id, Icon::Close, ui.text(strings::preset_delete)))
    ask_to_delete(state, state.demo, preset.id);
  ImGui::SetCursorScreenPos(next);
}

std::string question_words(Ui& ui, const PresetOrder& order) {
  if (order.kind == PresetOrder::Kind::Export)
    return ui.raw(order.path.filename().string()) + std::string(ui.text(strings::preset_exists));
  const std::string name = ui.text(order.state.name);
  return name + ui.text(order.kind == PresetOrder::Kind::Delete ? strings::preset_really_delete
                                                                : strings::preset_exists);
}

/// What has to be agreed to before a file is replaced or deleted.
void draw_question(Ui& ui, float width) {
  Presets& presets = ui.state.presets;
  const Palette& c = *ui.colors;
  const PresetOrder order = *presets.question;
  const std::string words = question_words(ui, order);
  ui.fonts.need(words);
  const std::vector<Span> spans{{words, ui.fonts.body, packed(c.text)}};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float text_height = flow(nullptr, {}, spans, width - ui.px(24)).y;
  const float height = std::round(text_height + ui.px(60));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.accent_soft), ui.px(6));
  flow(list, {at.x + ui.px(12), at.y + ui.px(8)}, spans, width - ui.px(24));
  const std::string yes =
      ui.text(order.kind == PresetOrder::Kind::Delete ? strings::preset_delete : strings::preset_replace);
  const std::string no = ui.text(strings::preset_keep);
  const float y = at.y + height - ui.px(42);
  float x = at.x + width - ui.px(12) - text_button_width(ui, no);
  ImGui::SetCursorScreenPos({x, y});
  const bool kept = text_button(ui, "preset-keep", no);
  x -= text_button_width(ui, yes) + ui.px(8);
  ImGui::SetCursorScreenPos({x, y});
  const bool agreed = text_button(ui, "preset-agree", yes, ButtonLook::Filled);
  if (agreed) {
    presets.orders.push_back(order);
    presets.orders.back().replace = true;
  }
  if (kept || agreed) presets.question.reset();
  ImGui::SetCursorScreenPos({at.x, at.y + height + ui.px(6)});
}

/// A field to type into; true when Enter was pressed.
bool field(Ui& ui, const char* id, std::string& text, float width, bool focus) {
  ImGui::SetNextItemWidth(width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {ui.px(10), std::round((ui.px(32) - ui.fonts.body->FontSize) / 2)});
  if (focus) {
    ImGui::SetKeyboardFocusHere();
    ImGui::SetScrollHereY(1);
  }
  const bool entered = ImGui::InputText(id, &text, ImGuiInputTextFlags_EnterReturnsTrue);
  ImGui::PopStyleVar();
  ui.fonts.need(text);
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  return entered;
}

void draw_saving(Ui& ui, float width) {
  Presets& presets = ui.state.presets;
  muted_heading(ui, ui.text(strings::preset_save_as));
  const std::string save = ui.text(strings::preset_save);
  const float room = width - text_button_width(ui, save) - ui.px(8);
  const bool focus = presets.focus == Presets::Field::Name;
  const bool entered = field(ui, "##preset-name", presets.name, room, focus);
  ImGui::SameLine();
  const bool pressed = text_button(ui, "preset-save", save, ButtonLook::Filled, !presets.name.empty());
  if ((entered || pressed) && !presets.name.empty()) {
    save_preset(ui.state, presets.name);
    presets.name.clear();
  }
}

void draw_files(Ui& ui, float width) {
  AppState& state = ui.state;
  Presets& presets = state.presets;
  const std::string heading = presets.exported.empty()
                                  ? ui.text(strings::preset_file)
                                  : ui.text(strings::preset_export_of) + presets.exported;
  muted_heading(ui, heading);
  const std::string in = ui.text(strings::preset_import);
  const std::string out = ui.text(strings::preset_export);
  const float room = width - text_button_width(ui, in) - text_button_width(ui, out) - ui.px(16);
  field(ui, "##preset-path", presets.path, room, presets.focus == Presets::Field::Path);
  const bool typed = !presets.path.empty();
  ImGui::SameLine();
  // Without a path the desktop's dialog asks for one, where there is such a dialog.
  if (text_button(ui, "preset-import", in)) {
    if (typed) {
      import_preset(state, pasted_path(presets.path));
    } else {
      state.wishes.ask_for_preset = true;
    }
    ImGui::CloseCurrentPopup();
  }
  ImGui::SameLine(0, ui.px(8));
  if (text_button(ui, "preset-export", out)) {
    if (typed) {
      export_preset(state, pasted_path(presets.path));
    } else {
      ask_where_to_export(state, presets.exported);
    }
  }
}

void draw_menu(Ui& ui, float width) {
  AppState& state = ui.state;
  Presets& presets = state.presets;
  if (presets.question) draw_question(ui, width);
  const auto index = static_cast<std::size_t>(state.demo);
  const std::vector<NamedPreset> list =
      index < presets.of.size() ? presets.of[index] : std::vector<NamedPreset>();
  const auto any = [&](bool own) {
    return std::any_of(list.begin(), list.end(),
                       [&](const NamedPreset& preset) { return preset.own == own; });
  };
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), 0});
  if (any(true)) muted_heading(ui, ui.text(strings::presets_own));
  for (const NamedPreset& preset : list) {
    if (preset.own) own_row(ui, preset, width);
  }
  if (any(false)) muted_heading(ui, ui.text(strings::presets_shipped));
  for (const NamedPreset& preset : list) {
    if (!preset.own && lesson_row(ui, preset, width)) {
      apply_preset(state, preset.preset.state, preset.name);
      ImGui::CloseCurrentPopup();
    }
  }
  if (any(false)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::vector<std::string> labels{ui.text(strings::off), ui.text(strings::on)};
    const float switch_width = segmented_width(ui, labels);
    put_text(
        ImGui::GetWindowDrawList(), ui.fonts.body,
        {at.x + ui.px(8), at.y + ui.px(4) + (ui.px(26) - ui.fonts.body->FontSize) / 2},
        packed(ui.colors->text),
        shortened(ui.fonts.body, ui.text(strings::preset_with_sample), width - switch_width - ui.px(24)));
    ImGui::SetCursorScreenPos({at.x + width - switch_width, at.y + ui.px(4)});
    const int chosen = segmented(ui, "preset-sample", labels, presets.with_sample ? 1 : 0, switch_width);
    if (chosen >= 0) presets.with_sample = chosen == 1;
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(38)});
  }
  ImGui::PopStyleVar();
  ImGui::Separator();
  draw_saving(ui, width);
  draw_files(ui, width);
  ImGui::Dummy({1, ui.px(2)});
  presets.focus = Presets::Field::None;
}

}  // namespace

void draw_presets(Ui& ui, ImVec2 right) {
  Presets& presets = ui.state.presets;
  const std::string words = ui.text(strings::presets);
  const float width = text_button_width(ui, words, true);
  const ImVec2 at{right.x - width, right.y};
  ImGui::SetCursorScreenPos(at);
  const bool pressed = text_button(ui, "presets", words, ButtonLook::Quiet, true, true);
  const bool wanted = std::exchange(presets.menu_wanted, false);
  if (pressed || wanted) ImGui::OpenPopup("presets menu");
  if (pressed) {
    presets.question.reset();
    presets.exported.clear();
    presets.path.clear();
  }
  if (!begin_menu(ui, "presets menu", {right.x - ui.px(menu_width), at.y + ui.px(30)}, ui.px(menu_width)))
    return;
  if (wanted && presets.question) ImGui::SetScrollY(0);  // where it is asked
  draw_menu(ui, ImGui::GetContentRegionAvail().x);
  ImGui::EndPopup();
}

}  // namespace pixelwhy::gui
