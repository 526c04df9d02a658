#pragma once

#include <opencv2/core.hpp>

#include "core/data.h"

namespace pixelwhy {

/// CV_8UC1: replaces every value v by the whole number 0 .. 255 that `curve.y[v]` holds.
cv::Mat apply_curve(const cv::Mat& gray, const Curve& curve);
/// The same bytes by other code.
cv::Mat fast_apply_curve(const cv::Mat& gray, const Curve& curve);

}  // namespace pixelwhy
