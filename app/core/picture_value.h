#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "core/error.h"
#include "core/frame.h"

namespace pixelwhy {

/// A second picture: what it is called, and the picture once it has been read. The core reads nothing: the
/// command line and the window fill `frame` in before anything is computed (sources/second_picture.h).
struct PictureValue {
  std::string spec = {};  ///< the path of a picture file, or `sample:NAME`; empty: none
  FramePtr frame = {};    ///< null until it has been read

  /// CV_8UC3; empty where there is none. Throws a failure when it has not been read.
  const cv::Mat& pixels() const {
    static const cv::Mat none;
    if (frame) return frame->pixels;
    if (spec.empty()) return none;
    throw failure("the picture '" + spec + "' has not been read", "图像 '" + spec + "' 尚未读入");
  }
  /// The same name is the same picture for people, whether it has been read or not; what is computed from it
  /// asks same_pixels() too.
  bool same_pixels(const PictureValue& other) const { return frame == other.frame; }
  friend bool operator==(const PictureValue& a, const PictureValue& b) { return a.spec == b.spec; }
};

}  // namespace pixelwhy
