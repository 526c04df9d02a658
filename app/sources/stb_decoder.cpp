#include "sources/stb_decoder.h"

#include <cstdlib>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "sources/format.h"
#include "sources/problem.h"

// Zeroed memory, so that damaged data gives the same pixels every time and never leftovers of other pictures.
// It costs nothing: the system hands out large blocks zeroed anyway.
#define STBI_MALLOC(size) std::calloc(1, size)
#define STBI_REALLOC(block, size) std::realloc(block, size)
#define STBI_FREE(block) std::free(block)
#define STBI_NO_STDIO
#define STBI_ONLY_JPEG
#define STBI_ONLY_PNG
#define STBI_ONLY_BMP
#define STB_IMAGE_STATIC
#define STB_IMAGE_IMPLEMENTATION
#include <stb/stb_image.h>

namespace pixelwhy {
namespace {

struct Free {
  void operator()(void* block) const { stbi_image_free(block); }
};

/// A copy in OpenCV's channel order. The copy costs no peak of memory: stb_image itself held more while
/// decoding.
cv::Mat in_bgr_order(const cv::Mat& view) {
  cv::Mat picture;
  switch (view.channels()) {
    case 3:
      cv::cvtColor(view, picture, cv::COLOR_RGB2BGR);
      break;
    case 4:
      cv::cvtColor(view, picture, cv::COLOR_RGBA2BGRA);
      break;
    default:
      picture = view.clone();
  }
  return picture;
}

}  // namespace

cv::Mat decode_with_stb(std::span<const std::uint8_t> bytes, bool sixteen_bits) {
  check_file_size(bytes.size());
  const int length = static_cast<int>(bytes.size());
  int width = 0, height = 0, channels = 0;
  std::unique_ptr<void, Free> pixels;
  if (sixteen_bits) {
    pixels.reset(stbi_load_16_from_memory(bytes.data(), length, &width, &height, &channels, 0));
  } else {
    pixels.reset(stbi_load_from_memory(bytes.data(), length, &width, &height, &channels, 0));
  }
  if (!pixels) throw damaged(format_name(sniff_format(bytes)), stbi_failure_reason());
  return in_bgr_order(
      cv::Mat(height, width, CV_MAKETYPE(sixteen_bits ? CV_16U : CV_8U, channels), pixels.get()));
}

}  // namespace pixelwhy
