#pragma once

#include "core/code.h"
#include "sharpening/sharpen.h"

namespace pixelwhy {

// Sharpening as it is written with OpenCV: for comparison, and as programs.

cv::Mat opencv_detail(const cv::Mat& input, const cv::Mat& blurred, SharpenMethod method);
/// Unsharp masking by cv::addWeighted, the Laplacian's by cv::filter2D with one kernel; both round halves to
/// even.
cv::Mat opencv_sharpen(const cv::Mat& input, const cv::Mat& blurred, const cv::Mat& detail,
                       SharpenMethod method, double amount, double threshold);
cv::Mat opencv_overshoot(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold);

Code detail_code(SharpenMethod method);
Code sharpen_code(SharpenMethod method, double threshold);
Code overshoot_code();

}  // namespace pixelwhy
