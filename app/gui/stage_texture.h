#pragma once

#include <list>
#include <memory>

#include "gui/gl.h"
#include "gui/looks.h"
#include "gui/shader.h"

namespace pixelwhy::gui {

/// A picture's colours as a texture with mipmaps. The picture may be larger than the texture, which is then a
/// reduction of it.
struct ColorTexture {
  Texture texture;
  cv::Size size;  ///< of the texture
};

/// Turns values into colours on the graphics processor.
class Colorizer {
 public:
  Colorizer();
  ColorTexture colorize(View view, const cv::Mat& image, Range range, const cv::Mat& weight,
                        Range weight_range) const;

 private:
  Shader shader_;
  VertexArray triangle_;
  Framebuffer target_;
  GLint limit_ = 0;
};

/// A texture of a CV_8UC1 or CV_8UC3 picture as it is.
Texture upload_plain(const cv::Mat& picture, bool smooth);

/// The textures of the few results that were shown last, and of the small pictures in the film strip.
class StageTextures {
 public:
  const ColorTexture& of(const Look& look);
  /// The texture of a picture that is not written to any more; found again by its memory.
  GLuint small(const cv::Mat& picture);
  GLuint mask(const cv::Mat& picture);
  /// The same of a matrix of numbers (CV_64FC1): from black to white, or from blue over neutral to red when
  /// some are negative.
  GLuint cells(const cv::Mat& matrix);
  /// Gives up the textures of pictures that are gone, and of small ones that nobody asked for in a while.
  void end_frame();

 private:
  struct Entry {
    std::weak_ptr<const StageResult> result;  // a texture keeps no picture alive, and goes with it
    std::weak_ptr<const StageResult> weight;
    bool weighted = false;
    View view = View::Picture;
    Range range;
    ColorTexture colors;
  };
  struct Small {
    cv::Mat picture;
    bool smooth = true;
    Texture texture;
    int idle = 0;
  };
  GLuint plain(const cv::Mat& picture, bool smooth, cv::Mat (*colors)(const cv::Mat&) = nullptr);

  Colorizer colorizer_;
  std::list<Entry> entries_;
  std::list<Small> small_;
};

}  // namespace pixelwhy::gui
