#include "support/videos.h"

#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "sources/libav_output.h"

extern "C" {
#include <libavutil/display.h>
#include <libavutil/opt.h>
}

namespace pixelwhy::test {

namespace {

constexpr int bits = 12;

using libav_output::Ptr;

void check(int code, const char* what) {
  if (code >= 0) return;
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  throw std::runtime_error(std::string(what) + ": " + text);
}

void set_rotation(AVStream* stream, int degrees) {
  constexpr std::size_t size = 9 * sizeof(std::int32_t);
#if LIBAVFORMAT_VERSION_INT >= AV_VERSION_INT(60, 15, 100)
  AVPacketSideData* data =
      av_packet_side_data_new(&stream->codecpar->coded_side_data, &stream->codecpar->nb_coded_side_data,
                              AV_PKT_DATA_DISPLAYMATRIX, size, 0);
  auto* matrix = reinterpret_cast<std::int32_t*>(data->data);
#else
  auto* matrix =
      reinterpret_cast<std::int32_t*>(av_stream_new_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, size));
#endif
  av_display_rotation_set(matrix, degrees);
}

class Writer {
 public:
  Writer(const std::filesystem::path& path, const VideoPlan& plan) : plan_(plan) {
    const AVCodec* codec = avcodec_find_encoder_by_name(plan.codec.c_str());
    if (!codec) throw std::runtime_error("no encoder " + plan.codec);
    AVFormatContext* format = nullptr;
    check(avformat_alloc_output_context2(&format, nullptr, nullptr, path.c_str()), "container");
    format_.reset(format);
    encoder_.reset(avcodec_alloc_context3(codec));
    encoder_->width = plan.size.width;
    encoder_->height = plan.size.height;
    encoder_->time_base = plan.times.empty() ? AVRational{1, plan.rate} : AVRational{1, 1000};
    encoder_->framerate = plan.times.empty() ? AVRational{plan.rate, 1} : AVRational{0, 1};
    encoder_->gop_size = plan.group;
    encoder_->max_b_frames = plan.between;
    encoder_->pix_fmt = plan.codec == "mjpeg" ? AV_PIX_FMT_YUVJ420P : AV_PIX_FMT_YUV420P;
    encoder_->bit_rate = 4'000'000;
    encoder_->thread_count = 1;
    if (format_->oformat->flags & AVFMT_GLOBALHEADER) encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "preset", "ultrafast", 0);
    av_dict_set(&options, "x265-params", "log-level=none:pools=none:frame-threads=1", 0);
    av_dict_set(&options, "deadline", "realtime", 0);
    av_dict_set(&options, "cpu-used", "8", 0);
    av_dict_set(&options, "auto-alt-ref", "1", 0);
    av_dict_set(&options, "lag-in-frames", "16", 0);
    const int opened = avcodec_open2(encoder_.get(), codec, &options);
    av_dict_free(&options);
    check(opened, "encoder");
    stream_ = avformat_new_stream(format, nullptr);
    check(avcodec_parameters_from_context(stream_->codecpar, encoder_.get()), "parameters");
    stream_->time_base = encoder_->time_base;
    stream_->avg_frame_rate = encoder_->framerate;
    if (plan.rotation != 0) set_rotation(stream_, plan.rotation);
    check(avio_open(&format_->pb, path.c_str(), AVIO_FLAG_WRITE), "file");
    check(avformat_write_header(format, nullptr), "header");
  }

  void write() {
    for (int i = 0; i < plan_.frames; ++i) {
      const Ptr<AVFrame> frame = frame_of(numbered_picture(i, plan_.size));
      frame->pts = plan_.times.empty() ? i : plan_.times[static_cast<std::size_t>(i)];
      check(avcodec_send_frame(encoder_.get(), frame.get()), "frame");
      drain();
    }
    avcodec_send_frame(encoder_.get(), nullptr);
    drain();
    check(av_write_trailer(format_.get()), "trailer");
  }

 private:
  Ptr<AVFrame> frame_of(const cv::Mat& picture) const {
    Ptr<AVFrame> frame(av_frame_alloc());
    frame->format = encoder_->pix_fmt;
    frame->width = picture.cols;
    frame->height = picture.rows;
    check(av_frame_get_buffer(frame.get(), 0), "buffer");
    const Ptr<SwsContext> scaler(sws_getContext(picture.cols, picture.rows, AV_PIX_FMT_BGR24, picture.cols,
                                                picture.rows, encoder_->pix_fmt, SWS_BILINEAR, nullptr,
                                                nullptr, nullptr));
    const std::uint8_t* const planes[] = {picture.data};
    const int steps[] = {static_cast<int>(picture.step)};
    sws_scale(scaler.get(), planes, steps, 0, picture.rows, frame->data, frame->linesize);
    return frame;
  }

  void drain() {
    const Ptr<AVPacket> packet(av_packet_alloc());
    while (avcodec_receive_packet(encoder_.get(), packet.get()) >= 0) {
      if (packet->duration == 0) packet->duration = plan_.times.empty() ? 1 : shortest_;
      av_packet_rescale_ts(packet.get(), encoder_->time_base, stream_->time_base);
      packet->stream_index = stream_->index;
      check(av_interleaved_write_frame(format_.get(), packet.get()), "packet");
    }
  }

  static constexpr int shortest_ = 20;  // without a duration, the last frame of an MP4 does not count
  const VideoPlan& plan_;
  Ptr<AVFormatContext> format_;
  Ptr<AVCodecContext> encoder_;
  AVStream* stream_ = nullptr;
};

cv::Rect block(int bit, cv::Size size) {
  const int width = size.width / bits;
  return {bit * width, 0, width, size.height / 4};
}

}  // namespace

cv::Mat numbered_picture(int number, cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y)
    for (int x = 0; x < size.width; ++x)
      picture.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<uchar>(80 + (x + 3 * number) % 96),
                                              static_cast<uchar>(80 + (y + number) % 96), 128);
  for (int bit = 0; bit < bits; ++bit)
    picture(block(bit, size)) = cv::Scalar::all((number >> bit) & 1 ? 235 : 20);
  return picture;
}

int number_in(const cv::Mat& picture) {
  int number = 0;
  for (int bit = 0; bit < bits; ++bit) {
    const cv::Rect whole = block(bit, picture.size());
    const cv::Rect inside(whole.x + whole.width / 4, whole.y + whole.height / 4, whole.width / 2,
                          whole.height / 2);
    const double level = cv::mean(picture(inside))[1];
    if (level > 90 && level < 160) return -1;
    if (level >= 160) number |= 1 << bit;
  }
  return number;
}

bool can_write(const VideoPlan& plan) { return avcodec_find_encoder_by_name(plan.codec.c_str()) != nullptr; }

void write_video(const std::filesystem::path& path, const VideoPlan& plan) {
  av_log_set_level(AV_LOG_QUIET);
  Writer(path, plan).write();
}

}  // namespace pixelwhy::test
