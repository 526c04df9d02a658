#include <linux/videodev2.h>

#include <algorithm>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/videoio.hpp>
#include <optional>

#include "sources/libav_converter.h"
#include "sources/video_module.h"

namespace pixelwhy {

namespace {

class CameraReader : public VideoReader {
 public:
  bool open(const CameraRequest& request) {
    new_image_ = request.new_image;
    cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
    std::vector<int> wishes;
    const auto wish = [&](int property, int value) {
      if (value > 0) wishes.insert(wishes.end(), {property, value});
    };
    wish(cv::CAP_PROP_FOURCC, static_cast<int>(request.format));
    wish(cv::CAP_PROP_FRAME_WIDTH, request.size.width);
    wish(cv::CAP_PROP_FRAME_HEIGHT, request.size.height);
    wish(cv::CAP_PROP_FPS, cvRound(request.rate));
    if (request.format == V4L2_PIX_FMT_MJPEG || request.format == V4L2_PIX_FMT_JPEG) {
      jpeg_.emplace();
      wishes.insert(wishes.end(), {cv::CAP_PROP_CONVERT_RGB, 0});
    }
    if (!camera_.open(request.device, cv::CAP_V4L2, wishes) || !camera_.isOpened()) return false;
    constexpr double slowest = 1;
    interval_ = std::chrono::duration<double>(1 / std::max(slowest, camera_.get(cv::CAP_PROP_FPS)));
    return true;
  }

  VideoFacts facts() const override {
    VideoFacts facts;
    facts.rate = camera_.get(cv::CAP_PROP_FPS);
    return facts;
  }

  VideoStep next() override {
    using std::chrono::steady_clock;
    // The driver queues up to so many frames while nobody takes them; what is stale by then is passed over.
    constexpr int most_queued = 4;
    const auto began = steady_clock::now();
    for (int i = 0; i < most_queued; ++i) {
      if (!camera_.grab()) {
        // The back end says no more than that; a wait to the end is told by its length.
        constexpr std::chrono::milliseconds nearly_a_time_out{900};
        return steady_clock::now() - began > nearly_a_time_out ? VideoStep::TimedOut : VideoStep::Lost;
      }
      arrival_ = arrival_by_driver();
      if (steady_clock::now() - arrival_ < 2 * interval_) break;
    }
    return VideoStep::Frame;
  }

  std::int64_t time() const override { return no_time; }
  std::chrono::steady_clock::time_point arrival() const override { return arrival_; }

  cv::Mat picture() override {
    if (!jpeg_) return converted();
    cv::Mat bytes;
    return retrieve(bytes) ? jpeg_->decode(bytes, new_image_) : cv::Mat();
  }
  bool seek(std::int64_t) override { return false; }

 private:
  cv::Mat converted() {
    const cv::Size size(cvRound(camera_.get(cv::CAP_PROP_FRAME_WIDTH)),
                        cvRound(camera_.get(cv::CAP_PROP_FRAME_HEIGHT)));
    // Written into as it is when the guess of the size is right, else replaced.
    cv::Mat picture = new_image_(size, CV_8UC3);
    return retrieve(picture) ? picture : cv::Mat();
  }

  bool retrieve(cv::Mat& picture) {
    try {
      return camera_.retrieve(picture) && !picture.empty();
    } catch (const std::exception&) {
      return false;
    }
  }

  /// Drivers stamp frames with the monotonic clock, which is steady_clock's; some stamp nonsense.
  std::chrono::steady_clock::time_point arrival_by_driver() const {
    using std::chrono::steady_clock;
    const auto now = steady_clock::now();
    const std::chrono::duration<double, std::milli> stamp(camera_.get(cv::CAP_PROP_POS_MSEC));
    const steady_clock::time_point stamped(std::chrono::duration_cast<steady_clock::duration>(stamp));
    return stamped <= now && now - stamped < std::chrono::seconds(1) ? stamped : now;
  }

  mutable cv::VideoCapture camera_;
  std::chrono::duration<double> interval_{1};
  std::optional<JpegDecoder> jpeg_;  ///< of a camera that sends JPEGs
  cv::Mat (*new_image_)(cv::Size, int) = nullptr;
  std::chrono::steady_clock::time_point arrival_{};
};

}  // namespace

}  // namespace pixelwhy

void pixelwhy_open_camera(const pixelwhy::CameraRequest* request,
                          std::unique_ptr<pixelwhy::VideoReader>* reader) {
  try {
    auto opened = std::make_unique<pixelwhy::CameraReader>();
    if (opened->open(*request)) *reader = std::move(opened);
  } catch (const std::exception&) {
    reader->reset();
  }
}
