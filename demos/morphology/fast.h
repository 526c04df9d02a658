#pragma once

#include "morphology/morphology.h"

namespace pixelwhy {

/// apply_element() with other code: the same arguments, the same bytes. What no kernel fits is left to it.
///
/// A rectangle's columns first (M. van Herk, "A Fast Algorithm for Local Minimum and Maximum Filters on
/// Rectangular and Octagonal Kernels", Pattern Recognition Letters 13(7), 1992; J. Gil and M. Werman,
/// "Computing 2-D Min, Median, and Max Filters", PAMI 15(5), 1993): rows are cut into blocks of the element's
/// height, so that every column is the rest of one block and the beginning of the next. The extrema of the
/// rests run up a block and those of the beginnings run down: three comparisons a pixel whatever the height.
/// Then its rows, by doubling.
/// Any other element by its chords (E. Urbach and M. Wilkinson, "Efficient 2-D Grayscale Morphological
/// Transformations With Arbitrary Flat Structuring Elements", IEEE Trans. Image Processing 17(1), 2008): each
/// row of the picture once for each different chord of the element, by doubling; then one comparison a row of
/// the element.
cv::Mat fast_apply_element(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                           int iterations);

}  // namespace pixelwhy
