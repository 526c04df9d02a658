#include "gui/pane_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/canvas.h"
#include "gui/menu.h"
#include "gui/pane_strings.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

const Text& name_of_set(const AppState& state, bool other) {
  return state.panes.on_b != other ? strings::set_b : strings::set_a;
}

std::string stage_words(Ui& ui, StageId stage) {
  return ui.text(stage == source_stage ? strings::source : ui.state.current_demo().stage_name(stage));
}

std::string maker(Ui& ui, const PaneItem& item) {
  if (item.made == Made::Reference) return ui.text(strings::made_opencv);
  return ui.text(name_of_set(ui.state, item.made == Made::Other));
}

bool menu_choice(Ui& ui, const std::string& id, const std::string& name, bool chosen) {
  const bool pressed = menu_row(ui, id, name, chosen ? "•" : "", ImGui::GetContentRegionAvail().x);
  if (pressed) ImGui::CloseCurrentPopup();
  return pressed;
}

void draw_pane_menu(Ui& ui, int index) {
  AppState& state = ui.state;
  const PaneContent content = content_of(state, index);
  const std::string prefix = "pane-" + std::to_string(index);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), 0});
  muted_heading(ui, ui.text(strings::pane_shows));
  for (const StageId stage : visible_stages(state)) {
    const std::string& id = state.current_demo().stage_id(stage);
    if (menu_choice(ui, prefix + ":stage:" + id, stage_words(ui, stage), stage == content.item.stage))
      show_in_pane(state, index, {stage, content.item.made},
                   content.minus ? std::optional(content.minus->made) : std::nullopt);
  }
  muted_heading(ui, ui.text(strings::made_by));
  const bool whole = !content.minus;
  const StageId stage = content.item.stage;
  if (menu_choice(ui, prefix + ":ours", ui.text(strings::made_ours),
                  whole && content.item.made == Made::Ours))
    show_in_pane(state, index, {stage, Made::Ours});
  const std::string other = ui.text(strings::made_other) + std::string(ui.text(name_of_set(state, true)));
  if (menu_choice(ui, prefix + ":other", other, whole && content.item.made == Made::Other))
    show_in_pane(state, index, {stage, Made::Other});
  if (stage != source_stage && state.current_demo().stages[static_cast<std::size_t>(stage)].reference) {
    if (menu_choice(ui, prefix + ":opencv", ui.text(strings::made_opencv),
                    whole && content.item.made == Made::Reference))
      show_in_pane(state, index, {stage, Made::Reference});
    if (menu_choice(ui, prefix + ":difference", ui.text(strings::made_difference), !whole))
      show_in_pane(state, index, {stage, Made::Ours}, Made::Reference);
  }
  ImGui::PopStyleVar();
  ImGui::Separator();
  const bool linked = state.panes.panes[static_cast<std::size_t>(index)].linked;
  if (menu_choice(ui, prefix + ":link", ui.text(strings::linked), linked)) link_pane(state, index, !linked);
}

void draw_head(Ui& ui, int index) {
  const AppState& state = ui.state;
  const Pane& pane = state.panes.panes[static_cast<std::size_t>(index)];
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool active = index == state.panes.active;
  std::string words = pane_words(ui, content_of(state, index));
  if (!pane.linked) words += std::string(" · ") + ui.text(strings::unlinked);
  ui.fonts.need(words);
  const float room = static_cast<float>(pane.canvas.width) - ui.px(48);
  if (room < ui.px(24)) return;
  words = shortened(ui.fonts.small, words, room);
  const ImVec2 min{static_cast<float>(pane.canvas.x) + ui.px(8),
                   static_cast<float>(pane.canvas.y) + ui.px(8)};
  const ImVec2 size{text_size(ui.fonts.small, words).x + ui.px(34), ui.px(26)};
  ImGui::SetCursorScreenPos(min);
  const std::string id = "pane-head:" + std::to_string(index);
  const bool pressed = ImGui::InvisibleButton(id.c_str(), size);
  const bool hovered = ImGui::IsItemHovered();
  ui.mark(id, min, {min.x + size.x, min.y + size.y});
  list->AddRectFilled(min, {min.x + size.x, min.y + size.y}, packed(hovered ? c.raised_more : c.panel, 0.95F),
                      ui.px(6));
  put_text(list, ui.fonts.small, {min.x + ui.px(10), min.y + (size.y - ui.fonts.small->FontSize) / 2},
           packed(active ? c.accent : c.text), words);
  draw_icon(list, Icon::Down, {min.x + size.x - ui.px(13), min.y + size.y / 2}, ui.px(10), packed(c.muted));
  const std::string popup = "pane menu " + std::to_string(index);
  if (pressed) ImGui::OpenPopup(popup.c_str());
  if (begin_menu(ui, popup.c_str(), {min.x, min.y + size.y}, ui.px(260))) {
    draw_pane_menu(ui, index);
    ImGui::EndPopup();
  }
  if (active) {
    const ImVec2 a{static_cast<float>(pane.canvas.x), static_cast<float>(pane.canvas.y)};
    const ImVec2 b{static_cast<float>(pane.canvas.br().x), static_cast<float>(pane.canvas.br().y)};
    list->AddRect(a, b, packed(c.accent), 0, 0, ui.px(2));
  }
}

void draw_divider(Ui& ui, const cv::Rect2d& pane, bool movable) {
  Compare& compare = ui.state.panes.compare;
  const auto x = static_cast<float>(own_part(compare, pane).br().x);
  const auto top = static_cast<float>(pane.y);
  const auto bottom = static_cast<float>(pane.br().y);
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (movable) {
    const float reach = ui.px(8);
    ImGui::SetCursorScreenPos({x - reach, top});
    const float height = std::max(1.0F, bottom - top - ui.px(44));  // the bar at the foot is none of it
    ImGui::InvisibleButton("wipe", {2 * reach, height});
    ui.mark("wipe", {x - reach, top}, {x + reach, top + height});
    if (ImGui::IsItemActive())
      compare.wipe =
          std::clamp((static_cast<double>(ImGui::GetIO().MousePos.x) - pane.x) / pane.width, 0.0, 1.0);
    if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  }
  list->AddLine({x, top}, {x, bottom}, IM_COL32(0, 0, 0, 150), ui.px(4));
  list->AddLine({x, top}, {x, bottom}, IM_COL32(255, 255, 255, 255), ui.px(1.5F));
  if (!movable) return;
  const ImVec2 middle{x, (top + bottom) / 2};
  list->AddCircleFilled(middle, ui.px(12), packed(ui.colors->panel), 32);
  list->AddCircle(middle, ui.px(12), packed(ui.colors->accent), 32, ui.px(2));
  draw_icon(list, Icon::Left, {x - ui.px(5), middle.y}, ui.px(8), packed(ui.colors->text));
  draw_icon(list, Icon::Right, {x + ui.px(5), middle.y}, ui.px(8), packed(ui.colors->text));
}

std::string mode_words(Ui& ui, Compare::Mode mode) {
  switch (mode) {
    case Compare::Mode::Wipe:
      return ui.text(strings::compare_wipe);
    case Compare::Mode::Split:
      return ui.text(strings::compare_split);
    case Compare::Mode::Blink:
      return ui.text(strings::compare_blink);
    case Compare::Mode::Difference:
      return ui.text(strings::compare_difference);
    case Compare::Mode::Off:
      break;
  }
  return ui.text(strings::compare_off);
}

/// `1,234 of 614,400 pixels differ, largest 255, ...`; empty before it was compared.
std::string figures_words(Ui& ui, const Compared* compared) {
  if (!compared) return {};
  const ComparisonFigures& f = compared->figures;
  if (f.differing == 0) return ui.text(strings::equal_everywhere) + fmt::format("{}", f.pixels);
  std::string words =
      fmt::format("{} {} {} {}   {} {}   MSE {}   PSNR {} dB", f.differing, ui.text(strings::of_pixels),
                  f.pixels, ui.text(strings::pixels_differ), ui.text(strings::largest_difference),
                  brief_number(f.largest), brief_number(f.mse), brief_number(f.psnr));
  if (f.ssim) words += fmt::format("   SSIM {}", brief_number(*f.ssim));
  return words;
}

/// Both values at the pinned pixel, and the rule that is proven to make the difference.
std::string cause_words(Ui& ui, const Compared* compared) {
  const AppState& state = ui.state;
  if (!compared || !compared->disagreement || compared->figures.differing == 0 || !state.pin) return {};
  const Disagreement& found = *compared->disagreement;
  if (!cv::Rect({0, 0}, found.ours.size()).contains(*state.pin)) return {};
  std::string words = fmt::format("({}, {}):  ", state.pin->x, state.pin->y);
  for (const auto& [image, name] :
       {std::pair(found.ours, strings::here), std::pair(found.theirs, strings::made_opencv)}) {
    words += ui.text(name);
    for (int c = std::min(image.channels(), 3); c-- > 0;)
      words += " " + brief_number(value_at(image, *state.pin, c), 5);
    words += "   ";
  }
  return words + ui.text(cause_text(found, *state.pin));
}

/// What is compared with what, how far they differ, and a cross that ends it; at the foot of the canvas.
void draw_compare_bar(Ui& ui, const cv::Rect2d& canvas) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto shown = compared_content(state);
  const bool difference = shown.has_value();
  const Compare& compare = state.panes.compare;
  std::string title;
  if (difference) {
    title = pane_words(ui, *shown);
    if (compare.mode == Compare::Mode::Difference && compare.gain != 1)
      title += fmt::format("   × {:g}", compare.gain);
  } else {
    title = mode_words(ui, compare.mode) + ":  " + pane_words(ui, content_of(state, state.panes.active)) +
            "  |  " + pane_words(ui, compared_with(state));
  }
  const Compared* compared = current_comparison(state);
  std::vector<std::string> lines{title};
  if (difference) lines.push_back(compared ? figures_words(ui, compared) : ui.text(strings::computing_extra));
  if (const std::string cause = cause_words(ui, compared); !cause.empty()) lines.push_back(cause);
  const bool walk = compared && compared->figures.differing > 0;
  const float next_width = walk ? text_button_width(ui, ui.text(strings::next)) + ui.px(8) : 0;
  const float room = static_cast<float>(canvas.width) - ui.px(16);
  const float beside = ui.px(52) + next_width;
  float text = 0;
  for (std::string& line : lines) {
    ui.fonts.need(line);
    line = shortened(ui.fonts.small, line, room - beside);
    text = std::max(text, text_size(ui.fonts.small, line).x);
  }
  const float step = ui.px(20);
  const ImVec2 size{text + beside, std::max(ui.px(36), step * static_cast<float>(lines.size()) + ui.px(16))};
  const ImVec2 min{std::round(static_cast<float>(canvas.x + canvas.width / 2) - size.x / 2),
                   std::round(static_cast<float>(canvas.br().y) - size.y - ui.px(10))};
  const ImVec2 max{min.x + size.x, min.y + size.y};
  list->AddRectFilled(min, max, packed(c.panel, 0.96F), ui.px(8));
  const float middle = (min.y + max.y) / 2;
  ImGui::SetCursorScreenPos({max.x - ui.px(34), middle - ui.px(14)});
  if (icon_button(ui, "compare-close", Icon::Close, ui.text(strings::compare_off))) end_comparison(state);
  if (walk) {
    ImGui::SetCursorScreenPos({max.x - ui.px(38) - next_width + ui.px(8), middle - ui.px(16)});
    if (text_button(ui, "next-disagreement", ui.text(strings::next))) ui.run("next-disagreement");
    if (ImGui::IsItemHovered())
      tooltip(ui, std::string(ui.text(find_action(ui.actions, "next-disagreement").name)) + "   N");
  }
  float y = middle - step * static_cast<float>(lines.size()) / 2;
  for (std::size_t i = 0; i < lines.size(); ++i, y += step) {
    put_text(list, ui.fonts.small, {min.x + ui.px(14), y + (step - ui.fonts.small->FontSize) / 2},
             packed(i == 1 && lines.size() > 1 ? c.muted : c.text), lines[i]);
  }
  ui.mark("compare-bar", min, max);
  ImGui::SetCursorScreenPos(min);  // a click on it is no click on the picture
  ImGui::InvisibleButton("compare-bar", size);
}

}  // namespace

std::string pane_words(Ui& ui, const PaneContent& content) {
  std::string words = stage_words(ui, content.item.stage);
  if (content.item.made != Made::Ours) words += " · " + maker(ui, content.item);
  if (!content.minus) return words;
  const bool same_stage = content.minus->stage == content.item.stage;
  words += " − " + (same_stage ? maker(ui, *content.minus) : stage_words(ui, content.minus->stage));
  return words;
}

void draw_pane_controls(Ui& ui, cv::Rect2d canvas) {
  const Panes& panes = ui.state.panes;
  if (panes.count > 1) {
    for (int i = 0; i < panes.count; ++i) draw_head(ui, i);
  }
  const cv::Rect2d& pane = panes.panes[static_cast<std::size_t>(panes.active)].canvas;
  const Compare::Mode mode = panes.compare.mode;
  if (mode == Compare::Mode::Wipe || mode == Compare::Mode::Split)
    draw_divider(ui, pane, mode == Compare::Mode::Wipe);
  if (mode != Compare::Mode::Off || compared_content(ui.state)) draw_compare_bar(ui, canvas);
}

void draw_pane_values(Ui& ui, cv::Rect2d canvas) {
  const AppState& state = ui.state;
  const Panes& panes = state.panes;
  const std::optional<cv::Point> at = state.hover ? state.hover : state.pin;
  std::vector<PaneContent> contents;
  for (int i = 0; i < panes.count; ++i) contents.push_back(content_of(state, i));
  if (panes.compare.mode != Compare::Mode::Off) contents.push_back(compared_with(state));
  if (!at || contents.size() < 2) return;
  const cv::Size size = state.shown_image().size();
  struct Row {
    std::string name, value;
  };
  std::vector<Row> rows;
  float names = 0, values = 0;
  for (const PaneContent& content : contents) {
    const Look* look = look_of(state, content);
    if (!look || look->result->error || look->result->output.image.size() != size ||
        !cv::Rect({0, 0}, size).contains(*at))
      continue;
    Row row{pane_words(ui, content), {}};
    const cv::Mat& image = look->result->output.image;
    for (int channel = std::min(image.channels(), 3); channel-- > 0;)
      row.value += (row.value.empty() ? "" : "  ") + brief_number(value_at(image, *at, channel), 5);
    ui.fonts.need(row.name);
    names = std::max(names, text_size(ui.fonts.small, row.name).x);
    values = std::max(values, text_size(ui.fonts.mono_small, row.value).x);
    rows.push_back(std::move(row));
  }
  if (rows.size() < 2) return;
  const float line = ui.px(20);
  const bool bar = panes.compare.mode != Compare::Mode::Off || compared_content(state);
  const float foot = bar ? 92 : 12;  // room for the bar of the comparison
  const ImVec2 extent{names + values + ui.px(44), line * static_cast<float>(rows.size()) + ui.px(16)};
  if (extent.x > static_cast<float>(canvas.width) - ui.px(16)) return;
  // In the lower right corner, or above it while the mouse is there.
  const cv::Rect2d corner_part(canvas.br().x - static_cast<double>(extent.x) - ui.px(40),
                               canvas.br().y - static_cast<double>(extent.y) - ui.px(110),
                               static_cast<double>(extent.x) + ui.px(40),
                               static_cast<double>(extent.y) + ui.px(110));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool evade = corner_part.contains(cv::Point2d(mouse.x, mouse.y));
  ImVec2 min{evade ? static_cast<float>(canvas.x) + ui.px(8)
                   : static_cast<float>(canvas.br().x) - extent.x - ui.px(8),
             static_cast<float>(canvas.br().y) - extent.y - ui.px(foot)};
  min.y -= lift_above(ui, "color-bar", min, {min.x + extent.x, min.y + extent.y});
  const ImVec2 max{min.x + extent.x, min.y + extent.y};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(ui.colors->panel, 0.95F), ui.px(8));
  ui.mark("pane-values", min, max);
  float y = min.y + ui.px(8);
  for (const Row& row : rows) {
    put_text(list, ui.fonts.small, {min.x + ui.px(12), y + (line - ui.fonts.small->FontSize) / 2},
             packed(ui.colors->muted), row.name);
    put_text(list, ui.fonts.mono_small,
             {max.x - ui.px(12) - text_size(ui.fonts.mono_small, row.value).x,
              y + (line - ui.fonts.mono_small->FontSize) / 2},
             packed(ui.colors->text), row.value);
    y += line;
  }
}

}  // namespace pixelwhy::gui
