#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>

#include "sources/video_module.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace pixelwhy {

struct LibavDelete {
  void operator()(AVFormatContext* context) const { avformat_close_input(&context); }
  void operator()(AVCodecContext* context) const { avcodec_free_context(&context); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
};
template <class T>
using LibavPtr = std::unique_ptr<T, LibavDelete>;

/// An open file or stream: packets of its first good video stream. Every call that may wait gives up at its
/// time-out or when a stop is requested.
class LibavInput {
 public:
  explicit LibavInput(const VideoRequest& request);

  VideoProblem open(std::string& detail);
  const AVFormatContext* format() const { return format_.get(); }
  AVStream* stream() const { return format_->streams[stream_]; }

  /// The next packet of the video; an error code of libav's as it is.
  int read(AVPacket* packet);
  bool seek(std::int64_t time);

  bool timed_out() const { return timed_out_; }
  bool stopped() const { return request_.stop.stop_requested(); }
  const VideoRequest& request() const { return request_; }

 private:
  static int give_up(void* self);
  void begin(double seconds);
  VideoProblem problem_of(int code, std::string& detail) const;

  VideoRequest request_;
  std::chrono::steady_clock::time_point deadline_{};
  bool has_deadline_ = false;
  bool timed_out_ = false;
  LibavPtr<AVFormatContext> format_;
  int stream_ = -1;
};

std::string libav_message(int code);

}  // namespace pixelwhy
