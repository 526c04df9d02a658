#pragma once

#include "convolution/geometry.h"
#include "core/explanation.h"
#include "core/matrix_value.h"

namespace pixelwhy {

// Correlation and convolution of CV_8UC1 or CV_8UC3 pictures, each channel by itself, with a kernel of real
// numbers. Sums are taken in double precision, in the order of the kernel's rows, and stored as CV_32F. What
// lies outside follows the border rule (a constant border is 0).

/// The kernel as it is laid on the picture, CV_64FC1: divided by its sum with `normalize` (by the sum of its
/// positive numbers where the sum is 0), and turned by 180° with `flip`, which makes the correlation a
/// convolution. Throws a usage error when all numbers are 0: such a kernel is a slip.
Matrix applied_kernel(const MatrixValue& kernel, bool flip, bool normalize);

/// The textbook: every output gathers its taps.
cv::Mat convolve(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps);
/// The same values: tap by tap along whole rows, in parallel.
cv::Mat fast_convolve(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps);
/// As networks do it: the window of every output becomes a column of a matrix, and one matrix product does
/// the rest (im2col). Transposed, the product comes first and its columns are added into place (col2im).
cv::Mat convolve_im2col(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps);
/// By singular values: any kernel is a sum of `kernel_rank` products of a column and a row, each two passes.
cv::Mat convolve_separably(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps);
/// Rule weighted-sum. Where no tap of the transposed operation meets a pixel, the nearest one has weight 0.
Explanation explain_convolution(cv::Point at, const StageImage& image, const Matrix& weights,
                                const ConvolutionSteps& steps);

/// How a real-valued response becomes a picture of 8 bits, rounded to nearest (halves to even), saturated.
enum class ResponseMode { Offset, Absolute, Clamped };
/// Offset: response + 128; Absolute: |response|; Clamped: the response itself.
float shown_response(float response, ResponseMode mode);
cv::Mat show_response(const cv::Mat& response, ResponseMode mode);
Explanation explain_shown(cv::Point at, const StageImage& response, ResponseMode mode);

}  // namespace pixelwhy
