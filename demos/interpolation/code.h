#pragma once

#include "core/code.h"
#include "interpolation/resample.h"

namespace pixelwhy {

/// The operator spelled out: cv::resize and cv::warpAffine compute with rounded positions or weights, so
/// their pixels differ a little from the exact formula's.
Code resample_code(Method method, double degrees, Convention convention);

}  // namespace pixelwhy
