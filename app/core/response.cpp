#include "core/response.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

#include "core/error.h"

namespace pixelwhy {

namespace {

double median_of(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Value moved(const Parameter& parameter, const Value& value, double direction) {
  const double step = direction * (parameter.slider.high - parameter.slider.low) / 10;
  switch (parameter.type) {
    case ParameterType::Switch:
      return !std::get<bool>(value);
    case ParameterType::Choice:
      return (std::get<int>(value) + 1) % static_cast<int>(parameter.options.size());
    case ParameterType::Integer:
      return clamp_value(parameter, std::get<int>(value) + static_cast<int>(step > 0 ? std::max(1.0, step)
                                                                                     : std::min(-1.0, step)));
    case ParameterType::Real:
      return clamp_value(parameter, std::get<double>(value) + step);
    case ParameterType::Matrix:
    case ParameterType::Picture:
      break;
  }
  return value;
}

std::optional<Settings> with_moved(const Demo& demo, const Settings& settings, std::size_t parameter) {
  for (const double direction : {1.0, -1.0}) {
    Settings other = settings;
    other[parameter] = moved(demo.parameters[parameter], settings[parameter], direction);
    if (other[parameter] == settings[parameter]) continue;
    try {
      demo.check(other);
      return other;
    } catch (const Error&) {
      continue;
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<Response> measure_responses(const Demo& demo, const FramePtr& frame, const Settings& settings,
                                        int rounds, const std::function<bool()>& cancelled) {
  std::vector<Response> responses;
  for (std::size_t p = 0; p < demo.parameters.size(); ++p) {
    const Parameter& parameter = demo.parameters[p];
    if (parameter.relevant && !parameter.relevant(settings)) continue;
    const auto other = with_moved(demo, settings, p);
    if (!other) continue;
    Evaluator evaluator;
    SnapshotPtr last = evaluator.evaluate({&demo, frame, settings, {}, {}, true});
    std::vector<double> taken;
    std::map<StageId, std::vector<double>> parts;
    for (int i = -2; i < 2 * rounds; ++i) {  // the first two fill the pool of memory
      if (cancelled && cancelled()) return responses;
      const Request request{&demo, frame, i % 2 == 0 ? *other : settings, {}, {}, true};
      const auto begin = std::chrono::steady_clock::now();
      SnapshotPtr next = evaluator.evaluate(request);
      const std::chrono::duration<double, std::milli> all = std::chrono::steady_clock::now() - begin;
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        const ResultPtr result = next->result(stage);
        if (!result || result == last->result(stage)) continue;
        if (result->error) throw Error(*result->error);
        if (i >= 0) parts[stage].push_back(result->milliseconds);
      }
      if (i >= 0) taken.push_back(all.count());
      last = std::move(next);
    }
    Response response{static_cast<int>(p), (*other)[p], median_of(std::move(taken)), {}};
    for (auto& [stage, times] : parts) response.parts.emplace_back(stage, median_of(std::move(times)));
    responses.push_back(std::move(response));
  }
  return responses;
}

}  // namespace pixelwhy
