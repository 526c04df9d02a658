#pragma once

#include <vector>

#include "operators/border.h"

namespace pixelwhy {

// gaussian.h with other code: the same arguments, the same bytes. Pictures that no kernel fits are left to
// the textbook code.

/// Both passes at once, without a picture between them: gaussian_columns() of gaussian_rows().
cv::Mat fast_gaussian_blur(const cv::Mat& image, const std::vector<int>& weights, Border border);

cv::Mat fast_smooth(const cv::Mat& image, double sigma, Border border);
cv::Mat fast_gaussian_rows(const cv::Mat& image, const std::vector<int>& weights, Border border);
cv::Mat fast_gaussian_columns(const cv::Mat& rows, const std::vector<int>& weights, Border border);

}  // namespace pixelwhy
