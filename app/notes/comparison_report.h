#pragma once

#include "core/disagreement.h"
#include "notes/json.h"

namespace pixelwhy {

/// The figures, causes and first `top` pixels of the walk: the answer of `compare --json`. What is infinite
/// or no number is null.
Json describe(const Disagreement& disagreement, std::size_t top);

/// One pixel of it: both values, their difference and what is proven to be the cause.
Json describe_pixel(const Disagreement& disagreement, cv::Point at);

/// Per pixel the difference of the channel that differs most, CV_32FC1: what a diverging scale can show.
cv::Mat leading_difference(const Disagreement& disagreement);

/// Ours, OpenCV's and the signed difference side by side, CV_8UC3: both results in the stage's view over one
/// range, the difference on the diverging scale, whose ends are the largest difference.
cv::Mat disagreement_map(const Snapshot& snapshot, const Disagreement& disagreement);

}  // namespace pixelwhy
