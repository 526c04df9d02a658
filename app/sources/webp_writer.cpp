#include "sources/webp_writer.h"

#include "sources/module.h"
#include "sources/problem.h"

namespace pixelwhy {

std::unique_ptr<WebpAnimation> begin_webp(cv::Size size, bool lossless) {
  if (size.width > most_webp_side || size.height > most_webp_side)
    throw failure("a WebP has at most 16383 × 16383 pixels; this one would have " +
                      std::to_string(size.width) + " × " + std::to_string(size.height),
                  "WebP 最多 16383 × 16383 像素；此图将有 " + std::to_string(size.width) + " × " +
                      std::to_string(size.height));
  constexpr const char* file = "pixelwhy-webp.so";
  static auto* const begin = function_of<decltype(pixelwhy_begin_webp)>(
      load_module(file, {"writing animated WebP needs", "写入 WebP 动画"}), file, "pixelwhy_begin_webp");
  std::unique_ptr<WebpAnimation> animation;
  std::string detail;
  begin(size, lossless, &animation, &detail);
  if (!animation) throw failure_of("cannot begin a WebP", {detail, detail});
  return animation;
}

}  // namespace pixelwhy
