#include "sources/video.h"

#include <cstdlib>

#include "core/image_pool.h"
#include "sources/module.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace {

constexpr const char* module_file = "pixelwhy-video.so";

/// The functions of the module.
struct Module {
  decltype(&pixelwhy_open_video) open_video = nullptr;
  decltype(&pixelwhy_scan_video) scan_video = nullptr;
  decltype(&pixelwhy_open_camera) open_camera = nullptr;
};

/// OpenCV waits 10 s for a frame of a camera unless told otherwise, and reads this when it first waits. Set
/// before main() begins, as setenv() must not run beside threads that read the environment.
[[maybe_unused]] const bool environment_is_set = [] {
  setenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1", 1);
  return true;
}();

/// Loaded once; a failure is tried again the next time.
const Module& video() {
  static const Module module = [] {
    void* const handle =
        load_module(module_file, {"videos, streams and cameras need", "视频、网络流和摄像头"});
    return Module{function_of<decltype(pixelwhy_open_video)>(handle, module_file, "pixelwhy_open_video"),
                  function_of<decltype(pixelwhy_scan_video)>(handle, module_file, "pixelwhy_scan_video"),
                  function_of<decltype(pixelwhy_open_camera)>(handle, module_file, "pixelwhy_open_camera")};
  }();
  return module;
}

cv::Mat pooled(cv::Size size, int type) { return new_image(size, type); }

Error why_not(const std::string& subject, VideoProblem problem, const std::string& detail, bool live) {
  switch (problem) {
    case VideoProblem::NotAVideo:
      return live ? failure_of(subject, {"what the host sends is no video of a known kind",
                                         "主机发送的内容不是已知格式的视频"})
                  : failure_of(subject, {"not a video of a known kind, or cut off before its pictures begin",
                                         "不是已知格式的视频，或在画面开始之前就被截断"});
    case VideoProblem::NoPictures:
      return failure_of(
          subject, {"holds no picture; it ends before the first one", "不含任何画面；在第一帧之前就结束了"});
    case VideoProblem::NoStream:
      return failure_of(subject, {"holds no video, only other streams", "不含视频画面"});
    case VideoProblem::UnknownCodec:
      return failure_of(subject,
                        {"the video is coded as '" + detail + "', which this system's FFmpeg cannot decode",
                         "视频编码为“" + detail + "”，本系统的 FFmpeg 无法解码"});
    case VideoProblem::TimedOut:
      return failure_of(subject, {"the host does not answer", "主机没有响应"});
    case VideoProblem::Stopped:
      return stopped_early(subject);
    default:
      return live ? failure_of(subject, {"cannot be reached: " + detail, "无法连接：" + detail})
                  : failure_of(subject, {"cannot be read: " + detail, "无法读取：" + detail});
  }
}

}  // namespace

std::unique_ptr<VideoReader> open_video(const std::string& subject, const VideoRequest& request) {
  VideoRequest whole = request;
  whole.new_image = &pooled;
  std::unique_ptr<VideoReader> reader;
  std::string detail;
  const VideoProblem problem = video().open_video(&whole, &reader, &detail);
  if (problem != VideoProblem::None) throw why_not(subject, problem, detail, request.live);
  return reader;
}

std::vector<VideoPlace> scan_video(const std::string& subject, const VideoRequest& request, bool& complete) {
  std::vector<VideoPlace> places;
  const VideoProblem problem = video().scan_video(&request, &places, &complete);
  if (problem != VideoProblem::None) throw why_not(subject, problem, {}, request.live);
  return places;
}

std::unique_ptr<VideoReader> open_camera_reader(const CameraRequest& request) {
  CameraRequest whole = request;
  whole.new_image = &pooled;
  std::unique_ptr<VideoReader> reader;
  video().open_camera(&whole, &reader);
  return reader;
}

Error stopped_early(const std::string& subject) {
  return failure_of(subject, {"given up, as it was closed", "已关闭，停止读取"});
}

}  // namespace pixelwhy
