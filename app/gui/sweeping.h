#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace pixelwhy::gui {

/// Sweeps, as far as others than the sheet change or read them.
struct Sweeping {
  bool open = false;              ///< the sheet in which one is chosen
  std::vector<std::string> keys;  ///< Enter and Escape pressed while it is open
  bool running = false;
  bool cancelled = false;  ///< what runs is to end
  std::size_t done = 0, total = 0;
};

}  // namespace pixelwhy::gui
