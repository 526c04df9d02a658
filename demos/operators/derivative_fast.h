#pragma once

#include "operators/derivative.h"

namespace pixelwhy {

// derivative.h with other code: the same arguments, the same values. Pictures that no kernel fits are left to
// the textbook code.

cv::Mat fast_derivative(const cv::Mat& image, const DerivativeKernel& kernel, Axis axis, Border border);

/// `gx` and `gy` hold integers, as derivative() gives them.
cv::Mat fast_gradient_magnitude(const cv::Mat& gx, const cv::Mat& gy, Norm norm);

/// Likewise. The few directions that lie too near to where their rounding changes are computed by the
/// textbook code.
cv::Mat fast_gradient_direction(const cv::Mat& gx, const cv::Mat& gy);

}  // namespace pixelwhy
