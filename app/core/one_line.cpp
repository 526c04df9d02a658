#include "core/one_line.h"

#include <algorithm>

namespace pixelwhy {

std::string one_line(std::string_view text, std::size_t most) {
  constexpr std::string_view dots = "...";
  std::string line(text);
  if (text.size() > most) {
    std::size_t end = most - dots.size();
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    line = std::string(text.substr(0, end)) + std::string(dots);
  }
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 32 || c == 127; }, ' ');
  return line;
}

}  // namespace pixelwhy
