#pragma once

#include <algorithm>
#include <cstdint>

#include "core/data.h"
#include "core/explanation.h"
#include "morphology/element.h"

namespace pixelwhy {

// Gray-scale morphology with a flat structuring element (J. Serra, "Image Analysis and Mathematical
// Morphology", Academic Press, 1982; S. R. Sternberg, "Grayscale Morphology", CVGIP 35(3), 1986), equal to
// cv::morphologyEx with cv::getStructuringElement. Pictures are CV_8U with any number of channels, each
// treated on its own. Pixels outside the picture never win.

enum class Extremum { Minimum, Maximum };  ///< what erosion and dilation look for

/// The rule behind every pixel: of two values, the one that wins.
constexpr std::uint8_t winner(Extremum extremum, std::uint8_t a, std::uint8_t b) {
  return extremum == Extremum::Minimum ? std::min(a, b) : std::max(a, b);
}

/// Erosion (Minimum) or dilation (Maximum), `iterations` times over: at p, the extremum of the pixels
/// p + offset for all offsets of the element. The element is not reflected for the dilation. Time per pixel
/// grows with the element's height, and with the logarithm of its width.
cv::Mat apply_element(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                      int iterations);

/// The same straight from the definition, offset by offset.
cv::Mat apply_element_directly(const cv::Mat& image, const StructuringElement& element, Extremum extremum,
                               int iterations);

/// The terms are the pixels of `image` that the iterated element reaches; the winners are `deciding`.
Explanation explain_element(cv::Point at, const StageImage& image, const StructuringElement& element,
                            Extremum extremum, int iterations);

enum class MorphologyOperation { Erode, Dilate, Open, Close, Gradient, TopHat, BlackHat };

/// The choices of an `operation` parameter, in the order of the enumeration.
std::vector<Option> morphology_operation_options();

/// Whether the operation is made of two steps; erosion and dilation are one.
bool is_two_step(MorphologyOperation operation);

/// What the only step, or the first of two, looks for; a second step looks for the opposite.
Extremum first_extremum(MorphologyOperation operation);
Extremum second_extremum(MorphologyOperation operation);

/// What the second step works on: the input for the gradient, else the first step's result.
template <class Image>
const Image& second_input(MorphologyOperation operation, const Image& input, const Image& first) {
  return operation == MorphologyOperation::Gradient ? input : first;
}

/// a − b, not below 0.
constexpr std::uint8_t saturated_difference(std::uint8_t a, std::uint8_t b) {
  return a > b ? static_cast<std::uint8_t>(a - b) : std::uint8_t{0};
}

/// The result of a two-step operation: `second` itself for open and close, first − second for the gradient,
/// input − second for the top-hat, second − input for the black-hat, not below 0 (which even-sized elements
/// would reach, for they shift).
cv::Mat combine_steps(MorphologyOperation operation, const cv::Mat& input, const cv::Mat& first,
                      const cv::Mat& second);
Explanation explain_combined(cv::Point at, MorphologyOperation operation, const StageImage& input,
                             const StageImage& first, const StageImage& second);

}  // namespace pixelwhy
