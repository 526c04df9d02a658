#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pixelwhy {

// A drawing as plain data: what a figure is laid out as, before it becomes pixels, SVG or PDF. Lengths are in
// units of 1/96 inch, x to the right and y down. Whole units fall onto whole pixels at every scale.

struct Ink {
  double red = 0, green = 0, blue = 0, alpha = 1;
  friend bool operator==(const Ink&, const Ink&) = default;
};

/// A stretch of text in one style.
struct Span {
  std::string text;
  double size = 13;
  Ink ink;
  bool strong = false;
  bool italic = false;
  int level = 0;  ///< 1 a superscript, -1 a subscript
};

enum class Align { Left, Center, Right };

/// Text in one or more lines. Digits are all as wide as each other.
struct Paragraph {
  std::vector<Span> spans;
  double width = 0;  ///< lines are broken at it; 0: a single line of any width
  double line_height = 18;
  Align align = Align::Left;  ///< within `width`, or about the place where width is 0
  bool cut = false;           ///< a single line, cut to `width` with an ellipsis
};

struct TextExtent {
  double width = 0;
  double height = 0;
  double baseline = 0;  ///< of the first line, below the top
  int lines = 0;
};

struct TextItem {
  Paragraph paragraph;
  cv::Point2d at;  ///< where the first line's baseline begins; its end or middle by `align` where width is 0
};

/// Pixels (CV_8UC1 or CV_8UC3) drawn into a box, each as a rectangle of one colour.
struct PictureItem {
  cv::Mat pixels;
  cv::Rect2d box;
  bool round = false;  ///< only the ellipse inside the box
};

/// A polyline or polygon.
struct PathItem {
  std::vector<cv::Point2d> points;
  bool closed = false;
  std::optional<Ink> fill;
  std::optional<Ink> stroke;
  double thickness = 1;
  std::optional<cv::Rect2d> clip;
};

struct RectangleItem {
  cv::Rect2d box;
  double radius = 0;
  std::optional<Ink> fill;
  std::optional<Ink> stroke;
  double thickness = 1;
};

struct CircleItem {
  cv::Point2d center;
  double radius = 0;
  std::optional<Ink> fill;
  std::optional<Ink> stroke;
  double thickness = 1;
  std::optional<cv::Rect2d> clip;
};

using DrawingItem = std::variant<TextItem, PictureItem, PathItem, RectangleItem, CircleItem>;

struct Drawing {
  cv::Size size;
  Ink paper{1, 1, 1, 1};
  std::vector<DrawingItem> items;  ///< from the lowest to the uppermost
  std::string title;               ///< of the PDF
  std::string date;                ///< of the PDF: `2026-11-24`, or empty
};

/// Text is set by Pango and drawn by Cairo. They are in a module that is loaded when it is first needed, as
/// their libraries would cost every start of the program some milliseconds. All throw a failure that names
/// the reason, and may be called from any thread.

TextExtent measure(const Paragraph& paragraph);

/// CV_8UC3, `scale` pixels a unit.
cv::Mat draw_pixels(const Drawing& drawing, int scale);

/// Text as outlines, so that it looks the same on a machine without the typeface.
std::vector<std::uint8_t> draw_svg(const Drawing& drawing);

/// Typefaces are embedded; text can be searched and copied.
std::vector<std::uint8_t> draw_pdf(const Drawing& drawing);

}  // namespace pixelwhy
