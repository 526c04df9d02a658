#pragma once

#include <imgui.h>

#include <list>
#include <opencv2/core.hpp>
#include <vector>

#include "gui/canvas_view.h"
#include "gui/drawing.h"
#include "gui/gl.h"
#include "gui/shader.h"
#include "gui/stage_texture.h"
#include "gui/theme.h"

namespace pixelwhy::gui {

/// What is lit of a picture, while the rest is darkened.
struct LitPart {
  GLuint mask = 0;  ///< of `where`; 0: all is alike
  cv::Rect where;
  bool gathered = false;  ///< some pixels here and there, which need more colour to be seen
};

/// A picture in a rectangle of the window.
struct Painting {
  cv::Rect2d canvas;  ///< in ImGui's units
  cv::Rect2d clip;    ///< the part of it that is painted
  CanvasView view;
  cv::Size size;  ///< of the picture
  std::vector<PaintedTile> tiles;
  Drawing::Fourth fourth = Drawing::Fourth::Nothing;
  bool bicubic = false;
  LitPart lit;
  const Palette* palette = nullptr;
  float scale = 1;  ///< of the window's units
};

/// Paints pictures by the canvas's shader when ImGui draws its list.
class PicturePainter {
 public:
  /// Whether the shader can be used.
  bool usable() const { return shader_.usable(); }
  /// What is wrong with its file, as it was read last.
  const std::optional<Text>& problem() const { return shader_.problem(); }
  /// What was painted before is forgotten; its list must not be drawn any more.
  void begin() { paintings_.clear(); }
  void paint(ImDrawList* list, Painting painting);

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
