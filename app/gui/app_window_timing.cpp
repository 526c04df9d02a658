#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/error.h"
#include "gui/app_window.h"
#include "gui/graphics.h"

namespace pixelwhy::gui {

namespace {

/// Of the whole process.
double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

/// Lets the window be, as it is when nobody touches it.
void AppWindow::rest(double seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  std::mutex mutex;
  std::condition_variable_any alarm_clock;
  const std::jthread alarm([&](const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    alarm_clock.wait_until(lock, stop, end, [] { return false; });
    glfwPostEmptyEvent();
  });
  while (std::chrono::steady_clock::now() < end && !glfwWindowShouldClose(graphics_->window())) step();
}

std::string AppWindow::timings(double seconds) {
  if (!settle(60)) throw failure("--timings: the first picture was not computed within a minute");
  std::string table = fmt::format("start{:>29.0f} ms\n", way_.start_ms());
  for (const WholeWay::Part& part : way_.start())
    table += fmt::format("  {:<30}{:>6.0f} ms\n", part.name.en, part.milliseconds);
  rest(0.5);  // what settling has asked for is drawn
  const int frames = way_.frames();
  const double used = processor_seconds();
  rest(seconds);
  table += fmt::format("at rest for {:g} s: {} frames drawn, {:.2f} % of a core\n", seconds,
                       way_.frames() - frames, 100 * (processor_seconds() - used) / seconds);
  const Demo& demo = state_.current_demo();
  for (std::size_t i = 0; i < demo.parameters.size(); ++i) {
    const Parameter& parameter = demo.parameters[i];
    if (!is_numeric(parameter) || (parameter.relevant && !parameter.relevant(state_.current_settings())))
      continue;
    std::vector<double> computed;
    std::vector<double> shown;
    const Value before = state_.current_settings()[i];
    for (int move = 0; move < 20; ++move) {
      way_.forget_answer();
      if (move % 2 == 0) {
        nudge(state_, static_cast<int>(i), move % 4 == 0 ? 1 : -1);
      } else {
        set_value(state_, static_cast<int>(i), before);
      }
      frames_wanted_ = 1;
      const auto begin = std::chrono::steady_clock::now();
      while (!way_.answer() && std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)) step();
      if (!way_.answer()) continue;
      computed.push_back(way_.answer()->computed_ms);
      shown.push_back(way_.answer()->shown_ms);
    }
    if (shown.empty()) continue;
    table += fmt::format("{} to the picture: {:.1f} ms, of which computed {:.1f} ms\n", parameter.id,
                         median_of(shown), median_of(computed));
  }
  return table;
}

}  // namespace pixelwhy::gui
