// What the window does to the values of parameters.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <random>

#include "gui/app_state.h"

namespace pixelwhy::gui {

namespace {

std::size_t slot(int index) { return static_cast<std::size_t>(index); }

/// One of those with a name, or other whole numbers of the same size.
MatrixValue random_matrix(const Parameter& parameter, MatrixValue matrix, std::mt19937_64& random) {
  const int names = static_cast<int>(parameter.named.size());
  if (names > 0 && std::uniform_int_distribution(0, 1)(random) == 0)
    return parameter.named[slot(std::uniform_int_distribution(0, names - 1)(random))].value;
  std::uniform_int_distribution number(static_cast<int>(std::ceil(parameter.slider.low)),
                                       static_cast<int>(std::floor(parameter.slider.high)));
  for (double& one : matrix.numbers) one = number(random);
  return matrix;
}

/// The next of those with a name; one without a name is before the first and behind the last.
Value next_listed(const Parameter& parameter, const Value& value, int steps) {
  const std::vector<Value> values = listed_values(parameter);
  if (values.empty()) return value;
  const auto count = static_cast<int>(values.size());
  const auto now = std::find(values.begin(), values.end(), value);
  const int place = now == values.end() ? (steps > 0 ? -1 : count) : static_cast<int>(now - values.begin());
  return values[slot(std::clamp(place + steps, 0, count - 1))];
}

/// The next round number of a slider: a hundredth of its range, as 1, 2 or 5 times a power of ten.
double step_of(const Parameter& parameter) {
  if (parameter.type == ParameterType::Integer) return 1;
  const double rough = (parameter.slider.high - parameter.slider.low) / 100;
  const double power = std::pow(10, std::floor(std::log10(std::max(rough, 1e-9))));
  const double lead = rough / power;
  return power * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

double rounded(double value) { return std::round(value * 1e6) / 1e6; }

}  // namespace

void set_value(AppState& state, int parameter, Value value) {
  const Demo& demo = state.current_demo();
  Settings& settings = state.current_settings();
  settings[slot(parameter)] = clamp_value(demo.parameters[slot(parameter)], std::move(value));
  // A parameter that is pushed may push another in turn.
  for (std::size_t round = 0; round < demo.orderings.size(); ++round) {
    for (const Ordering& ordering : demo.orderings) {
      Value& lower = settings[slot(ordering.lower)];
      Value& upper = settings[slot(ordering.upper)];
      if (number_of(lower) <= number_of(upper)) continue;
      if (ordering.upper == parameter) {
        lower = clamp_value(demo.parameters[slot(ordering.lower)], upper);
      } else {
        upper = clamp_value(demo.parameters[slot(ordering.upper)], lower);
      }
    }
  }
  // The value itself gives way where the other one has reached its end.
  for (const Ordering& ordering : demo.orderings) {
    Value& lower = settings[slot(ordering.lower)];
    Value& upper = settings[slot(ordering.upper)];
    if (number_of(lower) > number_of(upper))
      (ordering.upper == parameter ? upper : lower) = ordering.upper == parameter ? lower : upper;
  }
  choose_stage(state, state.chosen_stage());
}

Typed set_typed(AppState& state, int parameter, const std::string& text) {
  const Parameter& declared = state.current_demo().parameters[slot(parameter)];
  std::string_view word = text;
  while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
  if (word.starts_with('+')) word.remove_prefix(1);
  std::string number(word);
  std::replace(number.begin(), number.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  std::string_view rest(end, static_cast<std::size_t>(number.data() + number.size() - end));
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  while (!rest.empty() && rest.back() == ' ') rest.remove_suffix(1);
  const bool too_large = error == std::errc::result_out_of_range;
  if ((error != std::errc{} && !too_large) || std::isnan(value)) return Typed::Refused;
  if (!rest.empty() && rest != declared.unit) return Typed::Refused;
  if (too_large) value = number.starts_with('-') ? declared.hard.low : declared.hard.high;
  const double asked = value;
  value = std::clamp(value, declared.hard.low, declared.hard.high);
  if (declared.type == ParameterType::Integer) {
    set_value(state, parameter, static_cast<int>(std::lround(value)));
  } else {
    set_value(state, parameter, value);
  }
  return too_large || asked != value ? Typed::Held : Typed::Taken;
}

void reset_value(AppState& state, int parameter) {
  set_value(state, parameter, state.current_demo().parameters[slot(parameter)].initial);
  commit(state);
}

void reset_all(AppState& state) {
  state.current_settings() = state.current_demo().defaults();
  choose_stage(state, state.chosen_stage());
  commit(state);
}

void roll_dice(AppState& state, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const Demo& demo = state.current_demo();
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    const int index = static_cast<int>(i);
    const double low = std::max(parameter.slider.low, parameter.hard.low);
    const double high = std::min(parameter.slider.high, parameter.hard.high);
    switch (parameter.type) {
      case ParameterType::Real: {
        const double step = step_of(parameter);
        const double value = std::uniform_real_distribution(low, high)(random);
        set_value(state, index, std::clamp(rounded(std::round(value / step) * step), low, high));
        break;
      }
      case ParameterType::Integer:
        set_value(state, index,
                  std::uniform_int_distribution(static_cast<int>(low), static_cast<int>(high))(random));
        break;
      case ParameterType::Choice:
        set_value(state, index,
                  std::uniform_int_distribution(0, static_cast<int>(parameter.options.size()) - 1)(random));
        break;
      case ParameterType::Switch:
        set_value(state, index, std::uniform_int_distribution(0, 1)(random) == 1);
        break;
      case ParameterType::Matrix:
        set_value(state, index,
                  random_matrix(parameter, std::get<MatrixValue>(state.current_settings()[i]), random));
        break;
      case ParameterType::Picture:  // people choose it as they choose the source
        break;
    }
  }
  commit(state);
}

void nudge(AppState& state, int index, int steps) {
  const Parameter& parameter = state.current_demo().parameters[slot(index)];
  const Value& value = state.current_settings()[slot(index)];
  if (is_numeric(parameter)) {
    const double moved = rounded(number_of(value) + steps * step_of(parameter));
    if (parameter.type == ParameterType::Integer) {
      set_value(state, index, static_cast<int>(std::lround(std::clamp(moved, -2e9, 2e9))));
    } else {
      set_value(state, index, moved);
    }
  } else {
    set_value(state, index, next_listed(parameter, value, steps));
  }
}

std::vector<int> parameters_in_order(const Demo& demo) {
  std::vector<int> order;
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    const Text& group = demo.parameters[i].group;
    const bool begun = std::any_of(order.begin(), order.end(),
                                   [&](int other) { return demo.parameters[slot(other)].group == group; });
    if (begun) continue;
    for (std::size_t j = i; j < demo.parameters.size(); ++j) {
      if (demo.parameters[j].group == group) order.push_back(static_cast<int>(j));
    }
  }
  return order;
}

std::string fold_key(const Demo& demo, const Text& group) { return demo.id + "/" + group.en; }

bool is_folded(const AppState& state, const Parameter& parameter) {
  return !parameter.group.empty() && state.folded.count(fold_key(state.current_demo(), parameter.group)) > 0;
}

void focus_parameter(AppState& state, int step) {
  std::vector<int> shown = parameters_in_order(state.current_demo());
  std::erase_if(shown, [&](int i) { return is_folded(state, state.current_demo().parameters[slot(i)]); });
  if (shown.empty()) return;
  const auto count = static_cast<int>(shown.size());
  const auto now =
      state.focused_parameter ? std::find(shown.begin(), shown.end(), *state.focused_parameter) : shown.end();
  const int place = now == shown.end() ? (step > 0 ? -1 : count) : static_cast<int>(now - shown.begin());
  state.focused_parameter = shown[slot((place + step + count) % count)];
}

}  // namespace pixelwhy::gui
