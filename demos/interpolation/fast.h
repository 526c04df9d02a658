#pragma once

#include "interpolation/resample.h"

namespace pixelwhy {

/// resample() with other code: the same arguments, the same bytes.
///
/// A picture twice as large with its edges in place (bilinear, bicubic) has weights of few bits and is exact
/// in integers. Any other bilinear one is computed in 32-bit float, with a bound on the error: the few values
/// that lie too near to a half to be rounded safely are computed again by the textbook code, as exact
/// geometric predicates do (J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust
/// Geometric Predicates", Discrete & Computational Geometry 18(3), 1997). Pixels that the rest of the methods
/// need, and what lies far outside in a rotated picture that is reflected or wrapped, are left to the
/// textbook code.
cv::Mat fast_resample(const cv::Mat& image, Method method, double scale, double degrees,
                      Convention convention, Border border);

}  // namespace pixelwhy
