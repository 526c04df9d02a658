#pragma once

#include <csignal>
#include <utility>
#include <vector>

namespace pixelwhy {

/// While it lives, the first Ctrl+C (or the wish of the system that the program ends, or the end of the
/// terminal) is only noted, so that what is half done can be finished. A second one ends the program as ever.
/// One at a time.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  bool requested() const;

 private:
  std::vector<std::pair<int, struct sigaction>> before_;
};

}  // namespace pixelwhy
