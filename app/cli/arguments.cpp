#include "cli/arguments.h"

#include <algorithm>
#include <charconv>

#include "core/error.h"
#include "core/parameter.h"

namespace pixelwhy {

namespace {

std::optional<int> read_int(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

[[noreturn]] void unknown_flag(const std::vector<Flag>& known, const std::string& name) {
  std::vector<std::string> names;
  std::string listed;
  for (const Flag& flag : known) {
    names.push_back(flag.name);
    listed += (listed.empty() ? "" : " ") + flag.name;
  }
  const std::string near = suggestion(name, names);
  throw usage_error("unknown option '" + name + "'" + (near.empty() ? "; accepted: " + listed : near));
}

}  // namespace

Arguments::Arguments(const std::vector<Flag>& known, std::span<const std::string> words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (word == "--") {
      rest_.insert(rest_.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      return;
    }
    if (word.size() < 2 || word[0] != '-') {
      rest_.push_back(word);
      continue;
    }
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    const std::string name = word == "-h" ? "--help" : word.substr(0, equals);
    const auto flag = std::find_if(known.begin(), known.end(), [&](const Flag& f) { return f.name == name; });
    if (flag == known.end()) unknown_flag(known, name);
    if (!values_.contains(name)) order_.push_back(name);
    if (flag->value.empty()) {
      if (equals != std::string::npos) throw usage_error("option '" + name + "' takes no value");
      values_[name] = "";
    } else if (equals != std::string::npos) {
      values_[name] = word.substr(equals + 1);
    } else if (i + 1 < words.size()) {
      values_[name] = words[++i];
    } else {
      throw usage_error("option '" + name + "' needs a value: " + name + " " + flag->value);
    }
  }
}

std::optional<std::string> Arguments::value(const std::string& name) const {
  const auto found = values_.find(name);
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

int whole_number(const std::string& flag, const std::string& text, int least, std::optional<int> most) {
  const std::optional<int> number = read_int(text);
  if (number && *number >= least && (!most || *number <= *most)) return *number;
  throw usage_error(flag + ": '" + text + "' is not accepted; expected a whole number from " +
                    std::to_string(least) + (most ? " to " + std::to_string(*most) : ""));
}

void check_choice(const std::string& flag, const std::string& value,
                  const std::vector<std::string>& choices) {
  if (std::find(choices.begin(), choices.end(), value) != choices.end()) return;
  throw usage_error(flag + ": '" + value + "' is not accepted; expected " + join_or(choices) +
                    suggestion(value, choices));
}

std::vector<int> number_list(std::string_view text, char separator) {
  std::vector<int> numbers;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    const auto number = read_int(text.substr(begin, end - begin));
    if (!number) return {};
    numbers.push_back(*number);
    begin = end + 1;
  }
  return numbers;
}

std::pair<int, int> number_pair(const std::string& flag, const std::string& text, char separator,
                                const std::string& expected) {
  const std::size_t middle = text.find(separator);
  if (middle != std::string::npos) {
    const auto first = read_int(std::string_view(text).substr(0, middle));
    const auto second = read_int(std::string_view(text).substr(middle + 1));
    if (first && second) return {*first, *second};
  }
  throw usage_error(flag + ": '" + text + "' is not accepted; expected " + expected);
}

}  // namespace pixelwhy
