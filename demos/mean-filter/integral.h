#pragma once

#include "operators/window_mean.h"

namespace pixelwhy {

// The integral image, or summed-area table (F. Crow, "Summed-Area Tables for Texture Mapping", SIGGRAPH
// 1984), by the two recurrences of P. Viola and M. Jones ("Robust Real-Time Face Detection", IJCV 57(2),
// 2004). It is taken of the picture enlarged by what its windows reach outside, so that each window has four
// corners in it: (width + window.width − 1) × (height + window.height − 1). CV_64F holds its whole numbers
// exactly (below 2^53); 32-bit float would do so only up to 2^24, which the table of a 257×257 white picture
// exceeds.

/// s(x, y) = s(x − 1, y) + i(x, y): along each row, enlarged to the left and right. CV_64F.
cv::Mat row_sums(const cv::Mat& image, int window_width, Border border);
/// I(x, y) = I(x, y − 1) + s(x, y): down each column, enlarged upwards and downwards. CV_64F.
cv::Mat integral_of(const cv::Mat& sums, int window_height, Border border);
/// The sum of a window from the four corners: the entry at its last pixel, less those before its first row
/// and its first column, plus the one before both.
cv::Mat mean_from_integral(const cv::Mat& integral, MeanWindow window);

/// The four corners, times ±1/area; those before the table are 0.
Explanation explain_mean_from_integral(cv::Point at, const StageImage& integral, MeanWindow window);
/// Weighted sums with weight 1: all that was added up along the row or the column.
Explanation explain_row_sums(cv::Point at, const StageImage& image, int window_width, Border border);
Explanation explain_integral(cv::Point at, const StageImage& sums, int window_height, Border border);

}  // namespace pixelwhy
