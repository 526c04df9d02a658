#pragma once

#include "operators/canny.h"

namespace pixelwhy {

// canny.h with other code: the same arguments, the same values. What no kernel fits is left to the textbook
// code.

cv::Mat fast_suppress_non_maxima(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, NmsMode mode,
                                 Norm norm);
cv::Mat fast_classify_edges(const cv::Mat& thin, const cv::Mat& gx, const cv::Mat& gy, double low,
                            double high, int aperture, Norm norm);
cv::Mat fast_link_edges(const cv::Mat& classes);

// All steps at once, in a few rows that stay in the cache, without the pictures in between; aperture 3,
// ridges by sector.

/// From a smoothed CV_8UC1 picture to its edges: derivative() along both axes with canny_kernel(3) and
/// Border::Replicate, gradient_magnitude(), suppress_non_maxima(), classify_edges() and link_edges().
cv::Mat fused_canny(const cv::Mat& smooth, Norm norm, double low, double high);

/// From gray to edges: fused_canny() of gaussian_columns() of gaussian_rows() with those weights and that
/// border.
cv::Mat fused_gaussian_canny(const cv::Mat& gray, const std::vector<int>& weights, Border border, Norm norm,
                             double low, double high);

}  // namespace pixelwhy
