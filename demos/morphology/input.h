#pragma once

#include "core/explanation.h"
#include "core/parameter.h"
#include "operators/histogram.h"

namespace pixelwhy {

/// What the operation is applied to.
enum class MorphologyInput {
  Gray,
  Color,
  Binary  ///< 255 where the gray value exceeds Otsu's threshold, 0 elsewhere
};

/// The choices of an `input` parameter, in the order of the enumeration.
std::vector<Option> morphology_input_options();

/// The threshold of N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Trans. SMC 9(1),
/// 1979: the value t in 0..255 that maximises the variance between the classes "at most t" and "above t",
/// q1·q2·(µ1 − µ2)². The first of several; 0 if all pixels are equal. Same order of operations in double
/// precision as cv::threshold with THRESH_OTSU, so that near ties fall alike.
int otsu_threshold(const GrayCounts& counts);

/// The rule of the binary picture: 255 above the threshold, else 0.
constexpr std::uint8_t binarize(int gray, int threshold) { return gray > threshold ? 255 : 0; }

/// CV_8UC3 to CV_8UC1 (gray, binary), or the picture itself.
cv::Mat morphology_input(const cv::Mat& color, MorphologyInput kind);
Explanation explain_morphology_input(cv::Point at, const StageImage& color, MorphologyInput kind);

}  // namespace pixelwhy
