#include "sources/libav_input.h"

namespace pixelwhy {

namespace {

/// What a file may be. Play lists and scripts, which name other files and addresses, are not among them.
constexpr const char* containers =
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,ogg,mpeg,mpegts,mpegvideo,flv,asf,mjpeg,m4v,h264,hevc,ivf,obu,"
    "nut,mxf,dv,"
    "wtv,yuv4mpegpipe";

/// libav's options: those of the transport that it does not know are ignored.
class Options {
 public:
  ~Options() { av_dict_free(&entries_); }
  void set(const char* key, const char* value) { av_dict_set(&entries_, key, value, 0); }
  AVDictionary** get() { return &entries_; }

 private:
  AVDictionary* entries_ = nullptr;
};

}  // namespace

std::string libav_message(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(code, text, sizeof text);
  return text;
}

LibavInput::LibavInput(const VideoRequest& request) : request_(request) {
  static const bool quiet = [] {
    av_log_set_level(AV_LOG_QUIET);
    avformat_network_init();
    return true;
  }();
  (void)quiet;
}

int LibavInput::give_up(void* pointer) {
  auto& self = *static_cast<LibavInput*>(pointer);
  if (self.stopped()) return 1;
  if (!self.has_deadline_ || std::chrono::steady_clock::now() < self.deadline_) return 0;
  self.timed_out_ = true;
  return 1;
}

void LibavInput::begin(double seconds) {
  using std::chrono::steady_clock;
  timed_out_ = false;
  has_deadline_ = seconds > 0;
  deadline_ = steady_clock::now() +
              std::chrono::duration_cast<steady_clock::duration>(std::chrono::duration<double>(seconds));
}

VideoProblem LibavInput::problem_of(int code, std::string& detail) const {
  detail = libav_message(code);
  if (stopped()) return VideoProblem::Stopped;
  if (timed_out_) return VideoProblem::TimedOut;
  if (code == AVERROR_EOF) return VideoProblem::NoPictures;
  return code == AVERROR_INVALIDDATA ? VideoProblem::NotAVideo : VideoProblem::CannotOpen;
}

VideoProblem LibavInput::open(std::string& detail) {
  AVFormatContext* context = avformat_alloc_context();
  if (!context) throw std::bad_alloc();
  context->interrupt_callback = {&LibavInput::give_up, this};
  Options options;
  if (request_.live) {
    // The first pictures are shown rather than studied for their rate, and nothing is kept back.
    context->flags |= AVFMT_FLAG_NOBUFFER;
    options.set("fpsprobesize", "0");
    options.set("analyzeduration", "1000000");
    options.set("rtsp_transport", "tcp");
  } else {
    // A file must not make the program open others, or the network, whatever is written in it.
    options.set("protocol_whitelist", "file");
    options.set("format_whitelist", containers);
  }
  begin(request_.open_seconds);
  // A path may hold anything, also what looks like the name of a protocol.
  const std::string address = request_.live ? request_.address : "file:" + request_.address;
  if (const int code = avformat_open_input(&context, address.c_str(), nullptr, options.get()); code < 0)
    return problem_of(code, detail);
  format_.reset(context);
  if (const int code = avformat_find_stream_info(context, nullptr); code < 0) return problem_of(code, detail);
  if (stopped()) return VideoProblem::Stopped;
  if (timed_out_) return VideoProblem::TimedOut;
  stream_ = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (stream_ < 0) return VideoProblem::NoStream;
  for (unsigned i = 0; i < context->nb_streams; ++i) {
    if (static_cast<int>(i) != stream_) context->streams[i]->discard = AVDISCARD_ALL;
  }
  return VideoProblem::None;
}

int LibavInput::read(AVPacket* packet) {
  begin(request_.read_seconds);
  while (true) {
    av_packet_unref(packet);
    const int code = av_read_frame(format_.get(), packet);
    if (code == AVERROR(EAGAIN) && give_up(this) == 0) continue;
    if (code < 0 || packet->stream_index == stream_) return code;
  }
}

bool LibavInput::seek(std::int64_t time) {
  begin(request_.read_seconds);
  return av_seek_frame(format_.get(), stream_, time, AVSEEK_FLAG_BACKWARD) >= 0;
}

}  // namespace pixelwhy
