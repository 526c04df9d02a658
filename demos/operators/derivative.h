#pragma once

#include <vector>

#include "core/explanation.h"
#include "operators/border.h"

namespace pixelwhy {

/// A separable derivative kernel: the difference along one axis, the smoothing across it. The sums are
/// correlations.
struct DerivativeKernel {
  std::vector<int> difference;  ///< {-1, 0, 1} and wider
  std::vector<int> smoothing;   ///< {1, 2, 1} and wider
  /// The sum is divided by this and rounded half to even; 1 keeps it. (cv::Canny scales its aperture 7 by
  /// 1/16, so that the derivatives fit into 16 bits.)
  int divisor = 1;
};

/// Sobel's kernels of 3, 5 and 7 taps (binomial smoothing, its difference), and Scharr's of 3.
DerivativeKernel sobel_kernel(int aperture);
DerivativeKernel scharr_kernel();

enum class Axis { X, Y };

/// The derivative of a CV_8UC1 picture along an axis: CV_32FC1 of exact integers, positive where the picture
/// gets brighter to the right (X) or downwards (Y).
cv::Mat derivative(const cv::Mat& image, const DerivativeKernel& kernel, Axis axis, Border border);
Explanation explain_derivative(cv::Point at, const StageImage& image, const DerivativeKernel& kernel,
                               Axis axis, Border border);

enum class Norm { L1, L2 };

/// The strength of a gradient of integers that comparisons use: |gx| + |gy|, or gx² + gy² (no root, so
/// exact).
int gradient_strength(int gx, int gy, Norm norm);

/// |gx| + |gy| or sqrt(gx² + gy²), CV_32FC1.
cv::Mat gradient_magnitude(const cv::Mat& gx, const cv::Mat& gy, Norm norm);
Explanation explain_magnitude(cv::Point at, const StageImage& gx, const StageImage& gy, Norm norm);

/// The L2 magnitude with every step in 32-bit float, as cv::magnitude computes it; `fused` adds the second
/// square without rounding it, as processors with such an instruction do.
cv::Mat float_magnitude(const cv::Mat& gx, const cv::Mat& gy, bool fused);

/// cv::magnitude, or the sum of the absolute values, for comparison.
cv::Mat opencv_magnitude(const cv::Mat& gx, const cv::Mat& gy, Norm norm);

/// atan2(gy, gx) in degrees in [0, 360), 0 along +x, 90 along +y (down the picture), 0 where there is no
/// gradient.
cv::Mat gradient_direction(const cv::Mat& gx, const cv::Mat& gy);
float gradient_direction_of(double gx, double gy);
Explanation explain_direction(cv::Point at, const StageImage& gx, const StageImage& gy);

/// The choices of a `norm` parameter, in the order of the enumeration.
std::vector<Option> norm_options();

}  // namespace pixelwhy
