#pragma once

#include "gui/camera_menu.h"
#include "gui/loader.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The bar at the top: opening, cameras, samples, freeze, undo and redo, language, theme, help.
class TopBar {
 public:
  explicit TopBar(const std::function<void()>& wake) : camera_(wake) {}
  void draw(Ui& ui, SampleLoader& samples, ImVec2 min, ImVec2 max);

 private:
  float draw_freeze(Ui& ui, float x, float top, float most);
  float draw_figure(Ui& ui, float x, float top, float most);
  float draw_record(Ui& ui, float x, float top, float most);
  void draw_open_menu(Ui& ui);

  CameraMenu camera_;
  std::string path_;
};

/// The bar above the canvas: demo, stage, zoom.
void draw_canvas_bar(Ui& ui, ImVec2 min, ImVec2 max);

/// The bar at the bottom: pixel and value, zoom, picture, times.
void draw_status_bar(Ui& ui, ImVec2 min, ImVec2 max);

}  // namespace pixelwhy::gui
