#pragma once

#include "core/explanation.h"
#include "operators/derivative.h"

namespace pixelwhy {

// The steps of J. Canny, "A Computational Approach to Edge Detection", PAMI 8(6), 1986, after the smoothing,
// decided exactly as cv::Canny decides them: comparisons use gradient_strength(), integers without a root.
// Outside the picture the strength is 0.

enum class NmsMode {
  Sector,      ///< compare with two of the eight neighbours, chosen by the direction's sector of 45°
  Interpolate  ///< compare with the magnitude interpolated linearly on both sides along the gradient
};

/// The derivative kernel of an aperture (3, 5, 7) as cv::Canny scales it; taken with Border::Replicate.
DerivativeKernel canny_kernel(int aperture);

/// Keeps the magnitude where it is a ridge across the gradient, 0 elsewhere. Ties: a ridge is greater than
/// its left or upper neighbour and not less than its right or lower one; in the diagonal sectors greater than
/// both. All CV_32FC1; `gx`, `gy` hold integers.
cv::Mat suppress_non_maxima(const cv::Mat& magnitude, const cv::Mat& gx, const cv::Mat& gy, NmsMode mode,
                            Norm norm);
Explanation explain_nms(cv::Point at, const StageImage& magnitude, const StageImage& gx, const StageImage& gy,
                        NmsMode mode, Norm norm);

enum PixelClass : std::uint8_t { NoEdge = 0, WeakEdge = 1, StrongEdge = 2 };

/// The integer that a strength must exceed: ⌊t⌋ for L1, ⌊t²⌋ for L2, with t = threshold ÷ 16 for aperture 7.
int strength_threshold(double threshold, int aperture, Norm norm);

/// PixelClass of every ridge pixel, CV_8UC1: strong above `high`, weak above `low`.
cv::Mat classify_edges(const cv::Mat& thin, const cv::Mat& gx, const cv::Mat& gy, double low, double high,
                       int aperture, Norm norm);
Explanation explain_class(cv::Point at, const StageImage& thin, const StageImage& gx, const StageImage& gy,
                          double low, double high, int aperture, Norm norm);

/// Hysteresis: 255 for strong pixels and for weak ones that reach a strong one over weak ones (8 neighbours).
cv::Mat link_edges(const cv::Mat& classes);
Explanation explain_link(cv::Point at, const StageImage& classes);

/// The shortest chain of weak pixels from `at` to a strong one, both ends included; if there is none,
/// `reached` is false and the chain is the whole component of weak pixels. Empty at a pixel without class.
struct EdgeChain {
  bool reached = false;
  std::vector<cv::Point> pixels;
};
EdgeChain find_chain(const cv::Mat& classes, cv::Point at);

/// Verdict and steps of a chain, for every demo that links edges.
void describe_chain(Explanation& explanation, const EdgeChain& chain, int pixel_class);

}  // namespace pixelwhy
