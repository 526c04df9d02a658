#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "core/cost.h"
#include "core/response.h"

namespace pixelwhy {

/// A stage of a demo that is raced under these settings.
struct Entry {
  const Demo* demo;
  Settings settings;
  StageId stage;
};

/// A row for each code of ours, as CONTRACT says; `threads` and `simd` are what they ran with.
void add_rows(nlohmann::ordered_json& rows, const Entry& entry, const Race& race, cv::Size size, int threads,
              const std::string& simd);
void print_race(const Entry& entry, const Race& race);

nlohmann::ordered_json cost_json(const Entry& entry, const std::string& quantity, const Cost& cost);
void print_cost(const Entry& entry, const std::string& quantity, const Cost& cost);

nlohmann::ordered_json responses_json(const Demo& demo, const std::vector<Response>& responses);
void print_responses(const Demo& demo, const std::vector<Response>& responses);

}  // namespace pixelwhy
