#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "core/parameter.h"
#include "operators/derivative.h"

namespace pixelwhy {

// The kernels of the classical edge operators, as books print them: applied as correlations, not divided.
//
// L. G. Roberts, "Machine Perception of Three-Dimensional Solids", MIT, 1963; J. M. S. Prewitt, "Object
// Enhancement and Extraction", 1970; I. Sobel, G. Feldman, 1968; H. Scharr, 2000; D. Marr, E. Hildreth,
// "Theory of Edge Detection", Proc. R. Soc. Lond. B 207, 1980 (LoG, and DoG with the ratio 1.6).

enum class EdgeOperator { Roberts, Prewitt, Sobel, Scharr, Laplacian4, Laplacian8, Log, Dog };
inline constexpr int edge_operator_count = 8;

/// The choices of an `operator` parameter, in the order of the enumeration.
std::vector<Option> edge_operator_options();
Text edge_operator_name(EdgeOperator op);

/// Roberts to Scharr measure first derivatives by two kernels; the others a second derivative by one.
bool is_gradient(EdgeOperator op);
/// LoG and DoG: sigma is the width of a bell in the kernel, which takes the picture unsmoothed.
bool has_own_bell(EdgeOperator op);

/// Weights (CV_64FC1) and the place in them that lies on the pixel.
struct EdgeKernel {
  cv::Mat weights;
  cv::Point anchor;
};

/// One of the two kernels of a gradient. Roberts' differ along the two diagonals of a 2×2 window whose first
/// pixel is the one that is computed.
EdgeKernel gradient_kernel(EdgeOperator op, Axis axis);

/// A kernel that is the product of a row and a column, both of odd length.
struct SeparablePart {
  std::vector<double> horizontal;
  std::vector<double> vertical;
};

/// A second derivative as a sum of two such kernels, whose weights add up to 0:
/// Laplacian4 = [1 −2 1] along x + the same along y; Laplacian8 = a box of ones − 9 times the centre;
/// LoG = c(x)·g(y) + g(x)·c(y) with the bell g of radius ceil(4·sigma) (sampled, divided by its sum) and its
/// curvature c(x) = (x²/v − 1)·g(x), v the bell's own variance Σx²g(x), hence Σc = 0. It is σ²∇²G, so that
/// responses of all sigmas can be compared; for sigma 0 it is half of Laplacian4; DoG = the bell of
/// ratio·sigma − the bell of sigma, about (ratio − 1)·LoG.
std::vector<SeparablePart> second_derivative_kernels(EdgeOperator op, double sigma, double ratio);

/// The sum as one kernel.
EdgeKernel sum_of(const std::vector<SeparablePart>& kernels);

/// What smoothing and operator together answer to a vertical step of one gray level: the greatest length of
/// the gradient, or the jump between the two signs of a second derivative. Thresholds are counted in such
/// steps.
double step_gain(EdgeOperator op, double sigma, double ratio);

}  // namespace pixelwhy
