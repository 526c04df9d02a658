#pragma once

#include "core/explanation.h"
#include "edge-operators/kernels.h"

namespace pixelwhy {

// Pictures are CV_8UC1, responses CV_32FC1. Outside the picture reflect101 is read.

/// The correlation with one kernel of a gradient: exact integers.
cv::Mat correlate_gradient(const cv::Mat& image, EdgeOperator op, Axis axis);
/// The same values by other code.
cv::Mat fast_correlate_gradient(const cv::Mat& image, EdgeOperator op, Axis axis);
Explanation explain_gradient(cv::Point at, const StageImage& image, EdgeOperator op, Axis axis);

/// A second derivative in 64-bit float, rows before columns, rounded to 1/1024: so a flat area has exactly 0,
/// and the order of summation no say in where a sign changes.
cv::Mat second_derivative(const cv::Mat& image, EdgeOperator op, double sigma, double ratio);
/// The same over the whole window at once.
cv::Mat second_derivative_directly(const cv::Mat& image, EdgeOperator op, double sigma, double ratio);
Explanation explain_second_derivative(cv::Point at, const StageImage& image, EdgeOperator op, double sigma,
                                      double ratio);

/// The rounding of a second derivative.
float rounded_response(double sum);

/// A kernel's sum at one place, before any rounding.
double kernel_sum(const cv::Mat& image, cv::Point at, const EdgeKernel& kernel);

}  // namespace pixelwhy
