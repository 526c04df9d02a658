#pragma once

#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

/// The boundary of the module `pixelwhy-webp`; see video_module.h for what holds at it.

namespace pixelwhy {

/// Codes pictures into an animated WebP that goes on for ever.
class WebpAnimation {
 public:
  WebpAnimation() = default;
  virtual ~WebpAnimation() = default;
  WebpAnimation(const WebpAnimation&) = delete;
  WebpAnimation& operator=(const WebpAnimation&) = delete;

  /// A CV_8UC3 (B G R) picture of the animation's size, shown from that time on; times ascend. False when it
  /// cannot be coded; detail() says why.
  virtual bool add(const cv::Mat& picture, int milliseconds) = 0;
  /// The file's bytes; the last picture is shown until `milliseconds`. Called once; false as in add().
  virtual bool finish(int milliseconds, std::vector<std::uint8_t>& bytes) = 0;
  virtual std::string detail() const = 0;
};

}  // namespace pixelwhy

extern "C" {

/// Null when it cannot be begun; `detail` says why. `size` is at most 16383 a side.
void pixelwhy_begin_webp(cv::Size size, bool lossless, std::unique_ptr<pixelwhy::WebpAnimation>* animation,
                         std::string* detail);
}
