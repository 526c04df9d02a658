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

/// derivative() along both axes with sobel_kernel(3), and gradient_magnitude() of them.
struct Gradient {
  cv::Mat gx;
  cv::Mat gy;
  cv::Mat magnitude;
};
/// All three in one pass over the picture.
Gradient fast_sobel(const cv::Mat& image, Norm norm, Border border);
/// The magnitude alone, without the derivatives as pictures.
cv::Mat fast_sobel_magnitude(const cv::Mat& image, Norm norm, Border border);

}  // namespace pixelwhy
