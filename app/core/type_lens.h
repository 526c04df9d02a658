#pragma once

#include <opencv2/core.hpp>

namespace pixelwhy {

/// Looks at a stage as if its result were kept in 8 unsigned bits.
enum class TypeLens {
  Off,
  Saturated,  ///< as cv::saturate_cast<uchar>: rounded half to even, then held to 0..255
  Wrapped,    ///< as a plain cast: rounded half to even, then the lowest eight bits
};

/// What 8 bits would hold, and where that is not the truth.
struct LensView {
  cv::Mat picture;  ///< CV_8U with the stage's channels
  /// CV_8UC1: 255 where a value is lost. Of an 8-bit stage: where a channel is 0 or 255, since what lay
  /// beyond is not told any more. Of any other: where 8 bits differ from the value by more than rounding, or
  /// it is no finite number.
  cv::Mat lost;
  std::size_t low = 0;         ///< pixels lost for being negative (8-bit: at 0)
  std::size_t high = 0;        ///< pixels lost for lying beyond 255 (8-bit: at 255)
  std::size_t not_finite = 0;  ///< pixels with a value that is not finite
  std::size_t any = 0;         ///< pixels lost for any of these
};

/// The 8 bits of one value. What has no place in a 32-bit integer, infinities and not-a-number become 0, as
/// the processor's conversion and OpenCV's make them. `lens` is not Off.
uchar through_lens(double value, TypeLens lens);

/// `image` of any depth and up to four channels; `lens` is not Off.
LensView look_through(const cv::Mat& image, TypeLens lens);

}  // namespace pixelwhy
