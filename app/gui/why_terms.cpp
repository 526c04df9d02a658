#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/why_panel.h"
#include "gui/why_parts.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

std::string place_name(Ui& ui, const Place& place) {
  return fmt::format("{} ({}, {})", stage_words(ui, place.stage), place.at.x, place.at.y);
}

std::string stage_words(Ui& ui, StageId stage) {
  return stage == source_stage ? ui.text(strings::source)
                               : ui.text(ui.state.current_demo().stage_name(stage));
}

void caption(Ui& ui, const std::string& words) {
  ImGui::Dummy({1, ui.px(2)});
  paragraph(ui, words, ui.fonts.small, ui.colors->muted, 10000);
}

bool term_button(Ui& ui, const Explanation& explanation, int index, ImVec2 min, ImVec2 max) {
  const Term& term = explanation.terms[static_cast<std::size_t>(index)];
  ImGui::SetCursorScreenPos(min);
  const std::string id = fmt::format("term:{}", index);
  const bool clicked =
      ImGui::InvisibleButton(id.c_str(), {std::max(1.0F, max.x - min.x), std::max(1.0F, max.y - min.y)});
  if (!ui.places.contains(id)) ui.mark(id, min, max);  // a sorted window shows each term once more
  if (!ImGui::IsItemHovered()) return false;
  std::string words =
      (term.at ? fmt::format("({}, {})   ", term.at->x, term.at->y) : "") + brief_number(term.value, 7);
  if (term.weight != 1) {
    words +=
        fmt::format(" × {} = {}", brief_number(term.weight, 5), brief_number(term.value * term.weight, 6));
  }
  if (term.outside) words += std::string(" · ") + ui.text(term.at ? strings::outside : strings::constant);
  if (term.at) {
    ui.state.pointing.spot = Place{term.stage, *term.at};
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    words += std::string(" · ") + ui.text(strings::go_there);
  }
  tooltip(ui, words);
  if (clicked && term.at) travel(ui.state, {term.stage, *term.at});
  return true;
}

namespace {

/// Where a term comes from, as people read it.
std::string term_words(Ui& ui, const Explanation& explanation, const Term& term, bool brief) {
  if (!term.at) return ui.text(explanation.rule == Rule::Votes ? strings::nobody : strings::constant);
  std::string words =
      brief ? fmt::format("({}, {})", term.at->x, term.at->y) : place_name(ui, {term.stage, *term.at});
  const auto look = ui.state.looks.find(term.stage);
  if (!brief && look != ui.state.looks.end() && look->second.result->output.image.channels() == 3) {
    words += std::string(" ") + ui.text(strings::channel_names[std::clamp(term.channel, 0, 2)]);
  }
  return term.outside ? words + " ↩" : words;
}

}  // namespace

void draw_term_list(Ui& ui, const Explanation& explanation, const std::vector<int>& indices, float width,
                    bool brief) {
  const Palette& c = *ui.colors;
  const bool weighted = shows_weights(explanation);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float row = ui.px(24);
  ImGuiListClipper clipper;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  clipper.Begin(static_cast<int>(indices.size()), row);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const int index = indices[static_cast<std::size_t>(i)];
      const Term& term = explanation.terms[static_cast<std::size_t>(index)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const bool hovered = term_button(ui, explanation, index, at, {at.x + width, at.y + row}) && term.at;
      if (hovered) list->AddRectFilled(at, {at.x + width, at.y + row}, packed(c.raised), ui.px(4));
      const std::string place = term_words(ui, explanation, term, brief);
      std::string sum = brief_number(term.value, 6);
      if (weighted && term.weight != 0 && term.weight != 1) {
        sum += fmt::format(" × {} = {}", brief_number(term.weight, 4),
                           brief_number(term.value * term.weight, 5));
      }
      ui.fonts.need(place);
      const float baseline = at.y + (row - ui.fonts.small->FontSize) / 2;
      const float sum_width = text_size(ui.fonts.mono, sum).x;
      if (term.deciding) {
        list->AddRectFilled({at.x, at.y + ui.px(4)}, {at.x + ui.px(3), at.y + row - ui.px(4)},
                            packed(c.second), 2);
      }
      put_text(list, ui.fonts.small, {at.x + ui.px(8), baseline}, packed(hovered ? c.accent : c.muted),
               shortened(ui.fonts.small, place, width - sum_width - ui.px(24)));
      put_text(list, ui.fonts.mono, {at.x + width - sum_width - ui.px(4), baseline - 1}, packed(c.text), sum);
    }
  }
  clipper.End();
  ImGui::PopStyleVar();
}

void WhyPanel::draw_channel_choice(Ui& ui, float width) {
  std::vector<std::string> labels;
  for (const int channel : {2, 1, 0}) labels.emplace_back(ui.text(strings::channel_names[channel]));
  const int picked = segmented(ui, "channel", labels, 2 - channel_, std::min(width, ui.px(240)));
  if (picked >= 0) channel_ = 2 - picked;
  ImGui::Dummy({1, ui.px(2)});
}

void WhyPanel::draw_windows(Ui& ui, const Explanation& explanation, float width) {
  const bool extreme = explanation.rule == Rule::Minimum || explanation.rule == Rule::Maximum;
  const bool several = std::any_of(layout_.grids.begin(), layout_.grids.end(),
                                   [](const TermGrid& grid) { return grid.channel > 0; });
  if (several) draw_channel_choice(ui, width);
  const int channel = several ? channel_ : 0;
  const bool sampled = draw_sampling(ui, explanation, layout_, channel, width);
  for (const TermGrid& grid : layout_.grids) {
    if (grid.channel != channel) continue;
    // The four of a bilinear interpolation are in its drawing already.
    if (sampled && grid.cells.size() == 4) continue;
    caption(ui, fmt::format("{}  {}×{}", stage_words(ui, grid.stage), grid.window.width, grid.window.height));
    if (grid.window.width == 1 && grid.window.height > 3) {  // a column reads better as a list
      std::vector<int> cells = grid.cells;
      std::erase(cells, -1);
      draw_term_list(ui, explanation, cells, width, true);
    } else {
      draw_window(ui, explanation, grid, width, explanation.position);
    }
    if (extreme) draw_sorted(ui, explanation, grid, width);
  }
}

void WhyPanel::draw_terms(Ui& ui, const Inspection& inspection, float width) {
  const Explanation& explanation = inspection.explanation;
  if (explanation.terms.empty()) return;
  if (laid_out_ != inspection.serial) {
    layout_ = lay_out(explanation.terms, &ui.state.current_demo());
    laid_out_ = inspection.serial;
  }
  std::string head = ui.text(strings::terms);
  if (explanation.terms_total > explanation.terms.size()) {
    head += fmt::format("  ({} {} {} {})", ui.text(strings::of_terms), explanation.terms_total,
                        ui.text(strings::terms_shown), explanation.terms.size());
  }
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, head, ui.fonts.strong, ui.colors->text, width);
  if (!draw_neighbours(ui, inspection, width)) {
    draw_windows(ui, explanation, width);
    if (!layout_.rest.empty()) draw_term_list(ui, explanation, layout_.rest, width);
  }
  draw_look_up(ui, explanation, width);
  if (explanation.heading && explanation.rule == Rule::Formula) draw_heading(ui, *explanation.heading, width);
}

}  // namespace pixelwhy::gui
