#include "operators/nms.h"

#include <cmath>
#include <cstdlib>

namespace pixelwhy {

namespace {

bool inside(const cv::Mat& image, cv::Point at) {
  return at.x >= 0 && at.y >= 0 && at.x < image.cols && at.y < image.rows;
}

int integer_at(const cv::Mat& image, cv::Point at) { return static_cast<int>(image.at<float>(at)); }

}  // namespace

int strength_at(const cv::Mat& gx, const cv::Mat& gy, cv::Point at, Norm norm) {
  if (!inside(gx, at)) return 0;
  return gradient_strength(integer_at(gx, at), integer_at(gy, at), norm);
}

Sector sector_of(int gx, int gy) {
  constexpr std::int64_t tangent_of_22_5 = 13573;  // tan 22.5° · 2^15, rounded
  const std::int64_t x = std::abs(gx);
  const std::int64_t y = static_cast<std::int64_t>(std::abs(gy)) << 15;
  const std::int64_t shallow = x * tangent_of_22_5;
  if (y < shallow) return Sector::Horizontal;
  if (y > shallow + (x << 16)) return Sector::Vertical;  // tan 67.5° = tan 22.5° + 2
  return Sector::Diagonal;
}

cv::Point sector_offset(int gx, int gy) {
  switch (sector_of(gx, gy)) {
    case Sector::Horizontal:
      return {1, 0};
    case Sector::Vertical:
      return {0, 1};
    case Sector::Diagonal:
      return {(gx ^ gy) < 0 ? -1 : 1, 1};
  }
  return {1, 0};
}

NmsComparison compare_in_sector(const cv::Mat& gx, const cv::Mat& gy, cv::Point at, Norm norm) {
  const int x = integer_at(gx, at);
  const int y = integer_at(gy, at);
  const cv::Point offset = sector_offset(x, y);
  NmsComparison comparison;
  comparison.centre = gradient_strength(x, y, norm);
  comparison.before = strength_at(gx, gy, at - offset, norm);
  comparison.after = strength_at(gx, gy, at + offset, norm);
  comparison.strict_after = offset.x != 0 && offset.y != 0;
  return comparison;
}

Crossing crossing_of(double gx, double gy) {
  const double x = std::abs(gx);
  const double y = std::abs(gy);
  const int lean = gx * gy < 0 ? -1 : 1;
  if (x >= y) return {{1, 0}, {1, lean}, x == 0 ? 0 : y / x};
  return {{0, 1}, {lean, 1}, x / y};
}

NmsComparison compare_interpolated(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy,
                                   cv::Point at) {
  const Crossing crossing = crossing_of(gx.at<float>(at), gy.at<float>(at));
  const auto value = [&](cv::Point place) {
    return inside(magnitude, place) ? static_cast<double>(magnitude.at<float>(place)) : 0.0;
  };
  // In this form two equal neighbours give exactly their value, so that a plateau is a tie and not noise.
  const auto between = [&](cv::Point straight, cv::Point diagonal) {
    return value(straight) + crossing.share * (value(diagonal) - value(straight));
  };
  NmsComparison comparison;
  comparison.centre = value(at);
  comparison.before = between(at - crossing.straight, at - crossing.diagonal);
  comparison.after = between(at + crossing.straight, at + crossing.diagonal);
  return comparison;
}

}  // namespace pixelwhy
