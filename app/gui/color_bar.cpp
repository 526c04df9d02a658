#include "gui/color_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gui/view_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

constexpr float pad = 8;

ImU32 packed_color(cv::Vec3b c) { return IM_COL32(c[2], c[1], c[0], 255); }

/// Whether the colours of a view do not tell their values by themselves.
bool needs_bar(const Drawing& drawing) {
  if (drawing.lens || !has_scale(drawing.look.view)) return false;
  const cv::Mat& image = drawing.look.result->output.image;
  if (image.channels() != 1 && drawing.settings.channel == Channel::All) return false;
  return image.depth() != CV_8U || drawing.look.view != View::Picture || !drawing.settings.automatic();
}

struct Box {
  ImVec2 min, max;
};

Box corner_box(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, ImVec2 size) {
  const ImVec2 max{std::round(static_cast<float>(canvas.x + canvas.width) - ui.px(12)),
                   std::round(static_cast<float>(canvas.y + canvas.height) - ui.px(12))};
  const ImVec2 min{std::round(max.x - size.x), std::round(max.y - size.y)};
  const float up = lift_above(ui, "compare-bar", min, max);
  const Box box{{min.x, min.y - up}, {max.x, max.y - up}};
  list->AddRectFilled(box.min, box.max, packed(ui.colors->panel, 0.94F), ui.px(8));
  ui.mark("color-bar", box.min, box.max);
  return box;
}

void draw_scale(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const Drawing& drawing) {
  const float width = std::min(ui.px(220), static_cast<float>(canvas.width) * 0.4F);
  if (width < ui.px(110)) return;
  ImFont* font = ui.fonts.mono_small;
  const float bar = ui.px(8);
  const float p = ui.px(pad);
  const Box box = corner_box(ui, list, canvas, {width, bar + font->FontSize + 2 * p + ui.px(3)});
  const Range range = drawing.look.range;
  const ImVec2 at{box.min.x + p, box.min.y + p};
  const float inner = width - 2 * p;
  const auto steps = static_cast<int>(inner);
  for (int i = 0; i < steps; ++i) {
    const double value = value_at_share(drawing.look.view, range, (i + 0.5) / steps, drawing.settings);
    const float x = at.x + inner * static_cast<float>(i) / static_cast<float>(steps);
    list->AddRectFilled({x, at.y},
                        {at.x + inner * static_cast<float>(i + 1) / static_cast<float>(steps), at.y + bar},
                        packed_color(color_of(drawing.look.view, range, &value, 1, 1, drawing.settings)));
  }
  list->AddRect({at.x - 0.5F, at.y - 0.5F}, {at.x + inner + 0.5F, at.y + bar + 0.5F},
                packed(ui.colors->border));
  // The scale need not be linear, so its middle is told too.
  const float y = at.y + bar + ui.px(3);
  float free_from = at.x;
  for (const double share : {0.0, 1.0, 0.5}) {
    const double value = value_at_share(drawing.look.view, range, share, drawing.settings);
    const std::string words = brief_number(value, 3);
    const float extent = text_size(font, words).x;
    const float x = at.x + (inner - extent) * static_cast<float>(share);
    if (share == 0.0) free_from = at.x + extent + ui.px(8);
    const float right =
        at.x + inner -
        text_size(font, brief_number(value_at_share(drawing.look.view, range, 1, drawing.settings), 3)).x;
    if (share == 0.5 && (x < free_from || x + extent + ui.px(8) > right)) continue;
    put_text(list, font, {x, y}, packed(share == 0.5 ? ui.colors->muted : ui.colors->text), ui.raw(words));
  }
}

/// What the colours of a view of labels mean.
void draw_legend(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const Drawing& drawing) {
  const std::vector<Stage>& stages = ui.state.current_demo().stages;
  const auto stage = static_cast<std::size_t>(drawing.look.stage);
  if (drawing.look.stage < 0 || stage >= stages.size() || stages[stage].labels.empty()) return;
  const std::vector<Text>& labels = stages[stage].labels;
  ImFont* font = ui.fonts.small;
  const float p = ui.px(pad);
  const float square = ui.px(9);
  const float row = font->FontSize + ui.px(4);
  float width = 0;
  for (const Text& label : labels) width = std::max(width, text_size(font, ui.text(label)).x);
  const cv::Size2f size(width + square + 3 * p, row * static_cast<float>(labels.size()) + 2 * p - ui.px(4));
  if (size.width > canvas.width * 0.4 || size.height > canvas.height * 0.6) return;
  const Box box = corner_box(ui, list, canvas, {size.width, size.height});
  float y = box.min.y + p;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto value = static_cast<double>(i);
    const ImVec2 corner{box.min.x + p, std::round(y + (font->FontSize - square) / 2)};
    list->AddRectFilled(corner, {corner.x + square, corner.y + square},
                        packed_color(color_of(View::Labels, {0, 1}, &value, 1)), ui.px(2));
    list->AddRect(corner, {corner.x + square, corner.y + square}, packed(ui.colors->border), ui.px(2));
    put_text(list, font, {corner.x + square + p, y}, packed(ui.colors->text), ui.text(labels[i]));
    y += row;
  }
}

std::string percent_words(double percent) {
  if (percent > 0 && percent < 0.01) return "< 0.01 %";
  return fmt::format("{:.{}f} %", percent,
                     percent < 1 && percent > 0    ? 2
                     : percent < 10 && percent > 0 ? 1
                                                   : 0);
}

std::vector<std::string> lens_lines(Ui& ui, const LensResult& lens, TypeLens kind) {
  const LensView& view = lens.view;
  const bool bytes = lens.bytes;
  std::vector<std::string> lines{ui.text(bytes                       ? strings::lens_bytes
                                         : kind == TypeLens::Wrapped ? strings::lens_wrapped_title
                                                                     : strings::lens_saturated_title)};
  const auto line = [&](const Text& words, std::size_t count) {
    const double share =
        100.0 * static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(1, view.lost.total()));
    lines.push_back(fmt::format("{}: {} ({})", ui.text(words), count, percent_words(share)));
  };
  line(bytes ? strings::lens_at_0 : strings::lens_low, view.low);
  line(bytes ? strings::lens_at_255 : strings::lens_high, view.high);
  if (view.not_finite > 0) line(strings::lens_not_finite, view.not_finite);
  return lines;
}

void draw_losses(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const Drawing& drawing) {
  const std::vector<std::string> lines = lens_lines(ui, *drawing.lens, ui.state.viewing.lens);
  float width = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    ui.fonts.need(lines[i]);
    width = std::max(width, text_size(i == 0 ? ui.fonts.strong : ui.fonts.small, lines[i]).x);
  }
  const float p = ui.px(pad);
  const float row = ui.fonts.small->FontSize + ui.px(4);
  const float height =
      ui.fonts.strong->FontSize + row * static_cast<float>(lines.size() - 1) + 2 * p + ui.px(2);
  const Box box = corner_box(ui, list, canvas, {width + 2 * p, height});
  float y = box.min.y + p;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    put_text(list, i == 0 ? ui.fonts.strong : ui.fonts.small, {box.min.x + p, y},
             packed(i == 0 ? ui.colors->text : ui.colors->muted), lines[i]);
    y += i == 0 ? ui.fonts.strong->FontSize + ui.px(4) : row;
  }
}

}  // namespace

void draw_color_bar(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const Drawing& drawing) {
  if (drawing.lens) {
    draw_losses(ui, list, canvas, drawing);
  } else if (ui.state.viewing.color_bar && needs_bar(drawing)) {
    draw_scale(ui, list, canvas, drawing);
  } else if (ui.state.viewing.color_bar && drawing.look.view == View::Labels) {
    draw_legend(ui, list, canvas, drawing);
  }
}

}  // namespace pixelwhy::gui
