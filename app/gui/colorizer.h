#pragma once

#include <array>

#include "core/resampling.h"
#include "gui/drawing.h"
#include "gui/gl.h"
#include "gui/shader.h"

namespace pixelwhy::gui {

/// Turns values into colours on the graphics processor, and halves them; where a shader cannot be used, the
/// core does.
class Colorizer {
 public:
  /// Draws a part of a drawing's colours, halved so often, into a texture (RGBA8) at `at`. `part` is in
  /// pixels of the halved picture. The fourth channel holds the drawing's marks, else 255.
  void color(const Drawing& drawing, int halvings, const cv::Rect& part, const Texture& target, cv::Point at);

 private:
  /// A texture that pictures on their way are drawn into.
  struct Bench {
    Texture texture;
    cv::Size size;
  };
  /// One at least so large; a larger one takes its place.
  const Texture& bench(std::size_t step, cv::Size size);
  void draw_colors(const Drawing& drawing, const cv::Rect& source, const Texture& target, cv::Point at) const;
  void halve(const Texture& from, cv::Size extent, const Texture& target, cv::Point at) const;
  void draw_into(const Texture& target, const cv::Rect& where) const;

  Shader colors_{"quad.vert", "colorize.frag"};
  Shader halves_{"quad.vert", "halve.frag"};
  VertexArray triangle_ = make_vertex_array();
  Framebuffer target_ = make_framebuffer();
  std::array<Bench, most_halvings + 1> benches_;
};

/// A new texture of that size without content, read texel by texel.
Texture make_colors(cv::Size size);

/// A texture of a CV_8UC1 or CV_8UC3 picture as it is; of one larger than textures can be, of a selection of
/// its pixels.
Texture upload_plain(const cv::Mat& picture, bool smooth);

}  // namespace pixelwhy::gui
