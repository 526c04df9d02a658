#include "driver.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <thread>
#include <utility>

#include "registry.h"

namespace pixelwhy::gui {

namespace {

WindowOptions options_for(const std::string& demo, cv::Size size) {
  WindowOptions options;
  options.demos = &all_demos();
  options.sources = &demo_sources();
  options.source = "sample:street";
  options.demo = demo;
  options.theme = "dark";
  options.lang = "en";
  options.size = size;
  return options;
}

}  // namespace

Driver::Driver(const std::string& demo, cv::Size size, bool resizable, PlayerFactory players)
    : Driver(demo, size,
             {.visible = false,
              .remember = false,
              .offscreen = resizable ? std::nullopt : std::optional(size),
              .scale = 1,
              .players = std::move(players)}) {}

Driver::Driver(const std::string& demo, cv::Size size, const AppWindow::Setup& setup)
    : window(options_for(demo, size), setup) {
  window.pointer = AppWindow::Pointer{};
  ImGui::GetIO().MouseDoubleClickTime = 0;  // two clicks are a double-click only where a test says so
  settle();
}

void Driver::resize(cv::Size size) {
  glfwSetWindowSize(window.handle(), size.width, size.height);
  for (int i = 0; i < 200; ++i) {  // the display answers when it likes
    frames(1);
    cv::Size now;
    glfwGetWindowSize(window.handle(), &now.width, &now.height);
    if (now == size) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  settle();
}

void Driver::frames(int count) {
  for (int i = 0; i < count; ++i) {
    glfwPollEvents();
    window.frame();
  }
}

void Driver::settle() { REQUIRE(window.settle(60)); }

bool Driver::until(const std::function<bool()>& holds, double seconds) {
  const auto begin = std::chrono::steady_clock::now();
  while (!holds()) {
    frames(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    if (std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() > seconds)
      return false;
  }
  return true;
}

void Driver::move(ImVec2 to) {
  window.pointer->at = to;
  frames(2);
}

void Driver::press(bool down, bool right) {
  (right ? window.pointer->right : window.pointer->left) = down;
  frames(2);
}

void Driver::click(ImVec2 at, bool right) {
  move(at);
  press(true, right);
  press(false, right);
}

void Driver::double_click(ImVec2 at) {
  click(at);
  // However slowly the frames are drawn, the second click belongs to the first.
  float& limit = ImGui::GetIO().MouseDoubleClickTime;
  const float usual = std::exchange(limit, 60.0F);
  press(true);
  limit = usual;
  press(false);
}

void Driver::drag(ImVec2 from, ImVec2 to) {
  move(from);
  press(true);
  for (int step = 1; step <= 5; ++step) {
    const float part = static_cast<float>(step) / 5;
    move({from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
  }
  press(false);
}

void Driver::wheel(ImVec2 at, double steps) {
  move(at);
  const GLFWscrollfun callback = glfwSetScrollCallback(window.handle(), nullptr);
  glfwSetScrollCallback(window.handle(), callback);
  callback(window.handle(), 0, steps);
  frames(2);
}

void Driver::hold(int code, bool down, int mods) {
  const GLFWkeyfun callback = glfwSetKeyCallback(window.handle(), nullptr);
  glfwSetKeyCallback(window.handle(), callback);
  callback(window.handle(), code, glfwGetKeyScancode(code), down ? GLFW_PRESS : GLFW_RELEASE, mods);
  frames(1);
}

void Driver::key(int code, int mods, unsigned character) {
  hold(code, true, mods);
  if (character) {
    const GLFWcharfun callback = glfwSetCharCallback(window.handle(), nullptr);
    glfwSetCharCallback(window.handle(), callback);
    callback(window.handle(), character);
  }
  hold(code, false, mods);
  frames(2);
}

void Driver::type(const std::string& words) {
  const GLFWcharfun callback = glfwSetCharCallback(window.handle(), nullptr);
  glfwSetCharCallback(window.handle(), callback);
  for (std::size_t i = 0; i < words.size();) {
    const auto lead = static_cast<unsigned char>(words[i++]);
    unsigned code = lead < 0x80 ? lead : lead < 0xe0 ? lead & 31U : lead & 15U;
    while (i < words.size() && (static_cast<unsigned char>(words[i]) & 0xc0) == 0x80) {
      code = code << 6 | (static_cast<unsigned char>(words[i++]) & 63U);
    }
    callback(window.handle(), code);
    frames(1);
  }
}

void Driver::drop(const std::vector<std::string>& paths) {
  const GLFWdropfun callback = glfwSetDropCallback(window.handle(), nullptr);
  glfwSetDropCallback(window.handle(), callback);
  std::vector<const char*> words;
  for (const std::string& path : paths) words.push_back(path.c_str());
  callback(window.handle(), static_cast<int>(words.size()), words.data());
  settle();
}

ImVec2 Driver::middle(const std::string& widget) {
  const auto place = window.place(widget);
  REQUIRE_MESSAGE(place.has_value(), widget);
  return {(place->x + place->z) / 2, (place->y + place->w) / 2};
}

void Driver::pause() {
  std::this_thread::sleep_for(std::chrono::milliseconds(350));
  frames(1);
}

}  // namespace pixelwhy::gui
