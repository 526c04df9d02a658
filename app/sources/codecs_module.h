#pragma once

#include <cstddef>
#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

/// The boundary of the module `pixelwhy-codecs`, which alone links OpenCV's imgcodecs. C names, so that they
/// can be looked up; the types are C++, as program and module are built together.
extern "C" {

enum pixelwhy_codec_result { pixelwhy_codec_done, pixelwhy_codec_refused, pixelwhy_codec_too_large };

/// As stored: depth, channels (B G R, or B G R and alpha) and a TIFF's orientation, no Exif orientation.
pixelwhy_codec_result pixelwhy_decode(const std::uint8_t* bytes, std::size_t size, cv::Mat* picture);

/// `extension` with its dot.
pixelwhy_codec_result pixelwhy_encode(const char* extension, const cv::Mat* picture,
                                      std::vector<std::uint8_t>* bytes);
}
