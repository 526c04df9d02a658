#pragma once

#include <memory>
#include <opencv2/core.hpp>
#include <string>

/// The writing part of the module `pixelwhy-video`; see video_module.h for what holds at its boundary.

namespace pixelwhy {

/// Both stay readable up to the last second or so when writing is cut off: Matroska by nature, MP4 because it
/// is written in fragments.
enum class VideoContainer { Matroska, Mp4 };

struct WriterRequest {
  std::string path;
  VideoContainer container = VideoContainer::Matroska;
  bool lossless = false;  ///< every pixel as it is; Matroska only
  cv::Size size;
  double rate = 30;   ///< frames a second
  bool even = false;  ///< all frames last equally long; else times are kept to 1/60000 s
};

/// Codes pictures into a file.
class VideoWriter {
 public:
  VideoWriter() = default;
  virtual ~VideoWriter() = default;
  VideoWriter(const VideoWriter&) = delete;
  VideoWriter& operator=(const VideoWriter&) = delete;

  /// For people: `H.264`.
  virtual std::string codec() const = 0;
  /// A CV_8UC3 (B G R) picture of the request's size, shown from that time on; times ascend. False when it
  /// cannot be written; detail() says why.
  virtual bool write(const cv::Mat& picture, double seconds) = 0;
  /// Writes what is still held back, and the end of the file. Called once; false as in write().
  virtual bool finish() = 0;
  virtual std::string detail() const = 0;
};

}  // namespace pixelwhy

extern "C" {

/// Null when the file cannot be begun; `detail` says why.
void pixelwhy_open_video_writer(const pixelwhy::WriterRequest* request,
                                std::unique_ptr<pixelwhy::VideoWriter>* writer, std::string* detail);
}
