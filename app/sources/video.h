#pragma once

#include <memory>

#include "core/error.h"
#include "sources/video_module.h"

namespace pixelwhy {

/// FFmpeg, and OpenCV's videoio for cameras, in a module that is loaded when it is first needed, because its
/// 300 libraries would cost every start of the program. Safe to call from any thread. What they throw are
/// failures that begin with `subject`.

/// A video file or a stream, ready to decode.
std::unique_ptr<VideoReader> open_video(const std::string& subject, const VideoRequest& request);

/// Every picture of a file in the order of the file; see pixelwhy_scan_video().
std::vector<VideoPlace> scan_video(const std::string& subject, const VideoRequest& request, bool& complete);

/// Null when the device cannot be opened.
std::unique_ptr<VideoReader> open_camera_reader(const CameraRequest& request);

/// The failure of something that gave up because it was told to.
Error stopped_early(const std::string& subject);

}  // namespace pixelwhy
