#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <opencv2/core.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/frame.h"

namespace sources_test {

using Bytes = std::vector<std::uint8_t>;

/// A folder of its own for one test, removed at its end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const Bytes& bytes) const;
  std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

Bytes bytes_of(const std::string& text);
Bytes joined(std::initializer_list<Bytes> parts);

/// A BGR picture in which no two pixels are equal, so that a picture upside down or of exchanged channels is
/// noticed.
cv::Mat marked_picture(int width, int height);

/// 8-bit, gray, gray+alpha, BGR or BGRA.
Bytes png_of(const cv::Mat& picture);
Bytes jpeg_of(const cv::Mat& picture);

/// A PNG of the chunks that are given, with right checksums, signature and end included.
Bytes png_of_chunks(const std::vector<std::pair<std::string, Bytes>>& chunks);
Bytes png_header_chunk(std::uint32_t width, std::uint32_t height, int bits = 8, int colour = 2);

Bytes with_png_chunk(const Bytes& png, const std::string& name, const Bytes& payload);

/// The TIFF structure of an Exif block that holds nothing but an orientation.
Bytes exif_block(int orientation);
Bytes with_jpeg_exif(const Bytes& jpeg, int orientation);

/// A little-endian TIFF of one strip and the given short tags; ImageWidth, ImageLength and the strip's are
/// added.
Bytes tiff_of(int width, int height, std::map<int, int> tags, const Bytes& pixels, int pages = 1);

/// The text of the failure that decoding throws, or an empty string.
std::string failure_text(const Bytes& bytes);
std::string failure_text_of_file(const std::filesystem::path& path);

pixelwhy::FramePtr decode(const Bytes& bytes);
bool same_pixels(const cv::Mat& a, const cv::Mat& b);
bool contains(const std::string& text, const std::string& part);

}  // namespace sources_test
