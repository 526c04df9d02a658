#include "gui/transport_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "gui/card.h"
#include "gui/live.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

using State = PlayerStatus::State;

/// How many frames there are, 0 when nobody knows.
int frames_of(const AppState& state) {
  return state.live.active ? state.live.status.count.value_or(0) : state.frame_count;
}

/// `12.4 s`, `3:05.2`
std::string clock_words(double seconds) {
  if (seconds < 60) return fmt::format("{:.1f} s", seconds);
  const int minutes = static_cast<int>(seconds / 60);
  return fmt::format("{}:{:04.1f}", minutes, seconds - 60 * minutes);
}

/// When the frame in view is due: the player's position is that of its newest one.
double position_of(const AppState& state, int index) {
  const PlayerStatus& status = state.live.status;
  if (status.rate <= 0) return 0;
  if (!status.count) return index / status.rate;
  return std::max(0.0, status.position + (index - status.index) / status.rate);
}

std::string position_words(Ui& ui, int index) {
  const AppState& state = ui.state;
  const int count = frames_of(state);
  std::string words;
  if (state.live.active && state.live.kind != SourceKind::Folder && state.live.status.rate > 0) {
    words = clock_words(position_of(state, index)) + "  ·  ";
  }
  words += fmt::format("{} {}", ui.text(strings::frame), index + 1);
  return count > 0 ? words + fmt::format(" / {}", count) : words;
}

void state_word(Ui& ui, float& x, float middle, const Text& word, const ImVec4& color) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled({x + ui.px(5), middle}, ui.px(4), packed(color), 16);
  const std::string words = ui.text(word);
  put_text(list, ui.fonts.strong, {x + ui.px(16), middle - ui.fonts.strong->FontSize / 2}, packed(color),
           words);
  x += ui.px(16) + text_size(ui.fonts.strong, words).x + ui.px(16);
}

std::string mode_words(const AppState& state) {
  std::string words = state.live.status.name;
  if (state.frame) words += fmt::format("   {} × {}", state.frame->pixels.cols, state.frame->pixels.rows);
  if (state.live.status.rate > 0) words += fmt::format("   {:.4g} fps", state.live.status.rate);
  return words;
}

}  // namespace

bool has_transport(const AppState& state) {
  return state.live.active || state.live.gone || state.frame_count > 1;
}

void TransportBar::draw(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(ui.colors->panel));
  list->AddLine({min.x, min.y + 0.5F}, {max.x, min.y + 0.5F}, packed(ui.colors->border));
  const float middle = std::round((min.y + max.y) / 2);
  const float left = min.x + ui.px(10);
  const float right = max.x - ui.px(12);
  ui.mark("transport", min, max);
  const bool live = state.live.gone || (state.live.active && state.live.status.live);
  live ? draw_live(ui, left, right, middle) : draw_file(ui, left, right, middle);
}

void TransportBar::draw_live(Ui& ui, float x, float right, float middle) {
  AppState& state = ui.state;
  const Playing& live = state.live;
  const Palette& c = *ui.colors;
  const float top = middle - ui.px(14);
  ImGui::SetCursorScreenPos({x, top});
  const bool on = live.wanted && !live.gone;
  action_button(ui, "freeze", on ? Icon::Pause : Icon::Play, live.frozen());
  x += ui.px(40);
  if (live.gone) {
    state_word(ui, x, middle, strings::closed, c.muted);
  } else if (live.status.state == State::Waiting) {
    state_word(ui, x, middle, strings::source_waits, c.second);
  } else if (live.status.state == State::Failed) {
    state_word(ui, x, middle, strings::stopped, c.bad);
  } else {
    state_word(ui, x, middle, live.frozen() ? strings::frozen : strings::live,
               live.frozen() ? c.accent : c.good);
  }
  right -= ui.px(28);
  ImGui::SetCursorScreenPos({right, top});
  action_button(ui, "mirror", Icon::Mirror, live.status.mirrored);
  const std::string words = mode_words(state);
  ui.fonts.need(words);
  if (right - x < ui.px(48)) return;
  put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {x, middle - ui.fonts.small->FontSize / 2},
           packed(c.muted), shortened(ui.fonts.small, words, right - x - ui.px(16)));
}

float TransportBar::draw_speed(Ui& ui, float right, float middle) {
  constexpr double speeds[] = {0.1, 0.25, 0.5, 1, 2, 4, 8};
  AppState& state = ui.state;
  const double now = state.live.active ? state.live.status.speed : 1;
  const std::string words = fmt::format("{:g}×", now);
  const float width = text_button_width(ui, "0.25×", true);
  right -= width;
  ImGui::SetCursorScreenPos({right, middle - ui.px(16)});
  if (text_button(ui, "speed", words, ButtonLook::Quiet, state.live.active, true)) ImGui::OpenPopup("speeds");
  if (ImGui::IsItemHovered()) tooltip(ui, ui.text(strings::speed));
  ImGui::SetNextWindowPos({right, middle - ui.px(18)}, ImGuiCond_Always, {0, 1});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ui.px(6, 6));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup("speeds")) {
    for (const double speed : speeds) {
      const std::string name = fmt::format("{:g}×", speed);
      if (text_button(ui, "speed:" + name, name, speed == now ? ButtonLook::Filled : ButtonLook::Quiet)) {
        set_speed(state, speed);
        ImGui::CloseCurrentPopup();
      }
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return right;
}

void TransportBar::draw_file(Ui& ui, float x, float right, float middle) {
  AppState& state = ui.state;
  const Playing& live = state.live;
  const float top = middle - ui.px(14);
  const bool goes =
      live.active && live.wanted && live.status.state != State::Ended && live.status.state != State::Failed;
  const struct {
    const char* action;
    Icon icon;
  } buttons[] = {
      {"step-back", Icon::StepBack}, {"freeze", goes ? Icon::Pause : Icon::Play}, {"step-on", Icon::StepOn}};
  for (const auto& [action, icon] : buttons) {
    ImGui::SetCursorScreenPos({x, top});
    action_button(ui, action, icon);
    x += ui.px(30);
  }
  x += ui.px(10);
  right = draw_speed(ui, right, middle) - ui.px(30);
  ImGui::SetCursorScreenPos({right, top});
  action_button(ui, "loop", Icon::Loop, live.loop);
  const int index = live.seeking.value_or(state.frame_index);
  const std::string words = position_words(ui, index);
  // As wide as the last frame's, so that nothing moves while it plays.
  const float width =
      std::max(text_size(ui.fonts.mono_small, words).x,
               text_size(ui.fonts.mono_small, position_words(ui, std::max(index, frames_of(state) - 1))).x);
  right -= ui.px(12);
  const bool room = right - x > width + ui.px(120);
  if (room) {
    put_text(ImGui::GetWindowDrawList(), ui.fonts.mono_small,
             {right - width, middle - ui.fonts.mono_small->FontSize / 2}, packed(ui.colors->text), words);
    right -= width + ui.px(16);
  }
  if (right - x > ui.px(40)) draw_seek(ui, x, right, middle);
}

void TransportBar::draw_seek(Ui& ui, float left, float right, float middle) {
  AppState& state = ui.state;
  Playing& live = state.live;
  const Palette& c = *ui.colors;
  const int count = frames_of(state);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float thick = ui.px(2);
  if (count < 2) {  // it has no end, or its length is still being read
    list->AddRectFilled({left, middle - thick}, {right, middle + thick}, packed(c.raised), thick);
    return;
  }
  ImGui::SetCursorScreenPos({left, middle - ui.px(12)});
  ImGui::InvisibleButton("seek", {right - left, ui.px(24)});
  ui.mark("seek", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const float at = std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.0F, 1.0F);
  const int under = static_cast<int>(std::lround(at * static_cast<float>(count - 1)));
  if (ImGui::IsItemActive()) {
    if (live.seeking != under) seek_frame(state, under);  // each place is seen at once
    live.seeking = under;
  } else if (live.seeking && (state.frame_index == *live.seeking || live.running || !live.active)) {
    live.seeking.reset();  // the frame has come; until then the handle stays where it was put
  }
  const float part =
      static_cast<float>(live.seeking.value_or(state.frame_index)) / static_cast<float>(count - 1);
  const float x = left + std::clamp(part, 0.0F, 1.0F) * (right - left);
  list->AddRectFilled({left, middle - thick}, {right, middle + thick}, packed(c.raised_more), thick);
  list->AddRectFilled({left, middle - thick}, {x, middle + thick}, packed(c.accent), thick);
  list->AddCircleFilled({x, middle}, ui.px(hovered || live.seeking ? 7 : 5.5F), packed(c.accent), 24);
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (hovered && !ImGui::IsItemActive()) tooltip(ui, position_words(ui, under));
}

void draw_live_banner(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  Playing& live = state.live;
  const Palette& c = *ui.colors;
  const PlayerStatus* status = live.opening && live.opening->state == State::Waiting ? &*live.opening
                               : live.active                                         ? &live.status
                                                                                     : nullptr;
  if (!status || status->message.empty() || live.banner_hidden) return;
  const bool opening = live.active ? status != &live.status : true;
  const bool waiting = status->state == State::Waiting;
  const bool failed = status->state == State::Failed;
  std::string words = ui.text(status->message);
  if (waiting) {
    const std::chrono::duration<double> left = status->next_try - std::chrono::steady_clock::now();
    const std::string when = left.count() > 0 ? ui.text(strings::again_in) +
                                                    fmt::format("{:.0f}", std::ceil(left.count())) +
                                                    ui.text(strings::seconds_left)
                                              : std::string(ui.text(strings::again_now));
    words += "\n" + when;
  }
  const float width = std::min(ui.px(520), max.x - min.x - ui.px(24));
  const std::vector<Span> spans{{words, ui.fonts.body, packed(c.text)}};
  const float inner = width - ui.px(72);
  const float buttons = waiting || failed ? ui.px(44) : 0;
  ui.fonts.need(words);
  const float height = std::max(ui.px(48), flow(nullptr, {}, spans, inner).y + ui.px(28)) + buttons;
  const float top = min.y + ui.px(live.frozen() ? 52 : 12);
  begin_card(ui, "live banner", {std::round(min.x + ui.px(12)), top}, width, height,
             failed ? c.bad_soft : c.panel, 0);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetWindowPos();
  ui.mark("live-banner", at, {at.x + width, at.y + height});
  list->AddRectFilled({at.x + ui.px(6), at.y + ui.px(10)}, {at.x + ui.px(9), at.y + height - ui.px(10)},
                      packed(failed ? c.bad : c.second), ui.px(2));
  flow(list, {at.x + ui.px(20), at.y + ui.px(13)}, spans, inner);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(36), at.y + ui.px(8)});
  if (icon_button(ui, "banner-hide", Icon::Close, "")) live.banner_hidden = true;
  if (buttons > 0) {
    ImGui::SetCursorScreenPos({at.x + ui.px(20), at.y + height - ui.px(44)});
    if (text_button(ui, "try-now", ui.text(strings::try_now), ButtonLook::Plain)) try_again(state);
    if (opening) {
      ImGui::SetCursorScreenPos(
          {at.x + ui.px(28) + text_button_width(ui, ui.text(strings::try_now)), at.y + height - ui.px(44)});
      if (text_button(ui, "give-up", ui.text(strings::give_up), ButtonLook::Quiet))
        live.give_up_opening = true;
    }
  }
  ImGui::End();
}

void draw_frozen_mark(Ui& ui, ImVec2 min, ImVec2 max) {
  if (!ui.state.live.frozen()) return;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRect({min.x + 1, min.y + 1}, {max.x - 1, max.y - 1}, packed(c.accent), 0, 0, ui.px(2));
  const std::string name = ui.text(strings::frozen);
  const ImVec2 size = text_size(ui.fonts.strong, name);
  const ImVec2 a{min.x + ui.px(12), min.y + ui.px(12)};
  const ImVec2 b{a.x + size.x + ui.px(40), a.y + ui.px(28)};
  list->AddRectFilled(a, b, packed(c.accent), ui.px(6));
  draw_icon(list, Icon::Pause, {a.x + ui.px(16), (a.y + b.y) / 2}, ui.px(11), packed(c.on_accent));
  put_text(list, ui.fonts.strong, {a.x + ui.px(28), (a.y + b.y - size.y) / 2}, packed(c.on_accent), name);
  ui.mark("frozen", a, b);
}

}  // namespace pixelwhy::gui
