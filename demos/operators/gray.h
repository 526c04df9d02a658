#pragma once

#include "core/explanation.h"

namespace pixelwhy {

/// Luma of ITU-R BT.601 in 15-bit fixed point, OpenCV's weights: (3735·B + 19235·G + 9798·R + 16384) >> 15.
/// CV_8UC3 (B, G, R) to CV_8UC1. Equal channels keep their value, for the weights add up to 2^15.
cv::Mat to_gray(const cv::Mat& color);
/// The same bytes by other code.
cv::Mat fast_to_gray(const cv::Mat& color);
Explanation explain_gray(cv::Point at, const StageImage& color);

/// cv::cvtColor, for comparison.
cv::Mat opencv_gray(const cv::Mat& color);

}  // namespace pixelwhy
