#include "notes/sweep_animation.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

constexpr int usual_width = 960, least_width = 320;
constexpr double pad = 14;
constexpr double name_line = 18, value_line = 26;
constexpr double bar = 4;
constexpr double narrowest = 200;  // that holds a value

int even(double length) { return static_cast<int>(std::ceil(length / 2)) * 2; }

/// The picture's size within the room: its own where it fits, else reduced.
cv::Size fitted(cv::Size size, cv::Size room) {
  const double fit = std::min(
      {1.0, static_cast<double>(room.width) / size.width, static_cast<double>(room.height) / size.height});
  return {std::max(1, static_cast<int>(size.width * fit)), std::max(1, static_cast<int>(size.height * fit))};
}

}  // namespace

SweepFrames::SweepFrames(const Sweep& sweep, const FramePtr& frame, const SweepLook& look)
    : sweep_(sweep), source_(frame->pixels.size()), look_(look) {}

double SweepFrames::put_strip(Sheet& sheet, std::size_t index, double top) {
  const FigurePalette& c = sheet.colors();
  const SweepAxis& axis = sweep_.axes.at(0);
  const Parameter& parameter = sweep_.demo->parameters[static_cast<std::size_t>(axis.parameter)];
  const double width = std::max<double>(room_.width, narrowest) - 2 * pad;
  double y = top + 10;
  const Paragraph count{{sheet.span(fmt::format("{} / {}", index + 1, axis.values.size()), 11.5, c.muted)},
                        0,
                        name_line,
                        Align::Right};
  const double taken = sheet.set("count", count, {pad + width, y}).width;
  Paragraph name{{sheet.span(sheet.in(parameter.name), 12, c.muted)}, width - taken - 12, name_line};
  name.cut = true;
  y += sheet.set("name", name, {pad, y}).height;
  const std::string words = told_value(look_.figure.language, parameter, axis.values[index]);
  Paragraph value{{sheet.span(words, 18, c.ink, true)}, width, value_line};
  value.cut = true;
  y += sheet.set("value", value, {pad, y}).height + 6;
  const double share = static_cast<double>(index + 1) / static_cast<double>(axis.values.size());
  sheet.draw(RectangleItem{cv::Rect2d(pad, y, width, bar), bar / 2, c.hairline, {}, 1});
  sheet.draw(RectangleItem{cv::Rect2d(pad, y, std::max(bar, width * share), bar), bar / 2, c.accent, {}, 1});
  return y + bar + pad - top;
}

Figure SweepFrames::lay_out(const SweptPicture& picture) {
  Sheet sheet(look_.figure);
  const auto natural = [&](cv::Size size) {
    const int usual = std::clamp(size.width, least_width, usual_width);
    return shown_size(size, look_.tile > 0 ? look_.tile : usual);
  };
  const bool empty = picture.pixels.empty();
  if (room_.empty()) {
    const cv::Size size = natural(empty ? source_ : picture.pixels.size());
    room_ = {even(size.width), even(size.height)};
  }
  const double width = std::max<double>(room_.width, narrowest);
  if (empty) {
    const FigurePalette& c = sheet.colors();
    sheet.draw(RectangleItem{cv::Rect2d(0, 0, width, room_.height), 0, c.raised, {}, 1});
    const Paragraph words{
        {sheet.span(sheet.in(picture.problem), 13, c.muted)}, width - 2 * pad, 20, Align::Center};
    sheet.label(words, {pad, std::max(0.0, std::floor((room_.height - Sheet::extent(words).height) / 2))});
  } else {
    const cv::Size size = fitted(natural(picture.pixels.size()), room_);
    const cv::Rect2d box(std::floor((width - size.width) / 2), (room_.height - size.height) / 2, size.width,
                         size.height);
    sheet.draw(PictureItem{reduced_to(picture.pixels, size * look_.figure.scale), box});
  }
  sheet.hairline({0, static_cast<double>(room_.height)}, {width, static_cast<double>(room_.height)});
  const double strip = put_strip(sheet, picture.index, room_.height);
  return sheet.finish({static_cast<int>(width), even(room_.height + strip)}, {});
}

cv::Mat SweepFrames::draw(const SweptPicture& picture) {
  return draw_pixels(lay_out(picture).drawing, look_.figure.scale);
}

}  // namespace pixelwhy
