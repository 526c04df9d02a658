#include "sources/codecs.h"

#include <cstdlib>
#include <string>

#include "sources/codecs_module.h"
#include "sources/format.h"
#include "sources/module.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

constexpr const char* module_file = "pixelwhy-codecs.so";

/// The functions of the module.
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

Module load_codecs() {
  void* const handle = load_module(module_file, {"this format needs", "该格式"});
  return {function_of<decltype(pixelwhy_decode)>(handle, module_file, "pixelwhy_decode"),
          function_of<decltype(pixelwhy_encode)>(handle, module_file, "pixelwhy_encode")};
}

/// Loaded once; a failure is tried again the next time.
const Module& codecs() {
  static const Module module = load_codecs();
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
