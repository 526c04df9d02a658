#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/region.h"
#include "gui/bars.h"
#include "gui/strings.h"
#include "gui/view_menu.h"
#include "gui/view_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

std::string zoom_words(double zoom) {
  const double percent = zoom * 100;
  return percent < 10 ? fmt::format("{:.1f} %", percent) : fmt::format("{:.0f} %", percent);
}

std::string pixel_words(const cv::Mat& image, cv::Point at) {
  if (image.empty() || !cv::Rect({0, 0}, image.size()).contains(at)) return {};
  std::string words;
  for (int c = std::min(image.channels(), 3); c-- > 0;) {
    words += (words.empty() ? "" : "  ") + brief_number(value_at(image, at, c), 6);
  }
  return words;
}

/// What the file held at a pixel of the source, where that was not 8-bit.
std::string stored_words(const AppState& state, cv::Point at) {
  if (!state.frame || state.shown_stage() != source_stage) return {};
  return pixel_words(state.frame->original, at);
}

/// Its name and size, and where in the whole picture it lies.
std::string picture_words(Ui& ui, const Frame& frame) {
  const Frame& whole = whole_of(frame);
  std::string words = fmt::format("{}   {} × {}", whole.name, frame.pixels.cols, frame.pixels.rows);
  if (const auto region = region_of(frame)) {
    words += fmt::format("   {} {},{} {} {} × {}", ui.text(strings::region_at), region->x, region->y,
                         ui.text(strings::region_of), whole.pixels.cols, whole.pixels.rows);
  }
  return words;
}

std::string strange_words(const NonFinite& found) {
  std::string words;
  const std::pair<const char*, std::size_t> kinds[] = {
      {"NaN", found.nan}, {"+∞", found.plus}, {"−∞", found.minus}};
  for (const auto& [name, count] : kinds) {
    if (count > 0) words += fmt::format("{}{} {}", words.empty() ? "" : "  ", name, count);
  }
  return words;
}

/// How a source that runs is kept up with, from the right; each figure has its explanation.
void draw_figures(Ui& ui, float& right, float left, float middle) {
  const Playing& live = ui.state.live;
  const struct {
    std::string id;
    std::string words;
    const Text* tip;
  } figures[] = {
      {"latency",
       fmt::format("{} {:.0f} → {:.0f} {}", ui.text(strings::latency), live.processing.latency_ms,
                   live.swap_ms, ui.text(strings::milliseconds)),
       &strings::latency_tip},
      {"dropped", fmt::format("{} {}", ui.text(strings::dropped), live.capture.dropped),
       &strings::dropped_tip},
      {"processed", fmt::format("{} {:.1f}", ui.text(strings::rate_processed), live.processing.rate),
       &strings::processed_tip},
      {"captured",
       fmt::format("{} {:.1f} {}", ui.text(strings::rate_captured), live.capture.capture_rate,
                   ui.text(strings::per_second)),
       &strings::captured_tip}};
  for (const auto& [id, words, tip] : figures) {
    ui.fonts.need(words);
    const ImVec2 size = text_size(ui.fonts.small, words);
    // A little room, so that a digit more or less moves nothing.
    const float width = std::ceil(size.x / ui.px(14)) * ui.px(14);
    if (right - width < left) return;
    right -= width;
    const float top = middle - size.y / 2;
    put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {right, top}, packed(ui.colors->muted), words);
    ImGui::SetCursorScreenPos({right, top});
    ImGui::InvisibleButton(("figure:" + id).c_str(), size);
    ui.mark("figure:" + id, {right, top}, {right + size.x, top + size.y});
    if (ImGui::IsItemHovered()) tooltip(ui, ui.text(*tip));
    right -= ui.px(16);
  }
}

}  // namespace

void draw_canvas_bar(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(c.panel));
  const float middle = (min.y + max.y) / 2;
  const float icon_top = std::round(middle - ui.px(14));
  const std::string zoom = zoom_words(shown_view(state).zoom);
  const float zoom_width = ui.px(64);
  float right = max.x - ui.px(8) - ui.px(28);
  ImGui::SetCursorScreenPos({right, icon_top});
  action_button(ui, "fit", Icon::Fit, shown_view(state).fitted);
  right -= ui.px(28);
  ImGui::SetCursorScreenPos({right, icon_top});
  action_button(ui, "zoom-in", Icon::Plus);
  right -= zoom_width;
  const ImVec2 size = text_size(ui.fonts.mono, zoom);
  put_text(list, ui.fonts.mono, {right + (zoom_width - size.x) / 2, middle - size.y / 2}, packed(c.text),
           zoom);
  right -= ui.px(28);
  ImGui::SetCursorScreenPos({right, icon_top});
  action_button(ui, "zoom-out", Icon::Minus);

  right = draw_view_menu(ui, {right - ui.px(4), std::round(middle - ui.px(16))}, min.x + ui.px(16));

  const Demo& demo = state.current_demo();
  float x = min.x + ui.px(16);
  const std::string demo_name = ui.text(demo.name);
  const std::string stage =
      ui.text(state.shown_stage() == source_stage ? strings::source : demo.stage_name(state.shown_stage()));
  const float room = right - x - ui.px(16);
  const float whole = text_size(ui.fonts.body, demo_name).x + text_size(ui.fonts.strong, stage).x + ui.px(24);
  if (whole <= room) {
    put_text(list, ui.fonts.body, {x, middle - ui.fonts.body->FontSize / 2}, packed(c.muted), demo_name);
    x += text_size(ui.fonts.body, demo_name).x + ui.px(8);
    put_text(list, ui.fonts.body, {x, middle - ui.fonts.body->FontSize / 2}, packed(c.muted), "›");
    x += ui.px(16);
  }
  put_text(list, ui.fonts.strong, {x, middle - ui.fonts.strong->FontSize / 2}, packed(c.text),
           shortened(ui.fonts.strong, stage, std::max(ui.px(24), right - x - ui.px(8))));
}

void draw_status_bar(Ui& ui, ImVec2 min, ImVec2 max) {
  AppState& state = ui.state;
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(min, max, packed(c.panel));
  list->AddLine({min.x, min.y + 0.5F}, {max.x, min.y + 0.5F}, packed(c.border));
  const float middle = (min.y + max.y) / 2;
  float x = min.x + ui.px(16);
  const auto put = [&](ImFont* font, const std::string& words, const ImVec4& color, float gap) {
    ui.fonts.need(words);
    put_text(list, font, {x, middle - font->FontSize / 2}, packed(color), words);
    x += text_size(font, words).x + ui.px(gap);
  };
  std::optional<cv::Point> at = state.hover ? state.hover : state.pin;
  if (at) {
    const std::string words = pixel_words(state.shown_image(), *at);
    if (!words.empty()) {
      put(ui.fonts.mono_small, fmt::format("x {}  y {}", at->x, at->y), c.text, 16);
      put(ui.fonts.small, ui.text(strings::status_value), c.muted, 8);
      put(ui.fonts.mono_small, words, c.text, 24);
      if (const std::string stored = stored_words(state, *at); !stored.empty()) {
        put(ui.fonts.small, ui.text(strings::status_stored), c.muted, 8);
        put(ui.fonts.mono_small, stored, c.text, 24);
      }
    }
  }
  if (const Look* look = state.shown_look(); look && look->strange.total() > 0) {
    put(ui.fonts.small, ui.text(strings::not_finite), c.bad, 8);
    put(ui.fonts.mono_small, strange_words(look->strange), c.text, 24);
    ui.mark("status:not-finite", {x - ui.px(24), min.y}, {x, max.y});
  }
  // From the right: times, the picture.
  std::string time;
  if (state.engine_busy) {
    time = ui.text(strings::computing);
  } else if (state.snapshot && state.snapshot->request.demo == &state.current_demo()) {
    double total = 0;
    for (const ResultPtr& result : state.snapshot->stages) total += result ? result->milliseconds : 0;
    time = fmt::format("{} {}", ui.text(strings::status_total), duration_words(ui, total));
  }
  std::string picture;
  if (state.opening) {
    picture = ui.text(strings::opening);
  } else if (state.frame) {
    picture = picture_words(ui, *state.frame);
    if (state.frame_count > 1 && !state.live.active)
      picture += fmt::format("   {}/{}", state.frame_index + 1, state.frame_count);
  }
  float right = max.x - ui.px(16);
  if (state.live.running) {
    draw_figures(ui, right, x, middle);
    time.clear();
  }
  for (const std::string& words : {time, picture}) {
    if (words.empty()) continue;
    ui.fonts.need(words);
    const std::string shown = shortened(ui.fonts.small, words, std::max(ui.px(24), right - x - ui.px(16)));
    const float width = text_size(ui.fonts.small, shown).x;
    if (right - width < x) break;
    right -= width;
    put_text(list, ui.fonts.small, {right, middle - ui.fonts.small->FontSize / 2}, packed(c.muted), shown);
    right -= ui.px(24);
  }
}

}  // namespace pixelwhy::gui
