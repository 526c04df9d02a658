#pragma once

#include <string>
#include <string_view>

namespace pixelwhy {

/// The text as it may stand in a message of one line: cut behind a whole character where it is longer than
/// `most` bytes, control characters as blanks.
std::string one_line(std::string_view text, std::size_t most);

}  // namespace pixelwhy
