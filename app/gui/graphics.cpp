#include "gui/graphics.h"

#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <cstdlib>
#include <string>

#include "core/error.h"

namespace pixelwhy::gui {

namespace {

std::string last_problem;

void note_problem(int, const char* words) { last_problem = words ? words : ""; }

std::string announced() {
  const char* x11 = std::getenv("DISPLAY");
  const char* wayland = std::getenv("WAYLAND_DISPLAY");
  if (x11 && *x11) return std::string("DISPLAY=") + x11;
  if (wayland && *wayland) return std::string("WAYLAND_DISPLAY=") + wayland;
  return "neither DISPLAY nor WAYLAND_DISPLAY is set";
}

/// What the display offers when OpenGL 3.3 is not to be had.
std::string offered() {
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_VISIBLE, GLFW_FALSE);
  GLFWwindow* window = glfwCreateWindow(64, 64, "PixelWhy", nullptr, nullptr);
  if (!window) return "no OpenGL at all";
  glfwMakeContextCurrent(window);
  const auto* version = reinterpret_cast<const char*>(glGetString(GL_VERSION));
  std::string found = std::string("OpenGL ") + (version ? version : "of unknown version");
  glfwDestroyWindow(window);
  return found;
}

const char* const without_window = "; the command line works without a window: pixelwhy --help";
const char* const without_window_zh = "；无窗口时可使用命令行：pixelwhy --help";

}  // namespace

Graphics::Graphics(cv::Size size, bool visible) {
  glfwSetErrorCallback(note_problem);
  if (!glfwInit()) {
    throw failure("no display (" + announced() + ")" + without_window,
                  "没有可用的显示器（" + announced() + "）" + without_window_zh);
  }
  glfwDefaultWindowHints();
  glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
  glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
  glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
  glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
  glfwWindowHint(GLFW_VISIBLE, visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHint(GLFW_SCALE_TO_MONITOR, visible ? GLFW_TRUE : GLFW_FALSE);
  glfwWindowHintString(GLFW_X11_CLASS_NAME, "PixelWhy");
  glfwWindowHintString(GLFW_X11_INSTANCE_NAME, "pixelwhy");
  window_ = glfwCreateWindow(size.width, size.height, "PixelWhy", nullptr, nullptr);
  if (!window_) {
    const std::string found = offered();
    glfwTerminate();
    throw failure("the window needs OpenGL 3.3, but this display offers " + found + without_window,
                  "窗口需要 OpenGL 3.3，而此显示器提供的是 " + found + without_window_zh);
  }
  glfwMakeContextCurrent(window_);
  glfwSetWindowSizeLimits(window_, 320, 240, GLFW_DONT_CARE, GLFW_DONT_CARE);
}

Graphics::~Graphics() {
  glfwDestroyWindow(window_);
  glfwTerminate();
}

float Graphics::monitor_scale() const {
  float x = 1;
  float y = 1;
  glfwGetWindowContentScale(window_, &x, &y);
  int width = 0;
  int pixels = 0;
  int unused = 0;
  glfwGetWindowSize(window_, &width, &unused);
  glfwGetFramebufferSize(window_, &pixels, &unused);
  // Where the system counts windows in scaled units already, only the rest is ours to scale.
  const float counted = width > 0 && pixels > 0 ? static_cast<float>(pixels) / static_cast<float>(width) : 1;
  return std::max(0.5F, x / counted);
}

Toolkit::Toolkit() {
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.ConfigWindowsMoveFromTitleBarOnly = true;
}

void Toolkit::attach(GLFWwindow* window) {
  attached_ = true;
  ImGui_ImplGlfw_InitForOpenGL(window, true);
  ImGui_ImplOpenGL3_Init("#version 330 core");
  ImGui_ImplOpenGL3_CreateDeviceObjects();
}

Toolkit::~Toolkit() {
  if (attached_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
  }
  ImGui::DestroyContext();
}

Offscreen::Offscreen(cv::Size size)
    : size_(size), texture_(make_texture()), framebuffer_(make_framebuffer()) {
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, size.width, size.height, 0, GL_RGBA, GL_UNSIGNED_BYTE, nullptr);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_.name(), 0);
  const bool complete = glCheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
  glBindFramebuffer(GL_FRAMEBUFFER, 0);
  if (!complete) {
    const std::string words = std::to_string(size.width) + "x" + std::to_string(size.height);
    throw failure("--size: the graphics processor cannot draw a picture of " + words,
                  "--size：图形处理器无法绘制 " + words + " 的画面");
  }
}

void Offscreen::bind() const { glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_.name()); }

cv::Mat Offscreen::read() const {
  bind();
  cv::Mat upside_down(size_, CV_8UC3);
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, size_.width, size_.height, GL_BGR, GL_UNSIGNED_BYTE, upside_down.data);
  cv::Mat picture;
  cv::flip(upside_down, picture, 0);
  return picture;
}

}  // namespace pixelwhy::gui
