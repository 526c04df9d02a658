/// How long the window stands still for a large picture: `pixelwhy_large_bench [SIDE [STAGE]]` writes a gray
/// picture of SIDE × SIDE pixels (10,000), opens it in a window of 1280×800 on STAGE of Canny (source), zooms
/// in and out, pans, and prints the longest frame of each by the clock on the wall, drawing included, and the
/// most processor time that one took on the window's thread.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>

#include "gui/app_window.h"
#include "notes/file.h"
#include "registry.h"

namespace {

using namespace pixelwhy;
using Clock = std::chrono::steady_clock;

/// Rings that grow finer outwards, as a PGM.
void write_picture(const std::filesystem::path& file, int side) {
  std::string bytes = fmt::format("P5\n{} {}\n255\n", side, side);
  bytes.reserve(bytes.size() + static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      const long dx = x - side / 2;
      const long dy = y - side / 2;
      bytes.push_back(static_cast<char>((dx * dx + dy * dy) / 4096 % 256));
    }
  }
  write_whole(file, bytes);
}

double processor_milliseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
}

struct Frames {
  int count = 0;
  double longest = 0;  ///< by the clock on the wall
  double busiest = 0;  ///< of the processor's time on the window's thread
  double whole = 0;
};

/// Draws frames, each after `before` of its number, until that says it is over.
Frames draw(gui::AppWindow& window, const std::function<bool(int)>& before) {
  Frames frames;
  const auto begin = Clock::now();
  for (int i = 0; before(i); ++i) {
    const auto start = Clock::now();
    const double used = processor_milliseconds();
    window.frame();
    frames.busiest = std::max(frames.busiest, processor_milliseconds() - used);
    const double took = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    frames.longest = std::max(frames.longest, took);
    ++frames.count;
  }
  frames.whole = std::chrono::duration<double>(Clock::now() - begin).count();
  return frames;
}

void tell(const char* what, const Frames& frames) {
  fmt::print(
      "{:24} longest frame {:6.1f} ms, {:5.1f} ms most on the window's thread  ({} frames, {:.1f} s)\n", what,
      frames.longest, frames.busiest, frames.count, frames.whole);
}

int run(int side, const std::string& stage) {
  const auto file = std::filesystem::temp_directory_path() / "pixelwhy-large-bench.pgm";
  write_picture(file, side);
  WindowOptions options;
  options.demos = &all_demos();
  options.sources = &demo_sources();
  options.source = "sample:street";
  options.demo = "canny";
  options.stage = stage;
  options.size = {1280, 800};
  gui::AppWindow window(options,
                        {.visible = false, .remember = false, .offscreen = options.size, .scale = 1});
  window.pointer = gui::AppWindow::Pointer{};
  if (!window.settle(60)) return 1;
  gui::AppState& state = window.state();
  const auto quiet = [&] { return window.settled() && state.frame->pixels.cols == side; };
  const auto timed_out = [begin = Clock::now()] { return Clock::now() - begin > std::chrono::minutes(5); };

  state.wishes.open = file.string();
  tell("open, until it is whole", draw(window, [&](int) { return !quiet() && !timed_out(); }));
  const cv::Point2d middle(state.canvas.x + state.canvas.width / 3, state.canvas.y + state.canvas.height / 3);
  const auto zoom = [&](double by) {
    gui::CanvasView& view = gui::shown_view(state);
    gui::zoom_at(view, state.canvas, middle, view.zoom * by);
  };
  tell("zoom in to 800 %", draw(window, [&](int) {
         zoom(1.08);
         return gui::shown_view(state).zoom < 8;
       }));
  tell("until that is whole", draw(window, [&](int) { return !quiet() && !timed_out(); }));
  const auto pan = [&](int frames, double at) {
    gui::shown_view(state).zoom = at;
    return draw(window, [&](int i) {
      gui::pan(gui::shown_view(state), {i % 2 == 0 ? -37.0 : -41.0, -23});
      return i < frames;
    });
  };
  tell("pan at 100 %", pan(200, 1));
  gui::shown_view(state).center = {side * 0.2, side * 0.2};
  tell("pan at 40 %", pan(80, 0.4));
  tell("zoom out to all", draw(window, [&](int) {
         zoom(1 / 1.08);
         return gui::shown_view(state).zoom > 0.06;
       }));
  tell("until that is whole", draw(window, [&](int) { return !quiet() && !timed_out(); }));
  gui::pin_at(state, {side / 2 + 3, side / 2 + 40});
  tell("pin a pixel", draw(window, [&](int i) { return (i < 10 || !quiet()) && !timed_out(); }));
  std::filesystem::remove(file);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  return run(count > 1 ? std::max(64, std::atoi(words[1])) : 10000, count > 2 ? words[2] : "source");
}
