#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/matrix_value.h"
#include "core/picture_value.h"
#include "core/text.h"

namespace pixelwhy {

/// The value of a parameter: a switch, an integer or the index of a choice, a real number, a matrix, a second
/// picture.
using Value = std::variant<bool, int, double, MatrixValue, PictureValue>;

/// The values of all parameters of a demo, in the order of their declaration.
using Settings = std::vector<Value>;

/// A condition on the values of some parameters.
using Condition = std::function<bool(const Settings&)>;

enum class ParameterType { Real, Integer, Choice, Switch, Matrix, Picture };

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
  Range hard;                      ///< what is accepted, both ends included (Real, Integer, each of a Matrix)
  Range slider;                    ///< what is comfortable (the same)
  std::string unit;                ///< empty when the number has none
  Text help;                       ///< one line
  std::vector<Option> options;     ///< the choices (Choice)
  Condition relevant;              ///< whether it matters under these settings; empty: always
  std::vector<int> relevant_by{};  ///< the parameters that `relevant` asks
  Text group{};                    ///< parameters of the same group are shown together; empty: none
  int most{};                      ///< rows, and columns, at most (Matrix)
  std::vector<NamedMatrix> named{};  ///< those that are chosen by name (Matrix)
};

/// Whether the same is computed from both: equal, and with the same pixels read.
bool interchangeable(const Value& a, const Value& b);
bool interchangeable(const Settings& a, const Settings& b);

/// Whether the value is a number of a range.
bool is_numeric(const Parameter& parameter);
/// The value of a numeric parameter, an index, 1 for on; NaN for what is no number.
double number_of(const Value& value);
/// The name that a matrix has among the parameter's, or null.
const NamedMatrix* named_matrix(const Parameter& parameter, const Value& value);
/// The values of a parameter that can be listed one by one: choices, switches, named matrices; else none.
std::vector<Value> listed_values(const Parameter& parameter);
/// A value in the words of people: `open`, `off`, `Sharpen`, `2.5`, `photo.png`; numbers as format_value()
/// writes them, without their unit.
std::string told_plainly(const Parameter& parameter, const Value& value, Language language);

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
