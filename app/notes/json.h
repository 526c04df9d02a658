#pragma once

#include <nlohmann/json_fwd.hpp>

#include "core/demo.h"
#include "core/evaluator.h"

namespace pixelwhy {

// The JSON forms of CONTRACT.md, in the order of its keys. Channels are in the order R, G, B.

using Json = nlohmann::ordered_json;

Json to_json(const Text& text);
/// Numbers that are whole are written without a fraction: 1920 and not 1920.0.
Json to_json(double value);
Json to_json(const Parameter& parameter, const Value& value);
Json describe(const Demo& demo);

/// `{"demo": ..., "stage": ..., "lines": [...]}`; null when the data has no such form.
Json describe(const Demo& demo, StageId stage, const Data& data);

/// The answer of `explain --json`. `output` is the stage's pixel.
Json describe(const Snapshot& snapshot, StageId stage, cv::Point at, const Explanation& explanation);

/// The stage's pixel, one number a channel in memory order.
std::vector<double> pixel_at(const cv::Mat& image, cv::Point at);

}  // namespace pixelwhy
