#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

namespace pixelwhy {

/// A PNG of a CV_8UC1 or CV_8UC3 (B, G, R) picture.
std::vector<std::uint8_t> encode_png(const cv::Mat& picture);

}  // namespace pixelwhy
