#pragma once

#include "convolution/convolution.h"
#include "core/code.h"

namespace pixelwhy {

/// The same by cv::filter2D in double precision: on the picture enlarged by cv::copyMakeBorder where filter2D
/// pads otherwise than is asked; every stride-th pixel of it; transposed, on the picture with zeros between
/// its pixels and with the kernel turned.
cv::Mat opencv_convolution(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps);
cv::Mat opencv_shown(const cv::Mat& response, ResponseMode mode);

/// How they are written.
Code convolution_code(const ConvolutionSteps& steps, bool flip, bool normalize);
Code shown_code(ResponseMode mode);

}  // namespace pixelwhy
