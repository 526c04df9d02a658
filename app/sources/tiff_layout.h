#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pixelwhy {

/// The tags of a TIFF's first directory that decide how its pixels are stored (TIFF 6.0, and BigTIFF).
struct TiffLayout {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  int bits = 1;           ///< of a sample
  int samples = 1;        ///< of a pixel
  int sample_format = 1;  ///< 1 unsigned, 2 signed, 3 float
  int photometric = 0;    ///< 0 white is zero, 1 black is zero, 2 RGB, 5 CMYK
  bool planar = false;
  int extra_sample = 0;             ///< 1 alpha that colours are multiplied by, 2 alpha that they are not
  std::size_t extra_sample_at = 0;  ///< where in the file that number stands, or 0
  bool big_endian = false;
  int pages = 1;
};

/// Throws a failure when the directories are cut short or contradict themselves.
TiffLayout read_tiff_layout(std::span<const std::uint8_t> bytes);

}  // namespace pixelwhy
