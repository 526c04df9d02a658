#pragma once

#include "hough-lines/hough.h"

namespace pixelwhy {

// hough.h with other code: the same arguments, the same votes, the same lines in the same order. Without the
// instructions for the kernels, the textbook code does it.

cv::Mat fast_hough_votes(const cv::Mat& edges, double rho, double theta);
Picture<Lines> fast_hough_peaks(const cv::Mat& votes, const cv::Mat& edges, double rho, double theta,
                                int threshold);

}  // namespace pixelwhy
