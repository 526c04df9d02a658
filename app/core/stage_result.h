#pragma once

#include <memory>
#include <optional>
#include <variant>
#include <vector>

#include "core/data.h"
#include "core/error.h"
#include "core/parameter.h"

namespace pixelwhy {

struct StageResult;
using ResultPtr = std::shared_ptr<const StageResult>;

/// What one input of a stage was: the result of another stage (null when that stage takes no part under the
/// settings), or the value of a parameter.
using InputValue = std::variant<ResultPtr, Value>;

/// The outcome of running one stage once, immutable. It keeps what it was computed from, so that it can
/// always be explained, whatever has been computed since.
struct StageResult {
  Output output;                   ///< empty when `error` is set
  std::optional<Error> error;      ///< why there is no output
  std::vector<InputValue> inputs;  ///< in the order of the stage's declaration
  std::string variant;             ///< which code computed it: `textbook`, ...
  double milliseconds = 0;         ///< time spent in the operator
};

}  // namespace pixelwhy
