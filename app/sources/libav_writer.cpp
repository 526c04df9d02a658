#include <algorithm>
#include <cmath>
#include <cstring>
#include <opencv2/core.hpp>
#include <utility>

#include "sources/libav_output.h"
#include "sources/video_writer_module.h"

namespace pixelwhy {

namespace {

using libav_output::Ptr;

template <class T>
Ptr<T> owned(T* object) {
  if (!object) throw std::bad_alloc();
  return Ptr<T>(object);
}

/// Options of libav; one that an encoder or container does not know is ignored.
class Options {
 public:
  Options() = default;
  ~Options() { av_dict_free(&entries_); }
  Options(const Options&) = delete;
  Options& operator=(const Options&) = delete;
  void set(const char* key, const char* value) { av_dict_set(&entries_, key, value, 0); }
  AVDictionary** get() { return &entries_; }

 private:
  AVDictionary* entries_ = nullptr;
};

int even(int side) { return (side + 1) / 2 * 2; }

class LibavWriter : public VideoWriter {
 public:
  explicit LibavWriter(const WriterRequest& request) : request_(request) {}

  bool open() {
    av_log_set_level(AV_LOG_QUIET);
    AVFormatContext* format = nullptr;
    const char* const name = request_.container == VideoContainer::Mp4 ? "mp4" : "matroska";
    if (!done(avformat_alloc_output_context2(&format, nullptr, name, nullptr))) return false;
    format_.reset(format);
    packet_ = owned(av_packet_alloc());
    return open_encoder() && make_frames() && open_file();
  }

  std::string codec() const override {
    switch (encoder_->codec_id) {
      case AV_CODEC_ID_H264:
        return "H.264";
      case AV_CODEC_ID_MPEG4:
        return "MPEG-4";
      default:
        return "FFV1";
    }
  }

  bool write(const cv::Mat& picture, double seconds) override {
    if (!fill(picture)) return false;
    const double ticks = seconds / av_q2d(encoder_->time_base);
    coded_->pts = last_time_ = std::max<std::int64_t>(last_time_ + 1, std::llround(ticks));
    return done(avcodec_send_frame(encoder_.get(), coded_.get())) && write_packets();
  }

  bool finish() override {
    const bool coded = done(avcodec_send_frame(encoder_.get(), nullptr)) && write_packets();
    // The trailer also frees what the container holds, so it is written in any case.
    const int ended = av_write_trailer(format_.get());
    const int flushed = format_->pb->error;
    return coded && done(ended) && done(flushed) && done(avio_closep(&format_->pb));
  }

  std::string detail() const override { return detail_; }

 private:
  bool done(int code) {
    if (code >= 0) return true;
    // libav's own words for the system's errors are the system's.
    char text[AV_ERROR_MAX_STRING_SIZE] = {};
    av_strerror(code, text, sizeof text);
    detail_ = text;
    return false;
  }

  bool open_encoder() {
    const auto [codec, pixels] = choose_codec();
    if (!codec) {
      detail_ = "this system's FFmpeg has no encoder for it";
      return false;
    }
    encoder_ = owned(avcodec_alloc_context3(codec));
    const bool halved = pixels == AV_PIX_FMT_YUV420P;
    // FFV1 loses a picture of a single row or column.
    const auto side = [&](int length) { return halved ? even(length) : std::max(2, length); };
    encoder_->width = side(request_.size.width);
    encoder_->height = side(request_.size.height);
    encoder_->pix_fmt = pixels;
    constexpr int most = 60000;  // MPEG-4 counts time in 16 bits
    encoder_->framerate = av_d2q(request_.rate, most);
    encoder_->time_base = request_.even ? av_inv_q(encoder_->framerate) : AVRational{1, most};
    encoder_->gop_size = std::clamp(static_cast<int>(std::lround(request_.rate)), 1, 120);
    encoder_->max_b_frames = 0;
    constexpr int most_threads = 4;
    encoder_->thread_count = std::min(most_threads, cv::getNumberOfCPUs());
    if (halved) {
      encoder_->colorspace = AVCOL_SPC_BT709;
      encoder_->color_primaries = AVCOL_PRI_BT709;
      encoder_->color_trc = AVCOL_TRC_BT709;
      encoder_->color_range = AVCOL_RANGE_MPEG;
    }
    if (format_->oformat->flags & AVFMT_GLOBALHEADER) encoder_->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    Options options;
    set_quality(*codec, options);
    return done(avcodec_open2(encoder_.get(), codec, options.get()));
  }

  std::pair<const AVCodec*, AVPixelFormat> choose_codec() const {
    if (request_.lossless) return {avcodec_find_encoder(AV_CODEC_ID_FFV1), AV_PIX_FMT_BGR0};
    const AVCodec* codec = avcodec_find_encoder_by_name("libx264");
    return {codec ? codec : avcodec_find_encoder(AV_CODEC_ID_MPEG4), AV_PIX_FMT_YUV420P};
  }

  void set_quality(const AVCodec& codec, Options& options) {
    switch (codec.id) {
      case AV_CODEC_ID_H264:
        // Fast enough for full HD on two cores beside the operators.
        options.set("preset", "veryfast");
        options.set("crf", "16");
        break;
      case AV_CODEC_ID_MPEG4:
        encoder_->flags |= AV_CODEC_FLAG_QSCALE;
        encoder_->global_quality = 2 * FF_QP2LAMBDA;
        break;
      default:  // FFV1: every frame on its own, with checksums, in slices that are coded side by side
        constexpr int least_side = 64;
        encoder_->gop_size = 1;
        encoder_->level = 3;
        // A slice without a pixel comes back black.
        encoder_->slices = std::min(encoder_->width, encoder_->height) >= least_side ? 4 : 1;
        options.set("slicecrc", "1");
    }
  }

  static Ptr<AVFrame> new_frame(AVPixelFormat format, int width, int height) {
    Ptr<AVFrame> frame = owned(av_frame_alloc());
    frame->format = format;
    frame->width = width;
    frame->height = height;
    return frame;
  }

  bool make_frames() {
    const int width = encoder_->width, height = encoder_->height;
    packed_ = new_frame(AV_PIX_FMT_BGR24, width, height);
    coded_ = new_frame(encoder_->pix_fmt, width, height);
    if (!done(av_frame_get_buffer(packed_.get(), 0)) || !done(av_frame_get_buffer(coded_.get(), 0)))
      return false;
    if (encoder_->pix_fmt != AV_PIX_FMT_YUV420P) return true;
    scaler_ =
        owned(sws_getContext(width, height, AV_PIX_FMT_BGR24, width, height, encoder_->pix_fmt,
                             SWS_AREA | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP, nullptr, nullptr, nullptr));
    constexpr int one = 1 << 16;
    const int* const matrix = sws_getCoefficients(SWS_CS_ITU709);
    sws_setColorspaceDetails(scaler_.get(), matrix, 1, matrix, 0, 0, one, one);
    coded_->colorspace = encoder_->colorspace;
    coded_->color_primaries = encoder_->color_primaries;
    coded_->color_trc = encoder_->color_trc;
    coded_->color_range = encoder_->color_range;
    return true;
  }

  bool open_file() {
    stream_ = avformat_new_stream(format_.get(), nullptr);
    if (!stream_) throw std::bad_alloc();
    if (!done(avcodec_parameters_from_context(stream_->codecpar, encoder_.get()))) return false;
    stream_->time_base = encoder_->time_base;
    if (request_.even) stream_->avg_frame_rate = encoder_->framerate;
    // A path may hold anything, also what looks like the name of a protocol.
    const std::string address = "file:" + request_.path;
    if (!done(avio_open(&format_->pb, address.c_str(), AVIO_FLAG_WRITE))) return false;
    Options options;
    // Pieces of a second, each complete on disk when the next one begins.
    options.set("cluster_time_limit", "1000");
    options.set("movflags", "+frag_keyframe+empty_moov+default_base_moof");
    format_->flags |= AVFMT_FLAG_FLUSH_PACKETS;
    return done(avformat_write_header(format_.get(), options.get()));
  }

  /// The picture in the form that the encoder takes. By a copy, because swscale reads whole vectors, also
  /// beyond the end of a row, and because odd sides are continued.
  bool fill(const cv::Mat& picture) {
    cv::Mat packed(packed_->height, packed_->width, CV_8UC3, packed_->data[0],
                   static_cast<std::size_t>(packed_->linesize[0]));
    const int right = packed.cols - picture.cols, bottom = packed.rows - picture.rows;
    if (right == 0 && bottom == 0) {
      picture.copyTo(packed);
    } else {
      cv::copyMakeBorder(picture, packed, 0, bottom, 0, right, cv::BORDER_REPLICATE);
    }
    // The encoder may still read what it was given before.
    if (!done(av_frame_make_writable(coded_.get()))) return false;
    if (!scaler_) {
      cv::Mat coded(packed.size(), CV_8UC4, coded_->data[0], static_cast<std::size_t>(coded_->linesize[0]));
      const int channels[] = {0, 0, 1, 1, 2, 2};
      cv::mixChannels(&packed, 1, &coded, 1, channels, 3);
      return true;
    }
    return done(sws_scale(scaler_.get(), packed_->data, packed_->linesize, 0, packed_->height, coded_->data,
                          coded_->linesize));
  }

  bool write_packets() {
    while (true) {
      const int code = avcodec_receive_packet(encoder_.get(), packet_.get());
      if (code == AVERROR(EAGAIN) || code == AVERROR_EOF) return true;
      if (!done(code)) return false;
      if (packet_->duration == 0 && request_.even) packet_->duration = 1;
      av_packet_rescale_ts(packet_.get(), encoder_->time_base, stream_->time_base);
      packet_->stream_index = stream_->index;
      if (!done(av_interleaved_write_frame(format_.get(), packet_.get()))) return false;
      if (!done(format_->pb->error)) return false;
    }
  }

  WriterRequest request_;
  Ptr<AVFormatContext> format_;
  Ptr<AVCodecContext> encoder_;
  Ptr<AVPacket> packet_;
  Ptr<AVFrame> packed_;     ///< the picture, with odd sides continued
  Ptr<AVFrame> coded_;      ///< the same as the encoder takes it
  Ptr<SwsContext> scaler_;  ///< none where no colours are converted
  AVStream* stream_ = nullptr;
  std::int64_t last_time_ = -1;
  std::string detail_;
};

}  // namespace

}  // namespace pixelwhy

void pixelwhy_open_video_writer(const pixelwhy::WriterRequest* request,
                                std::unique_ptr<pixelwhy::VideoWriter>* writer, std::string* detail) {
  try {
    auto opened = std::make_unique<pixelwhy::LibavWriter>(*request);
    if (opened->open()) {
      *writer = std::move(opened);
    } else {
      *detail = opened->detail();
    }
  } catch (const std::exception& error) {
    *detail = error.what();
  }
}
