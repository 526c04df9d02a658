#pragma once

#include "sharpening/sharpen.h"

namespace pixelwhy {

// sharpen.h with other code: the same arguments, the same values. Bands of rows in parallel; the least and
// the greatest of a 3×3 window from those of its columns.

cv::Mat fast_sharpen(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold);
cv::Mat fast_find_overshoot(const cv::Mat& input, const cv::Mat& detail, double amount, double threshold);

}  // namespace pixelwhy
