#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

namespace pixelwhy {

/// JPEG, PNG and BMP by stb_image: 8-bit, or 16-bit for a PNG that is. One to four channels: gray, gray and
/// alpha, B G R, B G R and alpha. Throws a failure that tells the reason. Callers have checked the header:
/// stb_image takes some truncated data for complete.
cv::Mat decode_with_stb(std::span<const std::uint8_t> bytes, bool sixteen_bits = false);

}  // namespace pixelwhy
