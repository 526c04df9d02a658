#include <algorithm>
#include <opencv2/core.hpp>

#include "sources/libav_converter.h"
#include "sources/libav_input.h"

extern "C" {
#include <libavutil/display.h>
}

namespace pixelwhy {

namespace {

/// The display matrix that phones write, or null.
const std::int32_t* display_matrix(const AVStream* stream) {
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  const AVCodecParameters* parameters = stream->codecpar;
  const AVPacketSideData* data = av_packet_side_data_get(
      parameters->coded_side_data, parameters->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
  return data ? reinterpret_cast<const std::int32_t*>(data->data) : nullptr;
#else
  return reinterpret_cast<const std::int32_t*>(
      av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, nullptr));
#endif
}

int clockwise_rotation(const AVStream* stream) {
  const std::int32_t* matrix = display_matrix(stream);
  if (!matrix) return 0;
  const double angle = av_display_rotation_get(matrix);  // counter-clockwise; NaN when there is none
  if (!(angle >= -360 && angle <= 360)) return 0;
  const int quarters = cvRound(-angle / 90);
  return ((quarters % 4) + 4) % 4 * 90;
}

class LibavReader : public VideoReader {
 public:
  explicit LibavReader(const VideoRequest& request)
      : input_(request), packet_(av_packet_alloc()), frame_(av_frame_alloc()) {
    if (!packet_ || !frame_) throw std::bad_alloc();
  }

  VideoProblem open(std::string& detail) {
    if (const VideoProblem problem = input_.open(detail); problem != VideoProblem::None) return problem;
    const AVCodecParameters* parameters = input_.stream()->codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters->codec_id);
    detail = name_of(*parameters);
    if (!codec) return VideoProblem::UnknownCodec;
    decoder_.reset(avcodec_alloc_context3(codec));
    if (!decoder_) throw std::bad_alloc();
    if (avcodec_parameters_to_context(decoder_.get(), parameters) < 0) return VideoProblem::UnknownCodec;
    decoder_->pkt_timebase = input_.stream()->time_base;
    if (input_.request().live) {
      // Threads that each work on a frame of their own would keep as many frames back.
      decoder_->thread_type = FF_THREAD_SLICE;
      decoder_->flags |= AV_CODEC_FLAG_LOW_DELAY;
    }
    constexpr int most_threads = 4;
    decoder_->thread_count = std::min(most_threads, cv::getNumberOfCPUs());
    // Half a JPEG is no picture; left to itself, the decoder fills the rest with gray and says nothing.
    if (parameters->codec_id == AV_CODEC_ID_MJPEG) decoder_->err_recognition |= AV_EF_EXPLODE;
    return avcodec_open2(decoder_.get(), codec, nullptr) < 0 ? VideoProblem::UnknownCodec
                                                             : VideoProblem::None;
  }

  VideoFacts facts() const override {
    const AVStream* stream = input_.stream();
    VideoFacts facts;
    facts.codec = name_of(*stream->codecpar);
    const AVRational rate = stream->avg_frame_rate.num > 0 ? stream->avg_frame_rate : stream->r_frame_rate;
    if (rate.num > 0 && rate.den > 0) facts.rate = av_q2d(rate);
    facts.tick = av_q2d(stream->time_base);
    const AVFormatContext* format = input_.format();
    if (stream->duration != AV_NOPTS_VALUE) {
      facts.duration = static_cast<double>(stream->duration) * facts.tick;
    } else if (format->duration != AV_NOPTS_VALUE &&
               format->duration_estimation_method == AVFMT_DURATION_FROM_STREAM) {
      facts.duration = static_cast<double>(format->duration) / AV_TIME_BASE;
    }
    facts.alone = format->nb_streams == 1;
    facts.rotation = clockwise_rotation(stream);
    return facts;
  }

  VideoStep next() override {
    while (true) {
      const int code = avcodec_receive_frame(decoder_.get(), frame_.get());
      if (code == 0) return judge();
      if (code == AVERROR_EOF) return VideoStep::End;
      if (code != AVERROR(EAGAIN)) {
        if (draining_) return VideoStep::End;
        return VideoStep::Damaged;
      }
      if (const VideoStep step = feed(); step != VideoStep::Frame) return step;
    }
  }

  std::int64_t time() const override {
    return frame_->best_effort_timestamp == AV_NOPTS_VALUE ? no_time : frame_->best_effort_timestamp;
  }

  std::chrono::steady_clock::time_point arrival() const override { return arrival_; }

  cv::Mat picture() override {
    cv::Mat picture = converter_.convert(*frame_, input_.request().new_image);
    const int rotation = clockwise_rotation(input_.stream());
    if (rotation == 0 || picture.empty()) return picture;
    const cv::Size size = rotation == 180 ? picture.size() : cv::Size(picture.rows, picture.cols);
    cv::Mat turned = input_.request().new_image(size, CV_8UC3);
    cv::rotate(picture, turned,
               rotation == 90    ? cv::ROTATE_90_CLOCKWISE
               : rotation == 180 ? cv::ROTATE_180
                                 : cv::ROTATE_90_COUNTERCLOCKWISE);
    return turned;
  }

  bool seek(std::int64_t time) override {
    avcodec_flush_buffers(decoder_.get());
    draining_ = false;
    return input_.seek(time);
  }

  std::string detail() const override { return detail_; }

 private:
  static std::string name_of(const AVCodecParameters& parameters) {
    if (parameters.codec_id != AV_CODEC_ID_NONE) return avcodec_get_name(parameters.codec_id);
    char letters[AV_FOURCC_MAX_STRING_SIZE] = {};
    return av_fourcc_make_string(letters, parameters.codec_tag);
  }

  /// Gives the decoder one more packet. `Frame` means that it may have something now.
  VideoStep feed() {
    const int code = input_.read(packet_.get());
    if (input_.stopped()) return VideoStep::Stopped;
    if (code < 0) {
      detail_ = libav_message(code);
      if (input_.timed_out()) return VideoStep::TimedOut;
      if (input_.request().live) return code == AVERROR_EOF ? VideoStep::End : VideoStep::Lost;
      draining_ = true;
      avcodec_send_packet(decoder_.get(), nullptr);
      return VideoStep::Frame;
    }
    arrival_ = std::chrono::steady_clock::now();
    const bool broken = packet_->flags & AV_PKT_FLAG_CORRUPT;
    const int sent = broken ? AVERROR_INVALIDDATA : avcodec_send_packet(decoder_.get(), packet_.get());
    return sent < 0 && sent != AVERROR(EAGAIN) ? VideoStep::Damaged : VideoStep::Frame;
  }

  VideoStep judge() const {
    const bool broken = frame_->flags & AV_FRAME_FLAG_CORRUPT || frame_->decode_error_flags != 0;
    return broken ? VideoStep::Damaged : VideoStep::Frame;
  }

  LibavInput input_;
  LibavPtr<AVCodecContext> decoder_;
  LibavPtr<AVPacket> packet_;
  LibavPtr<AVFrame> frame_;
  LibavConverter converter_;
  std::chrono::steady_clock::time_point arrival_{};
  bool draining_ = false;
  std::string detail_;
};

/// VP8 has frames that are never shown, packed like any other.
bool is_shown(const AVCodecParameters& parameters, const AVPacket& packet) {
  if (packet.flags & AV_PKT_FLAG_DISCARD) return false;
  constexpr int show_frame = 0x10;
  return parameters.codec_id != AV_CODEC_ID_VP8 || packet.size == 0 || (packet.data[0] & show_frame);
}

}  // namespace

}  // namespace pixelwhy

pixelwhy::VideoProblem pixelwhy_open_video(const pixelwhy::VideoRequest* request,
                                           std::unique_ptr<pixelwhy::VideoReader>* reader,
                                           std::string* detail) {
  try {
    auto opened = std::make_unique<pixelwhy::LibavReader>(*request);
    const pixelwhy::VideoProblem problem = opened->open(*detail);
    if (problem == pixelwhy::VideoProblem::None) *reader = std::move(opened);
    return problem;
  } catch (const std::exception& error) {
    *detail = error.what();
    return pixelwhy::VideoProblem::CannotOpen;
  }
}

pixelwhy::VideoProblem pixelwhy_scan_video(const pixelwhy::VideoRequest* request,
                                           std::vector<pixelwhy::VideoPlace>* places, bool* complete) {
  using namespace pixelwhy;
  try {
    LibavInput input(*request);
    std::string detail;
    if (const VideoProblem problem = input.open(detail); problem != VideoProblem::None) return problem;
    const LibavPtr<AVPacket> packet(av_packet_alloc());
    if (!packet) return VideoProblem::CannotOpen;
    int code = 0;
    *complete = true;
    while ((code = input.read(packet.get())) >= 0) {
      if (packet->flags & AV_PKT_FLAG_CORRUPT) *complete = false;
      if (!is_shown(*input.stream()->codecpar, *packet)) continue;
      const std::int64_t time = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
      places->push_back(
          {time == AV_NOPTS_VALUE ? VideoReader::no_time : time, (packet->flags & AV_PKT_FLAG_KEY) != 0});
    }
    if (input.stopped()) return VideoProblem::Stopped;
    if (code != AVERROR_EOF) *complete = false;
    return VideoProblem::None;
  } catch (const std::exception&) {
    return VideoProblem::CannotOpen;
  }
}
