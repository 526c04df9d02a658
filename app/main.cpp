#include <fmt/format.h>

#include <opencv2/core/version.hpp>

#include "cli/command_line.h"
#include "gui/window.h"
#include "registry.h"

namespace {

using namespace pixelwhy;

int open_window(const WindowCall& call) {
  WindowOptions options;
  options.demos = &all_demos();
  options.sources = &demo_sources();
  options.source = call.source;
  options.demo = call.demo;
  options.stage = call.stage;
  options.theme = call.theme;
  options.lang = call.lang;
  options.settings = call.settings;
  options.preset = call.preset;
  options.at = call.at;
  options.region = call.region;
  options.actions = call.actions;
  options.screenshot = call.screenshot;
  options.size = call.size;
  return run_window(options);
}

}  // namespace

int main(int count, char** words) {
  const Program program{
      &all_demos(), &demo_sources(),
      fmt::format("PixelWhy {} (OpenCV {}, {})", PIXELWHY_VERSION, CV_VERSION, window_versions()),
      open_window};
  return run_command_line(program, {words + 1, words + count});
}
