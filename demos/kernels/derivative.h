#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

/// A separable correlation of a picture with whole-numbered weights, row by row, columns first.
struct Correlation {
  const int* vertical;
  const int* horizontal;
  std::size_t reach;  ///< both have 2·reach + 1 weights, at most 7
  float scale;        ///< a power of two; unless 1, products are rounded to whole numbers, halves to even
  /// 2·reach places: of the columns -reach .. -1, then of width .. width + reach - 1; negative: 0 is read.
  const int* margins;
};

/// One row of the result. `lines`: the 2·reach + 1 rows of the picture that it depends on, top down.
/// `scratch` has room for width + 2·margin_room elements.
///
/// Vertical sums in 16 bits: at most 255 · 64 for the smoothing of 7 taps. Horizontal sums in 16 bits where
/// 255 times the product of the sums of sizes stays below 2^15 (all kernels of 3 and 5 taps), else in 32.
/// `width` >= least_width.
void correlation_row(const Correlation& correlation, const std::uint8_t* const* lines, std::size_t width,
                     std::int16_t* scratch, float* result);
inline constexpr std::size_t margin_room = 32;

/// sqrt(x² + y²), or |x| + |y|, of whole numbers below 2^24. Where a sum of squares stays below 2^24, all but
/// the root is exact in 32-bit float, and a root is rounded correctly; so the result is that of double
/// precision. Vectors with a larger sum are computed in double. `width` >= least_width.
void magnitude_row(const float* x, const float* y, std::size_t width, bool squares, float* result);

/// The direction of (x, y) in degrees as gradient_direction_of() has it, where it is certain: atan(t) is a
/// sum of 14 terms of its series for t = smaller ÷ larger, or, above tan 22.5°, for the tangent of what is
/// left to 45°; so |t| <= tan 22.5° and the rest of the series is below 10^-12 of it. The sum is computed in
/// double. It is rounded to 32-bit float twice, a little below and a little above: unless both agree, the
/// pixel is listed in `doubtful` (room for width + 64, the last vector may list some twice). Returns their
/// number. `width` >= least_width.
std::size_t direction_row(const float* x, const float* y, std::size_t width, float* degrees,
                          std::uint32_t* doubtful);

}  // namespace pixelwhy::kernels
