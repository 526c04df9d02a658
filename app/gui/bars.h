#pragma once

#include "gui/loader.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The bar at the top: opening, samples, undo and redo, language, theme, help.
class TopBar {
 public:
  void draw(Ui& ui, SampleLoader& samples, ImVec2 min, ImVec2 max);

 private:
  void draw_open_menu(Ui& ui);
  void draw_samples(Ui& ui, SampleLoader& samples);

  std::string path_;
};

/// The bar above the canvas: demo, stage, zoom.
void draw_canvas_bar(Ui& ui, ImVec2 min, ImVec2 max);

/// The bar at the bottom: pixel and value, zoom, picture, times.
void draw_status_bar(Ui& ui, ImVec2 min, ImVec2 max);

}  // namespace pixelwhy::gui
