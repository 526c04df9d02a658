#pragma once

#include "morphology/morphology.h"

namespace pixelwhy {

// apply_element() for rectangles, taken apart: the extremum of a rectangle is the extremum of its rows'
// extrema, so one pass along the rows and one along the columns do. The element must be a rectangle;
// arguments and bytes are those of apply_element().

/// Each window of a line looked through: width + height − 2 comparisons a pixel.
cv::Mat apply_rectangle_separably(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                                  int iterations);

/// Each line cut into blocks as long as the window, which then is the rest of one block and the beginning of
/// the next: the extrema of all beginnings and of all rests cost one comparison each, their meeting one more.
/// Six comparisons a pixel, whatever the size. M. van Herk, "A Fast Algorithm for Local Minimum and Maximum
/// Filters on Rectangular and Octagonal Kernels", Pattern Recognition Letters 13(7), 1992; J. Gil and
/// M. Werman, "Computing 2-D Min, Median, and Max Filters", IEEE Trans. PAMI 15(5), 1993.
cv::Mat apply_rectangle_in_blocks(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                                  int iterations);

}  // namespace pixelwhy
