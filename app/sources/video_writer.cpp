#include "sources/video_writer.h"

#include "sources/module.h"
#include "sources/problem.h"

namespace pixelwhy {

std::unique_ptr<VideoWriter> open_video_writer(const WriterRequest& request) {
  constexpr const char* file = "pixelwhy-video.so";
  static auto* const open = function_of<decltype(pixelwhy_open_video_writer)>(
      load_module(file, {"recording of videos needs", "录制视频"}), file, "pixelwhy_open_video_writer");
  std::unique_ptr<VideoWriter> writer;
  std::string detail;
  open(&request, &writer, &detail);
  if (!writer) {
    throw failure_of("cannot write '" + shown(request.path) + "'", {detail, detail});
  }
  return writer;
}

}  // namespace pixelwhy
