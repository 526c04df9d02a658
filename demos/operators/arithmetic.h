#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "core/explanation.h"

namespace pixelwhy {

/// The rounding of 8-bit stages: to nearest, halves up, then saturated to 0..255.
inline std::uint8_t round_to_byte(double value) {
  return static_cast<std::uint8_t>(std::clamp(value, 0.0, 255.0) + 0.5);
}

/// OpenCV's rounding of real numbers to 8 bits: to nearest, halves to even, then saturated.
inline std::uint8_t round_even_to_byte(float value) {
  return static_cast<std::uint8_t>(std::clamp(std::nearbyint(value), 0.0F, 255.0F));
}

/// How a stage stores a real-valued sum: in 8 bits, in 32-bit float, or in double as it is.
enum class Rounding { ToByte, ToFloat, None };

/// " R" for a channel of a colour picture, nothing for a gray one: what labels of steps end with.
std::string channel_suffix(int channel, int channels);

/// "12, 7, 30": one number a channel, in the order R, G, B.
std::string listed_channels(const std::vector<double>& values);

/// "12 + 7 + 30" of the terms of one channel, each times its weight where that is not 1; the first of them.
std::string written_out(const std::vector<Term>& terms, int channel, int channels);

/// Completes a weighted sum or an interpolation: per channel, the sum of value × weight over the terms of
/// that channel (over all terms where `channels` is 1), rounded as the stage does. Fills steps, result and
/// verdict.
void sum_terms(Explanation& explanation, int channels, Rounding rounding);

/// An untouched pixel of another stage: one term a channel.
Explanation explain_copy(cv::Point at, const StageImage& from);

/// A number for an expression, at most six significant digits.
std::string brief(double value);

}  // namespace pixelwhy
