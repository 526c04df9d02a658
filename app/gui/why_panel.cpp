#include "gui/why_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

void caption(Ui& ui, const std::string& words) {
  ImGui::Dummy({1, ui.px(2)});
  paragraph(ui, words, ui.fonts.small, ui.colors->muted, 10000);
}

bool shows_weight(const Explanation& explanation) {
  return explanation.rule == Rule::WeightedSum || explanation.rule == Rule::Interpolation;
}

std::string place_name(Ui& ui, const Place& place) {
  const std::string stage = place.stage == source_stage ? ui.text(strings::source)
                                                        : ui.text(ui.state.current_demo().stage_name(place.stage));
  return fmt::format("{} ({}, {})", stage, place.at.x, place.at.y);
}

/// Light or dark ink for a cell tinted by the accent.
void cell(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, double share, bool hovered, bool deciding) {
  const Palette& c = *ui.colors;
  list->AddRectFilled(min, max, packed(hovered ? c.raised_more : c.raised), ui.px(2));
  if (share != 0) {
    list->AddRectFilled(min, max, packed(share < 0 ? c.second : c.accent, static_cast<float>(std::abs(share)) * 0.42F),
                        ui.px(2));
  }
  if (deciding) list->AddRect(min, max, packed(c.second), ui.px(2), 0, ui.px(2));
  if (hovered) list->AddRect(min, max, packed(c.accent), ui.px(2), 0, ui.px(1.5F));
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
      put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {x, y + ui.px(2)}, packed(hovered ? c.text : c.accent), name);
      put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {x + size.x + ui.px(6), y + ui.px(2)}, packed(c.muted), "›");
      x += size.x + ui.px(18);
      if (clicked) {
        travel_back(state, i);
        break;
      }
    }
    ImGui::SetCursorScreenPos({start.x, y + ui.px(24)});
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name = shortened(ui.fonts.strong, place_name(ui, place), width - ui.px(100));
  put_text(ImGui::GetWindowDrawList(), ui.fonts.strong, {at.x, at.y + ui.px(6)}, packed(c.text), name);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(28), at.y});
  action_button(ui, "copy-explanation", Icon::Copy);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(60), at.y});
  action_button(ui, "field", Icon::Field, state.show_field);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(92), at.y});
  if (state.pin) {
    action_button(ui, "unpin", Icon::Pin, true);
  } else {
    icon_button(ui, "following", Icon::Pin, ui.text(strings::following), true, false);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

void WhyPanel::draw_result(Ui& ui, const Inspection& inspection, float width) {
  const Palette& c = *ui.colors;
  const Explanation& explanation = inspection.explanation;
  std::string numbers;
  for (std::size_t i = explanation.result.size(); i-- > 0;) {
    numbers += brief_number(explanation.result[i], 6);
    if (i > 0) numbers += "  ";
  }
  const std::string rule =
      inspection.place.stage == source_stage ? ui.text(strings::loaded_pixel) : ui.text(rule_name(explanation.rule));
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
    put_text(list, ui.fonts.small, {at.x + width - pad - rule_size.x, at.y + pad + ui.px(4)}, packed(c.accent), rule);
  }
  if (!verdict.empty()) flow(list, {at.x + pad, at.y + pad + number_size.y + ui.px(8)}, spans, width - 2 * pad);
  ImGui::Dummy({width, height});

  bool differs = inspection.output.size() != explanation.result.size();
  for (std::size_t i = 0; !differs && i < inspection.output.size(); ++i) {
    const double a = inspection.output[i];
    const double b = explanation.result[i];
    differs = std::abs(a - b) > std::max(1e-3, 1e-6 * std::abs(a)) && !(std::isnan(a) && std::isnan(b));
  }
  if (differs && !inspection.output.empty()) {
    paragraph(ui, ui.text(strings::unexplained) + brief_number(inspection.output[0], 6), ui.fonts.body, c.bad, width);
  }
}

void WhyPanel::draw_grid(Ui& ui, const Inspection& inspection, const TermGrid& grid, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Explanation& explanation = inspection.explanation;
  const bool weighted = grid.weighted && shows_weight(explanation);
  double greatest = 1e-12;
  for (const Term& term : explanation.terms) greatest = std::max(greatest, std::abs(term.weight));
  const float columns = static_cast<float>(grid.window.width);
  const float side = std::floor(std::min(ui.px(56), width / columns));
  const bool two_lines = weighted && side >= ui.px(40);
  const float height = std::round(two_lines ? ui.px(38) : std::min(side, ui.px(28)));
  const bool numbers = side >= ui.px(24);
  const float gap = side >= ui.px(12) ? ui.px(2) : 0;
  const std::string stage = grid.stage == source_stage ? ui.text(strings::source)
                                                       : ui.text(state.current_demo().stage_name(grid.stage));
  caption(ui, fmt::format("{}  {}×{}", stage, grid.window.width, grid.window.height));
  const ImVec2 start = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = side >= ui.px(40) ? ui.fonts.mono : ui.fonts.mono_small;
  int hovered_term = -1;
  for (int y = 0; y < grid.window.height; ++y) {
    for (int x = 0; x < grid.window.width; ++x) {
      const ImVec2 a{start.x + side * static_cast<float>(x), start.y + (height + gap) * static_cast<float>(y)};
      const ImVec2 b{a.x + side - gap, a.y + height};
      const int index = grid.cells[static_cast<std::size_t>(y * grid.window.width + x)];
      if (index < 0) {
        list->AddRectFilled(a, b, packed(c.raised, 0.35F), ui.px(2));
        continue;
      }
      const Term& term = explanation.terms[static_cast<std::size_t>(index)];
      ImGui::SetCursorScreenPos(a);
      const std::string id = fmt::format("term:{}", index);
      if (ImGui::InvisibleButton(id.c_str(), {std::max(1.0F, b.x - a.x), std::max(1.0F, height)})) {
        travel(state, {term.stage, *term.at});
      }
      ui.mark(id, a, b);
      const bool hovered = ImGui::IsItemHovered();
      if (hovered) hovered_term = index;
      cell(ui, list, a, b, weighted ? term.weight / greatest : 0, hovered, term.deciding);
      if (!numbers) continue;
      const std::string value = brief_number(term.value, side < ui.px(34) ? 2 : 3);
      const ImVec2 size = text_size(font, value);
      if (size.x > side) continue;
      const float center = (a.x + b.x) / 2;
      const float top = two_lines ? a.y + ui.px(3) : (a.y + b.y - size.y) / 2;
      put_text(list, font, {center - size.x / 2, top}, packed(c.text), value);
      if (!two_lines) continue;
      const std::string weight = "×" + brief_number(term.weight, 3);
      const ImVec2 extent = text_size(ui.fonts.mono_small, weight);
      if (extent.x <= side) {
        put_text(list, ui.fonts.mono_small, {center - extent.x / 2, a.y + ui.px(20)}, packed(c.muted), weight);
      }
    }
  }
  ImGui::SetCursorScreenPos({start.x, start.y + (height + gap) * static_cast<float>(grid.window.height)});
  ImGui::Dummy({1, 1});
  if (hovered_term >= 0) {
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const Term& term = explanation.terms[static_cast<std::size_t>(hovered_term)];
    std::string words = fmt::format("({}, {})   {}", term.at->x, term.at->y, brief_number(term.value, 7));
    if (weighted) {
      words += fmt::format(" × {} = {}", brief_number(term.weight, 5), brief_number(term.value * term.weight, 6));
    }
    if (term.outside) words += std::string(" · ") + ui.text(strings::outside);
    tooltip(ui, words + " · " + ui.text(strings::go_there));
  }
}

void WhyPanel::draw_list(Ui& ui, const Inspection& inspection, const std::vector<int>& rest, float width) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Explanation& explanation = inspection.explanation;
  const bool weighted = shows_weight(explanation);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float row = ui.px(24);
  ImGuiListClipper clipper;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  clipper.Begin(static_cast<int>(rest.size()), row);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const int index = rest[static_cast<std::size_t>(i)];
      const Term& term = explanation.terms[static_cast<std::size_t>(index)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const std::string id = fmt::format("term:{}", index);
      const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, row});
      ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      const bool hovered = ImGui::IsItemHovered() && term.at;
      if (hovered) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
        list->AddRectFilled(at, {at.x + width, at.y + row}, packed(c.raised), ui.px(4));
      }
      if (clicked && term.at) travel(state, {term.stage, *term.at});
      std::string place = term.at ? place_name(ui, {term.stage, *term.at}) : ui.text(strings::constant);
      const StageId stage = term.stage;
      const auto look = state.looks.find(stage);
      if (look != state.looks.end() && look->second.result->output.image.channels() == 3) {
        place += std::string(" ") + ui.text(strings::channel_names[std::clamp(term.channel, 0, 2)]);
      }
      if (term.outside) place += " ↩";
      std::string sum = brief_number(term.value, 6);
      if (weighted) {
        sum += fmt::format(" × {} = {}", brief_number(term.weight, 4), brief_number(term.value * term.weight, 5));
      }
      ui.fonts.need(place);
      const float baseline = at.y + (row - ui.fonts.small->FontSize) / 2;
      const float sum_width = text_size(ui.fonts.mono, sum).x;
      if (term.deciding) list->AddRectFilled({at.x, at.y + ui.px(4)}, {at.x + ui.px(3), at.y + row - ui.px(4)}, packed(c.second), 2);
      put_text(list, ui.fonts.small, {at.x + ui.px(8), baseline}, packed(hovered ? c.accent : c.muted),
               shortened(ui.fonts.small, place, width - sum_width - ui.px(24)));
      put_text(list, ui.fonts.mono, {at.x + width - sum_width - ui.px(4), baseline - 1}, packed(c.text), sum);
      if (hovered && term.outside) tooltip(ui, ui.text(strings::outside));
    }
  }
  clipper.End();
  ImGui::PopStyleVar();
}

void WhyPanel::draw_terms(Ui& ui, const Inspection& inspection, float width) {
  const Explanation& explanation = inspection.explanation;
  if (explanation.terms.empty()) return;
  if (laid_out_ != inspection.serial) {
    layout_ = lay_out(explanation.terms);
    laid_out_ = inspection.serial;
  }
  std::string head = ui.text(strings::terms);
  if (explanation.terms_total > explanation.terms.size()) {
    head += fmt::format("  ({} {} {} {})", ui.text(strings::of_terms), explanation.terms_total,
                        ui.text(strings::terms_shown), explanation.terms.size());
  }
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, head, ui.fonts.strong, ui.colors->text, width);
  bool several_channels = false;
  for (const TermGrid& grid : layout_.grids) several_channels = several_channels || grid.channel > 0;
  if (several_channels) {
    std::vector<std::string> labels;
    for (const int channel : {2, 1, 0}) labels.emplace_back(ui.text(strings::channel_names[channel]));
    const int picked = segmented(ui, "channel", labels, 2 - channel_, std::min(width, ui.px(240)));
    if (picked >= 0) channel_ = 2 - picked;
    ImGui::Dummy({1, ui.px(2)});
  }
  for (const TermGrid& grid : layout_.grids) {
    if (!several_channels || grid.channel == channel_) draw_grid(ui, inspection, grid, width);
  }
  if (!layout_.rest.empty()) draw_list(ui, inspection, layout_.rest, width);
}

void WhyPanel::draw_steps(Ui& ui, const Explanation& explanation, float width) {
  if (explanation.steps.empty()) return;
  const Palette& c = *ui.colors;
  ImGui::Dummy({1, ui.px(4)});
  paragraph(ui, ui.text(strings::steps), ui.fonts.strong, c.text, width);
  std::size_t shown = 0;
  for (const Step& step : explanation.steps) {
    if (++shown > 200) break;
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
    if (!said) line.push_back({(step.expression.empty() ? "" : "  =  ") + value, ui.fonts.mono, packed(c.accent)});
    flow_here(line, width);
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
  if (!asked || !inspection) {
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
    draw_terms(ui, *inspection, width);
    draw_steps(ui, shown.explanation, width);
    if (shown.explanation.trail && !shown.explanation.trail->cells.empty()) {
      const Trail& trail = *shown.explanation.trail;
      ImGui::Dummy({1, ui.px(4)});
      paragraph(ui, ui.text(trail.label), ui.fonts.small, c.muted, width);
      const auto stage = state.current_demo().find_stage(trail.stage);
      if (stage && text_button(ui, "trail", std::string(ui.text(strings::show_trail)) + " " +
                                                ui.text(state.current_demo().stage_name(*stage)))) {
        state.trail = trail;
        state.trail_demo = state.demo;
        state.crumbs.push_back(shown.place);
        state.stages[static_cast<std::size_t>(state.demo)] = *stage;
        state.pin.reset();
      }
    }
  }
  ImGui::Dummy({1, ui.px(8)});
  ImGui::PopStyleVar();
}

}  // namespace pixelwhy::gui
