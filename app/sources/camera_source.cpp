#include <unistd.h>

#include "core/error.h"
#include "sources/cameras.h"
#include "sources/live_source.h"
#include "sources/live_sources.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace {

class CameraSource : public LiveSource {
 public:
  CameraSource(const CameraSpec& wanted, std::stop_token stop) : LiveSource({}), stop_(std::move(stop)) {
    camera_ = find_camera(wanted.which);
    name_ = "camera:" + std::to_string(camera_.number) + " (" + camera_.name + ")";
    const CameraFormat format = choose_format(camera_, wanted.mode);
    reader_ = open_camera_reader({camera_.device, format.format, format.mode.size, format.mode.rate});
    if (!reader_) throw Error(why_it_failed());
  }

  FramePtr frame(int index) override {
    FramePtr frame = LiveSource::frame(index);
    waited_ = 0;
    return frame;
  }

 private:
  /// The reader comes back every second, to look out for a stop.
  std::optional<Error> failure_after(VideoStep step) override {
    if (stop_.stop_requested()) return stopped_early(name_);
    if (step != VideoStep::TimedOut) return why_it_failed();
    if (++waited_ < camera_wait_seconds) return std::nullopt;
    const std::string seconds = std::to_string(camera_wait_seconds);
    return failure_of(name_, {"delivers nothing; no frame has come for " + seconds + " s",
                              "没有图像；已 " + seconds + " 秒没有收到帧"});
  }

  /// OpenCV gives no reason; looking for the device and opening it once more finds one.
  Error why_it_failed() {
    reader_.reset();  // so that it is not we who keep it busy
    try {
      ::close(open_camera_device(camera_));
    } catch (const Error& error) {
      return error;
    }
    return failure_of(name_, {"the camera has stopped; it is opened again", "摄像头停止工作；正在重新打开"});
  }

  std::stop_token stop_;
  Camera camera_;
  int waited_ = 0;
};

}  // namespace

std::unique_ptr<Source> open_camera_source(std::string_view spec, std::stop_token stop) {
  return std::make_unique<CameraSource>(parse_camera_spec(spec), std::move(stop));
}

}  // namespace pixelwhy
