#pragma once

#include <optional>

#include "gui/picture_painter.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The stage in view, with everything drawn over it.
class Canvas {
 public:
  /// Fills the rectangle; reads the mouse.
  void draw(Ui& ui, ImVec2 min, ImVec2 max);

 private:
  void draw_waiting(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max);
  void read_mouse(Ui& ui, CanvasView& view, cv::Size size);

  PicturePainter painter_;
  std::optional<cv::Point> pin_before_click_;
  bool dragged_ = false;
};

/// A picture where it is seen, with what is drawn over it.
struct PaneScene {
  cv::Rect2d canvas;
  CanvasView view;
  const Look& look;
  bool in_view;  ///< it is the stage in view, which the explanation and what it lights up are about

  cv::Size size() const { return look.result->output.image.size(); }
  cv::Point2d to_screen(cv::Point2d picture) const { return gui::to_screen(view, canvas, picture); }
};

/// Lines, points, the pin and the numbers in the pixels; drawn over the picture.
void draw_overlays(Ui& ui, ImDrawList* list, const PaneScene& scene);

}  // namespace pixelwhy::gui
