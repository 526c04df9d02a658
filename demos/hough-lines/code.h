#pragma once

#include "core/code.h"

namespace pixelwhy {

Code hough_edges_code();
/// Counted by hand, for OpenCV keeps its accumulator to itself.
Code accumulator_code();
/// The lines of cv::HoughLines in the cells that they came from.
Code peaks_code();
/// The strongest lines, printed (rho, theta, votes) and drawn over the picture as the window draws them.
Code lines_code();

}  // namespace pixelwhy
