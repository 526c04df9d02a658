#pragma once

#include <opencv2/core.hpp>

#include "gui/gl.h"

struct GLFWwindow;

namespace pixelwhy::gui {

/// GLFW and a window with an OpenGL 3.3 context.
class Graphics {
 public:
  /// Throws a failure that names what was found when there is no display or no OpenGL 3.3.
  Graphics(cv::Size size, bool visible);
  ~Graphics();
  Graphics(const Graphics&) = delete;
  Graphics& operator=(const Graphics&) = delete;

  GLFWwindow* window() const { return window_; }
  /// Screen pixels a unit of scale 1, given the coordinates that GLFW uses.
  float monitor_scale() const;

 private:
  GLFWwindow* window_ = nullptr;
};

/// ImGui, and its back ends once it is attached to a window.
class Toolkit {
 public:
  Toolkit();
  ~Toolkit();
  Toolkit(const Toolkit&) = delete;
  Toolkit& operator=(const Toolkit&) = delete;

  /// The window's callbacks that are installed already are called before ImGui's.
  void attach(GLFWwindow* window);

 private:
  bool attached_ = false;
};

/// A picture to draw into instead of a screen.
class Offscreen {
 public:
  explicit Offscreen(cv::Size size);
  void bind() const;
  /// What was drawn, CV_8UC3.
  cv::Mat read() const;

 private:
  cv::Size size_;
  Texture texture_;
  Framebuffer framebuffer_;
};

}  // namespace pixelwhy::gui
