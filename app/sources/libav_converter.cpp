#include "sources/libav_converter.h"

#include <cstring>
#include <new>

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace pixelwhy {

namespace {

bool is_jpeg(const AVFrame& frame) {
  switch (frame.format) {
    case AV_PIX_FMT_YUVJ420P:
    case AV_PIX_FMT_YUVJ422P:
    case AV_PIX_FMT_YUVJ444P:
    case AV_PIX_FMT_YUVJ440P:
    case AV_PIX_FMT_YUVJ411P:
      return true;
    default:
      return false;
  }
}

}  // namespace

cv::Mat LibavConverter::convert(const AVFrame& frame, cv::Mat (*new_image)(cv::Size, int)) {
  const auto format = static_cast<AVPixelFormat>(frame.format);
  scaler_.reset(sws_getCachedContext(scaler_.release(), frame.width, frame.height, format, frame.width,
                                     frame.height, AV_PIX_FMT_BGR24, SWS_BILINEAR, nullptr, nullptr,
                                     nullptr));
  if (!scaler_) return {};
  choose_colours(frame);
  const cv::Size size(frame.width, frame.height);
  // swscale writes whole vectors, also beyond the end of a row that is not a multiple of them.
  constexpr int vector = 64;
  const bool direct = size.width % vector == 0;
  cv::Mat picture = new_image(size, CV_8UC3);
  cv::Mat target = picture;
  if (!direct) {
    const int width = (size.width + vector - 1) / vector * vector;
    padded_.create(size.height + 1, width, CV_8UC3);
    target = padded_;
  }
  std::uint8_t* const planes[4] = {target.data};
  const int steps[4] = {static_cast<int>(target.step)};
  if (sws_scale(scaler_.get(), frame.data, frame.linesize, 0, frame.height, planes, steps) <= 0) return {};
  if (!direct) target(cv::Rect({0, 0}, size)).copyTo(picture);
  return picture;
}

void LibavConverter::choose_colours(const AVFrame& frame) {
  const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (!description || description->flags & AV_PIX_FMT_FLAG_RGB) return;
  // What declares nothing is taken as players take it: large pictures as BT.709, small ones as BT.601.
  int matrix = frame.colorspace;
  if (matrix == AVCOL_SPC_UNSPECIFIED || matrix == AVCOL_SPC_RESERVED)
    matrix = frame.height >= 720 && !is_jpeg(frame) ? SWS_CS_ITU709 : SWS_CS_ITU601;
  const int full = frame.color_range == AVCOL_RANGE_JPEG || is_jpeg(frame) ? 1 : 0;
  constexpr int one = 1 << 16;
  sws_setColorspaceDetails(scaler_.get(), sws_getCoefficients(matrix), full,
                           sws_getCoefficients(SWS_CS_ITU601), 1, 0, one, one);
}

JpegDecoder::JpegDecoder() : packet_(av_packet_alloc()), frame_(av_frame_alloc()) {
  const AVCodec* codec = avcodec_find_decoder(AV_CODEC_ID_MJPEG);
  decoder_.reset(avcodec_alloc_context3(codec));
  if (!packet_ || !frame_ || !decoder_) throw std::bad_alloc();
  av_log_set_level(AV_LOG_QUIET);
  decoder_->thread_count = 1;
  decoder_->err_recognition |= AV_EF_EXPLODE;
  if (avcodec_open2(decoder_.get(), codec, nullptr) < 0) decoder_.reset();
}

cv::Mat JpegDecoder::decode(const cv::Mat& bytes, cv::Mat (*new_image)(cv::Size, int)) {
  const auto size = static_cast<int>(bytes.total() * bytes.elemSize());
  if (!decoder_ || size == 0 || av_new_packet(packet_.get(), size) < 0) return {};
  std::memcpy(packet_->data, bytes.data, static_cast<std::size_t>(size));
  const int sent = avcodec_send_packet(decoder_.get(), packet_.get());
  av_packet_unref(packet_.get());
  const bool good = sent >= 0 && avcodec_receive_frame(decoder_.get(), frame_.get()) >= 0 &&
                    !(frame_->flags & AV_FRAME_FLAG_CORRUPT) && frame_->decode_error_flags == 0;
  any_good_ = any_good_ || good;
  if (!good) {
    constexpr int patience = 15;
    if (!any_good_ && ++refused_ == patience) decoder_->err_recognition &= ~AV_EF_EXPLODE;
    return {};
  }
  return converter_.convert(*frame_, new_image);
}

}  // namespace pixelwhy
