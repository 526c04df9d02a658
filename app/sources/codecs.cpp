#include "sources/codecs.h"

#include <dlfcn.h>

#include <cstdlib>
#include <filesystem>

#include "core/data_dir.h"
#include "sources/codecs_module.h"
#include "sources/format.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

namespace fs = std::filesystem;

constexpr const char* module_file = "pixelwhy-codecs.so";

struct Module {
  decltype(&pixelwhy_decode) decode = nullptr;
  decltype(&pixelwhy_encode) encode = nullptr;
};

/// imgcodecs reads these while it is loaded. They are set before main() begins, as other threads may read the
/// environment later, and setenv() must not run beside that.
[[maybe_unused]] const bool environment_is_set = [] {
  const std::string limit = std::to_string(max_pixels);
  setenv("OPENCV_IO_ENABLE_OPENEXR", "1", 1);
  setenv("OPENCV_IO_MAX_IMAGE_PIXELS", limit.c_str(), 1);
  setenv("OPENCV_IO_MAX_IMAGE_WIDTH", limit.c_str(), 1);
  setenv("OPENCV_IO_MAX_IMAGE_HEIGHT", limit.c_str(), 1);
  return true;
}();

Module load_module() {
  const fs::path program = executable_dir();
  const fs::path folders[] = {program, program.parent_path() / "lib" / "pixelwhy", PIXELWHY_MODULE_DIR};
  std::string problems;
  for (const fs::path& folder : folders) {
    const fs::path file = folder / module_file;
    std::error_code none;
    if (!fs::exists(file, none)) {
      problems += (problems.empty() ? "" : "; ") + ("not in " + shown(folder));
      continue;
    }
    void* handle = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) throw failure_of("the picture formats' module cannot be loaded", {dlerror(), {}});
    Module module;
    module.decode = reinterpret_cast<decltype(module.decode)>(dlsym(handle, "pixelwhy_decode"));
    module.encode = reinterpret_cast<decltype(module.encode)>(dlsym(handle, "pixelwhy_encode"));
    if (!module.decode || !module.encode) throw failure(shown(file) + " is not this program's module");
    return module;
  }
  throw failure(
      "the module " + std::string(module_file) + ", which this format needs, was not found: " + problems,
      "未找到该格式所需的模块 " + std::string(module_file) + "：" + problems);
}

/// Loaded once; a failure is tried again the next time.
const Module& codecs() {
  static const Module module = load_module();
  return module;
}

}  // namespace

cv::Mat decode_with_opencv(std::span<const std::uint8_t> bytes) {
  check_file_size(bytes.size());
  cv::Mat picture;
  switch (codecs().decode(bytes.data(), bytes.size(), &picture)) {
    case pixelwhy_codec_done:
      return picture;
    case pixelwhy_codec_refused:
      throw damaged(format_name(sniff_format(bytes)));
    case pixelwhy_codec_too_large:
      break;
  }
  const std::string limit = std::to_string(max_pixels);
  throw failure("the picture is too large; at most " + limit + " pixels are accepted",
                "图片过大；最多接受 " + limit + " 像素");
}

std::vector<std::uint8_t> encode_with_opencv(const std::string& extension, const cv::Mat& picture) {
  std::vector<std::uint8_t> bytes;
  if (codecs().encode(extension.c_str(), &picture, &bytes) != pixelwhy_codec_done) {
    const std::string kind = cv::typeToString(picture.type());
    throw failure("a " + kind + " picture cannot be written as " + extension,
                  kind + " 图片无法写成 " + extension);
  }
  return bytes;
}

}  // namespace pixelwhy
