#pragma once

#include "core/explanation.h"
#include "edge-operators/kernels.h"

namespace pixelwhy {

// Edges from a response, with one threshold in gray levels for all operators: `limit` = threshold ·
// step_gain().

/// Whether a gradient is longer than `limit`, compared in 32-bit float, which both are computed in.
bool exceeds(float length, double limit);

/// A pixel's response and those of its four neighbours; 0 stands for one outside the picture, which crosses
/// nothing.
struct Cross {
  double here = 0, left = 0, right = 0, up = 0, down = 0;
};

/// Whether a second derivative crosses zero at a pixel. It does along a row or a column where two neighbours
/// have opposite signs and lie more than `limit` apart: the one nearer to zero is the edge, of equals the
/// left or upper one. Where a pixel is 0 itself, its two neighbours are those that must differ so, and it is
/// the edge; two zeros in a row are flat ground and no edge.
bool crosses_zero(const Cross& cross, double limit);

/// 255 where the length of the gradient is greater than `limit`, or where the second derivative crosses zero,
/// else 0; CV_32FC1 to CV_8UC1.
cv::Mat find_edges(const cv::Mat& response, EdgeOperator op, double limit);
Explanation explain_edge(cv::Point at, const StageImage& response, EdgeOperator op, double limit);

/// The edges of all operators side by side, four columns and two rows of pictures in the order of
/// EdgeOperator: CV_8UC1 of 4·width × 2·height, where operator i (from 0) has the value i + 1 at its edges, 0
/// elsewhere.
cv::Mat survey_edges(const cv::Mat& gray, const cv::Mat& smooth, double sigma, double ratio,
                     double threshold);
/// The same values by other code.
cv::Mat fast_survey_edges(const cv::Mat& gray, const cv::Mat& smooth, double sigma, double ratio,
                          double threshold);
Explanation explain_survey(cv::Point at, const StageImage& gray, const StageImage& smooth, double sigma,
                           double ratio, double threshold);

}  // namespace pixelwhy
