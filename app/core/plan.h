#pragma once

#include <string>
#include <vector>

#include "core/evaluator.h"

namespace pixelwhy {

/// What is computed for a request, and by which code; one place a stage.
struct Plan {
  struct Step {
    bool needed = false;
    bool kept = false;                  ///< its result is part of the outcome
    std::string variant;                ///< the code that computes it, if it is needed
    const Computation* code = nullptr;  ///< that of `variant`; null if it is not needed
    std::size_t last_use = 0;           ///< the last stage that reads it
  };
  std::vector<Step> steps;
};

/// Of the code that is asked for by name each stage that has it takes it. Where none is asked for, or the
/// stage has none of that name, it takes `fast`, or else `textbook`; and where the request says that what is
/// not wanted will not be looked at, the fused code that passes over the most stages.
Plan make_plan(const Request& request);

}  // namespace pixelwhy
