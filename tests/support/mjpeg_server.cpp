#include "support/mjpeg_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

#include "sources/codecs.h"
#include "support/videos.h"

namespace pixelwhy::test {

namespace {

bool send_all(int socket, const void* bytes, std::size_t size) {
  const auto* from = static_cast<const char*>(bytes);
  while (size > 0) {
    const ssize_t sent = ::send(socket, from, size, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    from += sent;
    size -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool send_text(int socket, const std::string& text) { return send_all(socket, text.data(), text.size()); }

}  // namespace

MjpegServer::MjpegServer(Manner manner, int port) : manner_(manner) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int yes = 1;
  ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  place.sin_port = htons(static_cast<std::uint16_t>(port));
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0 ||
      ::listen(listener_, 8) != 0)
    throw std::runtime_error("no port for the test's server");
  socklen_t size = sizeof place;
  ::getsockname(listener_, reinterpret_cast<sockaddr*>(&place), &size);
  port_ = ntohs(place.sin_port);
  thread_ = std::thread([this] { serve(); });
}

MjpegServer::~MjpegServer() {
  stopping_ = true;
  thread_.join();
  for (const Client& client : clients_) ::close(client.socket);
  ::close(listener_);
}

void MjpegServer::set_size(cv::Size size) {
  const std::scoped_lock lock(mutex_);
  size_ = size;
}

void MjpegServer::accept_all() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const timeval patience{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    clients_.push_back({socket, false});
  }
}

bool MjpegServer::send_picture(Client& client, const std::vector<std::uint8_t>& jpeg) {
  if (!client.greeted) {
    client.greeted = true;
    if (!send_text(client.socket,
                   "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=edge\r\n\r\n"))
      return false;
  }
  const bool cut = manner_ == Manner::CutOff;
  const std::string head =
      "--edge\r\nContent-Type: image/jpeg\r\nContent-Length: " + std::to_string(jpeg.size()) + "\r\n\r\n";
  if (!send_text(client.socket, head)) return false;
  if (!send_all(client.socket, jpeg.data(), cut ? jpeg.size() / 2 : jpeg.size())) return false;
  return !cut && send_text(client.socket, "\r\n");
}

void MjpegServer::serve() {
  while (!stopping_) {
    accept_all();
    std::this_thread::sleep_for(interval_);
    if (manner_ == Manner::Silent) continue;
    cv::Size size;
    {
      const std::scoped_lock lock(mutex_);
      size = size_;
    }
    std::vector<std::uint8_t> jpeg = encode_with_opencv(".jpg", numbered_picture(number_++ % 4096, size));
    if (manner_ == Manner::Corrupt && number_ % 2 == 0) jpeg.resize(jpeg.size() / 2);
    std::erase_if(clients_, [&](Client& client) {
      if (send_picture(client, jpeg)) return false;
      ::close(client.socket);
      return true;
    });
  }
}

}  // namespace pixelwhy::test
