/// What the window costs while a slider is dragged: `pixelwhy_window_bench DEMO PARAMETER [FRAMES]` drags the
/// parameter's slider to and fro in a window of 1920×1080 over `sample:street` and prints how much of the
/// processor's time a frame takes on the window's thread. GALLIUM_NOOP=1 leaves out what Mesa's software
/// renderer would take for drawing.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <string>
#include <thread>
#include <vector>

#include "gui/app_window.h"
#include "registry.h"

namespace {

using namespace pixelwhy;

double processor_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

int run(const std::string& demo, const std::string& parameter, int frames) {
  WindowOptions options;
  options.demos = &all_demos();
  options.sources = &demo_sources();
  options.source = "sample:street";
  options.demo = demo;
  options.size = {1920, 1080};
  gui::AppWindow window(options, {false, false, options.size, 1, {}});
  window.pointer = gui::AppWindow::Pointer{};
  if (!window.settle(60)) return 1;
  const std::optional<ImVec4> slider = window.place("slider:" + parameter);
  if (!slider) {
    fmt::print(stderr, "{}: no slider of that name is in view\n", parameter);
    return 2;
  }
  std::vector<double> times;
  window.pointer->left = true;
  for (int i = 0; i < frames; ++i) {
    const auto part = static_cast<float>(0.5 - 0.5 * std::cos(i * 0.05));
    window.pointer->at = {slider->x + 4 + (slider->z - slider->x - 8) * part, (slider->y + slider->w) / 2};
    const double begin = processor_milliseconds();
    window.frame();
    times.push_back(processor_milliseconds() - begin);
    std::this_thread::sleep_for(std::chrono::milliseconds(8));  // a screen's pace
  }
  std::sort(times.begin(), times.end());
  const auto share = [&](double of) {
    return times[static_cast<std::size_t>(of * static_cast<double>(times.size() - 1))];
  };
  fmt::print("{} {}: a frame takes {:.2f} ms median, {:.2f} p99, {:.2f} at most ({} frames)\n", demo,
             parameter, share(0.5), share(0.99), share(1), times.size());
  return 0;
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    fmt::print(stderr, "pixelwhy_window_bench DEMO PARAMETER [FRAMES]\n");
    return 2;
  }
  return run(words[1], words[2], count > 3 ? std::max(1, std::atoi(words[3])) : 1000);
}
