#pragma once

#include <opencv2/core.hpp>

#include "core/frame.h"

namespace pixelwhy {

/// A decoded picture as operators want it. Gray and gray+alpha become three equal channels; 16-bit becomes
/// 8-bit by v >> 8; float (32 or 64-bit) is taken as 0..1: floor(255 v + 1/2), clamped, NaN 0. Alpha
/// likewise. A change of depth leaves a note and keeps the picture in `original`. Takes 1 to 4 channels
/// (gray; gray, alpha; B G R; B G R, alpha); throws a failure on other depths.
Frame to_frame(cv::Mat picture);

}  // namespace pixelwhy
