#pragma once

#include <cstddef>

namespace pixelwhy::kernels {

// Non-maximum suppression against values interpolated along the gradient: compare_interpolated() of nms.h for
// a row of pixels.
//
// The pixels that the gradient's line passes between are chosen in 32-bit float, without a branch for a
// pixel; the interpolation itself is in double, in the same form and order as there.

/// Pixels of the magnitude at x = -1 .. width must be there: 0 outside the picture.
struct RidgeRow {
  const float* above;
  const float* middle;
  const float* below;
  const float* gx;
  const float* gy;
  std::size_t width;  ///< >= least_width
};

/// The magnitude where it is a ridge, 0 elsewhere.
void interpolated_ridge_row(const RidgeRow& row, float* thin);

}  // namespace pixelwhy::kernels
