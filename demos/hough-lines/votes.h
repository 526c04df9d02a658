#pragma once

#include "hough-lines/hough.h"

namespace pixelwhy {

/// hough_votes() pixel by pixel, with the sine and the cosine of every angle computed anew for every pixel:
/// the transform as it is first written down, with the same votes.
cv::Mat hough_votes_directly(const cv::Mat& edges, double rho, double theta);

// Another transform: a pixel votes only for lines whose normal is within 10° of its gradient, modulo 180°
// (F. O'Gorman and M. B. Clowes, "Finding Picture Edges Through Collinearity of Feature Points", IEEE Trans.
// Computers C-25(4), 1976). Fewer votes are cast, and fewer of them by chance; but where texture or noise
// turn gradients, lines lose voters, and some are found no more. `smoothed` is the picture (CV_8UC1) that
// `edges` come from; its gradient is Canny's: Sobel 3×3, pixels outside replicated. A pixel without a
// gradient votes for every line.
cv::Mat gradient_limited_votes(const cv::Mat& edges, const cv::Mat& smoothed, double rho, double theta);
Explanation explain_limited_votes(cv::Point at, const StageImage& edges, const StageImage& smoothed,
                                  double rho, double theta);

}  // namespace pixelwhy
