#pragma once

#include "core/explanation.h"
#include "core/parameter.h"

namespace pixelwhy {

/// What the operation is applied to.
enum class MorphologyInput {
  Gray,
  Color,
  Binary  ///< 255 where the gray value exceeds Otsu's threshold, 0 elsewhere
};

/// The choices of an `input` parameter, in the order of the enumeration.
std::vector<Option> morphology_input_options();

/// CV_8UC3 to CV_8UC1 (gray, binary), or the picture itself.
cv::Mat morphology_input(const cv::Mat& color, MorphologyInput kind);
Explanation explain_morphology_input(cv::Point at, const StageImage& color, MorphologyInput kind);

}  // namespace pixelwhy
