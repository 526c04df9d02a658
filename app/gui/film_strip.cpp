#include "gui/film_strip.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/plots.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

std::string time_of(double milliseconds) {
  if (milliseconds < 0.05) return "< 0.1";
  return milliseconds < 10 ? fmt::format("{:.1f}", milliseconds) : fmt::format("{:.0f}", milliseconds);
}

bool is_stale(const AppState& state, StageId stage) {
  if (stage == source_stage || !state.snapshot) return false;
  const auto& current = state.snapshot->current;
  const auto index = static_cast<std::size_t>(stage);
  const bool other = state.snapshot->request.demo != &state.current_demo();
  return other || (state.engine_busy && index < current.size() && !current[index]);
}

void draw_picture(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Look* look, float opacity) {
  const Palette& c = *ui.colors;
  list->AddRectFilled(min, max, packed(c.canvas), ui.px(4));
  if (!look) return;
  if (look->result->error) {
    const std::string words = ui.text(strings::error);
    const ImVec2 size = text_size(ui.fonts.strong, words);
    list->AddRectFilled(min, max, packed(c.bad_soft), ui.px(4));
    put_text(list, ui.fonts.strong, {(min.x + max.x - size.x) / 2, (min.y + max.y - size.y) / 2},
             packed(c.bad), words);
    return;
  }
  if (look->thumbnail.empty()) {
    draw_plot(ui, list, {min.x + ui.px(6), min.y + ui.px(6)}, {max.x - ui.px(6), max.y - ui.px(6)},
              look->result->output.data, false);
    return;
  }
  const auto width = static_cast<float>(look->thumbnail.cols);
  const auto height = static_cast<float>(look->thumbnail.rows);
  const float fit = std::min((max.x - min.x) / width, (max.y - min.y) / height);
  const ImVec2 half{width * fit / 2, height * fit / 2};
  const ImVec2 middle{(min.x + max.x) / 2, (min.y + max.y) / 2};
  const auto texture = static_cast<std::uintptr_t>(ui.textures.small(look->thumbnail));
  list->AddImageRounded(reinterpret_cast<ImTextureID>(texture), {middle.x - half.x, middle.y - half.y},
                        {middle.x + half.x, middle.y + half.y}, {0, 0}, {1, 1},
                        IM_COL32(255, 255, 255, static_cast<int>(255 * opacity)), ui.px(3));
}

void draw_card(Ui& ui, StageId stage, std::size_t number, ImVec2 min, ImVec2 max, bool dirtied) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Demo& demo = state.current_demo();
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(min);
  const std::string id = "stage:" + demo.stage_id(stage);
  if (ImGui::InvisibleButton(id.c_str(), {max.x - min.x, max.y - min.y})) choose_stage(state, stage);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  ui.mark(id, min, max);
  const bool chosen = stage == state.shown_stage();
  list->AddRectFilled(min, max,
                      packed(chosen    ? c.accent_soft
                             : hovered ? c.raised_more
                                       : c.raised),
                      ui.px(8));
  if (chosen) list->AddRect(min, max, packed(c.accent), ui.px(8), 0, ui.px(2));

  const bool stale = is_stale(state, stage);
  const auto found = state.looks.find(stage);
  const Look* look = found == state.looks.end() ? nullptr : &found->second;
  const float pad = ui.px(6);
  const float caption = ui.px(40);
  draw_picture(ui, list, {min.x + pad, min.y + pad}, {max.x - pad, max.y - caption - ui.px(2)}, look,
               stale ? 0.4F : 1);

  // Two lines: the name has the whole width, the key that chooses the stage and its time stand below.
  ImFont* font = ui.fonts.small;
  const float line = ui.px(18);
  const float first_line = max.y - caption + ui.px(1);
  std::string time;
  if (stale) {
    time = "…";
  } else if (look && stage != source_stage && !look->result->error) {
    time = time_of(look->result->milliseconds) + " " + ui.text(strings::milliseconds);
  }
  if (!time.empty()) {
    put_text(list, font, {max.x - ui.px(8) - text_size(font, time).x, first_line + line}, packed(c.muted),
             time);
  }
  if (number < 10)
    put_text(list, font, {min.x + ui.px(8), first_line + line}, packed(c.muted), std::to_string(number));
  if (dirtied) {
    list->AddCircleFilled({max.x - ui.px(13), min.y + ui.px(13)}, ui.px(5), packed(c.canvas));
    list->AddCircleFilled({max.x - ui.px(13), min.y + ui.px(13)}, ui.px(3.5F), packed(c.accent));
  }
  const std::string name = ui.text(stage == source_stage ? strings::source : demo.stage_name(stage));
  const std::string shown = shortened(font, name, max.x - min.x - ui.px(14));
  put_text(list, font, {min.x + ui.px(8), first_line}, packed(c.text, chosen ? 1 : 0.88F), shown);
  if (hovered && look && look->result->error) {
    tooltip(ui, ui.text(look->result->error->text()));
  } else if (hovered && shown != name) {
    tooltip(ui, name);
  }
}

}  // namespace

void draw_film_strip(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(c.panel));
  ImGui::SetCursorScreenPos(min);
  ImGui::BeginChild("film strip", {max.x - min.x, max.y - min.y}, false,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const std::vector<StageId> stages = visible_stages(state);
  std::vector<bool> dirty(state.current_demo().stages.size(), false);
  if (state.dragged_parameter) dirty = state.current_demo().dirtied_by(*state.dragged_parameter);
  const float gap = ui.px(8);
  const float height = max.y - min.y - ui.px(22);
  // Cards shrink a little before the strip has to be scrolled.
  const auto count = static_cast<float>(stages.size());
  const float room = (max.x - min.x - gap) / count - gap;
  const float width = std::round(std::clamp(room, ui.px(116), std::max(ui.px(116), height * 1.2F)));
  const float start = min.x + gap - ImGui::GetScrollX();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const ImVec2 a{std::round(start + (width + gap) * static_cast<float>(i)), min.y + gap};
    const bool marked = stages[i] != source_stage && dirty[static_cast<std::size_t>(stages[i])];
    draw_card(ui, stages[i], i, a, {a.x + width, a.y + height}, marked);
    const Place chosen{stages[i], {state.demo, 0}};
    if (stages[i] != state.chosen_stage() || state.card_in_sight == chosen) continue;
    // The chosen card is brought into sight once, when it changes.
    state.card_in_sight = chosen;
    const float local = a.x + ImGui::GetScrollX() - min.x;
    if (a.x < min.x || a.x + width > max.x) {
      ImGui::SetScrollX(std::max(0.0F, local - (max.x - min.x - width) / 2));
    }
  }
  ImGui::SetCursorScreenPos({start + (width + gap) * count - 1, min.y});
  ImGui::Dummy({1, 1});
  if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) {
    ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * ui.px(80));
  }
  ImGui::EndChild();
}

}  // namespace pixelwhy::gui
