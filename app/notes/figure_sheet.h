#pragma once

#include <map>
#include <string>
#include <vector>

#include "notes/figure.h"

namespace pixelwhy {

struct FigurePalette {
  Ink paper, ink, muted, hairline, raised, accent, second, mark;
};

/// What a figure is laid out on: it collects items and parts, and knows colours and language.
class Sheet {
 public:
  explicit Sheet(const FigureOptions& options);

  const FigureOptions& options() const { return options_; }
  const FigurePalette& colors() const { return colors_; }
  std::string in(const Text& text) const { return text.in(options_.language); }

  Span span(std::string text, double size, const Ink& ink, bool strong = false) const;

  /// Sets a paragraph with its first line's top at `y`, and names it as a part. Baselines depend on size and
  /// line height alone, and not on the typeface, so that neighbours in other scripts stand on one line.
  cv::Rect2d set(const std::string& name, const Paragraph& paragraph, cv::Point2d at);
  /// The same without being a part of its own: within a part that add_part() has named.
  cv::Rect2d label(const Paragraph& paragraph, cv::Point2d at);
  /// The size that it takes.
  static cv::Size2d extent(const Paragraph& paragraph);

  template <class Item>
  void draw(const Item& item) {
    drawing_.items.emplace_back(std::in_place_type<Item>, item);
  }
  void hairline(cv::Point2d from, cv::Point2d to);
  void add_part(std::string name, cv::Rect2d box) { parts_.push_back({std::move(name), box}); }

  /// A rectangle whose size is known only once what lies on it has been drawn: settle() gives it one.
  std::size_t draw_later(const RectangleItem& rectangle);
  void settle(std::size_t rectangle, const cv::Rect2d& box);

  Figure finish(cv::Size size, std::string title);

 private:
  FigureOptions options_;
  FigurePalette colors_;
  Drawing drawing_;
  std::vector<FigurePart> parts_;
};

/// A number for people: whole ones and those above a thousand without a fraction, others with four
/// significant digits, with a true minus sign.
std::string told_number(double value);

/// The same of a calculation's text: a minus sign before a digit becomes a true one.
std::string told_expression(std::string text);

/// A pixel's values in the order R, G, B.
std::string told_pixel(std::vector<double> values);

/// A value with its unit, a choice by its name.
std::string told_value(Language language, const Parameter& parameter, const Value& value);

/// What a caption tells where some parameters take several values in turn.
struct CaptionSweep {
  std::map<int, std::string> told;  ///< their values, by the parameter's place
  std::vector<Settings> settings;   ///< all that there are
};

// The parts of a figure. Each draws below or to the right of `at`, and returns what it took.

/// The pictures in a grid; `cell` says where the pinned pixel lies in each.
cv::Size2d put_panels(Sheet& sheet, const Snapshot& snapshot, const std::vector<StageId>& stages,
                      cv::Point2d at);
/// Of the snapshot only request and source are asked.
double put_caption(Sheet& sheet, const Snapshot& snapshot, cv::Point2d at, double width,
                   const CaptionSweep& sweep = {});
double put_explanation(Sheet& sheet, const Snapshot& snapshot, const FigurePin& pin, cv::Point2d at,
                       double width);

/// A plot with its axes within a box.
void put_plot(Sheet& sheet, const Data& data, const cv::Rect2d& box);

/// The scale or legend below a picture: how high it is, and drawing it.
double legend_height(const Sheet& sheet, const Stage& stage, double width);
void put_legend(Sheet& sheet, const Demo& demo, StageId stage, const cv::Mat& image, cv::Point2d at,
                double width);

/// Text with `_x`, `_{x y}`, `^x` and `^{x y}`; single letters are variables and slanted.
std::vector<Span> formula_spans(const std::string& text, double size, const Ink& ink);

}  // namespace pixelwhy
