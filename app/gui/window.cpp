#include "gui/window.h"

#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <cstdlib>
#include <iostream>

#include "core/error.h"
#include "gui/app_window.h"
#include "gui/living.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/png.h"

namespace pixelwhy {

namespace {

/// Whoever makes pictures of the window wants the same one on every machine: a scale that follows from the
/// size.
float screenshot_scale(cv::Size size) {
  if (const char* wish = std::getenv("PIXELWHY_SCALE"); wish && *wish) {
    const float scale = std::strtof(wish, nullptr);
    if (scale >= 0.5F && scale <= 4) return scale;
  }
  return size.width >= 3200 && size.height >= 1800 ? 2 : 1;
}

int take_screenshot(const WindowOptions& options) {
  gui::AppWindow window(options, {false, false, options.size, screenshot_scale(options.size)});
  if (!window.settle(120)) {
    throw failure("--screenshot: the picture was not computed within two minutes",
                  "--screenshot：两分钟内未能完成计算");
  }
  const gui::AppState& state = window.state();
  if (!state.frame) {
    const auto& notices = state.notices.list();
    if (notices.empty()) throw failure("--screenshot: there is no picture to show");
    throw Error(state.words_wrong ? Error::Kind::Usage : Error::Kind::Failure, notices.back().text);
  }
  if (window.refused()) throw *window.refused();
  if (options.at && !cv::Rect({0, 0}, window.state().shown_image().size()).contains(*options.at) &&
      !window.state().shown_image().empty()) {
    const cv::Size size = window.state().shown_image().size();
    throw usage_error(fmt::format("--at: {},{} is outside the picture; expected 0,0 to {},{}", options.at->x,
                                  options.at->y, size.width - 1, size.height - 1));
  }
  const State shown = gui::with_source(gui::window_state(state), *state.frame);
  write_whole(*options.screenshot,
              with_state(encode_png(window.picture()), state_text(state.current_demo(), shown)));
  return 0;
}

}  // namespace

int run_window(const WindowOptions& options) {
  if (options.screenshot) return take_screenshot(options);
  gui::AppWindow window(options,
                        options.timings ? gui::AppWindow::Setup{.remember = false} : gui::AppWindow::Setup{});
  if (options.timings) {
    fmt::print("{}", window.timings(*options.timings));
    return 0;
  }
  window.run();
  return 0;
}

bool display_available() {
  for (const char* name : {"WAYLAND_DISPLAY", "DISPLAY"}) {
    const char* value = std::getenv(name);
    if (value && *value) return true;
  }
  return false;
}

std::string window_versions() {
  int major = 0;
  int minor = 0;
  int revision = 0;
  glfwGetVersion(&major, &minor, &revision);
  return fmt::format("Dear ImGui {}, GLFW {}.{}.{}", IMGUI_VERSION, major, minor, revision);
}

}  // namespace pixelwhy
