#pragma once

#include <opencv2/core.hpp>
#include <string>

namespace samples {

// Writes CV_8UC1 or CV_8UC3 (B, G, R) as a PNG, compressed as well as zlib can. False if the file cannot be written.
bool write_png(const std::string& path, const cv::Mat& picture);

}  // namespace samples
