#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/parameter.h"
#include "core/view.h"

namespace pixelwhy {

namespace {

const cv::Scalar paper{250, 249, 248};
const cv::Scalar faint{224, 221, 218};
const cv::Scalar ink{92, 78, 66};
const cv::Scalar accent{196, 108, 38};
const cv::Scalar second{72, 92, 214};

struct Area {
  cv::Rect box;
  double x_low, x_high, y_low, y_high;

  cv::Point place(double x, double y) const {
    const double u = x_high > x_low ? (x - x_low) / (x_high - x_low) : 0.5;
    const double v = y_high > y_low ? (y - y_low) / (y_high - y_low) : 0;
    return {box.x + static_cast<int>(std::lround(u * (box.width - 1))),
            box.y + box.height - 1 - static_cast<int>(std::lround(v * (box.height - 1)))};
  }
};

cv::Rect inner_box(cv::Size size) {
  const int margin = std::max(4, size.height / 24);
  return {margin, margin, std::max(1, size.width - 2 * margin), std::max(1, size.height - 2 * margin)};
}

void draw_grid(cv::Mat& canvas, const Area& area) {
  for (int i = 0; i <= 4; ++i) {
    const int x = area.box.x + i * (area.box.width - 1) / 4;
    const int y = area.box.y + i * (area.box.height - 1) / 4;
    cv::line(canvas, {x, area.box.y}, {x, area.box.y + area.box.height - 1}, faint);
    cv::line(canvas, {area.box.x, y}, {area.box.x + area.box.width - 1, y}, faint);
  }
}

void draw_curve(cv::Mat& canvas, const Area& area, const std::vector<double>& x, const std::vector<double>& y,
                const cv::Scalar& color) {
  for (std::size_t i = 1; i < y.size(); ++i) {
    cv::line(canvas, area.place(x[i - 1], y[i - 1]), area.place(x[i], y[i]), color, 2, cv::LINE_AA);
  }
  if (y.size() > 40) return;
  for (std::size_t i = 0; i < y.size(); ++i)
    cv::circle(canvas, area.place(x[i], y[i]), 3, color, -1, cv::LINE_AA);
}

void plot_onto(cv::Mat& canvas, const Histogram& histogram) {
  if (histogram.counts.empty()) return;
  const double top = std::max(1.0, *std::max_element(histogram.counts.begin(), histogram.counts.end()));
  const auto bins = static_cast<double>(histogram.counts.size());
  const Area area{inner_box(canvas.size()), 0, bins, 0, top};
  draw_grid(canvas, area);
  for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
    if (histogram.counts[i] <= 0) continue;
    const cv::Point left = area.place(static_cast<double>(i), histogram.counts[i]);
    const cv::Point right = area.place(static_cast<double>(i) + 1, 0);
    cv::rectangle(canvas, left, {std::max(left.x, right.x - 1), right.y}, accent, cv::FILLED);
  }
  const std::vector<double> measure = histogram.measure_up_to(top);
  for (std::size_t i = 1; i < measure.size(); ++i) {
    const auto value = static_cast<double>(i);
    cv::line(canvas, area.place(value - 0.5, measure[i - 1]), area.place(value + 0.5, measure[i]), second, 2,
             cv::LINE_AA);
  }
  if (histogram.mark)
    cv::line(canvas, area.place(*histogram.mark, 0), area.place(*histogram.mark, top), ink, 2);
}

void plot_onto(cv::Mat& canvas, const Curve& curve) {
  if (curve.x.empty()) return;
  double low = 0;
  double high = 0;
  for (const auto* values : {&curve.y, &curve.reference}) {
    for (const double value : *values) {
      low = std::min(low, value);
      high = std::max(high, value);
    }
  }
  const Area area{inner_box(canvas.size()), curve.x.front(), curve.x.back(), low, high};
  draw_grid(canvas, area);
  draw_curve(canvas, area, curve.x, curve.reference, second);
  draw_curve(canvas, area, curve.x, curve.y, accent);
}

void plot_onto(cv::Mat& canvas, const Matrix& matrix) {
  if (matrix.values.empty()) return;
  const cv::Rect box = inner_box(canvas.size());
  const double cell = std::min(static_cast<double>(box.width) / matrix.values.cols,
                               static_cast<double>(box.height) / matrix.values.rows);
  const double left = box.x + (box.width - cell * matrix.values.cols) / 2;
  const double top = box.y + (box.height - cell * matrix.values.rows) / 2;
  double low = 0;
  double high = 0;
  cv::minMaxIdx(matrix.values, &low, &high);
  const double reach = std::max(std::abs(low), std::abs(high));
  for (int y = 0; y < matrix.values.rows; ++y) {
    for (int x = 0; x < matrix.values.cols; ++x) {
      const double value = matrix.values.at<double>(y, x);
      const double share = reach > 0 ? std::abs(value) / reach : 0;
      const cv::Point a(static_cast<int>(left + x * cell), static_cast<int>(top + y * cell));
      const cv::Point b(static_cast<int>(left + (x + 1) * cell) - 1,
                        static_cast<int>(top + (y + 1) * cell) - 1);
      cv::rectangle(canvas, a, {std::max(a.x, b.x), std::max(a.y, b.y)},
                    faint + ((value < 0 ? second : accent) - faint) * share, cv::FILLED);
      if (cell >= 8) cv::rectangle(canvas, a, b, paper);
    }
  }
}

void plot_onto(cv::Mat& canvas, const Points& points) {
  cv::Rect2d bounds(0, 0, 1, 1);
  for (const cv::Point2d& point : points.points) bounds |= cv::Rect2d(point.x - 0.5, point.y - 0.5, 1, 1);
  const Area area{inner_box(canvas.size()), bounds.x, bounds.x + bounds.width, bounds.y + bounds.height,
                  bounds.y};
  for (const cv::Point2d& point : points.points) cv::circle(canvas, area.place(point.x, point.y), 2, ink, -1);
}

/// One a line: the value, and its name; how it comes about is for those who have more room.
void plot_onto(cv::Mat& canvas, const Facts& facts) {
  const cv::Rect box = inner_box(canvas.size());
  const double row =
      std::min(40.0, static_cast<double>(box.height) / std::max<std::size_t>(1, facts.facts.size()));
  const double scale = std::max(0.3, row / 60);
  for (std::size_t i = 0; i < facts.facts.size(); ++i) {
    const Fact& fact = facts.facts[i];
    const int y = box.y + static_cast<int>((static_cast<double>(i) + 0.7) * row);
    std::string words = format_number(fact.value) + (fact.unit.empty() ? "" : " " + fact.unit);
    cv::putText(canvas, words, {box.x, y}, cv::FONT_HERSHEY_SIMPLEX, scale, accent, 1, cv::LINE_AA);
    cv::putText(canvas, fact.label.en, {box.x + box.width * 2 / 5, y}, cv::FONT_HERSHEY_SIMPLEX, scale, ink,
                1, cv::LINE_AA);
  }
}

void plot_onto(cv::Mat&, const Lines&) {}
void plot_onto(cv::Mat&, const std::monostate&) {}

void draw_lines(cv::Mat& canvas, const Lines& lines) {
  const double reach = std::hypot(canvas.cols, canvas.rows) + 1;
  const int width = std::max(1, static_cast<int>(std::lround(std::min(canvas.cols, canvas.rows) / 540.0)));
  for (const Line& line : lines.lines) {
    const cv::Point2d normal(std::cos(line.theta), std::sin(line.theta));
    const cv::Point2d foot = normal * line.rho;
    const cv::Point2d along(-normal.y * reach, normal.x * reach);
    cv::line(canvas, foot - along, foot + along, {40, 60, 235}, width, cv::LINE_AA);
  }
}

}  // namespace

std::vector<double> Histogram::measure_up_to(double top) const {
  if (measure.empty()) return {};
  const double greatest = *std::max_element(measure.begin(), measure.end());
  std::vector<double> scaled;
  for (const double value : measure) scaled.push_back(greatest > 0 ? value / greatest * top : 0);
  return scaled;
}

cv::Mat draw_over(const cv::Mat& picture, const Data& data) {
  const Lines* lines = std::get_if<Lines>(&data);
  if (!lines || lines->lines.empty()) return picture;
  cv::Mat canvas = picture.clone();
  draw_lines(canvas, *lines);
  return canvas;
}

cv::Mat plot(const Data& data, cv::Size size) {
  cv::Mat canvas(size, CV_8UC3, paper);
  std::visit([&](const auto& kind) { plot_onto(canvas, kind); }, data);
  return canvas;
}

}  // namespace pixelwhy
