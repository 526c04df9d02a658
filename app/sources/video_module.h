#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <stop_token>
#include <string>
#include <vector>

/// The boundary of the module `pixelwhy-video`, which alone links FFmpeg and OpenCV's videoio. C names, so
/// that they can be looked up; the types are C++, as program and module are built together. No exception
/// crosses it.

namespace pixelwhy {

/// What to open, and what the module needs of the program for it.
struct VideoRequest {
  std::string address;  ///< a path, or the address of a stream
  bool live = false;
  double open_seconds = 0;  ///< time-outs; 0: none
  double read_seconds = 0;
  std::stop_token stop;                           ///< once requested, everything returns soon
  cv::Mat (*new_image)(cv::Size, int) = nullptr;  ///< where pictures come from
};

/// What to ask of a camera; zeros leave the choice to it.
struct CameraRequest {
  std::string device;
  std::uint32_t format = 0;  ///< V4L2's four letters
  cv::Size size;
  double rate = 0;
  cv::Mat (*new_image)(cv::Size, int) = nullptr;
};

enum class VideoProblem {
  None,
  CannotOpen,    ///< no such host, refused, no such file; the detail says which
  NotAVideo,     ///< the content is of no known kind, or cut before the pictures are described
  NoStream,      ///< a file or stream without video
  NoPictures,    ///< a video that ends before its first picture
  UnknownCodec,  ///< the detail names it
  TimedOut,
  Stopped
};

/// What is known of a video as soon as it is open.
struct VideoFacts {
  std::string codec;
  double rate = 0;      ///< frames a second on average, 0 when unknown
  double tick = 0;      ///< seconds of one unit of time stamps
  double duration = 0;  ///< seconds, as the file claims, 0 when it does not
  bool alone = false;   ///< there is nothing else in it, such as sound, that could be longer
  int rotation = 0;     ///< clockwise degrees by which pictures are turned upright: 0, 90, 180, 270
};

/// A picture of a file before it is decoded.
struct VideoPlace {
  std::int64_t time = 0;  ///< when it is shown, in ticks
  bool key = false;       ///< decoding can begin here
};

enum class VideoStep {
  Frame,
  Damaged,  ///< a frame that came broken; the next step may be good again
  End,
  TimedOut,  ///< nothing came for the time of the request
  Stopped,
  Lost  ///< the device or host went away; see detail()
};

/// A stream of pictures, decoded one after another.
class VideoReader {
 public:
  VideoReader() = default;
  virtual ~VideoReader() = default;
  VideoReader(const VideoReader&) = delete;
  VideoReader& operator=(const VideoReader&) = delete;

  virtual VideoFacts facts() const = 0;
  /// Decodes the next frame, without converting it.
  virtual VideoStep next() = 0;
  /// Of the frame that next() gave, in ticks; no_time when nothing is known.
  virtual std::int64_t time() const = 0;
  /// When that frame came: of a camera by the driver's clock.
  virtual std::chrono::steady_clock::time_point arrival() const = 0;
  /// That frame as CV_8UC3 (B G R), upright; empty when it cannot be converted.
  virtual cv::Mat picture() = 0;
  /// Goes to the last key frame at or before that time; false when that cannot be done.
  virtual bool seek(std::int64_t time) = 0;
  virtual std::string detail() const { return {}; }

  static constexpr std::int64_t no_time = INT64_MIN;
};

}  // namespace pixelwhy

extern "C" {

pixelwhy::VideoProblem pixelwhy_open_video(const pixelwhy::VideoRequest* request,
                                           std::unique_ptr<pixelwhy::VideoReader>* reader,
                                           std::string* detail);

/// Every picture of a file in the order of the file, without decoding. `complete` is false when the file
/// breaks off.
pixelwhy::VideoProblem pixelwhy_scan_video(const pixelwhy::VideoRequest* request,
                                           std::vector<pixelwhy::VideoPlace>* places, bool* complete);

/// OpenCV's V4L2 back end. Null when the device cannot be opened.
void pixelwhy_open_camera(const pixelwhy::CameraRequest* request,
                          std::unique_ptr<pixelwhy::VideoReader>* reader);
}
