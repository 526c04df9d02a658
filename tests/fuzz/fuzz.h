#pragma once

#include <cstdlib>

namespace pixelwhy::fuzz {

/// Stops the run, also where assertions are compiled out.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace pixelwhy::fuzz
