#include "gui/why_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/why_parts.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// A step that has just been drawn from `begin` on: a click goes to its line in our own source.
void step_button(Ui& ui, const Place& place, std::size_t step, ImVec2 begin, float width) {
  AppState& state = ui.state;
  if (place.stage == source_stage || place.stage != state.chosen_stage() || !state.sources) return;
  if (state.current_demo().stages[static_cast<std::size_t>(place.stage)].functions.empty()) return;
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const std::string id = "step:" + std::to_string(step);
  ImGui::SetCursorScreenPos(begin);
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, after.y - begin.y});
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (ImGui::IsItemHovered()) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    draw_icon(ImGui::GetWindowDrawList(), Icon::Right, {begin.x + width - ui.px(8), (begin.y + after.y) / 2},
              ui.px(12), packed(ui.colors->accent));
    tooltip(ui, ui.text(strings::code_step_tip));
  }
  ImGui::SetCursorScreenPos(after);
  if (!clicked) return;
  if (state.pin != place.at) pin_at(state, place.at);
  state.chosen_step = ChosenStep{place, step};
  state.tab = Tab::Code;
  state.code = CodeView::Own;
}

/// Whether the pixel is of a code that is not held to the textbook's values.
bool comes_close(const Inspection& inspection) {
  const Snapshot& snapshot = *inspection.snapshot;
  const StageId stage = inspection.place.stage;
  const ResultPtr result = snapshot.result(stage);
  if (stage == source_stage || !result || inspection.output.empty()) return false;
  const Variant* variant = snapshot.request.demo->stages[static_cast<std::size_t>(stage)].find_variant(
      result->variant, snapshot.request.settings);
  return variant && variant->tolerance != 0.0;
}

}  // namespace

void WhyPanel::draw_head(Ui& ui, const Place& place, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  if (!state.crumbs.empty()) {
    // The way back, oldest first.
    const ImVec2 start = ImGui::GetCursorScreenPos();
    float x = start.x;
    float y = start.y;
    const std::size_t first = state.crumbs.size() > 6 ? state.crumbs.size() - 6 : 0;
    for (std::size_t i = first; i < state.crumbs.size(); ++i) {
      const std::string name = place_name(ui, state.crumbs[i]);
      const ImVec2 size = text_size(ui.fonts.small, name);
      if (x > start.x && x + size.x > start.x + width) {
        x = start.x;
        y += ui.px(22);
      }
      ImGui::SetCursorScreenPos({x, y});
      const std::string id = "crumb:" + std::to_string(i);
      const bool clicked = ImGui::InvisibleButton(id.c_str(), {size.x, ui.px(20)});
      ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      const bool hovered = ImGui::IsItemHovered();
      if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
      put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {x, y + ui.px(2)},
               packed(hovered ? c.text : c.accent), name);
      put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {x + size.x + ui.px(6), y + ui.px(2)},
               packed(c.muted), "›");
      x += size.x + ui.px(18);
      if (clicked) {
        travel_back(state, i);
        break;
      }
    }
    ImGui::SetCursorScreenPos({start.x, y + ui.px(24)});
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name = shortened(ui.fonts.strong, place_name(ui, place), width - ui.px(164));
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, {at.x, at.y + ui.px(6)}, packed(c.text), name);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(28), at.y});
  action_button(ui, "add-note", Icon::Plus);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(60), at.y});
  action_button(ui, "copy-latex", Icon::Formula);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(92), at.y});
  action_button(ui, "copy-explanation", Icon::Copy);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(124), at.y});
  action_button(ui, "field", Icon::Field, state.show_field);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(156), at.y});
  if (state.pin) {
    action_button(ui, "unpin", Icon::Pin, true);
  } else {
    icon_button(ui, "following", Icon::Pin, ui.text(strings::following), true, false);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
  // Another stage is in view than the one whose field is lit there.
  if (state.show_field && state.origin && state.origin->stage != place.stage) {
    paragraph(ui, ui.text(strings::lit_field) + place_name(ui, *state.origin), ui.fonts.small, c.accent,
              width);
  }
}

void WhyPanel::draw_trail_button(Ui& ui, const Inspection& inspection, float width) {
  AppState& state = ui.state;
  const Demo& demo = state.current_demo();
  std::optional<Trail> trail = inspection.explanation.trail;
  if (inspection.explanation.rule == Rule::Votes) {  // the voters, in the stage where they voted
    for (const Term& term : inspection.explanation.terms) {
      if (!term.at || term.weight == 0) continue;
      if (!trail) trail = Trail{demo.stage_id(term.stage), {}, strings::voters};
      trail->cells.push_back(*term.at);
    }
  }
  if (!trail || trail->cells.empty()) return;
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, ui.text(trail->label), ui.fonts.small, ui.colors->muted, width);
  const auto stage = demo.find_stage(trail->stage);
  const std::string words =
      stage ? std::string(ui.text(strings::show_trail)) + " " + ui.text(demo.stage_name(*stage)) : "";
  if (!stage || !text_button(ui, "trail", words)) return;
  state.trail = std::move(trail);
  state.trail_demo = state.demo;
  state.crumbs.push_back(inspection.place);
  state.stages[static_cast<std::size_t>(state.demo)] = *stage;
  state.pin.reset();
}

void WhyPanel::draw_result(Ui& ui, const Inspection& inspection, float width) {
  const Palette& c = *ui.colors;
  const Explanation& explanation = inspection.explanation;
  std::string numbers;
  for (std::size_t i = explanation.result.size(); i-- > 0;) {
    numbers += brief_number(explanation.result[i], 6);
    if (i > 0) numbers += "  ";
  }
  const std::string rule = inspection.place.stage == source_stage ? ui.text(strings::loaded_pixel)
                                                                  : ui.text(rule_name(explanation.rule));
  const std::string verdict = ui.text(explanation.verdict);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float pad = ui.px(12);
  const std::vector<Span> spans{{verdict, ui.fonts.body, packed(c.text)}};
  const float text_height = verdict.empty() ? 0 : flow(nullptr, {}, spans, width - 2 * pad).y + ui.px(8);
  const ImVec2 number_size = text_size(ui.fonts.title, numbers);
  const float height = number_size.y + text_height + 2 * pad;
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(8));
  const ImVec2 rule_size = text_size(ui.fonts.small, rule);
  put_text(list, ui.fonts.title, {at.x + pad, at.y + pad}, packed(c.text), numbers);
  if (number_size.x + rule_size.x + 3 * pad < width) {
    put_text(list, ui.fonts.small, {at.x + width - pad - rule_size.x, at.y + pad + ui.px(4)},
             packed(c.accent), rule);
  }
  if (!verdict.empty())
    flow(list, {at.x + pad, at.y + pad + number_size.y + ui.px(8)}, spans, width - 2 * pad);
  ImGui::Dummy({width, height});

  bool differs = inspection.output.size() != explanation.result.size();
  for (std::size_t i = 0; !differs && i < inspection.output.size(); ++i) {
    const double a = inspection.output[i];
    const double b = explanation.result[i];
    differs = std::abs(a - b) > std::max(1e-3, 1e-6 * std::abs(a)) && !(std::isnan(a) && std::isnan(b));
  }
  if (differs && comes_close(inspection)) {
    paragraph(ui, ui.text(strings::close_code) + brief_number(inspection.output[0], 6), ui.fonts.body,
              c.muted, width);
  } else if (differs && !inspection.output.empty()) {
    paragraph(ui, ui.text(strings::unexplained) + brief_number(inspection.output[0], 6), ui.fonts.body, c.bad,
              width);
  }
}

void WhyPanel::draw_steps(Ui& ui, const Inspection& inspection, float width) {
  const Explanation& explanation = inspection.explanation;
  if (explanation.steps.empty()) return;
  const Palette& c = *ui.colors;
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, ui.text(strings::steps), ui.fonts.strong, c.text, width);
  std::size_t shown = 0;
  for (const Step& step : explanation.steps) {
    if (++shown > 200) break;
    const ImVec2 begin = ImGui::GetCursorScreenPos();
    std::string mark;
    if (step.holds) mark = *step.holds ? "✓ " : "✗ ";
    std::vector<Span> head{{ui.text(step.label), ui.fonts.small, packed(c.muted)}};
    flow_here(head, width);
    std::vector<Span> line;
    ui.fonts.need("✓✗≠");
    if (step.holds) line.push_back({mark, ui.fonts.strong, packed(*step.holds ? c.good : c.bad)});
    line.push_back({ui.raw(step.expression), ui.fonts.mono, packed(c.text)});
    const std::string value = brief_number(step.value, 6);
    const bool said = step.holds || step.expression == value || step.expression.ends_with("= " + value);
    if (!said)
      line.push_back({(step.expression.empty() ? "" : "  =  ") + value, ui.fonts.mono, packed(c.accent)});
    flow_here(line, width);
    step_button(ui, inspection.place, shown - 1, begin, width);
    ImGui::Dummy({1, ui.px(2)});
  }
}

void WhyPanel::draw(Ui& ui, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const auto asked = state.asked();
  const auto& inspection = state.inspection;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(4, 4));
  const Look* look = state.shown_look();
  // A click in this very frame may have chosen another demo, whose stages these are not.
  const bool fits = inspection && inspection->snapshot->request.demo == &state.current_demo();
  if (!asked || !fits) {
    const bool data = look && !look->result->error && look->result->output.image.empty();
    paragraph(ui, ui.text(data ? strings::why_data : strings::why_invite), ui.fonts.body, c.muted, width);
  } else if (state.pin && !state.peek && look && !look->result->output.image.empty() &&
             !cv::Rect({0, 0}, look->result->output.image.size()).contains(*state.pin)) {
    paragraph(ui, ui.text(strings::outside_pin), ui.fonts.body, c.muted, width);
  } else {
    // What was explained last stays until its successor is there: nothing flickers.
    const Inspection& shown = *inspection;
    draw_head(ui, shown.place, width);
    draw_result(ui, shown, width);
    draw_trail_button(ui, shown, width);  // before the terms, of which there may be hundreds
    draw_terms(ui, *inspection, width);
    draw_steps(ui, shown, width);
  }
  ImGui::Dummy({1, ui.px(8)});
  ImGui::PopStyleVar();
}

}  // namespace pixelwhy::gui
