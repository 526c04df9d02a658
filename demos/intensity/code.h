#pragma once

#include "core/code.h"
#include "intensity/intensity.h"

namespace pixelwhy {

/// A table of 256 levels and cv::LUT; the same bytes as ours.
Code intensity_code(IntensityMethod method);

}  // namespace pixelwhy
