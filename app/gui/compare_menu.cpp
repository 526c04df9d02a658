#include <cmath>

#include "gui/menu.h"
#include "gui/pane_bar.h"
#include "gui/pane_strings.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr float menu_width = 380;

void draw_counts(Ui& ui, float width) {
  muted_heading(ui, ui.text(strings::side_by_side));
  const std::vector<std::string> labels{"1", "2", "3", "4"};
  const int chosen = segmented(ui, "pane-count", labels, ui.state.panes.count - 1, width);
  if (chosen >= 0) set_pane_count(ui.state, chosen + 1);
}

void draw_modes(Ui& ui, float width) {
  Compare& compare = ui.state.panes.compare;
  muted_heading(ui, ui.text(strings::in_one_pane));
  const std::vector<std::string> labels{ui.text(strings::compare_off), ui.text(strings::compare_wipe),
                                        ui.text(strings::compare_split), ui.text(strings::compare_blink),
                                        ui.text(strings::compare_difference)};
  const int chosen = segmented(ui, "compare-mode", labels, static_cast<int>(compare.mode), width);
  if (chosen >= 0 && chosen != static_cast<int>(compare.mode))
    set_compare(ui.state, static_cast<Compare::Mode>(chosen));
}

void draw_against(Ui& ui, float width) {
  AppState& state = ui.state;
  Compare& compare = state.panes.compare;
  muted_heading(ui, ui.text(strings::against));
  const auto row = [&](const std::string& id, const std::string& name, bool chosen) {
    return menu_row(ui, "against-" + id, name, chosen ? "•" : "", width);
  };
  using Against = Compare::Against;
  if (row("source", ui.text(strings::against_source), compare.against == Against::Source))
    compare_against(state, Against::Source);
  if (row("opencv", ui.text(strings::against_opencv), compare.against == Against::Reference))
    compare_against(state, Against::Reference);
  if (row("other", ui.text(strings::against_other), compare.against == Against::Other))
    compare_against(state, Against::Other);
  const StageId compared = compared_with(state).item.stage;
  for (const StageId stage : visible_stages(state)) {
    if (stage == source_stage || stage == state.chosen_stage()) continue;
    const bool chosen = compare.against == Against::Stage && stage == compared;
    const std::string& id = state.current_demo().stage_id(stage);
    if (row("stage:" + id, ui.text(state.current_demo().stage_name(stage)), chosen)) {
      compare.stages[state.demo] = stage;
      compare_against(state, Against::Stage);
    }
  }
}

/// The strength of the difference's colours, and whether its sign counts.
void draw_difference(Ui& ui, float width) {
  Compare& compare = ui.state.panes.compare;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name = ui.text(strings::gain);
  put_text(ImGui::GetWindowDrawList(), ui.fonts.body, {at.x + ui.px(8), at.y + ui.px(6)},
           packed(ui.colors->text), name);
  const std::vector<std::string> labels{ui.text(strings::with_sign), ui.text(strings::without_sign)};
  const float signs = segmented_width(ui, labels);
  const float left = text_size(ui.fonts.body, name).x + ui.px(20);
  ImGui::SetCursorScreenPos({at.x + left, at.y});
  ImGui::SetNextItemWidth(width - left - signs - ui.px(16));
  auto gain = static_cast<float>(compare.gain);
  if (ImGui::SliderFloat("##gain", &gain, 1, 64, "× %.1f", ImGuiSliderFlags_Logarithmic))
    compare.gain = static_cast<double>(gain);
  ui.mark("gain", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImGui::SetCursorScreenPos({at.x + width - signs, at.y});
  const int chosen = segmented(ui, "difference-sign", labels, compare.absolute ? 1 : 0, signs);
  if (chosen >= 0) compare.absolute = chosen == 1;
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
}

void draw_action_row(Ui& ui, const char* id, float width) {
  const Action& action = find_action(ui.actions, id);
  const std::string note = action.shortcuts.empty() ? "" : describe(action.shortcuts.front());
  if (menu_row(ui, std::string("menu:") + id, ui.text(action.name), note, width) && action.can_run(ui.state))
    action.run(ui.state);
}

}  // namespace

float draw_compare_menu(Ui& ui, ImVec2 at, float under, float most) {
  const std::string words = ui.text(strings::compare);
  const float width = text_button_width(ui, words, true);
  if (at.x + width > most) return at.x;
  ImGui::SetCursorScreenPos(at);
  const Panes& panes = ui.state.panes;
  const bool on = panes.count > 1 || panes.compare.mode != Compare::Mode::Off;
  if (text_button(ui, "compare", words, on ? ButtonLook::Filled : ButtonLook::Plain, true, true))
    ImGui::OpenPopup("compare menu");
  if (begin_menu(ui, "compare menu", {at.x, under}, ui.px(menu_width))) {
    const float inner = ImGui::GetContentRegionAvail().x;
    draw_counts(ui, inner);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), 0});
    draw_action_row(ui, "disagreement", inner);
    draw_modes(ui, inner);
    draw_against(ui, inner);
    if (panes.compare.mode == Compare::Mode::Difference) draw_difference(ui, inner);
    muted_heading(ui, ui.text(strings::parameter_sets));
    draw_action_row(ui, "exchange-sets", inner);
    draw_action_row(ui, "copy-set", inner);
    ImGui::PopStyleVar();
    ImGui::EndPopup();
  }
  return at.x + width + ui.px(8);
}

}  // namespace pixelwhy::gui
