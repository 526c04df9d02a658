#pragma once

#include <opencv2/core.hpp>

namespace pixelwhy {

/// Two pictures (CV_8UC1 or CV_8UC3), the smaller one centred in height, with a dark gap between them.
/// CV_8UC3.
cv::Mat side_by_side(const cv::Mat& left, const cv::Mat& right);
inline constexpr int side_by_side_gap = 8;

/// The picture as CV_8UC3.
cv::Mat in_color(const cv::Mat& picture);

/// The whole picture (CV_8UC3) on a canvas of that size: as large as it can be, the rest black.
cv::Mat letterboxed(const cv::Mat& picture, cv::Size size);

}  // namespace pixelwhy
