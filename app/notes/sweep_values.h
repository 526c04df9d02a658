#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/parameter.h"
#include "core/text.h"

namespace pixelwhy {

/// More pictures than this are not swept over.
inline constexpr std::size_t most_swept = 1024;

/// Whether the text stands for values that a parameter takes in turn, and not for a single one: it has a
/// colon or a comma, or is `all` where that is no choice of its own.
bool is_value_list(const Parameter& parameter, std::string_view text);

/// The values that `from:to:step` (numbers; `to` is included when it is hit, a negative step counts down),
/// `a,b,c` or `all` (choices and switches) stand for, in this order. Throws a usage error that names the
/// parameter, the text and what would be accepted, also for none and for more than `most_swept`.
std::vector<Value> parse_value_list(const Parameter& parameter, std::string_view text);

/// The shortest text that parse_value_list() reads back as these values: as a range where they are even.
std::string format_value_list(const Parameter& parameter, const std::vector<Value>& values);

/// The values for people: `0.5 to 3 px`, or all of them with commas between.
std::string told_values(Language language, const Parameter& parameter, const std::vector<Value>& values);

}  // namespace pixelwhy
