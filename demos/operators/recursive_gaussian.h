#pragma once

#include "operators/border.h"

namespace pixelwhy {

// Gaussian smoothing at a cost that does not grow with sigma. CV_8UC1 or CV_8UC3, along the rows and then
// along the columns, rounded to nearest once. Both pass over the picture's continuation by `border` too, as
// far as the kernel of gaussian.h reaches (gaussian_radius(sigma, radius)), and take it as constant beyond.
//
// They approach the Gaussian itself, not the weights in 1/256 that OpenCV and gaussian.h round it to, and
// their bells are not cut off. So they ask for a radius of at least 3·sigma, where what is cut off is less
// than 0.3 %; below that `approximates_gaussian` is false, and gaussian.h's result is returned.

/// Whether the two functions below compute anything of their own: sigma >= 2 and radius 0 or >= 3·sigma.
bool approximates_gaussian(double sigma, int radius);

/// R. Deriche, "Recursively Implementing the Gaussian and its Derivatives", INRIA report 1893, 1993, order 4:
/// exp(−x² / 2σ²) is nearly the sum of two damped oscillations, each of which is a recursion of order 2 down
/// the line and one up the line. The bell that results is off by less than 0.001 of its height, and a result
/// by less than one gray level from that of the true Gaussian. 16 multiplications a pixel and direction.
cv::Mat recursive_gaussian(const cv::Mat& image, double sigma, int radius, Border border);

/// The same by kernels (see kernels/recursive.h): within one gray level of it.
cv::Mat fast_recursive_gaussian(const cv::Mat& image, double sigma, int radius, Border border);

/// P. Gwosdek, S. Grewenig, A. Bruhn and J. Weickert, "Theoretical Foundations of Gaussian Convolution by
/// Extended Box Filtering", SSVM 2011: five running means whose ends count in part, so that
/// their variances add up to sigma² exactly. Sums of which one number enters and one leaves at each step.
/// A result is within three gray levels of the true Gaussian's.
cv::Mat extended_box_gaussian(const cv::Mat& image, double sigma, int radius, Border border);

}  // namespace pixelwhy
