#include "gui/film_strip.h"

#include <algorithm>
#include <cmath>

#include "gui/canvas.h"
#include "gui/plots.h"
#include "gui/presenter.h"
#include "gui/strings.h"
#include "gui/view_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

/// What a card shows. While a source plays, all cards are of one and the same frame, refreshed now and then;
/// else those of the frame in view, and until these are there what was seen last, which is stale.
const Look* card_look(const AppState& state, StageId stage, bool& stale) {
  const auto older = state.strip.find(stage);
  const Look* strip = older == state.strip.end() ? nullptr : &older->second;
  const auto found = state.looks.find(stage);
  const Look* look = found == state.looks.end() ? nullptr : &found->second;
  if (state.live.running) return strip;
  if (look && (!look->thumbnail.empty() || look->result->output.image.empty())) return look;
  stale = true;
  return strip;
}

/// Of a large picture, a stage that is computed only when somebody looks at it.
bool is_left_out(const AppState& state, StageId stage) {
  if (stage == source_stage || state.live.running || !is_large(state.frame)) return false;
  const std::vector<StageId> seen = stages_looked_at(state);
  return std::find(seen.begin(), seen.end(), stage) == seen.end();
}

bool is_stale(const AppState& state, StageId stage) {
  if (stage == source_stage || !state.snapshot || state.live.running || is_left_out(state, stage))
    return false;
  const auto& current = state.snapshot->current;
  const auto index = static_cast<std::size_t>(stage);
  const bool other = state.snapshot->request.demo != &state.current_demo();
  return other || (state.engine_busy && index < current.size() && !current[index]);
}

/// The engine works in the order of the stages, so the first that is not there yet is the one in work.
bool is_in_work(const AppState& state, StageId stage) {
  if (!is_stale(state, stage)) return false;
  const std::vector<StageId> stages = visible_stages(state);
  const auto first =
      std::find_if(stages.begin(), stages.end(), [&](StageId other) { return is_stale(state, other); });
  return *first == stage;
}

/// What went wrong, as much of it as fits; the tooltip and the canvas tell all.
void draw_error(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const std::string& words) {
  const Palette& c = *ui.colors;
  list->AddRectFilled(min, max, packed(c.bad_soft), ui.px(4));
  list->PushClipRect(min, max, true);
  const float pad = ui.px(6);
  put_text(list, ui.fonts.strong, {min.x + pad, min.y + ui.px(4)}, packed(c.bad), ui.text(strings::error));
  ui.fonts.need(words);
  flow(list, {min.x + pad, min.y + ui.px(24)}, {{words, ui.fonts.small, packed(c.text)}},
       max.x - min.x - 2 * pad);
  list->PopClipRect();
}

/// Words in the middle of a card, on as many lines as they need.
void draw_hint(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const std::string& words) {
  ui.fonts.need(words);
  const std::vector<Span> spans{{words, ui.fonts.small, packed(ui.colors->muted)}};
  const float width = max.x - min.x - ui.px(12);
  const ImVec2 size = flow(nullptr, {}, spans, width);
  list->AddRectFilled(min, max, packed(ui.colors->canvas), ui.px(4));
  list->PushClipRect(min, max, true);
  flow(list, {min.x + ui.px(6) + std::max(0.0F, (width - size.x) / 2), (min.y + max.y - size.y) / 2}, spans,
       width);
  list->PopClipRect();
}

void draw_picture(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Look* look, float opacity) {
  const Palette& c = *ui.colors;
  list->AddRectFilled(min, max, packed(c.canvas), ui.px(4));
  if (!look) return;
  if (look->result->error) {
    draw_error(ui, list, min, max, ui.text(look->result->error->text()));
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
  const cv::Rect2d place(middle.x - half.x, middle.y - half.y, 2 * half.x, 2 * half.y);
  const cv::Size size = look->result->output.image.size();
  const CanvasView view{place.width / size.width, {size.width / 2.0, size.height / 2.0}, false};
  draw_lit(ui, list, {place, view, *look, false}, true);
}

void draw_card(Ui& ui, StageId stage, std::size_t number, ImVec2 min, ImVec2 max, bool dirtied) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Demo& demo = state.current_demo();
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(min);
  const std::string id = "stage:" + demo.stage_id(stage);
  if (ImGui::InvisibleButton(id.c_str(), {max.x - min.x, max.y - min.y})) choose_stage(state, stage);
  ImGui::SetItemAllowOverlap();  // an arrow at the end of the strip may lie above
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

  bool stale = is_stale(state, stage);
  const Look* look = card_look(state, stage, stale);
  const float pad = ui.px(6);
  const float caption = ui.px(40);
  const ImVec2 picture_min{min.x + pad, min.y + pad};
  const ImVec2 picture_max{max.x - pad, max.y - caption - ui.px(2)};
  const bool left_out = !state.looks.contains(stage) && is_left_out(state, stage);
  if (left_out) {
    stale = false;
    look = nullptr;
    draw_hint(ui, list, picture_min, picture_max, ui.text(strings::computed_when_seen));
    ui.mark("left-out:" + demo.stage_id(stage), picture_min, picture_max);
  } else {
    draw_picture(ui, list, picture_min, picture_max, look, stale ? 0.4F : 1);
  }

  // Two lines: the name has the whole width, the key that chooses the stage and its time stand below.
  ImFont* font = ui.fonts.small;
  const float line = ui.px(18);
  const float first_line = max.y - caption + ui.px(1);
  std::string time;
  const bool in_work = is_in_work(state, stage);
  if (in_work) {
    const ImVec2 middle{max.x - ui.px(15), first_line + line + font->FontSize / 2};
    list->PathArcTo(middle, ui.px(5), 0, 4.7F, 20);
    list->PathStroke(packed(c.accent), 0, ui.px(2));
    ui.mark("in-work:" + demo.stage_id(stage), min, max);
  } else if (stale) {
    time = "…";
  } else if (look && stage != source_stage && !look->result->error) {
    time = duration_words(ui, look->result->milliseconds);
  }
  if (!time.empty()) {
    put_text(list, font, {max.x - ui.px(8) - text_size(font, time).x, first_line + line}, packed(c.muted),
             time);
  }
  if (number < 10)
    put_text(list, font, {min.x + ui.px(8), first_line + line}, packed(c.muted), std::to_string(number));
  if (dirtied) {
    ui.mark("dirtied:" + demo.stage_id(stage), min, max);
    list->AddCircleFilled({max.x - ui.px(13), min.y + ui.px(13)}, ui.px(5), packed(c.canvas));
    list->AddCircleFilled({max.x - ui.px(13), min.y + ui.px(13)}, ui.px(3.5F), packed(c.accent));
  }
  const std::string name = ui.text(stage == source_stage ? strings::source : demo.stage_name(stage));
  const std::string shown = shortened(font, name, max.x - min.x - ui.px(14));
  put_text(list, font, {min.x + ui.px(8), first_line}, packed(c.text, chosen ? 1 : 0.88F), shown);
  if (hovered && look && look->result->error) {
    tooltip(ui, ui.text(look->result->error->text()));
  } else if (hovered && left_out) {
    tooltip(ui, name + "  " + ui.text(strings::computed_when_seen_tip));
  } else if (hovered && state.live.running) {
    tooltip(ui, name + "  " + ui.text(strings::strip_later));
  } else if (hovered && stale) {
    tooltip(ui, name + "  " + ui.text(in_work ? strings::computing : strings::waiting));
  } else if (hovered && shown != name) {
    tooltip(ui, name);
  }
}

/// Where cards lie beyond an edge, the strip fades there and an arrow leads on.
void draw_more(Ui& ui, const char* id, ImVec2 min, ImVec2 max, bool left) {
  const Palette& c = *ui.colors;
  const float width = ui.px(36);
  const ImVec2 a{left ? min.x : max.x - width, min.y};
  const ImVec2 b{a.x + width, max.y};
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImU32 full = packed(c.panel);
  const ImU32 none = packed(c.panel, 0);
  list->AddRectFilledMultiColor(a, b, left ? full : none, left ? none : full, left ? none : full,
                                left ? full : none);
  const float radius = ui.px(11);
  const ImVec2 middle{left ? a.x + radius + ui.px(4) : b.x - radius - ui.px(4), (a.y + b.y) / 2 - ui.px(6)};
  ImGui::SetCursorScreenPos({middle.x - radius, middle.y - radius});
  if (ImGui::InvisibleButton(id, {2 * radius, 2 * radius})) {
    const float page = (max.x - min.x) * 0.7F;
    ImGui::SetScrollX(std::max(0.0F, ImGui::GetScrollX() + (left ? -page : page)));
  }
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  list->AddCircleFilled(middle, radius, packed(hovered ? c.raised_more : c.raised), 24);
  list->AddCircle(middle, radius, packed(c.border), 24);
  draw_icon(list, left ? Icon::Left : Icon::Right, middle, ui.px(10), packed(c.text));
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
  if (state.dragged_parameter) {
    dirty = state.current_demo().dirtied_by(*state.dragged_parameter, state.current_settings(),
                                            state.current_code());
  }
  const float gap = ui.px(8);
  const float height = max.y - min.y - ui.px(22);
  // Cards shrink a little before the strip has to be scrolled.
  const auto count = static_cast<float>(stages.size());
  const float room = (max.x - min.x - gap) / count - gap;
  const float width = std::round(std::clamp(room, ui.px(84), std::max(ui.px(84), height * 1.2F)));
  const float start = min.x + gap - ImGui::GetScrollX();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const ImVec2 a{std::round(start + (width + gap) * static_cast<float>(i)), min.y + gap};
    const bool marked = stages[i] != source_stage && dirty[static_cast<std::size_t>(stages[i])];
    draw_card(ui, stages[i], i, a, {a.x + width, a.y + height}, marked);
    const Place chosen{stages[i], {state.demo, static_cast<int>(max.x - min.x)}};
    if (stages[i] != state.chosen_stage() || state.card_in_sight == chosen) continue;
    // The chosen card is brought into sight once, when it or the room changes.
    state.card_in_sight = chosen;
    const float local = a.x + ImGui::GetScrollX() - min.x;
    if (a.x < min.x || a.x + width > max.x) {
      ImGui::SetScrollX(std::max(0.0F, local - (max.x - min.x - width) / 2));
    }
  }
  ImGui::SetCursorScreenPos({start + (width + gap) * count - 1, min.y});
  ImGui::Dummy({1, 1});
  const ImVec2 end{max.x, min.y + height + 2 * gap};
  if (ImGui::GetScrollX() > 1) draw_more(ui, "strip-left", min, end, true);
  if (ImGui::GetScrollX() < ImGui::GetScrollMaxX() - 1) draw_more(ui, "strip-right", min, end, false);
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsWindowHovered() && (io.MouseWheel != 0 || io.MouseWheelH != 0)) {
    ImGui::SetScrollX(std::max(0.0F, ImGui::GetScrollX() - (io.MouseWheel + io.MouseWheelH) * ui.px(80)));
  }
  ImGui::EndChild();
}

}  // namespace pixelwhy::gui
