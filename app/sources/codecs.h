#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>
#include <string>
#include <vector>

namespace pixelwhy {

/// OpenCV's imgcodecs, in a module that is loaded when it is first needed, because its 200 libraries would
/// cost every start of the program. Looked for beside the executable, in `../lib/pixelwhy` from there, and
/// where it was built. Safe to call from any thread. Both throw a failure that names the reason.

/// The picture as stored: depth and channels untouched (gray, B G R, or B G R and alpha), a TIFF turned
/// upright, an Exif orientation not applied.
cv::Mat decode_with_opencv(std::span<const std::uint8_t> bytes);

/// `extension` with its dot. TIFF is written without compression, float values bit for bit, NaN included.
std::vector<std::uint8_t> encode_with_opencv(const std::string& extension, const cv::Mat& picture);

}  // namespace pixelwhy
