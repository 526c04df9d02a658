#pragma once

#include <string>

namespace pixelwhy::gui {

/// The notebook, as far as others change or read it: a folder with a file of Markdown and its figures.
struct Notebook {
  std::string folder;   ///< where it lies; empty until it was chosen; remembered
  bool wanted = false;  ///< what is seen is to be added
  bool asking = false;  ///< the card that asks for the folder is open
  std::string typed;    ///< the folder that is being typed
};

}  // namespace pixelwhy::gui
