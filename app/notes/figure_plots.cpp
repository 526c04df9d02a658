#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

constexpr double number_size = 11;
constexpr double number_line = 15;

struct Axes {
  cv::Rect2d box;
  double x0, x1, y0, y1;

  cv::Point2d place(double x, double y) const {
    const double u = x1 > x0 ? (x - x0) / (x1 - x0) : 0.5;
    const double v = y1 > y0 ? (y - y0) / (y1 - y0) : 0;
    return {box.x + u * box.width, box.y + box.height - v * box.height};
  }
};

/// Round numbers that divide a range in at most that many parts.
std::vector<double> ticks(double low, double high, int most) {
  const double span = high - low;
  if (!(span > 0)) return {low};
  const double least = span / most;
  const double power = std::pow(10, std::floor(std::log10(least)));
  double step = 10 * power;
  for (const double lead : {1.0, 2.0, 2.5, 5.0}) {
    if (lead * power >= least * (1 - 1e-9)) {
      step = lead * power;
      break;
    }
  }
  std::vector<double> result;
  for (double t = std::ceil(low / step - 1e-9) * step; t <= high + step * 1e-6; t += step)
    result.push_back(std::abs(t) < step * 1e-6 ? 0 : t);
  return result;
}

/// Along an axis with large numbers, these are told in thousands or millions.
std::string tick_number(double value, double largest) {
  if (value == 0 || largest < 1e4) return told_number(value);
  return largest >= 2e6 ? told_number(value / 1e6) + " M" : told_number(value / 1e3) + " k";
}

Paragraph small(const Sheet& sheet, std::string text, Align align) {
  return {{sheet.span(std::move(text), number_size, sheet.colors().muted)}, 0, number_line, align, false};
}

Axes put_axes(Sheet& sheet, const cv::Rect2d& box, cv::Vec2d xs, cv::Vec2d ys, const Text& x_label,
              const Text& y_label) {
  const std::vector<double> y_ticks = ticks(ys[0], ys[1], box.height < 160 ? 3 : 5);
  double left = 0;
  for (const double t : y_ticks)
    left = std::max(left, Sheet::extent(small(sheet, tick_number(t, ys[1]), Align::Right)).width);
  left += 8;
  const double below = 4 + number_line + (x_label.empty() ? 0 : number_line + 2);
  const double above = y_label.empty() ? number_line / 2 : number_line + 6;
  Axes axes{cv::Rect2d(box.x + std::round(left), box.y + above, box.width - std::round(left) - 8,
                       box.height - above - below),
            xs[0], xs[1], ys[0], ys[1]};
  for (const double t : y_ticks) {
    const double y = std::round(axes.place(xs[0], t).y);
    sheet.hairline({axes.box.x, y}, {axes.box.x + axes.box.width, y});
    sheet.label(small(sheet, tick_number(t, ys[1]), Align::Right), {axes.box.x - 8, y - number_line / 2});
  }
  const double bottom = axes.box.y + axes.box.height;
  for (const double t : ticks(xs[0], xs[1], box.width < 260 ? 4 : 8)) {
    const double x = std::round(axes.place(t, ys[0]).x);
    sheet.draw(PathItem{{{x, bottom}, {x, bottom + 4}}, false, {}, sheet.colors().hairline, 1, {}});
    sheet.label(small(sheet, tick_number(t, xs[1]), Align::Center), {x, bottom + 5});
  }
  Paragraph words = small(sheet, sheet.in(x_label), Align::Center);
  words.width = axes.box.width;
  words.cut = true;
  if (!x_label.empty()) sheet.label(words, {axes.box.x, bottom + 4 + number_line + 2});
  words = small(sheet, sheet.in(y_label), Align::Left);
  words.width = box.width;
  words.cut = true;
  if (!y_label.empty()) sheet.label(words, {box.x, box.y});
  return axes;
}

struct Plotter {
  Sheet& sheet;
  cv::Rect2d box;

  void operator()(const Histogram& histogram) const {
    if (histogram.counts.empty()) return;
    const double top = std::max(1.0, *std::max_element(histogram.counts.begin(), histogram.counts.end()));
    const auto bins = static_cast<double>(histogram.counts.size());
    const Axes axes = put_axes(sheet, box, {0, bins}, {0, top}, {"value", "值"}, {"pixels", "像素数"});
    // One outline for all bars: no seams between them at any scale.
    PathItem bars{{axes.place(0, 0)}, true, sheet.colors().accent, {}, 1, {}};
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
      const auto value = static_cast<double>(i);
      bars.points.push_back(axes.place(value, histogram.counts[i]));
      bars.points.push_back(axes.place(value + 1, histogram.counts[i]));
    }
    bars.points.push_back(axes.place(bins, 0));
    sheet.draw(std::move(bars));
    std::vector<double> middles;
    for (std::size_t i = 0; i < histogram.measure.size(); ++i)
      middles.push_back(static_cast<double>(i) + 0.5);
    put_line(axes, middles, histogram.measure_up_to(top), sheet.colors().second);
    if (histogram.mark)
      sheet.draw(PathItem{{axes.place(*histogram.mark, 0), axes.place(*histogram.mark, top)},
                          false,
                          {},
                          sheet.colors().ink,
                          1.5,
                          {}});
    if (histogram.measure.empty()) return;
    Paragraph name{{sheet.span(sheet.in(histogram.measure_name), number_size, sheet.colors().second)},
                   box.width,
                   number_line,
                   Align::Right,
                   false};
    sheet.label(name, {box.x, box.y});
  }

  void operator()(const Curve& curve) const {
    const std::size_t count = std::min(curve.x.size(), curve.y.size());
    if (count == 0) return;
    double low = 0;
    double high = 0;
    for (const auto* values : {&curve.y, &curve.reference}) {
      for (const double value : *values) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
    }
    if (high <= low) high = low + 1;
    const auto [left, right] = std::minmax_element(curve.x.begin(), curve.x.end());
    const Axes axes = put_axes(sheet, box, {*left, *right}, {low, high}, curve.x_label, curve.y_label);
    put_line(axes, curve.x, curve.reference, sheet.colors().second);
    put_line(axes, curve.x, curve.y, sheet.colors().accent);
    if (count > 48) return;
    for (std::size_t i = 0; i < count; ++i)
      sheet.draw(CircleItem{axes.place(curve.x[i], curve.y[i]), 2.5, sheet.colors().accent, {}, 1, {}});
  }

  void operator()(const Matrix& matrix) const {
    const cv::Mat& values = matrix.values;
    if (values.empty()) return;
    double low = 0;
    double high = 0;
    cv::minMaxIdx(values, &low, &high);
    const double reach = std::max({std::abs(low), std::abs(high), 1e-12});
    const double cell = std::floor(std::min({box.width / values.cols, box.height / values.rows, 64.0}));
    if (cell < 6) return put_large(values, reach);
    double widest = 0;
    for (int y = 0; y < values.rows; ++y) {
      for (int x = 0; x < values.cols; ++x)
        widest = std::max(
            widest, Sheet::extent(small(sheet, told_number(values.at<double>(y, x)), Align::Center)).width);
    }
    const bool numbers = widest + 4 <= cell && cell >= number_line;
    for (int y = 0; y < values.rows; ++y) {
      for (int x = 0; x < values.cols; ++x) {
        const double value = values.at<double>(y, x);
        Ink tint = value < 0 ? sheet.colors().second : sheet.colors().accent;
        tint.alpha = 0.45 * std::abs(value) / reach;
        const cv::Rect2d place(box.x + x * cell, box.y + y * cell, cell - 1, cell - 1);
        sheet.draw(RectangleItem{place, 0, sheet.colors().raised, {}, 1});
        if (value != 0) sheet.draw(RectangleItem{place, 0, tint, {}, 1});
        if (!numbers) continue;
        Paragraph number = small(sheet, told_number(value), Align::Center);
        number.spans[0].ink = value == 0 ? sheet.colors().muted : sheet.colors().ink;
        sheet.label(number, {place.x + place.width / 2, place.y + (place.height - number_line) / 2});
      }
    }
  }

  void operator()(const Facts& facts) const {
    const auto count = static_cast<double>(std::max<std::size_t>(1, facts.facts.size()));
    const double row = std::min(36.0, box.height / count);
    const bool roomy = row >= 2 * number_line;
    for (std::size_t i = 0; i < facts.facts.size(); ++i) {
      const Fact& fact = facts.facts[i];
      const double y = box.y + static_cast<double>(i) * row;
      Paragraph value =
          small(sheet, told_number(fact.value) + (fact.unit.empty() ? "" : " " + fact.unit), Align::Right);
      value.spans[0].ink = sheet.colors().ink;
      const double wide = std::min(Sheet::extent(value).width, box.width / 2);
      value.align = Align::Left;
      value.width = wide;
      value.cut = true;
      Paragraph label = small(sheet, sheet.in(fact.label), Align::Left);
      label.width = box.width - wide - 8;
      label.cut = true;
      sheet.label(label, {box.x, y});
      sheet.label(value, {box.x + box.width - wide, y});
      if (!roomy || fact.working.empty()) continue;
      Paragraph working = small(sheet, told_expression(fact.working), Align::Left);
      working.width = box.width;
      working.cut = true;
      sheet.label(working, {box.x, y + number_line});
    }
  }
  void operator()(const Lines& lines) const { none(lines.lines.size()); }
  void operator()(const Points& points) const { none(points.points.size()); }
  void operator()(const std::monostate&) const { none(0); }

 private:
  void put_line(const Axes& axes, const std::vector<double>& x, const std::vector<double>& y,
                const Ink& ink) const {
    PathItem line{{}, false, {}, ink, 1.75, {}};
    for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i)
      line.points.push_back(axes.place(x[i], y[i]));
    if (line.points.size() > 1) sheet.draw(std::move(line));
  }

  /// Too many numbers for cells of their own: a picture of them.
  void put_large(const cv::Mat& values, double reach) const {
    const FigurePalette& c = sheet.colors();
    cv::Mat tints(values.size(), CV_8UC3);
    for (int y = 0; y < values.rows; ++y) {
      for (int x = 0; x < values.cols; ++x) {
        const double share = std::abs(values.at<double>(y, x)) / reach;
        const Ink& full = values.at<double>(y, x) < 0 ? c.second : c.accent;
        const auto mixed = [&](double from, double to) {
          return static_cast<uchar>(std::lround(255 * (from + (to - from) * share)));
        };
        tints.at<cv::Vec3b>(y, x) = {mixed(c.raised.blue, full.blue), mixed(c.raised.green, full.green),
                                     mixed(c.raised.red, full.red)};
      }
    }
    const cv::Size size(static_cast<int>(box.width) * sheet.options().scale,
                        static_cast<int>(box.height) * sheet.options().scale);
    cv::Mat shown;
    const bool smaller = size.width < tints.cols || size.height < tints.rows;
    cv::resize(tints, shown, size, 0, 0, smaller ? cv::INTER_AREA : cv::INTER_NEAREST);
    sheet.draw(PictureItem{shown, box});
    sheet.draw(RectangleItem{
        cv::Rect2d(box.x - 0.5, box.y - 0.5, box.width + 1, box.height + 1), 0, {}, c.hairline, 1});
  }

  void none(std::size_t count) const {
    sheet.label({{sheet.span(std::to_string(count), 13, sheet.colors().muted)}, 0, 18}, box.tl());
  }
};

}  // namespace

void put_plot(Sheet& sheet, const Data& data, const cv::Rect2d& box) {
  std::visit(Plotter{sheet, box}, data);
}

}  // namespace pixelwhy
