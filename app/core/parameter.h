#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/text.h"

namespace pixelwhy {

/// The value of a parameter: a switch, an integer or the index of a choice, a real number.
using Value = std::variant<bool, int, double>;

/// The values of all parameters of a demo, in the order of their declaration.
using Settings = std::vector<Value>;

/// A condition on the values of some parameters.
using Condition = std::function<bool(const Settings&)>;

enum class ParameterType { Real, Integer, Choice, Switch };

struct Range {
  double low = 0;
  double high = 1;
  friend bool operator==(const Range&, const Range&) = default;
};

/// One choice of a parameter: the word that scripts use, its name for people, and what stands for it in C++
/// with OpenCV (`cv::BORDER_WRAP`, `true`, `3`), where anything does.
struct Option {
  std::string id;
  Text name;
  std::string opencv = {};
};

/// A parameter as a demo declares it: the only place where its default, its ranges and its help are written.
struct Parameter {
  std::string id;
  Text name;
  ParameterType type = ParameterType::Real;
  Value initial;                   ///< the default
  Range hard;                      ///< what is accepted, both ends included (Real, Integer)
  Range slider;                    ///< what is comfortable (Real, Integer)
  std::string unit;                ///< empty when the number has none
  Text help;                       ///< one line
  std::vector<Option> options;     ///< the choices (Choice)
  Condition relevant;              ///< whether it matters under these settings; empty: always
  std::vector<int> relevant_by{};  ///< the parameters that `relevant` asks
  Text group{};                    ///< parameters of the same group are shown together; empty: none
};

/// A value that `text` spells. Throws a usage error on anything else: junk, NaN, out of range, unknown
/// choice.
Value parse_value(const Parameter& parameter, std::string_view text);

/// The shortest text that parse_value() reads back as the same value.
std::string format_value(const Parameter& parameter, const Value& value);

/// Throws a usage error that names parameter, value and range when the value is not acceptable.
void check_value(const Parameter& parameter, const Value& value);

/// The nearest acceptable value.
Value clamp_value(const Parameter& parameter, Value value);

/// What is accepted, for messages and help: "0 to 50 px", "sector or interpolate", "on or off".
std::string describe_domain(const Parameter& parameter);

/// A number as people write it: the shortest decimal that reads back as the same double.
std::string format_number(double value);

/// The candidate that is a near miss of `word`, or an empty string.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

/// `; did you mean 'x'?` for a near miss, else an empty string.
std::string suggestion(std::string_view word, const std::vector<std::string>& candidates);

/// "a, b or c"
std::string join_or(const std::vector<std::string>& words);

}  // namespace pixelwhy
