#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

namespace pixelwhy {

/// The orientation 1 to 8 that an Exif block asks for (CIPA DC-008, tag 0x0112); 1 when it names none or is
/// damaged. The block may begin with "Exif\0\0" (JPEG) or with the TIFF header at once (PNG, WebP).
int exif_orientation(std::span<const std::uint8_t> exif);

/// The picture turned and mirrored so that its first row is the top and its first column the left.
cv::Mat upright(const cv::Mat& picture, int orientation);

}  // namespace pixelwhy
