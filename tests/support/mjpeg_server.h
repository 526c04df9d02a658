#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <opencv2/core.hpp>
#include <string>
#include <thread>
#include <vector>

namespace pixelwhy::test {

/// Pictures with numbers as Motion JPEG over HTTP, on a port of the loopback.
class MjpegServer {
 public:
  enum class Manner {
    Stream,
    Silent,   ///< accepts, and never answers
    Corrupt,  ///< every other picture is broken
    CutOff    ///< closes in the middle of the next picture
  };

  /// Port 0 takes a free one.
  explicit MjpegServer(Manner manner = Manner::Stream, int port = 0);
  ~MjpegServer();
  MjpegServer(const MjpegServer&) = delete;
  MjpegServer& operator=(const MjpegServer&) = delete;

  int port() const { return port_; }
  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/live"; }
  void behave(Manner manner) { manner_ = manner; }
  void set_size(cv::Size size);

 private:
  struct Client {
    int socket;
    bool greeted;
  };
  void serve();
  void accept_all();
  bool send_picture(Client& client, const std::vector<std::uint8_t>& jpeg);

  static constexpr std::chrono::milliseconds interval_{33};
  std::atomic<Manner> manner_;
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  cv::Size size_{192, 128};
  int listener_ = -1;
  int port_ = 0;
  int number_ = 0;
  std::vector<Client> clients_;
  std::thread thread_;
};

}  // namespace pixelwhy::test
