#pragma once

#include "gui/markdown.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The page about the demo, from demos/ID/about.LANG.md.
class AboutPanel {
 public:
  /// Into the current child window, that wide.
  void draw(Ui& ui, float width);

 private:
  void load(const Demo& demo, Language language);

  std::string loaded_;
  std::vector<Block> blocks_;
};

}  // namespace pixelwhy::gui
