#include "notes/drawing.h"

#include <dlfcn.h>

#include <filesystem>

#include "core/data_dir.h"
#include "core/error.h"
#include "notes/drawing_module.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

constexpr const char* module_file = "pixelwhy-drawing.so";

struct Module {
  decltype(&pixelwhy_measure) measure = nullptr;
  decltype(&pixelwhy_draw_pixels) pixels = nullptr;
  decltype(&pixelwhy_draw_svg) svg = nullptr;
  decltype(&pixelwhy_draw_pdf) pdf = nullptr;
};

template <class Function>
void look_up(void* handle, const char* name, Function& function) {
  function = reinterpret_cast<Function>(dlsym(handle, name));
  if (!function) throw failure(std::string(module_file) + " is not this program's module");
}

Module load_module() {
  const fs::path program = executable_dir();
  std::string places;
  for (const fs::path& folder :
       {program, program.parent_path() / "lib" / "pixelwhy", fs::path(PIXELWHY_MODULE_DIR)}) {
    const fs::path file = folder / module_file;
    std::error_code none;
    if (!fs::exists(file, none)) {
      places += (places.empty() ? "" : ", ") + folder.string();
      continue;
    }
    void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) throw failure(std::string("the module for figures cannot be loaded: ") + dlerror());
    Module module;
    look_up(handle, "pixelwhy_measure", module.measure);
    look_up(handle, "pixelwhy_draw_pixels", module.pixels);
    look_up(handle, "pixelwhy_draw_svg", module.svg);
    look_up(handle, "pixelwhy_draw_pdf", module.pdf);
    return module;
  }
  throw failure("the module " + std::string(module_file) + ", which figures need, is not in " + places,
                "未找到绘图所需的模块 " + std::string(module_file) + "：" + places);
}

/// Loaded once; a failure is tried again the next time.
const Module& module() {
  static const Module loaded = load_module();
  return loaded;
}

void expect(bool done, const std::string& problem) {
  if (!done) throw failure("the figure cannot be drawn: " + problem, "无法绘制图示：" + problem);
}

}  // namespace

TextExtent measure(const Paragraph& paragraph) {
  TextExtent extent;
  std::string problem;
  expect(module().measure(&paragraph, &extent, &problem), problem);
  return extent;
}

cv::Mat draw_pixels(const Drawing& drawing, int scale) {
  cv::Mat pixels;
  std::string problem;
  expect(module().pixels(&drawing, scale, &pixels, &problem), problem);
  return pixels;
}

std::vector<std::uint8_t> draw_svg(const Drawing& drawing) {
  std::vector<std::uint8_t> bytes;
  std::string problem;
  expect(module().svg(&drawing, &bytes, &problem), problem);
  return bytes;
}

std::vector<std::uint8_t> draw_pdf(const Drawing& drawing) {
  std::vector<std::uint8_t> bytes;
  std::string problem;
  expect(module().pdf(&drawing, &bytes, &problem), problem);
  return bytes;
}

}  // namespace pixelwhy
