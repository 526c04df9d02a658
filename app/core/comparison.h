#pragma once

#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

namespace pixelwhy {

// Two pictures of equal size and channels, of any depth, value by value. Two values are equal when both are
// the same number, the same infinity, or both not a number. All functions throw a failure that names both
// sizes when these or the channels differ.

/// ours − theirs, CV_32F; 0 exactly where they are equal, not-a-number where one alone is no number.
cv::Mat signed_difference(const cv::Mat& ours, const cv::Mat& theirs);

/// The largest absolute difference among the channels of a pixel; infinite where one alone is not finite.
double difference_at(const cv::Mat& ours, const cv::Mat& theirs, cv::Point at);

struct ComparisonFigures {
  std::int64_t pixels = 0;      ///< compared: all of them
  std::int64_t differing = 0;   ///< in any channel, by any amount
  std::int64_t not_finite = 0;  ///< with an infinity or no number in either picture
  double largest = 0;           ///< absolute difference of a value; infinite where one alone is not finite
  double mse = 0;               ///< mean square of the differences, over the values that are finite in both
  /// What PSNR and SSIM take for the range of values: 255 of 8-bit pictures, else the span of theirs, 1 where
  /// it has none.
  double peak = 255;
  double psnr = 0;  ///< 10·log10(peak² / mse) in dB; infinite where mse is 0
  /// Mean over pixels and channels of Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error
  /// visibility to structural similarity", IEEE Trans. Image Processing 13(4), 2004: a Gaussian of 11×11 with
  /// sigma 1.5, K1 = 0.01, K2 = 0.03, reflect101 at the border. Windows with a value that is not finite are
  /// left out; empty where none is left.
  std::optional<double> ssim;
};

/// `cancelled` is asked now and then; once it says yes the figures are nothing to rely on.
ComparisonFigures compare_pictures(const cv::Mat& ours, const cv::Mat& theirs,
                                   const std::function<bool()>& cancelled = {});

struct DifferingPixel {
  cv::Point at;
  double size = 0;  ///< of difference_at()
  friend bool operator==(const DifferingPixel&, const DifferingPixel&) = default;
};

/// The order of a walk: the largest difference first, equal ones by row, then by column.
bool comes_before(const DifferingPixel& a, const DifferingPixel& b);

/// The first `limit` differing pixels of the walk.
std::vector<DifferingPixel> worst_pixels(const cv::Mat& ours, const cv::Mat& theirs, std::size_t limit);

/// The pixel of the walk that follows `after`, or the very first one; empty at its end. One pass over the
/// pictures.
std::optional<DifferingPixel> next_worst(const cv::Mat& ours, const cv::Mat& theirs,
                                         const std::optional<DifferingPixel>& after);

}  // namespace pixelwhy
