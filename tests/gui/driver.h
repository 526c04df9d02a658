#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gui/app_window.h"

namespace pixelwhy::gui {

/// A hidden window that is driven as a person drives it: through the callbacks that GLFW would call.
class Driver {
 public:
  /// Draws into a picture of that size, or into the hidden window itself when that is to be resized.
  explicit Driver(const std::string& demo = "canny", cv::Size size = {1280, 800}, bool resizable = false,
                  PlayerFactory players = {});
  /// A window that is set up otherwise.
  Driver(const std::string& demo, cv::Size size, const AppWindow::Setup& setup);

  AppWindow window;
  AppState& state() { return window.state(); }

  void frames(int count = 2);
  void resize(cv::Size size);
  void settle();
  /// Draws frames until something holds; false when that takes longer than the seconds.
  bool until(const std::function<bool()>& holds, double seconds = 60);
  void move(ImVec2 to);
  void press(bool down, bool right = false);
  void click(ImVec2 at, bool right = false);
  void double_click(ImVec2 at);
  void drag(ImVec2 from, ImVec2 to);
  void wheel(ImVec2 at, double steps);
  /// A key that is pressed and released; `character` is what it types, 0 for nothing.
  void key(int code, int mods = 0, unsigned character = 0);
  void hold(int code, bool down, int mods = 0);
  void type(const std::string& words);
  void drop(const std::string& path) { drop(std::vector{path}); }
  void drop(const std::vector<std::string>& paths);
  /// The middle of a widget that was drawn; fails the test when there is none.
  ImVec2 middle(const std::string& widget);
  /// Waits until the double-click of the toolkit has passed.
  void pause();
};

}  // namespace pixelwhy::gui
