#include "notes/figure_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pixelwhy {

namespace {

Ink rgb(unsigned hex) {
  return {((hex >> 16) & 255) / 255.0, ((hex >> 8) & 255) / 255.0, (hex & 255) / 255.0, 1};
}

const FigurePalette light{rgb(0xffffff), rgb(0x16181d), rgb(0x656c78), rgb(0xd5d8de),
                          rgb(0xf5f6f8), rgb(0x2a55c8), rgb(0xc2570c), rgb(0xffb020)};
const FigurePalette dark{rgb(0x15171b), rgb(0xe7e9ed), rgb(0x9aa2b1), rgb(0x363b44),
                         rgb(0x1e2127), rgb(0x8aa6ff), rgb(0xf2b35e), rgb(0xffb020)};

/// The middle of small letters lies about this share of the size above the baseline.
constexpr double half_letter = 0.36;

/// `1.2e+07` as `1.2·10⁷`.
std::string with_power(const std::string& text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  static const char* digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string power = text[e + 1] == '-' ? "⁻" : "";
  for (const char c : std::to_string(std::abs(std::stoi(text.substr(e + 1))))) power += digits[c - '0'];
  return text.substr(0, e) + "·10" + power;
}

}  // namespace

Sheet::Sheet(const FigureOptions& options) : options_(options), colors_(options.dark ? dark : light) {
  drawing_.paper = colors_.paper;
}

Span Sheet::span(std::string text, double size, const Ink& ink, bool strong) const {
  Span span;
  span.text = std::move(text);
  span.size = size;
  span.ink = ink;
  span.strong = strong;
  return span;
}

cv::Size2d Sheet::extent(const Paragraph& paragraph) {
  const TextExtent extent = measure(paragraph);
  return {std::ceil(extent.width), paragraph.line_height * extent.lines};
}

cv::Rect2d Sheet::label(const Paragraph& paragraph, cv::Point2d at) {
  const cv::Size2d size = extent(paragraph);
  const double letters = paragraph.spans.empty() ? 0 : paragraph.spans.front().size;
  draw(TextItem{paragraph, {at.x, at.y + paragraph.line_height / 2 + half_letter * letters}});
  double left = at.x;
  if (paragraph.width <= 0 && paragraph.align != Align::Left)
    left -= paragraph.align == Align::Center ? size.width / 2 : size.width;
  return {left, at.y, size.width, size.height};
}

cv::Rect2d Sheet::set(const std::string& name, const Paragraph& paragraph, cv::Point2d at) {
  const cv::Rect2d box = label(paragraph, at);
  add_part(name, box);
  return box;
}

void Sheet::hairline(cv::Point2d from, cv::Point2d to) {
  // Half a unit off, so that it fills one row of pixels and does not smear over two.
  const cv::Point2d shift = from.y == to.y ? cv::Point2d(0, 0.5) : cv::Point2d(0.5, 0);
  draw(PathItem{{from + shift, to + shift}, false, {}, colors_.hairline, 1, {}});
}

std::size_t Sheet::draw_later(const RectangleItem& rectangle) {
  draw(rectangle);
  return drawing_.items.size() - 1;
}

void Sheet::settle(std::size_t rectangle, const cv::Rect2d& box) {
  std::get<RectangleItem>(drawing_.items.at(rectangle)).box = box;
}

Figure Sheet::finish(cv::Size size, std::string title) {
  drawing_.size = size;
  drawing_.title = std::move(title);
  drawing_.date = options_.date;
  return {std::move(drawing_), std::move(parts_)};
}

std::string told_number(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : value < 0 ? "−∞" : "∞";
  const double size = std::abs(value);
  const bool no_fraction = size < 1e7 && (size == std::floor(size) || size >= 1000);
  const std::string text =
      no_fraction ? fmt::format("{:.0f}", size) : with_power(fmt::format("{:.4g}", size));
  return value < 0 && text != "0" ? "−" + text : text;
}

std::string told_expression(std::string text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool digit = text[i + 1] >= '0' && text[i + 1] <= '9';
    const bool after_digit =
        i > 0 && (std::isalnum(static_cast<unsigned char>(text[i - 1])) || text[i - 1] == ')');
    if (text[i] == '-' && digit && !after_digit) text.replace(i, 1, "−");
  }
  return text;
}

std::string told_pixel(std::vector<double> values) {
  if (values.size() == 3) std::reverse(values.begin(), values.end());
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : "  ") + told_number(value);
  return text;
}

}  // namespace pixelwhy
