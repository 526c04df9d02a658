#pragma once

#include "core/explanation.h"

namespace pixelwhy {

/// Canny's edges of a smoothed CV_8UC1 picture in one step: Sobel of aperture 3 (borders replicated), L2
/// magnitude, sectors, double threshold, linking. 0 and 255, pixel for pixel cv::Canny's.
cv::Mat canny_edges(const cv::Mat& smooth, double low, double high);

/// The chain of pixels to a strong one; for an edge pixel also its curve in the accumulator of `rho` pixels
/// and `theta` degrees. Only the part of the picture that matters is computed again.
Explanation explain_canny_edge(cv::Point at, const StageImage& smooth, double low, double high, double rho,
                               double theta);

}  // namespace pixelwhy
