#pragma once

#include <array>

#include "core/data.h"

namespace pixelwhy {

/// How many pixels have each of the values 0 to 255.
using GrayCounts = std::array<int, 256>;

/// Counts the values of a CV_8UC1 picture.
GrayCounts count_gray(const cv::Mat& gray);

/// The same as data that is plotted and exported.
Histogram gray_histogram(const cv::Mat& gray);
GrayCounts counts_of(const Histogram& histogram);

}  // namespace pixelwhy
