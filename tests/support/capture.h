#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "notes/file.h"

namespace pixelwhy::test {

/// Catches what is written to a file descriptor while it lives.
class Capture {
 public:
  Capture(FILE* stream, std::filesystem::path file) : stream_(stream), file_(std::move(file)) {
    std::fflush(stream_);
    saved_ = ::dup(::fileno(stream_));
    const int target = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(target, ::fileno(stream_));
    ::close(target);
  }
  ~Capture() { finish(); }
  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  std::string finish() {
    if (saved_ < 0) return {};
    std::fflush(stream_);
    ::dup2(saved_, ::fileno(stream_));
    ::close(saved_);
    saved_ = -1;
    return read_text(file_);
  }

 private:
  FILE* stream_;
  std::filesystem::path file_;
  int saved_ = -1;
};

}  // namespace pixelwhy::test
