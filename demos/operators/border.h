#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "core/explanation.h"
#include "core/parameter.h"

namespace pixelwhy {

/// What is read outside the picture, for a row `abcdefgh`:
/// Reflect101 gfedcb|abcdefgh|gfedcba, Reflect fedcba|abcdefgh|hgfedcb, Replicate aaaaaa|abcdefgh|hhhhhhh,
/// Wrap cdefgh|abcdefgh|abcdefg, Constant 000000|abcdefgh|0000000.
enum class Border { Reflect101, Reflect, Replicate, Wrap, Constant };

/// The choices of a `border` parameter, in the order of the enumeration.
std::vector<Option> border_options();

inline constexpr int outside_constant = -1;

/// The index in [0, n) that position `i` reads, however far outside; `outside_constant` for a constant
/// border.
int border_index(int i, int n, Border border);

/// border_index() for the positions -before .. n + after - 1.
std::vector<int> border_indices(int n, int before, int after, Border border);

/// The same rule as a cv::BorderTypes, for comparisons with OpenCV.
int opencv_border(Border border);

/// The term of a window's tap at `at`, which may lie outside the picture.
Term tap(const StageImage& image, cv::Point at, int channel, double weight, Border border);

}  // namespace pixelwhy
