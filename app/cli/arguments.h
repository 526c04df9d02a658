#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace pixelwhy {

/// A flag that a command knows. CLI11 is not used, because most flags are declared by demos at run time and
/// the wording of every error is promised to scripts.
struct Flag {
  std::string name;   ///< with its dashes: `--sigma`, `-o`
  std::string value;  ///< what follows it, for the help: `NUMBER`; empty for a switch
};

/// The words of a command, sorted into flags and the rest. `--name value` and `--name=value` are the same; of
/// a flag given twice the last one counts; `--` ends the flags; a lone `-` is an ordinary word.
class Arguments {
 public:
  /// Throws a usage error on an unknown flag (naming a near miss) and on a missing value.
  Arguments(const std::vector<Flag>& known, std::span<const std::string> words);

  bool has(const std::string& name) const { return values_.contains(name); }
  std::optional<std::string> value(const std::string& name) const;
  const std::vector<std::string>& rest() const { return rest_; }
  /// The names of the flags that were given, each where it was first said.
  const std::vector<std::string>& order() const { return order_; }
  /// Takes another value for a flag.
  void set(const std::string& name, const std::string& value) { values_[name] = value; }

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> rest_;
  std::vector<std::string> order_;
};

/// A whole number of at least `least`, and at most `most` where there is such a bound; throws a usage error
/// that names the flag.
int whole_number(const std::string& flag, const std::string& text, int least = 0,
                 std::optional<int> most = std::nullopt);

/// Throws a usage error when the value is none of the choices.
void check_choice(const std::string& flag, const std::string& value, const std::vector<std::string>& choices);

/// Whole numbers with a separator between; empty where one of them is none.
std::vector<int> number_list(std::string_view text, char separator);

/// Two whole numbers with a separator, `12,30` or `1280x800`.
std::pair<int, int> number_pair(const std::string& flag, const std::string& text, char separator,
                                const std::string& expected);

}  // namespace pixelwhy
