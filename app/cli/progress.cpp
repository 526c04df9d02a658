#include "cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace pixelwhy {

Progress::Progress(int total) : total_(total), terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() { wipe(); }

void Progress::show(int done, const std::string& what) {
  if (!terminal_) return;
  if (total_ <= 0) {
    std::fprintf(stderr, "\r\033[K%d %.40s", done, what.c_str());
    std::fflush(stderr);
    return;
  }
  constexpr int width = 24;
  const int filled = static_cast<int>(std::int64_t{std::min(done, total_)} * width / total_);
  std::string bar(static_cast<std::size_t>(filled), '#');
  bar.resize(width, '.');
  std::fprintf(stderr, "\r\033[K[%s] %d/%d %.40s", bar.c_str(), done, total_, what.c_str());
  std::fflush(stderr);
}

void Progress::wipe() {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

}  // namespace pixelwhy
