#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// What lies over the other panels: messages, the first hints, the palette, the shortcut sheet.
class Overlays {
 public:
  void draw(Ui& ui, ImVec2 canvas_min, ImVec2 canvas_max);

 private:
  void draw_palette(Ui& ui);

  std::string words_;
  int chosen_ = 0;
  bool was_open_ = false;
};

}  // namespace pixelwhy::gui
