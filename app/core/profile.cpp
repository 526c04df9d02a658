#include "core/profile.h"

#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/explanation.h"

namespace pixelwhy {

std::vector<cv::Point> pixels_along(cv::Point from, cv::Point to) {
  const int steps = std::max(std::abs(to.x - from.x), std::abs(to.y - from.y));
  const auto between = [&](int a, int b, int i) {
    return steps == 0 ? a : a + static_cast<int>(std::floor(static_cast<double>(b - a) * i / steps + 0.5));
  };
  std::vector<cv::Point> pixels;
  pixels.reserve(static_cast<std::size_t>(steps) + 1);
  for (int i = 0; i <= steps; ++i) pixels.emplace_back(between(from.x, to.x, i), between(from.y, to.y, i));
  return pixels;
}

std::vector<double> values_along(const cv::Mat& image, const std::vector<cv::Point>& pixels, int channel) {
  const cv::Rect inside({0, 0}, image.size());
  std::vector<double> values;
  values.reserve(pixels.size());
  for (const cv::Point& at : pixels) {
    values.push_back(inside.contains(at) ? value_at(image, at, channel)
                                         : std::numeric_limits<double>::quiet_NaN());
  }
  return values;
}

}  // namespace pixelwhy
