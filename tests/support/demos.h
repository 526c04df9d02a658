#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "core/evaluator.h"

namespace pixelwhy::test {

/// Settings drawn at random: mostly from the comfortable ranges, now and then from the whole hard range.
Settings random_settings(const Demo& demo, cv::RNG& generator);

/// Settings like `base` under which the parameter matters; the choices of others are tried one by one.
Settings make_relevant(const Demo& demo, int parameter, Settings base);

/// A value of the parameter's comfortable range that differs from the one in `settings`.
Value another_value(const Parameter& parameter, const Value& value, cv::RNG& generator);

/// Empty when the explanation of the pixel keeps the contract: its terms hold the stages' own values, they
/// give the result by the rule, and the result is the stage's pixel. Else what is wrong.
std::string check_explanation(const Snapshot& snapshot, StageId stage, cv::Point at);

/// Empty when the two snapshots hold equal pictures, data and errors; else the first stage that differs.
std::string compare_snapshots(const Snapshot& a, const Snapshot& b);

bool same_data(const Data& a, const Data& b);

}  // namespace pixelwhy::test
