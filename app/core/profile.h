#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace pixelwhy {

/// The pixels from one to the other, both included: the nearest ones to the straight line, one for each
/// column or row, whichever are more, so that each is a pixel of the picture and its value one of the data. A
/// half is rounded up; there and back are the same pixels for lines that never pass half way between two.
std::vector<cv::Point> pixels_along(cv::Point from, cv::Point to);

/// The values of a channel at these pixels, NaN at those outside the picture.
std::vector<double> values_along(const cv::Mat& image, const std::vector<cv::Point>& pixels, int channel);

}  // namespace pixelwhy
