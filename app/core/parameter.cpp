#include "core/parameter.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.h"
#include "core/one_line.h"

namespace pixelwhy {

namespace {

template <class Number>
bool read_whole(std::string_view text, Number& number) {
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

[[noreturn]] void refuse(const Parameter& parameter, std::string_view text, const std::string& hint = {},
                         const Text& why = {}) {
  throw usage_error(parameter.id + ": '" + one_line(text, 64) + "' is not accepted" +
                        (why.en.empty() ? "" : ": " + why.en) + "; expected " + describe_domain(parameter) +
                        hint,
                    parameter.id + "：不接受 '" + one_line(text, 64) + "'" +
                        (why.zh.empty() ? "" : "：" + why.zh) + "；应为 " + describe_domain(parameter));
}

std::vector<std::string> matrix_ids(const Parameter& parameter) {
  std::vector<std::string> ids;
  for (const NamedMatrix& named : parameter.named) ids.push_back(named.id);
  return ids;
}

MatrixValue parse_matrix_of(const Parameter& parameter, std::string_view text) {
  for (const NamedMatrix& named : parameter.named) {
    if (named.id == text) return named.value;
  }
  try {
    return parse_matrix(text, parameter.most);
  } catch (const Error& why) {
    refuse(parameter, text, suggestion(text.substr(0, 32), matrix_ids(parameter)), why.text());
  }
}

void check_matrix(const Parameter& parameter, const MatrixValue& matrix) {
  const auto [low, high] = parameter.hard;
  const bool sized =
      matrix.rows >= 1 && matrix.cols >= 1 && matrix.rows <= parameter.most &&
      matrix.cols <= parameter.most &&
      matrix.numbers.size() == static_cast<std::size_t>(matrix.rows) * static_cast<std::size_t>(matrix.cols);
  if (!sized) {
    const std::string size = std::to_string(matrix.rows) + "x" + std::to_string(matrix.cols);
    refuse(parameter, size, {}, {"it has the wrong size", "大小不对"});
  }
  for (const double number : matrix.numbers) {
    if (!(number >= low && number <= high)) refuse(parameter, format_number(number));
  }
}

void check_picture(const Parameter& parameter, const std::string& spec) {
  constexpr std::size_t longest = 4096;
  const bool none = spec.empty() && !std::get<PictureValue>(parameter.initial).spec.empty();
  if (none || spec.size() > longest || spec.find('\0') != std::string::npos) refuse(parameter, spec);
}

std::vector<std::string> option_ids(const Parameter& parameter) {
  std::vector<std::string> ids;
  for (const Option& option : parameter.options) ids.push_back(option.id);
  return ids;
}

/// The least number of letters put in, left out, replaced, or swapped with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) best[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) best[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = best[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
      best[i][j] = std::min({best[i - 1][j] + 1, best[i][j - 1] + 1, replaced});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) best[i][j] = std::min(best[i][j], best[i - 2][j - 2] + 1);
    }
  }
  return best[a.size()][b.size()];
}

}  // namespace

Value parse_value(const Parameter& parameter, std::string_view text) {
  Value value;
  switch (parameter.type) {
    case ParameterType::Real: {
      double number = 0;
      if (!read_whole(text, number)) refuse(parameter, text);
      value = number;
      break;
    }
    case ParameterType::Integer: {
      int number = 0;
      if (!read_whole(text, number)) refuse(parameter, text);
      value = number;
      break;
    }
    case ParameterType::Choice: {
      const auto ids = option_ids(parameter);
      const auto found = std::find(ids.begin(), ids.end(), text);
      if (found == ids.end()) refuse(parameter, text, suggestion(text, ids));
      value = static_cast<int>(found - ids.begin());
      break;
    }
    case ParameterType::Switch:
      if (text == "on" || text == "true" || text == "1") {
        value = true;
      } else if (text == "off" || text == "false" || text == "0") {
        value = false;
      } else {
        refuse(parameter, text);
      }
      break;
    case ParameterType::Matrix:
      value = parse_matrix_of(parameter, text);
      break;
    case ParameterType::Picture:
      value = PictureValue{std::string(text), {}};
      break;
  }
  check_value(parameter, value);
  return value;
}

std::string format_value(const Parameter& parameter, const Value& value) {
  switch (parameter.type) {
    case ParameterType::Real:
      return format_number(std::get<double>(value));
    case ParameterType::Integer:
      return std::to_string(std::get<int>(value));
    case ParameterType::Choice:
      return parameter.options.at(static_cast<std::size_t>(std::get<int>(value))).id;
    case ParameterType::Switch:
      return std::get<bool>(value) ? "on" : "off";
    case ParameterType::Matrix: {
      const NamedMatrix* named = named_matrix(parameter, value);
      return named ? named->id : format_matrix(std::get<MatrixValue>(value));
    }
    case ParameterType::Picture:
      return std::get<PictureValue>(value).spec;
  }
  return {};
}

void check_value(const Parameter& parameter, const Value& value) {
  const auto inside = [&](double number) {
    return number >= parameter.hard.low && number <= parameter.hard.high;
  };
  switch (parameter.type) {
    case ParameterType::Real:
      if (!inside(std::get<double>(value))) refuse(parameter, format_number(std::get<double>(value)));
      break;
    case ParameterType::Integer:
      if (!inside(std::get<int>(value))) refuse(parameter, std::to_string(std::get<int>(value)));
      break;
    case ParameterType::Choice: {
      const int index = std::get<int>(value);
      if (index < 0 || index >= static_cast<int>(parameter.options.size())) {
        refuse(parameter, std::to_string(index));
      }
      break;
    }
    case ParameterType::Switch:
      static_cast<void>(std::get<bool>(value));
      break;
    case ParameterType::Matrix:
      check_matrix(parameter, std::get<MatrixValue>(value));
      break;
    case ParameterType::Picture:
      check_picture(parameter, std::get<PictureValue>(value).spec);
      break;
  }
}

Value clamp_value(const Parameter& parameter, Value value) {
  const auto [low, high] = parameter.hard;
  if (parameter.type == ParameterType::Real) {
    const double number = std::get<double>(value);
    return std::isnan(number) ? parameter.initial : Value{std::clamp(number, low, high)};
  }
  if (parameter.type == ParameterType::Integer) {
    return std::clamp(std::get<int>(value), static_cast<int>(low), static_cast<int>(high));
  }
  if (parameter.type == ParameterType::Choice) {
    return std::clamp(std::get<int>(value), 0, static_cast<int>(parameter.options.size()) - 1);
  }
  if (parameter.type == ParameterType::Matrix) {
    MatrixValue matrix = std::get<MatrixValue>(value);
    for (double& number : matrix.numbers) number = std::isnan(number) ? 0 : std::clamp(number, low, high);
    return resized(matrix, std::clamp(matrix.rows, 1, parameter.most),
                   std::clamp(matrix.cols, 1, parameter.most));
  }
  return value;
}

bool interchangeable(const Value& a, const Value& b) {
  const auto* picture = std::get_if<PictureValue>(&a);
  return a == b && (!picture || picture->same_pixels(std::get<PictureValue>(b)));
}

bool interchangeable(const Settings& a, const Settings& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Value& x, const Value& y) { return interchangeable(x, y); });
}

bool is_numeric(const Parameter& parameter) {
  return parameter.type == ParameterType::Real || parameter.type == ParameterType::Integer;
}

double number_of(const Value& value) {
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* integer = std::get_if<int>(&value)) return *integer;
  if (const auto* on = std::get_if<bool>(&value)) return *on ? 1 : 0;
  return std::nan("");
}

const NamedMatrix* named_matrix(const Parameter& parameter, const Value& value) {
  const auto* matrix = std::get_if<MatrixValue>(&value);
  for (const NamedMatrix& named : parameter.named) {
    if (matrix && named.value == *matrix) return &named;
  }
  return nullptr;
}

std::vector<Value> listed_values(const Parameter& parameter) {
  if (parameter.type == ParameterType::Switch) return {false, true};
  std::vector<Value> values;
  for (std::size_t i = 0; i < parameter.options.size(); ++i) values.emplace_back(static_cast<int>(i));
  for (const NamedMatrix& named : parameter.named) values.emplace_back(named.value);
  return values;
}

std::string told_plainly(const Parameter& parameter, const Value& value, Language language) {
  switch (parameter.type) {
    case ParameterType::Choice:
      return parameter.options[static_cast<std::size_t>(std::get<int>(value))].name.in(language);
    case ParameterType::Switch:
      return (std::get<bool>(value) ? Text{"on", "开"} : Text{"off", "关"}).in(language);
    case ParameterType::Matrix: {
      const auto& matrix = std::get<MatrixValue>(value);
      if (const NamedMatrix* named = named_matrix(parameter, value)) return named->name.in(language);
      const std::string text = format_matrix(matrix);
      constexpr std::size_t short_enough = 40;
      return text.size() <= short_enough ? text
                                         : std::to_string(matrix.rows) + "×" + std::to_string(matrix.cols);
    }
    case ParameterType::Picture: {
      const std::string& spec = std::get<PictureValue>(value).spec;
      if (spec.empty()) return Text{"none", "无"}.in(language);
      return spec.substr(spec.find_last_of('/') + 1);
    }
    default:
      return format_value(parameter, value);
  }
}

std::string describe_domain(const Parameter& parameter) {
  switch (parameter.type) {
    case ParameterType::Real:
    case ParameterType::Integer: {
      const std::string kind =
          parameter.type == ParameterType::Integer ? "a whole number from " : "a number from ";
      const std::string unit = parameter.unit.empty() ? "" : " " + parameter.unit;
      return kind + format_number(parameter.hard.low) + " to " + format_number(parameter.hard.high) + unit;
    }
    case ParameterType::Choice:
      return join_or(option_ids(parameter));
    case ParameterType::Switch:
      return "on or off";
    case ParameterType::Matrix: {
      const std::string most = std::to_string(parameter.most);
      const std::string range =
          format_number(parameter.hard.low) + " to " + format_number(parameter.hard.high);
      const std::string names = parameter.named.empty() ? "" : ", or " + join_or(matrix_ids(parameter));
      return "equal rows of numbers from " + range + " such as '0 1/2; -1 5', 1x1 to " + most + "x" + most +
             names;
    }
    case ParameterType::Picture:
      return "a picture file or sample:NAME";
  }
  return {};
}

std::string format_number(double value) {
  if (std::isnan(value)) return "nan";
  char buffer[32];
  // Plain digits where people would write them so; the exponent form only for what is very large or very
  // small.
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e15);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::general;
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value, format);
  return error == std::errc{} ? std::string(buffer, end) : std::to_string(value);
}

std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const bool begins = word.size() >= 3 && std::string_view(candidate).starts_with(word);
    const std::size_t distance = begins ? 1 : edit_distance(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest_word(word, candidates);
  return near.empty() ? "" : "; did you mean '" + near + "'?";
}

std::string join_or(const std::vector<std::string>& words) {
  std::string joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) joined += i + 1 == words.size() ? " or " : ", ";
    joined += words[i];
  }
  return joined;
}

}  // namespace pixelwhy
