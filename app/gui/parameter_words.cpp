#include "gui/parameter_words.h"

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/value_strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

bool logarithmic(const Parameter& parameter) {
  return parameter.slider.low > 0 && parameter.slider.high / parameter.slider.low >= 100;
}

/// As many digits as a step of the slider can tell apart.
double rounded_for(const Parameter& parameter, double value) {
  if (parameter.type == ParameterType::Integer) return std::round(value);
  const double reach =
      logarithmic(parameter) ? std::abs(value) : parameter.slider.high - parameter.slider.low;
  const double step = std::pow(10, std::floor(std::log10(std::max(reach, 1e-9) / 100)));
  return std::round(value / step) * step;
}

std::string range_words(const Parameter& parameter, Language language) {
  const std::string unit = parameter.unit.empty() ? "" : " " + parameter.unit;
  return brief_number(parameter.hard.low, 6) + strings::parameter_to.in(language) +
         brief_number(parameter.hard.high, 6) + unit;
}

/// Which settings of others make a parameter idle.
std::string idle_words(const AppState& state, const Parameter& parameter) {
  const Demo& demo = state.current_demo();
  std::string words;
  for (const int other : parameter.relevant_by) {
    const Parameter& decides = demo.parameters[static_cast<std::size_t>(other)];
    const Value& value = state.current_settings()[static_cast<std::size_t>(other)];
    words += words.empty() ? "" : ", ";
    words += decides.name.in(state.language) + strings::parameter_is.in(state.language) +
             value_words(decides, value, state.language);
  }
  return strings::parameter_idle.in(state.language) + words;
}

}  // namespace

std::string value_words(const Parameter& parameter, const Value& value, Language language) {
  if (parameter.type == ParameterType::Switch)
    return (std::get<bool>(value) ? strings::on : strings::off).in(language);
  if (!is_numeric(parameter)) return told_plainly(parameter, value, language);
  std::string words = parameter.type == ParameterType::Real ? brief_number(std::get<double>(value), 6)
                                                            : std::to_string(std::get<int>(value));
  if (!parameter.unit.empty()) words += " " + parameter.unit;
  return words;
}

std::string help_words(const AppState& state, const Parameter& parameter) {
  const Language language = state.language;
  const bool numeric = is_numeric(parameter);
  const bool matrix = parameter.type == ParameterType::Matrix;
  std::string words;
  if (parameter.relevant && !parameter.relevant(state.current_settings())) {
    words = idle_words(state, parameter) + "\n";
  }
  words += parameter.help.in(language);
  if (numeric || matrix)
    words += "\n" + strings::parameter_range.in(language) + range_words(parameter, language);
  if (matrix) words += strings::matrix_rows_up_to.in(language) + std::to_string(parameter.most);
  words +=
      "\n" + strings::parameter_default.in(language) + value_words(parameter, parameter.initial, language);
  const Text& habits = numeric                                    ? strings::parameter_habits
                       : matrix                                   ? strings::matrix_habits
                       : parameter.type == ParameterType::Picture ? strings::picture_habits
                                                                  : strings::choice_habits;
  words += "\n" + habits.in(language);
  return words;
}

Text typed_words(const Parameter& parameter, const std::string& typed, Typed outcome, const Value& now) {
  const bool held = outcome == Typed::Held;
  const auto in = [&](Language language) {
    return parameter.name.in(language) + (language == Language::Chinese ? "：“" : ": “") + typed + "”" +
           (held ? strings::out_of_range : strings::not_a_number).in(language) +
           strings::accepts.in(language) + range_words(parameter, language) +
           (held ? strings::held_to : strings::kept_at).in(language) + value_words(parameter, now, language) +
           (language == Language::Chinese ? "。" : ".");
  };
  return {in(Language::English), in(Language::Chinese)};
}

double slider_place(const Parameter& parameter, double value) {
  const auto [low, high] = parameter.slider;
  if (high <= low) return 0;
  const double place = logarithmic(parameter) ? std::log(std::max(value, low) / low) / std::log(high / low)
                                              : (value - low) / (high - low);
  return std::clamp(place, 0.0, 1.0);
}

double slider_value(const Parameter& parameter, double place) {
  const auto [low, high] = parameter.slider;
  place = std::clamp(place, 0.0, 1.0);
  const double value =
      logarithmic(parameter) ? low * std::pow(high / low, place) : low + (high - low) * place;
  return std::clamp(rounded_for(parameter, value), low, high);
}

}  // namespace pixelwhy::gui
