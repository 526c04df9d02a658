#include "notes/sweep_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/error.h"
#include "notes/figure_sheet.h"

namespace pixelwhy {

namespace {

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    parts.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

std::string accepted(const Parameter& parameter) {
  if (is_numeric(parameter)) return "FROM:TO:STEP or A,B,C";
  return listed_values(parameter).empty() ? "A,B,C" : "all, or A,B,C";
}

[[noreturn]] void refuse(const Parameter& parameter, std::string_view text, const std::string& en,
                         const std::string& zh) {
  const std::string what = "'" + std::string(text) + "' ";
  throw usage_error(parameter.id + ": " + what + en, parameter.id + "：" + what + zh);
}

[[noreturn]] void refuse_many(const Parameter& parameter, std::string_view text, double count) {
  const std::string many = fmt::format("{:.0f}", count);
  refuse(parameter, text, "stands for " + many + " values; expected at most " + std::to_string(most_swept),
         "代表 " + many + " 个值；最多 " + std::to_string(most_swept) + " 个");
}

/// How many decimals the number is written with.
int decimals_of(double number) {
  const std::string text = format_number(number);
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
}

/// The number as it is written with so many decimals: 0.1 three times over is 0.3.
double rounded(double number, int decimals) {
  const std::string text = fmt::format("{:.{}f}", number, decimals);
  double result = number;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result == 0 ? 0 : result;
}

Value value_of(const Parameter& parameter, double number) {
  if (parameter.type == ParameterType::Integer) return static_cast<int>(std::lround(number));
  return number;
}

double step_of(const Parameter& parameter, std::string_view text, const std::string& word) {
  const std::string_view digits = std::string_view(word).substr(word.starts_with('+') ? 1 : 0);
  double step = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), step);
  const bool read = problem == std::errc{} && end == digits.data() + digits.size() && std::isfinite(step);
  const bool whole = parameter.type == ParameterType::Integer;
  if (!read || step == 0 || (whole && step != std::floor(step)))
    refuse(parameter, text,
           std::string("has the step '") + word + "'; expected a " + (whole ? "whole " : "") +
               "number other than 0",
           "的步长 '" + word + "' 不可用；应为非零" + (whole ? "整数" : "数"));
  return step;
}

std::vector<Value> parse_range(const Parameter& parameter, std::string_view text) {
  const std::vector<std::string> words = split(text, ':');
  if (!is_numeric(parameter) || words.size() != 3)
    refuse(parameter, text, "is not accepted; expected " + accepted(parameter),
           "不被接受；应为 " + accepted(parameter));
  const double from = number_of(parse_value(parameter, words[0]));
  const double to = number_of(parse_value(parameter, words[1]));
  const double step = step_of(parameter, text, words[2]);
  constexpr double grain = 1e-6;  // of a step, within which the end is hit
  const double steps = (to - from) / step;
  if (steps < -grain) {
    const std::string turned = fmt::format("{}:{}:{}", words[0], words[1], format_number(-step));
    refuse(parameter, text, "holds no value, as its step leads away from the end; expected " + turned,
           "不含任何值，步长方向相反；应为 " + turned);
  }
  const double count = std::floor(steps + grain) + 1;
  if (count > static_cast<double>(most_swept)) refuse_many(parameter, text, count);
  const int decimals = std::max(decimals_of(from), decimals_of(step));
  std::vector<Value> values;
  for (int i = 0; i < static_cast<int>(count); ++i) {
    // Rounding must not carry the last one beyond the end, which is within the range.
    const double number = rounded(from + i * step, decimals);
    values.push_back(value_of(parameter, step > 0 ? std::min(number, to) : std::max(number, to)));
  }
  return values;
}

bool is_all(const Parameter& parameter, std::string_view text) {
  return text == "all" && !listed_values(parameter).empty() &&
         std::none_of(parameter.options.begin(), parameter.options.end(),
                      [](const Option& option) { return option.id == "all"; });
}

/// The step of a range that gives these values, where there is one.
std::optional<double> even_step(const Parameter& parameter, const std::vector<Value>& values) {
  if (!is_numeric(parameter) || values.size() < 3) return std::nullopt;
  const double from = number_of(values.front());
  const double last = number_of(values.back());
  const double step = rounded((last - from) / static_cast<double>(values.size() - 1),
                              std::max(decimals_of(from), decimals_of(number_of(values[1]))));
  if (step == 0) return std::nullopt;
  const std::string text = fmt::format("{}:{}:{}", format_value(parameter, values.front()),
                                       format_value(parameter, values.back()), format_number(step));
  if (((last - from) / step) > static_cast<double>(values.size()) || parse_range(parameter, text) != values)
    return std::nullopt;
  return step;
}

}  // namespace

bool is_value_list(const Parameter& parameter, std::string_view text) {
  if (parameter.type == ParameterType::Picture) return text.find(',') != std::string_view::npos;
  // In a list the commas stand between the matrices, but one matrix alone may have them within.
  if (parameter.type == ParameterType::Matrix && text.find(';') != std::string_view::npos &&
      !caught(parameter.id, [&] { parse_value(parameter, text); }))
    return false;
  return text.find_first_of(":,") != std::string_view::npos || is_all(parameter, text);
}

std::vector<Value> parse_value_list(const Parameter& parameter, std::string_view text) {
  if (is_all(parameter, text)) return listed_values(parameter);
  if (text.empty() || text.find_first_not_of(',') == std::string_view::npos)
    refuse(parameter, text, "holds no value; expected " + accepted(parameter),
           "不含任何值；应为 " + accepted(parameter));
  if (text.find(':') != std::string_view::npos && parameter.type != ParameterType::Picture)
    return parse_range(parameter, text);
  const std::vector<std::string> words = split(text, ',');
  if (words.size() > most_swept) refuse_many(parameter, "a,b,...", static_cast<double>(words.size()));
  std::vector<Value> values;
  for (const std::string& word : words) {
    const Value value = parse_value(parameter, word);
    if (std::find(values.begin(), values.end(), value) != values.end())
      refuse(parameter, text, "has '" + word + "' twice; expected each value once",
             "中 '" + word + "' 出现两次；每个值只应出现一次");
    values.push_back(value);
  }
  return values;
}

std::string format_value_list(const Parameter& parameter, const std::vector<Value>& values) {
  if (const auto step = even_step(parameter, values))
    return fmt::format("{}:{}:{}", format_value(parameter, values.front()),
                       format_value(parameter, values.back()), format_number(*step));
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : ",") + format_value(parameter, value);
  return text;
}

std::string told_values(Language language, const Parameter& parameter, const std::vector<Value>& values) {
  // The unit once, behind the last one.
  const bool number = is_numeric(parameter);
  const auto told = [&](std::size_t i) {
    if (!number || i + 1 == values.size()) return told_value(language, parameter, values[i]);
    const std::string text = format_value(parameter, values[i]);
    return text.starts_with('-') ? "−" + text.substr(1) : text;
  };
  const bool chinese = language == Language::Chinese;
  if (values.size() > 4 && even_step(parameter, values))
    return told(0) + (chinese ? " 至 " : " to ") + told(values.size() - 1);
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i)
    text += (text.empty() ? "" : chinese && !number ? "、" : ", ") + told(i);
  return text;
}

}  // namespace pixelwhy
