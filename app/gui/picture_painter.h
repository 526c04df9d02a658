#pragma once

#include <imgui.h>

#include <list>
#include <opencv2/core.hpp>

#include "gui/canvas_view.h"
#include "gui/gl.h"
#include "gui/shader.h"
#include "gui/theme.h"

namespace pixelwhy::gui {

/// A picture in a rectangle of the window.
struct Painting {
  cv::Rect2d canvas;  ///< in ImGui's units
  CanvasView view;
  cv::Size size;      ///< of the picture
  GLuint colors = 0;  ///< texture of the picture
  GLuint alpha = 0;   ///< mask: how much of a chequered ground shows; 0: none
  GLuint field = 0;   ///< mask: what is lit, the rest is darkened; 0: all alike
  const Palette* palette = nullptr;
  cv::Rect2d clip = {};  ///< the part of `canvas` that is painted; empty: all
};

/// Paints pictures by the canvas's shader when ImGui draws its list.
class PicturePainter {
 public:
  /// What was painted before is forgotten; its list must not be drawn any more.
  void begin() { paintings_.clear(); }
  void paint(ImDrawList* list, const Painting& painting);

 private:
  struct Job {
    const PicturePainter* painter;
    Painting painting;
  };
  void render(const Painting& paint) const;

  Shader shader_{"quad.vert", "canvas.frag"};
  VertexArray triangle_ = make_vertex_array();
  std::list<Job> paintings_;  // the draw list points to them
};

}  // namespace pixelwhy::gui
