#include "core/view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/explanation.h"
#include "core/image_pool.h"

namespace pixelwhy {

namespace {

struct Color {
  double r, g, b;
};

Color mix(Color a, Color b, double t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

cv::Vec3b to_bytes(Color color) {
  const auto byte = [](double value) {
    return static_cast<uchar>(std::clamp(std::floor(value + 0.5), 0.0, 255.0));
  };
  return {byte(color.b), byte(color.g), byte(color.r)};
}

double fraction(Range range, double value) {
  if (range.high <= range.low) return 0;
  return std::clamp((value - range.low) / (range.high - range.low), 0.0, 1.0);
}

/// The square root lifts what is faint: most gradients of a photograph are small beside its strongest edge.
double lifted(Range range, double value) { return std::sqrt(fraction(range, value)); }

/// The same about zero: 0 is 1/2, the ends of the range are 0 and 1.
double lifted_signed(Range range, double value) {
  const double share = lifted({0, range.high}, std::abs(value));
  return value < 0 ? 0.5 - share / 2 : 0.5 + share / 2;
}

/// A piecewise linear colour scale over [0, 1] with evenly spaced knots.
template <std::size_t N>
Color scale(const std::array<Color, N>& knots, double t) {
  const double place = t * static_cast<double>(N - 1);
  const std::size_t knot = std::min(static_cast<std::size_t>(place), N - 2);
  return mix(knots[knot], knots[knot + 1], place - static_cast<double>(knot));
}

// Blue, white-gray, red of equal lightness at both ends; neutral in the middle so that zero reads as nothing.
constexpr std::array<Color, 5> diverging = {
    {{24, 78, 168}, {128, 172, 222}, {238, 238, 236}, {232, 148, 120}, {176, 32, 44}}};
// Rising lightness from a near black violet to yellow, distinguishable without red and green.
constexpr std::array<Color, 6> heat = {
    {{12, 8, 32}, {72, 22, 110}, {150, 42, 108}, {216, 78, 70}, {248, 150, 42}, {252, 240, 150}}};
constexpr std::array<Color, 8> label_colors = {{{24, 26, 32},
                                                {86, 150, 214},
                                                {250, 190, 70},
                                                {104, 184, 120},
                                                {214, 98, 98},
                                                {160, 120, 200},
                                                {120, 200, 200},
                                                {230, 230, 230}}};

/// A hue wheel of degrees: red at 0, then yellow, green, cyan, blue, magenta; `weight` is its brightness.
Color hue(double degrees, double weight) {
  const auto channel = [&](double offset) {
    const double k = std::fmod(offset + degrees / 60.0 + 6.0, 6.0);
    return 255.0 * weight * (1.0 - 0.85 * std::clamp(std::min(k, 4.0 - k), 0.0, 1.0));
  };
  return {channel(5), channel(3), channel(1)};
}

}  // namespace

Range view_range(View view, const cv::Mat& image) {
  if (view == View::Picture) return {0, 255};
  if (view == View::Angle) return {0, 360};
  if (view == View::Labels || view == View::Mask) return {0, 1};
  double low = 0;
  double high = 0;
  if (!image.empty()) {
    cv::Mat finite;
    if (image.depth() == CV_32F) finite = (image == image) & (cv::abs(image) < 3e38F);
    cv::minMaxIdx(image, &low, &high, nullptr, nullptr, finite);
  }
  if (view == View::Signed) {
    const double reach = std::max({std::abs(low), std::abs(high), 1.0});
    return {-reach, reach};
  }
  return {0, std::max(high, 1.0)};
}

cv::Vec3b color_of(View view, Range range, const double* channels, int count, double weight) {
  for (int i = 0; i < count; ++i) {
    if (!std::isfinite(channels[i])) return {255, 0, 255};
  }
  const double value = channels[0];
  switch (view) {
    case View::Magnitude: {
      const double level = 255 * lifted(range, value);
      return to_bytes({level, level, level});
    }
    case View::Picture: {
      const auto level = [&](int channel) {
        return 255 * fraction(range, channels[count == 1 ? 0 : channel]);
      };
      return to_bytes({level(2), level(1), level(0)});
    }
    case View::Signed:
      return to_bytes(scale(diverging, lifted_signed(range, value)));
    case View::Angle:
      return to_bytes(hue(value, std::clamp(weight, 0.0, 1.0)));
    case View::Labels: {
      const auto count_of_labels = static_cast<int>(label_colors.size());
      const int label = std::clamp(static_cast<int>(value), 0, 1 << 30) % count_of_labels;
      return to_bytes(label_colors[static_cast<std::size_t>(label)]);
    }
    case View::Mask:
      return value != 0 ? cv::Vec3b(255, 255, 255) : cv::Vec3b(0, 0, 0);
    case View::Accumulator: {
      const double top = std::log1p(std::max(range.high, 1.0));
      return to_bytes(scale(heat, std::log1p(std::clamp(value, 0.0, range.high)) / top));
    }
  }
  return {};
}

cv::Mat colorize(View view, Range range, const cv::Mat& image, const cv::Mat& weight) {
  if (view == View::Picture && image.type() == CV_8UC3) return image;
  cv::Mat colors = new_image(image.size(), CV_8UC3);
  const bool weighted = view == View::Angle && !weight.empty();
  const Range weight_range = weighted ? view_range(View::Magnitude, weight) : Range{};
  const int count = image.channels();
  // 8-bit stages have at most 256 colours a view: looked up instead of computed again.
  std::array<cv::Vec3b, 256> table;
  const bool tabled = image.type() == CV_8UC1;
  for (int v = 0; tabled && v < 256; ++v) {
    const double value = v;
    table[static_cast<std::size_t>(v)] = color_of(view, range, &value, 1);
  }
  for (int y = 0; y < image.rows; ++y) {
    auto* row = colors.ptr<cv::Vec3b>(y);
    for (int x = 0; x < image.cols; ++x) {
      if (tabled) {
        row[x] = table[image.ptr<uchar>(y)[x]];
        continue;
      }
      double channels[4] = {};
      for (int c = 0; c < count; ++c) channels[c] = value_at(image, {x, y}, c);
      const double brightness = weighted ? lifted(weight_range, value_at(weight, {x, y})) : 1;
      row[x] = color_of(view, range, channels, count, brightness);
    }
  }
  return colors;
}

}  // namespace pixelwhy
