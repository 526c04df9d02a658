#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "core/frame.h"

namespace pixelwhy {

// A region is a rectangle of a picture as its source delivers it, in pixels from 0,0 at the top left. Work on
// a region is work on the frame that was cut to it: all coordinates are then those of the cut.

/// `10,20,300,200`
std::string region_text(const cv::Rect& region);

/// Whether it is not empty and lies in a picture of that size.
bool fits(const cv::Rect& region, cv::Size size);

/// The frame cut to the region, without copying a pixel; `photo.png` becomes `photo.png [10,20 300×200]`. A
/// frame that is a cut itself is cut anew from its whole. Throws a usage error that names the region and the
/// picture's size where it does not fit.
FramePtr cut(const FramePtr& frame, const cv::Rect& region);
/// The same where there is a region, else the whole.
FramePtr cut(const FramePtr& frame, const std::optional<cv::Rect>& region);

/// What a frame was cut from: itself where it is no cut.
const Frame& whole_of(const Frame& frame);
FramePtr whole_of(const FramePtr& frame);
/// Empty where it is no cut.
std::optional<cv::Rect> region_of(const Frame& frame);

}  // namespace pixelwhy
