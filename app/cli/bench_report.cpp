#include "cli/bench_report.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "notes/json.h"

namespace pixelwhy {

namespace {

Json settings_json(const Demo& demo, const Settings& settings) {
  Json json = Json::object();
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    if (settings[i] != demo.parameters[i].initial)
      json[demo.parameters[i].id] = to_json(demo.parameters[i], settings[i]);
  }
  return json;
}

std::string racer_line(const Race& race, const Racer& racer) {
  std::string line = fmt::format("  {:<16}{:>10.3f} ms   {:>9.3f} to {:<9.3f}", racer.variant, racer.median,
                                 racer.lower, racer.upper);
  const auto ratio = race.ratio(racer);
  if (ratio && racer.variant != "opencv")
    line += fmt::format("  {:>7.2f} x OpenCV", *ratio);
  else
    line += "                  ";
  if (racer.variant != "textbook" && racer.difference)
    line += *racer.difference == 0 ? "   identical"
                                   : fmt::format("   differs by at most {:.4g}", *racer.difference);
  if (racer.operations) line += fmt::format("   {:.4g} operations", *racer.operations);
  if (racer.bytes) line += fmt::format("   {:.4g} bytes a pixel", *racer.bytes);
  return line;
}

/// Whether a code is compiled for several instruction sets.
bool uses_vectors(const std::string& variant) {
  return variant == "fast" || variant == "recursive" || variant.starts_with("fused");
}

}  // namespace

void add_rows(Json& rows, const Entry& entry, const Race& race, cv::Size size, int threads,
              const std::string& simd) {
  const Racer* opencv = race.opencv();
  for (const Racer& racer : race.racers) {
    if (&racer == opencv) continue;
    const auto ratio = race.ratio(racer);
    rows.push_back(
        {{"demo", entry.demo->id},
         {"stage", entry.demo->stage_id(race.stage)},
         {"variant", racer.variant},
         {"simd", uses_vectors(racer.variant) ? Json(simd) : Json()},
         {"size", {size.width, size.height}},
         {"threads", threads},
         {"settings", settings_json(*entry.demo, entry.settings)},
         {"rounds", racer.milliseconds.size()},
         {"median_ms", racer.median},
         {"spread_ms", {racer.lower, racer.upper}},
         {"opencv_ms", opencv ? Json(opencv->median) : Json()},
         {"ratio", ratio ? Json(*ratio) : Json()},
         {"max_difference", racer.difference ? to_json(*racer.difference) : Json()},
         {"operations_per_pixel", racer.operations ? to_json(*racer.operations) : Json()},
         {"bytes_per_pixel", racer.bytes ? to_json(*racer.bytes) : Json()},
         {"memory_floor_ms", race.floor_ms},
         {"opencv_difference", opencv && opencv->difference ? to_json(*opencv->difference) : Json()}});
  }
}

void print_race(const Entry& entry, const Race& race) {
  const Demo& demo = *entry.demo;
  std::string from;
  for (const StageId stage : race.from) from += (from.empty() ? "" : ", ") + demo.stage_id(stage);
  fmt::print("{} / {} (from {})\n", demo.id, demo.stage_id(race.stage), from.empty() ? "source" : from);
  for (const Racer& racer : race.racers) fmt::print("{}\n", racer_line(race, racer));
  fmt::print("  {:<16}{:>10.3f} ms\n", "(copying)", race.floor_ms);
  std::fflush(stdout);
}

Json cost_json(const Entry& entry, const std::string& quantity, const Cost& cost) {
  Json curves = Json::array();
  for (const CostCurve& curve : cost.curves) {
    const auto slope = curve.slope();
    curves.push_back({{"variant", curve.variant},
                      {"at", curve.at},
                      {"median_ms", curve.milliseconds},
                      {"slope", slope ? Json(*slope) : Json()}});
  }
  return {{"demo", entry.demo->id},
          {"stage", entry.demo->stage_id(entry.stage)},
          {"against", quantity},
          {"size", {cost.size.width, cost.size.height}},
          {"settings", settings_json(*entry.demo, entry.settings)},
          {"curves", curves}};
}

void print_cost(const Entry& entry, const std::string& quantity, const Cost& cost) {
  fmt::print("{} / {} against {}, {} {}×{}\n  {:<16}", entry.demo->id, entry.demo->stage_id(entry.stage),
             quantity == "size" ? "pixels" : quantity, quantity == "size" ? "up to" : "on", cost.size.width,
             cost.size.height, "");
  if (cost.curves.empty()) return;
  for (const double at : cost.curves[0].at) fmt::print("{:>11.5g}", at);
  fmt::print("\n");
  for (const CostCurve& curve : cost.curves) {
    fmt::print("  {:<16}", curve.variant);
    for (const double milliseconds : curve.milliseconds) fmt::print("{:>8.3f} ms", milliseconds);
    if (const auto slope = curve.slope()) fmt::print("   {} ({:.2f})", growth_words(*slope).en, *slope);
    fmt::print("\n");
  }
  std::fflush(stdout);
}

Json responses_json(const Demo& demo, const std::vector<Response>& responses) {
  Json rows = Json::array();
  for (const Response& response : responses) {
    Json parts = Json::object();
    for (const auto& [stage, milliseconds] : response.parts) parts[demo.stage_id(stage)] = milliseconds;
    rows.push_back({{"demo", demo.id},
                    {"parameter", demo.parameters[static_cast<std::size_t>(response.parameter)].id},
                    {"median_ms", response.median},
                    {"stages_ms", parts}});
  }
  return rows;
}

void print_responses(const Demo& demo, const std::vector<Response>& responses) {
  fmt::print("{}\n", demo.id);
  for (const Response& response : responses) {
    std::string parts;
    for (const auto& [stage, milliseconds] : response.parts)
      parts += fmt::format("{}{} {:.2f}", parts.empty() ? "" : ", ", demo.stage_id(stage), milliseconds);
    fmt::print("  {:<16}{:>10.3f} ms   {}\n",
               demo.parameters[static_cast<std::size_t>(response.parameter)].id, response.median, parts);
  }
  std::fflush(stdout);
}

}  // namespace pixelwhy
