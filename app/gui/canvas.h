#pragma once

#include <memory>
#include <optional>

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The stage in view, with everything drawn over it.
class Canvas {
 public:
  Canvas();
  /// Fills the rectangle; reads the mouse.
  void draw(Ui& ui, ImVec2 min, ImVec2 max);

 private:
  struct Paint;  ///< what the draw call needs once ImGui renders
  struct Painter;

  void draw_waiting(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max);
  void read_mouse(Ui& ui, CanvasView& view, cv::Size size);

  std::shared_ptr<Painter> painter_;
  std::optional<cv::Point> pin_before_click_;
  bool dragged_ = false;
};

/// Lines, points, the pin and the numbers in the pixels; drawn over the picture.
void draw_overlays(Ui& ui, ImDrawList* list, const CanvasView& view, const Look& look, cv::Size size);

}  // namespace pixelwhy::gui
