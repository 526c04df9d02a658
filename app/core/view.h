#pragma once

#include <opencv2/core.hpp>

#include "core/data.h"
#include "core/parameter.h"

namespace pixelwhy {

/// How a stage is looked at.
enum class View {
  Picture,      ///< gray or colour, 0 black to 255 white
  Signed,       ///< blue below zero, neutral at zero, red above; by the square root of the size
  Magnitude,    ///< 0 black to the greatest value white, by the square root
  Angle,        ///< degrees on a hue wheel, darkened by the root of a weight where the stage names one
  Labels,       ///< small integers, one fixed colour each
  Mask,         ///< 0 black, anything else white
  Accumulator,  ///< counts on a logarithmic scale, dark violet to yellow
};

/// The values that the ends of the scale stand for.
Range view_range(View view, const cv::Mat& image);

/// The colour (B, G, R) of one pixel. `channels` points to its values, `count` is 1 or 3, `weight` in [0, 1].
/// Not-a-number and infinities are magenta. This function is the measure for everything that shows a stage.
cv::Vec3b color_of(View view, Range range, const double* channels, int count, double weight = 1);

/// The whole stage in colours, CV_8UC3. `weight` (a magnitude of the same size, or empty) darkens
/// View::Angle.
cv::Mat colorize(View view, Range range, const cv::Mat& image, const cv::Mat& weight = {});

/// A copy of the picture (CV_8UC3) with lines and points drawn over it; data that is a plot changes nothing.
cv::Mat draw_over(const cv::Mat& picture, const Data& data);

/// A histogram, curve or matrix as a small picture without words, CV_8UC3.
cv::Mat plot(const Data& data, cv::Size size);

}  // namespace pixelwhy
