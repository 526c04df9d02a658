#pragma once

#include <optional>

#include "gui/drawing.h"
#include "gui/picture_painter.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// A picture where it is seen, with what is drawn over it.
struct PaneScene {
  cv::Rect2d canvas;
  CanvasView view;
  const Look& look;
  bool in_view;  ///< it is the stage in view, which the explanation and what it lights up are about
  Drawing drawing = {};

  cv::Size size() const { return look.result->output.image.size(); }
  cv::Point2d to_screen(cv::Point2d picture) const { return gui::to_screen(view, canvas, picture); }
};

/// The stage in view, or several pictures side by side, with everything drawn over them.
class Canvas {
 public:
  /// Fills the rectangle; reads the mouse.
  void draw(Ui& ui, ImVec2 min, ImVec2 max);

 private:
  void draw_pane(Ui& ui, ImDrawList* list, int index);
  void draw_content(Ui& ui, ImDrawList* list, int index, const Look& as_made);
  void draw_compared(Ui& ui, ImDrawList* list, const PaneScene& scene);
  void paint(Ui& ui, ImDrawList* list, const PaneScene& scene, cv::Rect2d clip);
  void paint_picture(Ui& ui, ImDrawList* list, const PaneScene& scene, cv::Rect2d clip, const LitPart& lit);
  void draw_waiting(Ui& ui, ImDrawList* list, int index);
  void read_mouse(Ui& ui, int index, cv::Rect2d canvas, CanvasView& view, cv::Size size);
  void click(AppState& state, int index, cv::Point pixel);

  PicturePainter painter_;
  std::optional<cv::Point> pin_before_click_;
  bool dragged_ = false;
};

/// Lines, points, the pin and the numbers in the pixels; drawn over the picture.
void draw_overlays(Ui& ui, ImDrawList* list, const PaneScene& scene);

/// What lights up in that picture for what the mouse points at elsewhere; `small`: in the film strip.
void draw_lit(Ui& ui, ImDrawList* list, const PaneScene& scene, bool small = false);

/// A message in the middle of a pane.
void draw_canvas_message(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const std::string& title,
                         const std::string& words, bool error);

/// The part of a pane in which the stage in view is seen; the rest is the other picture's.
cv::Rect2d own_part(const Compare& compare, const cv::Rect2d& pane);
cv::Rect2d other_part(const Compare& compare, const cv::Rect2d& pane);

}  // namespace pixelwhy::gui
