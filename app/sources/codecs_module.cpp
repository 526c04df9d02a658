#include "sources/codecs_module.h"

#include <exception>
#include <iostream>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <streambuf>
#include <string_view>

namespace {

thread_local bool muted = false;

/// OpenCV's imdecode() writes what it caught to std::cerr, whatever the log level is. This stands before the
/// buffer of std::cerr for good, and drops what a thread writes while it is inside OpenCV; other threads are
/// not touched.
class MutableBuffer : public std::streambuf {
 public:
  explicit MutableBuffer(std::streambuf* behind) : behind_(behind) {}

 protected:
  int_type overflow(int_type c) override {
    if (muted || traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    return behind_->sputc(traits_type::to_char_type(c));
  }
  std::streamsize xsputn(const char* text, std::streamsize length) override {
    return muted ? length : behind_->sputn(text, length);
  }
  int sync() override { return muted ? 0 : behind_->pubsync(); }

 private:
  std::streambuf* behind_;
};

class Mute {
 public:
  Mute() {
    // Never destroyed, as std::cerr is used until the very end of the program.
    [[maybe_unused]] static const bool installed = [] {
      cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
      std::cerr.rdbuf(new MutableBuffer(std::cerr.rdbuf()));
      return true;
    }();
    muted = true;
  }
  ~Mute() { muted = false; }
  Mute(const Mute&) = delete;
  Mute& operator=(const Mute&) = delete;
};

pixelwhy_codec_result result_of(const std::exception& problem) {
  // cv::imdecode() has no other way to tell its limits, which are set from the environment before the module
  // loads.
  const std::string_view text = problem.what();
  const bool large = text.find("CV_IO_MAX_IMAGE") != std::string_view::npos;
  return large ? pixelwhy_codec_too_large : pixelwhy_codec_refused;
}

}  // namespace

pixelwhy_codec_result pixelwhy_decode(const std::uint8_t* bytes, std::size_t size, cv::Mat* picture) {
  const Mute mute;
  try {
    // The Mat only looks at the bytes; imdecode() takes no pointer to const.
    const cv::Mat data(1, static_cast<int>(size), CV_8UC1, const_cast<std::uint8_t*>(bytes));
    *picture = cv::imdecode(data, cv::IMREAD_UNCHANGED);
    return picture->empty() ? pixelwhy_codec_refused : pixelwhy_codec_done;
  } catch (const std::exception& problem) {
    return result_of(problem);
  }
}

pixelwhy_codec_result pixelwhy_encode(const char* extension, const cv::Mat* picture,
                                      std::vector<std::uint8_t>* bytes) {
  const Mute mute;
  try {
    // No compression: left to itself, OpenCV stores three-channel float TIFF as LogLuv, which loses values.
    // Other encoders refuse a parameter that is not theirs.
    constexpr int no_compression = 1;
    std::vector<int> parameters;
    if (std::string_view(extension).starts_with(".tif")) {
      parameters = {cv::IMWRITE_TIFF_COMPRESSION, no_compression};
    }
    const bool done = cv::imencode(extension, *picture, *bytes, parameters);
    return done ? pixelwhy_codec_done : pixelwhy_codec_refused;
  } catch (const std::exception& problem) {
    return result_of(problem);
  }
}
