#pragma once

#include <vector>

#include "core/explanation.h"
#include "operators/border.h"

namespace pixelwhy {

/// The sampled Gaussian exp(-x² / 2σ²), x = -radius .. radius, divided by its sum.
std::vector<double> gaussian_curve(double sigma, int radius);

/// The same in units of 1/256: rounded from the outside in, each rounding error carried to the next weight,
/// the centre taking what is left, so that they add up to 256 exactly. These are the weights that OpenCV uses
/// for 8-bit pictures; with them every sum of products is exact, in any order.
std::vector<int> gaussian_weights(double sigma, int radius);

/// ceil(3·sigma), or `radius` where it is not 0.
int gaussian_radius(double sigma, int radius = 0);

/// First pass, along the rows: CV_8UC1 or CV_8UC3 to CV_32F of as many channels, exact multiples of 1/256.
cv::Mat gaussian_rows(const cv::Mat& image, const std::vector<int>& weights, Border border);

/// Second pass, along the columns: CV_32F to 8 bits, rounded to nearest, halves up.
cv::Mat gaussian_columns(const cv::Mat& rows, const std::vector<int>& weights, Border border);

/// Both passes as one sum over the whole window, whose weights are products of the passes' weights: the very
/// result, for both round once alone, at the cost of the square. CV_8UC1 or CV_8UC3.
cv::Mat gaussian_window(const cv::Mat& image, const std::vector<int>& weights, Border border);

Explanation explain_gaussian_rows(cv::Point at, const StageImage& image, const std::vector<int>& weights,
                                  Border border);
Explanation explain_gaussian_columns(cv::Point at, const StageImage& rows, const std::vector<int>& weights,
                                     Border border);

/// Both passes with the radius ceil(3·sigma); sigma 0 hands the picture on untouched.
cv::Mat smooth(const cv::Mat& image, double sigma, Border border);
/// As one sum over the whole window, whose weights are products of the passes' weights.
Explanation explain_smooth(cv::Point at, const StageImage& image, double sigma, Border border);

/// cv::GaussianBlur with the same size, sigma and border (on 8-bit pictures it takes every one), for
/// comparison.
cv::Mat opencv_gaussian(const cv::Mat& image, double sigma, int radius, Border border);

}  // namespace pixelwhy
