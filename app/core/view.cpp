#include "core/view.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/explanation.h"
#include "core/image_pool.h"
#include "core/non_finite.h"

namespace pixelwhy {

namespace {

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

double shaped(double share, double gamma) { return gamma == 1 ? share : std::pow(share, 1 / gamma); }

constexpr std::array<Color, 9> label_colors = {{{24, 26, 32},
                                                {86, 150, 214},
                                                {250, 190, 70},
                                                {104, 184, 120},
                                                {214, 98, 98},
                                                {160, 120, 200},
                                                {120, 200, 200},
                                                {230, 230, 230},
                                                {236, 140, 190}}};

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
    const cv::Mat values = image.reshape(1);  // of all channels
    cv::Mat finite;
    if (values.depth() == CV_32F) finite = (values == values) & (cv::abs(values) < 3e38F);
    cv::minMaxIdx(values, &low, &high, nullptr, nullptr, finite);
  }
  if (view == View::Signed) {
    const double reach = std::max({std::abs(low), std::abs(high), 1.0});
    return {-reach, reach};
  }
  return {0, std::max(high, 1.0)};
}

bool has_scale(View view) { return view != View::Angle && view != View::Labels && view != View::Mask; }

ColorMap map_of(View view) {
  if (view == View::Signed) return ColorMap::Diverging;
  return view == View::Accumulator ? ColorMap::Heat : ColorMap::Gray;
}

double share_of(View view, Range range, double value, const ViewSettings& settings) {
  range = settings.levels.value_or(range);
  switch (view) {
    case View::Signed: {
      const Range side{0, value < 0 ? -range.low : range.high};
      const double share = shaped(lifted(side, std::abs(value)), settings.gamma) / 2;
      return value < 0 ? 0.5 - share : 0.5 + share;
    }
    case View::Magnitude:
      return shaped(lifted(range, value), settings.gamma);
    case View::Accumulator: {
      const double span = std::max(range.high - range.low, 0.0);
      const double share =
          std::log1p(std::clamp(value - range.low, 0.0, span)) / std::log1p(std::max(span, 1.0));
      return shaped(share, settings.gamma);
    }
    default:
      return shaped(fraction(range, value), settings.gamma);
  }
}

double value_at_share(View view, Range range, double share, const ViewSettings& settings) {
  range = settings.levels.value_or(range);
  const auto unshaped = [&](double part) { return std::pow(part, settings.gamma); };
  switch (view) {
    case View::Signed: {
      const double from_middle = unshaped(std::abs(2 * share - 1));
      return from_middle * from_middle * (share < 0.5 ? range.low : range.high);
    }
    case View::Magnitude:
      return range.low + unshaped(share) * unshaped(share) * (range.high - range.low);
    case View::Accumulator:
      return range.low + std::expm1(unshaped(share) * std::log1p(std::max(range.high - range.low, 1.0)));
    default:
      return range.low + unshaped(share) * (range.high - range.low);
  }
}

cv::Vec3b color_of(View view, Range range, const double* channels, int count, double weight,
                   const ViewSettings& settings) {
  if (count == 3 && settings.channel != Channel::All) {
    channels += 3 - static_cast<int>(settings.channel);  // stored as B, G, R
    count = 1;
  }
  if (const auto color = non_finite_color(channels, count)) return *color;
  // What has a sign or a size is seen by the mean of its colours.
  const double value = count == 3 ? (channels[0] + channels[1] + channels[2]) / 3 : channels[0];
  if (view == View::Picture && count == 3) {
    const auto level = [&](int channel) { return 255 * share_of(view, range, channels[channel], settings); };
    return to_bytes({level(2), level(1), level(0)});
  }
  switch (view) {
    case View::Angle:
      return to_bytes(hue(value, std::clamp(weight, 0.0, 1.0)));
    case View::Labels: {
      const auto count_of_labels = static_cast<int>(label_colors.size());
      const int label = std::clamp(static_cast<int>(value), 0, 1 << 30) % count_of_labels;
      return to_bytes(label_colors[static_cast<std::size_t>(label)]);
    }
    case View::Mask:
      return value != 0 ? cv::Vec3b(255, 255, 255) : cv::Vec3b(0, 0, 0);
    default:
      return to_bytes(color_at(settings.map.value_or(map_of(view)), share_of(view, range, value, settings)));
  }
}

cv::Mat colorize(View view, Range range, const cv::Mat& image, const cv::Mat& weight,
                 const ViewSettings& settings) {
  if (view == View::Picture && image.type() == CV_8UC3 && settings.automatic()) return image;
  cv::Mat colors = new_image(image.size(), CV_8UC3);
  const bool weighted = view == View::Angle && !weight.empty();
  const Range weight_range = weighted ? view_range(View::Magnitude, weight) : Range{};
  const int count = image.channels();
  // 8-bit stages have at most 256 colours a view: looked up instead of computed again.
  std::array<cv::Vec3b, 256> table;
  const bool tabled = image.type() == CV_8UC1;
  for (int v = 0; tabled && v < 256; ++v) {
    const double value = v;
    table[static_cast<std::size_t>(v)] = color_of(view, range, &value, 1, 1, settings);
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
      row[x] = color_of(view, range, channels, count, brightness, settings);
    }
  }
  return colors;
}

}  // namespace pixelwhy
