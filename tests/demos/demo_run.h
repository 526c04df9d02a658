#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/evaluator.h"
#include "registry.h"

namespace pixelwhy::test {

inline const Demo& demo_named(const std::string& id) {
  const auto found = std::ranges::find(all_demos(), id, &Demo::id);
  REQUIRE(found != all_demos().end());
  return *found;
}

using Words = std::vector<std::pair<std::string, std::string>>;

/// The demo's defaults, except for what `words` say: parameter and value as on the command line.
inline Settings settings_with(const Demo& demo, const Words& words) {
  Settings settings = demo.defaults();
  for (const auto& [id, value] : words) {
    const auto index = static_cast<std::size_t>(demo.find_parameter(id).value());
    settings[index] = parse_value(demo.parameters[index], value);
  }
  demo.check(settings);
  return settings;
}

inline SnapshotPtr run(const Demo& demo, const FramePtr& frame, const Settings& settings) {
  Evaluator evaluator;
  return evaluator.evaluate({&demo, frame, settings, {}, {}, true});
}

inline const Output& output_of(const Snapshot& snapshot, const std::string& stage) {
  const ResultPtr result = snapshot.result(snapshot.request.demo->find_stage(stage).value());
  REQUIRE(result != nullptr);
  REQUIRE_FALSE(result->error.has_value());
  return result->output;
}

inline std::vector<std::string> stage_ids(const Demo& demo) {
  std::vector<std::string> ids;
  for (const Stage& stage : demo.stages) ids.push_back(stage.id);
  return ids;
}

}  // namespace pixelwhy::test
