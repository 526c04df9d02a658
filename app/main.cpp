#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <opencv2/core/version.hpp>

#include "cli/command_line.h"
#include "gui/window.h"
#include "kernels/targets.h"
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
  options.timings = call.timings;
  options.size = call.size;
  return run_window(options);
}

/// Highway's names as people and scripts write them.
std::string simd_name(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name == "emu128") return "scalar";
  if (name.starts_with("avx3")) name.replace(0, 4, "avx512");
  return name;
}

Simd simd_choice() {
  Simd simd;
  if (!kernels::supported()) return simd;
  for (std::size_t i = 0; i < kernels::target_count(); ++i)
    simd.names.push_back(simd_name(kernels::target_name(i)));
  simd.choose = kernels::choose_target;
  return simd;
}

}  // namespace

int main(int count, char** words) {
  const Program program{
      &all_demos(), &demo_sources(),
      fmt::format("PixelWhy {} (OpenCV {}, {})", PIXELWHY_VERSION, CV_VERSION, window_versions()),
      open_window, simd_choice()};
  return run_command_line(program, {words + 1, words + count});
}
