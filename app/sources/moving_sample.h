#pragma once

#include <memory>

#include "sources/source.h"

namespace pixelwhy {

/// `sample:moving`: a scene that is drawn, 1920×1080, without an end. A frame depends on nothing but its
/// index and the rate, so that the same index always gives the same pixels.
inline constexpr double moving_sample_rate = 30;
std::unique_ptr<Source> open_moving_sample(double rate = moving_sample_rate);

/// The scene at a time in seconds, CV_8UC3. For tests and figures.
cv::Mat draw_moving_sample(double seconds);

}  // namespace pixelwhy
