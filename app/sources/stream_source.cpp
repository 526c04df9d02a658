#include "core/error.h"
#include "sources/live_source.h"
#include "sources/live_sources.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace {

/// An address as people may see it: without a password.
std::string without_password(std::string_view address) {
  const std::size_t begin = address.find("://");
  if (begin == std::string_view::npos) return std::string(address);
  const std::size_t host = begin + 3;
  const std::size_t end = std::min(address.find('/', host), address.size());
  const std::size_t at = address.substr(0, end).rfind('@');
  const std::size_t colon = address.find(':', host);
  if (at == std::string_view::npos || at < host || colon == std::string_view::npos || colon > at)
    return std::string(address);
  return std::string(address.substr(0, colon)) + std::string(address.substr(at));
}

class StreamSource : public LiveSource {
 public:
  StreamSource(std::string_view address, std::stop_token stop)
      : LiveSource(shown(without_password(address))) {
    VideoRequest request;
    request.address = address;
    request.live = true;
    request.open_seconds = stream_open_seconds;
    request.read_seconds = stream_read_seconds;
    request.stop = std::move(stop);
    reader_ = open_video(name_, request);
  }

 private:
  std::optional<Error> failure_after(VideoStep step) override {
    const std::string seconds = std::to_string(static_cast<int>(stream_read_seconds));
    switch (step) {
      case VideoStep::Stopped:
        return stopped_early(name_);
      case VideoStep::TimedOut:
        return failure_of(name_, {"nothing has come for " + seconds + " s", "已 " + seconds + " 秒没有数据"});
      case VideoStep::End:
        return failure_of(name_, {"the stream has ended", "网络流已结束"});
      default:
        return failure_of(name_,
                          {"the connection is lost: " + reader_->detail(), "连接中断：" + reader_->detail()});
    }
  }
};

}  // namespace

std::unique_ptr<Source> open_stream_source(std::string_view spec, std::stop_token stop) {
  return std::make_unique<StreamSource>(spec, std::move(stop));
}

}  // namespace pixelwhy
