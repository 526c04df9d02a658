#pragma once

#include <opencv2/core.hpp>
#include <optional>

namespace pixelwhy {

/// Pixels of a floating-point picture that hold something that is not finite. A pixel of several channels
/// counts once: as not-a-number if any channel is, else as +∞ if any is, else as −∞.
struct NonFinite {
  std::size_t nan = 0;
  std::size_t plus = 0;
  std::size_t minus = 0;
  std::size_t total() const { return nan + plus + minus; }
  friend bool operator==(const NonFinite&, const NonFinite&) = default;
};

/// None in a picture of integers. Any number of channels.
NonFinite count_non_finite(const cv::Mat& image);

// Their colours (B, G, R), which no scale holds: magenta, bright green, deep blue. The three differ in
// lightness too, the greater infinity being the brighter.
inline const cv::Vec3b nan_color{255, 0, 255};
inline const cv::Vec3b plus_infinity_color{0, 255, 0};
inline const cv::Vec3b minus_infinity_color{255, 0, 0};

/// The colour of a pixel by the same order; none where all its values are finite.
std::optional<cv::Vec3b> non_finite_color(const double* channels, int count);

}  // namespace pixelwhy
