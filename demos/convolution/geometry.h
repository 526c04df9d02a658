#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "core/data.h"
#include "operators/border.h"

namespace pixelwhy {

// Where the taps of a convolution lie (V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep
// learning", arXiv:1603.07285, 2016). Along each axis, with n pixels, k taps, stride s and dilation d, the
// kernel reaches over K = d·(k − 1) + 1 pixels.
//
// Direct: output o reads the pixels o·s − p + j·d, j = 0 .. k − 1, with p pixels of padding before and q
// after; there are ⌊(n + p + q − K) / s⌋ + 1 outputs. `valid` pads nothing; `same` has p = ⌊K / 2⌋ and q = K
// − 1 − p, so that ⌈n / s⌉ outputs lie under the anchor ⌊K / 2⌋; `full` has p = q = K − 1, every overlap.
//
// Transposed, the adjoint of the direct operation with zeros outside: pixel i adds itself times the kernel at
// the outputs i·s − p + j·d. There are (n − 1)·s + K − p − q outputs, for `same` n·s.

enum class ConvolutionOperation { Direct, Transposed };
enum class Padding { Valid, Same, Full };

struct ConvolutionSteps {
  ConvolutionOperation operation = ConvolutionOperation::Direct;
  int stride = 1;
  int dilation = 1;
  Padding padding = Padding::Same;
  Border border = Border::Reflect101;  ///< of the direct operation
};

/// One axis of a convolution.
struct ConvolutionAxis {
  int length = 0;  ///< pixels of the input, n
  int taps = 0;    ///< k
  int reach = 0;   ///< K
  int before = 0;  ///< p
  int after = 0;   ///< q
  int outputs = 0;

  friend bool operator==(const ConvolutionAxis&, const ConvolutionAxis&) = default;
};

/// `outputs` may be zero or negative where the kernel does not fit.
ConvolutionAxis convolution_axis(int length, int taps, const ConvolutionSteps& steps);

struct ConvolutionAxes {
  ConvolutionAxis x, y;
  cv::Size outputs() const { return {x.outputs, y.outputs}; }
};
/// Throws a usage error, which names the sizes, when the output has no pixel, or more than 2^28.
ConvolutionAxes convolution_axes(cv::Size image, cv::Size kernel, const ConvolutionSteps& steps);

/// A tap that an output reads: which number of the kernel's row or column, and which pixel, which lies
/// outside the picture only in the direct operation.
struct AxisTap {
  int tap;
  int place;
};
/// The taps of output `o`, in the order of the kernel. Of the transposed operation only those that meet a
/// pixel: there may be none.
std::vector<AxisTap> taps_of(const ConvolutionAxis& axis, const ConvolutionSteps& steps, int o);

/// Output size, multiplications, parameters and receptive field, each with how it comes about.
Facts convolution_facts(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps);

/// How many rank-one kernels add up to these weights: 1 where two passes, along rows and columns, will do.
int kernel_rank(const cv::Mat& weights);

}  // namespace pixelwhy
