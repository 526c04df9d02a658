#pragma once

#include <memory>
#include <opencv2/core.hpp>

#include "sources/libav_input.h"

extern "C" {
#include <libswscale/swscale.h>
}

namespace pixelwhy {

/// Turns decoded pictures into B G R, with the coefficients and the range that they declare.
class LibavConverter {
 public:
  /// Empty when it cannot be done.
  cv::Mat convert(const AVFrame& frame, cv::Mat (*new_image)(cv::Size, int));

 private:
  struct Delete {
    void operator()(SwsContext* context) const { sws_freeContext(context); }
  };
  void choose_colours(const AVFrame& frame);

  std::unique_ptr<SwsContext, Delete> scaler_;
  cv::Mat padded_;
};

/// Decodes single JPEGs, as cameras send them. OpenCV's back end does so too, but does not tell when one is
/// broken.
class JpegDecoder {
 public:
  JpegDecoder();
  /// Empty when the JPEG is not whole. A camera of which none ever is gets the benefit of the doubt: some
  /// write JPEGs that are a little out of order, always.
  cv::Mat decode(const cv::Mat& bytes, cv::Mat (*new_image)(cv::Size, int));

 private:
  LibavPtr<AVCodecContext> decoder_;
  LibavPtr<AVPacket> packet_;
  LibavPtr<AVFrame> frame_;
  LibavConverter converter_;
  int refused_ = 0;
  bool any_good_ = false;
};

}  // namespace pixelwhy
