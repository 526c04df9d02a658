#include "core/cost.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.h"

namespace pixelwhy {

namespace {

std::size_t slot(int index) { return static_cast<std::size_t>(index); }

std::string number(double value) {
  const double rounded = std::round(value * 10) / 10;
  return format_number(rounded == 0 ? 0 : rounded);
}

/// Evenly spaced on a logarithmic axis, ends included.
std::vector<double> spaced(double low, double high, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i)
    values.push_back(low * std::pow(high / low, i / static_cast<double>(count - 1)));
  return values;
}

std::vector<double> values_of(const Parameter& parameter, int count) {
  const bool whole = parameter.type == ParameterType::Integer;
  const double high = parameter.slider.high;
  const double low = std::max(parameter.slider.low, whole ? 1.0 : high / 100);
  if (!(low < high)) return {};
  std::vector<double> values = spaced(low, high, count);
  for (double& value : values) value = whole ? std::round(value) : std::round(value * 1000) / 1000;
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

/// The ends, then halves, quarters and so on, so that the whole range shows early.
std::vector<std::size_t> coarse_to_fine(std::size_t count) {
  std::vector<std::size_t> order;
  const auto add = [&](std::size_t i) {
    if (i < count && std::find(order.begin(), order.end(), i) == order.end()) order.push_back(i);
  };
  add(0);
  if (count > 0) add(count - 1);
  std::size_t step = 1;
  while (step < count) step *= 2;
  for (; step > 0; step /= 2) {
    for (std::size_t i = step; i < count; i += step) add(i);
  }
  return order;
}

void add_point(CostCurve& curve, double at, double milliseconds) {
  const auto place = std::lower_bound(curve.at.begin(), curve.at.end(), at) - curve.at.begin();
  curve.at.insert(curve.at.begin() + place, at);
  curve.milliseconds.insert(curve.milliseconds.begin() + place, milliseconds);
}

}  // namespace

std::optional<double> CostCurve::slope() const {
  if (at.size() < 3) return std::nullopt;
  const std::size_t first = std::min(at.size() / 2, at.size() - 3);
  double count = 0;
  double x = 0;
  double y = 0;
  double xx = 0;
  double xy = 0;
  for (std::size_t i = first; i < at.size(); ++i) {
    const double u = std::log(at[i]);
    const double v = std::log(std::max(milliseconds[i], 1e-6));
    ++count;
    x += u;
    y += v;
    xx += u * u;
    xy += u * v;
  }
  const double spread = count * xx - x * x;
  if (!(spread > 0)) return std::nullopt;
  return (count * xy - x * y) / spread;
}

Text growth_words(double slope) {
  if (std::abs(slope) < 0.25) return {"constant", "常数"};
  if (std::abs(slope - 1) < 0.25) return {"linear", "线性"};
  if (std::abs(slope - 2) < 0.3) return {"quadratic", "平方"};
  return {"like x^" + number(slope), "约 x^" + number(slope)};
}

std::vector<int> cost_parameters(const Demo& demo, StageId stage, const Settings& settings) {
  std::vector<int> found;
  const Race race = begin_race(demo, settings, stage);
  const auto note = [&](const Computation& code) {
    for (const InputRef& input : code.inputs) {
      if (input.kind != InputRef::Kind::Parameter) continue;
      const Parameter& parameter = demo.parameters[slot(input.index)];
      if (is_numeric(parameter) && (!parameter.relevant || parameter.relevant(settings)))
        found.push_back(input.index);
    }
  };
  for (const StageId computed : race.stages) {
    const Stage& declared = demo.stages[slot(computed)];
    note(declared.textbook);
    for (const Variant& variant : declared.variants) note(variant.computation);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

FramePtr tiled(const FramePtr& frame, cv::Size size) {
  if (frame->pixels.size() == size) return frame;
  auto result = std::make_shared<Frame>(*frame);
  result->alpha.release();
  result->pixels = cv::Mat(size, frame->pixels.type());
  for (int y = 0; y < size.height; y += frame->pixels.rows) {
    for (int x = 0; x < size.width; x += frame->pixels.cols) {
      const cv::Rect part(0, 0, std::min(frame->pixels.cols, size.width - x),
                          std::min(frame->pixels.rows, size.height - y));
      frame->pixels(part).copyTo(result->pixels(part + cv::Point(x, y)));
    }
  }
  return result;
}

Cost measure_cost(const Demo& demo, const FramePtr& frame, const Settings& settings, StageId stage,
                  std::optional<int> parameter, const CostOptions& options,
                  const std::function<void(const Cost&)>& progress, const std::function<bool()>& cancelled) {
  const std::vector<double> values =
      parameter ? values_of(demo.parameters[slot(*parameter)], options.places)
                : spaced(options.most_pixels / 256, options.most_pixels, options.places);
  const double aspect = std::clamp(frame->pixels.cols / static_cast<double>(frame->pixels.rows), 0.1, 10.0);
  const auto size_at = [&](double value) {
    if (parameter) return options.size;
    const double height = std::max(8.0, std::floor(std::sqrt(value / aspect)));
    return cv::Size(std::max(8, static_cast<int>(height * aspect)), static_cast<int>(height));
  };
  Cost cost;
  cost.parameter = parameter;
  cost.size = values.empty() ? options.size : size_at(values.back());
  cost.places = static_cast<int>(values.size());
  for (const std::size_t place : coarse_to_fine(values.size())) {
    if (cancelled && cancelled()) return cost;
    Settings changed = settings;
    if (parameter) {
      Value& value = changed[slot(*parameter)];
      value =
          std::holds_alternative<int>(value) ? Value(static_cast<int>(values[place])) : Value(values[place]);
    }
    try {
      demo.check(changed);
    } catch (const Error&) {
      --cost.places;
      continue;
    }
    const cv::Size size = size_at(values[place]);
    const Race race = pixelwhy::race(demo, tiled(frame, size), changed, stage, options.race, cancelled);
    if (cancelled && cancelled()) return cost;
    for (const Racer& racer : race.racers) {
      auto curve = std::find_if(cost.curves.begin(), cost.curves.end(),
                                [&](const CostCurve& known) { return known.variant == racer.variant; });
      if (curve == cost.curves.end()) {  // some codes have a part in some places only; OpenCV stays the last
        const bool after_opencv = !cost.curves.empty() && cost.curves.back().variant == "opencv";
        curve = cost.curves.insert(cost.curves.end() - (after_opencv ? 1 : 0), {racer.variant, {}, {}});
      }
      add_point(*curve, parameter ? values[place] : static_cast<double>(size.area()), racer.median);
    }
    ++cost.done;
    if (progress) progress(cost);
  }
  return cost;
}

}  // namespace pixelwhy
