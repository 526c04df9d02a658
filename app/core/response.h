#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "core/evaluator.h"

namespace pixelwhy {

/// What it takes from a parameter that is moved to the finished result of every stage.
struct Response {
  int parameter = 0;
  Value moved;                                    ///< where to
  double median = 0;                              ///< milliseconds
  std::vector<std::pair<StageId, double>> parts;  ///< the stages that were computed again, their medians
};

/// Moves each parameter that matters under the settings to and fro, by a tenth of the slider's range or to
/// the next choice, and lets all stages follow; matrices and pictures are no sliders. What contradicts
/// another parameter is moved the other way, or left out. Throws a stage's error.
std::vector<Response> measure_responses(const Demo& demo, const FramePtr& frame, const Settings& settings,
                                        int rounds, const std::function<bool()>& cancelled = {});

}  // namespace pixelwhy
