#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// Sobel's derivatives of 3 taps and the magnitude of both in one pass over an 8-bit picture, a row at a time.
//
// Columns first, both at once: [1 2 1] and [-1 0 1] of three rows, 16 pixels to a vector, into two rows of
// scratch memory. Then their rows: gx is the difference of the smoothed columns on either side, gy the
// smoothed differences. All of it fits 16 bits, as |gx| and |gy| are at most 4 · 255 = 1020. The squares add
// up to less than 2^21, which 32-bit float holds exactly; so only the root is rounded, and correctly.
// Gradient pictures are four times as large as what they come from, and larger than the nearer caches: a pass
// that writes them costs their way to memory more than it computes.

struct SobelRow {
  const std::uint8_t* lines[3];  ///< of the picture, top down
  std::size_t width;             ///< >= least_width
  int left;                      ///< the columns read before the first and behind the last; negative: 0
  int right;
  bool squares;  ///< the magnitude is sqrt(gx² + gy²), else |gx| + |gy|
};

/// `scratch` has room for sobel_scratch() elements. Where `gx` is null, only the magnitude is written.
void sobel_row(const SobelRow& row, std::int16_t* scratch, float* gx, float* gy, float* magnitude);
std::size_t sobel_scratch(std::size_t width);

}  // namespace pixelwhy::kernels
