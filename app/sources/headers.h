#pragma once

#include <cstdint>
#include <span>

namespace pixelwhy {

/// What has to be known of a file before its pixels are decoded. Each reader walks the whole structure,
/// checks the size against max_pixels, and throws a failure on a file that is cut short or contradicts
/// itself.

struct JpegHeader {
  int components = 0;
  bool plain = false;  ///< of the kinds that stb_image decodes: Huffman-coded, 8-bit, no unmarked CMYK
  std::span<const std::uint8_t> exif;  ///< the payload of the first Exif segment, or empty
};
JpegHeader read_jpeg_header(std::span<const std::uint8_t> bytes);

struct PngHeader {
  int bits = 0;
  bool animated = false;
  std::span<const std::uint8_t> exif;
};
PngHeader read_png_header(std::span<const std::uint8_t> bytes);

/// A BMP's pixels are not compressed as a rule, so its length can be checked; nothing else needs to be known.
void check_bmp(std::span<const std::uint8_t> bytes);

}  // namespace pixelwhy
