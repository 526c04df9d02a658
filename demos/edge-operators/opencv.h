#pragma once

#include "core/code.h"
#include "edge-operators/edges.h"

namespace pixelwhy {

// The edge operators as they are written with OpenCV: for comparison, and as programs.

cv::Mat opencv_gradient(const cv::Mat& smooth, EdgeOperator op, Axis axis);
/// cv::magnitude, cv::Laplacian, cv::filter2D, or for LoG and DoG sums of cv::sepFilter2D in 64-bit float
/// with cv::getGaussianKernel.
cv::Mat opencv_response(const cv::Mat& gray, const cv::Mat& smooth, const cv::Mat& gx, const cv::Mat& gy,
                        EdgeOperator op, double sigma, double ratio);

Code gradient_code(EdgeOperator op, Axis axis);
Code response_code(EdgeOperator op);
Code operator_edges_code(EdgeOperator op, double sigma, double ratio);

}  // namespace pixelwhy
