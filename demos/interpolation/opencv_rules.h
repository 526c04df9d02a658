#pragma once

#include "interpolation/resample.h"

namespace pixelwhy {

// The rules in which OpenCV's interpolation of 8-bit pictures differs from the exact formula, one by one: our
// own resample() with some of them in the place of ours. They were read from OpenCV 4.6's resize.cpp and
// imgwarp.cpp; where the result then equals OpenCV's, a rule is proven to be what makes the difference.

/// Whether cv::resize does the same; everything else is left to cv::warpAffine.
bool is_plain_resize(double degrees, Convention convention, Border border);

struct OpencvRules {
  /// cv::warpAffine's positions: the exact ones in 1/1024 pixel, then rounded to 1/32 (to whole pixels for
  /// nearest).
  bool positions = false;
  /// Weights in fixed point: of cv::resize along each axis in 1/2048, of cv::warpAffine for each pixel of the
  /// window in 1/32768 (what their sum lacks goes to one of the inner pixels). The sum is rounded once.
  bool weights = false;
  /// cv::resize, bilinear, with `weights`: the sums along the rows lose their last 4 bits and the products
  /// down the columns their last 16, before the rounding.
  bool shortened_sums = false;
  /// cv::resize, nearest: the pixel at ⌊x·w/W⌋, whose first corner and not whose centre is nearest.
  bool corner = false;
};

cv::Mat resample_by(const OpencvRules& rules, const cv::Mat& image, Method method, double scale,
                    double degrees, Convention convention, Border border);

}  // namespace pixelwhy
