#pragma once

#include "core/code.h"
#include "operators/canny.h"

namespace pixelwhy {

// How the steps of Canny are written with OpenCV, which has them only as one. Sector by sector and linked,
// they make up cv::Canny; the interpolated ridge rule is spelled out.

/// `gx` or `gy` of `smooth` as cv::Canny takes it.
Code canny_gradient_code(Axis axis, int aperture);
Code thin_code(NmsMode mode, Norm norm);
Code classes_code(int aperture, Norm norm);
/// cv::Canny of `smooth` where it has the ridge rule, else the linking of `classes`.
Code edges_code(NmsMode mode);

}  // namespace pixelwhy
