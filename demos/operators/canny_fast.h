#pragma once

#include "operators/canny.h"

namespace pixelwhy {

// canny.h with other code: the same arguments, the same values. What no kernel fits, and ridges that are
// interpolated, are left to the textbook code.

cv::Mat fast_suppress_non_maxima(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, NmsMode mode,
                                 Norm norm);
cv::Mat fast_classify_edges(const cv::Mat& thin, const cv::Mat& gx, const cv::Mat& gy, double low,
                            double high, int aperture, Norm norm);
cv::Mat fast_link_edges(const cv::Mat& classes);

/// All steps from a smoothed CV_8UC1 picture to its edges, aperture 3, ridges by sector, without the pictures
/// in between.
cv::Mat fast_canny(const cv::Mat& smooth, double low, double high, Norm norm);

}  // namespace pixelwhy
