#include "helpers.h"

#include <unistd.h>

#include <atomic>
#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "sources/picture_file.h"

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#include <stb/stb_image_write.h>

namespace sources_test {
namespace {

namespace fs = std::filesystem;

void append(Bytes& out, const Bytes& more) { out.insert(out.end(), more.begin(), more.end()); }

Bytes big_endian(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

void append_little(Bytes& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> 8 * i));
}

cv::Mat in_file_order(const cv::Mat& picture) {
  cv::Mat rgb = picture.clone();
  if (picture.channels() == 3) cv::cvtColor(picture, rgb, cv::COLOR_BGR2RGB);
  if (picture.channels() == 4) cv::cvtColor(picture, rgb, cv::COLOR_BGRA2RGBA);
  return rgb;
}

void collect(void* out, void* data, int size) {
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  static_cast<Bytes*>(out)->insert(static_cast<Bytes*>(out)->end(), bytes, bytes + size);
}

std::uint32_t bitwise_crc(const Bytes& bytes) {
  std::uint32_t crc = 0xffffffffu;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? 0xedb88320u ^ crc >> 1 : crc >> 1;
  }
  return ~crc;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  static std::atomic<int> number = 0;
  path_ = fs::temp_directory_path() /
          ("pixelwhy-test-" + std::to_string(getpid()) + "-" + std::to_string(number++));
  fs::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code none;
  fs::remove_all(path_, none);
}

fs::path TemporaryFolder::write(const std::string& name, const Bytes& bytes) const {
  const fs::path path = path_ / name;
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return path;
}

fs::path TemporaryFolder::write(const std::string& name, const std::string& text) const {
  return write(name, bytes_of(text));
}

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes whole;
  for (const Bytes& part : parts) append(whole, part);
  return whole;
}

cv::Mat marked_picture(int width, int height) {
  cv::Mat picture(height, width, CV_8UC3);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      picture.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(10 + 20 * x),
                                     static_cast<std::uint8_t>(15 + 25 * y),
                                     static_cast<std::uint8_t>(200 - 9 * (x + y))};
    }
  }
  return picture;
}

Bytes png_of(const cv::Mat& picture) {
  const cv::Mat rgb = in_file_order(picture);
  Bytes bytes;
  stbi_write_png_to_func(collect, &bytes, rgb.cols, rgb.rows, rgb.channels(), rgb.data,
                         static_cast<int>(rgb.step));
  return bytes;
}

Bytes jpeg_of(const cv::Mat& picture) {
  const cv::Mat rgb = in_file_order(picture);
  Bytes bytes;
  stbi_write_jpg_to_func(collect, &bytes, rgb.cols, rgb.rows, rgb.channels(), rgb.data, 98);
  return bytes;
}

Bytes png_of_chunks(const std::vector<std::pair<std::string, Bytes>>& chunks) {
  Bytes png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  auto add = [&png](const std::string& name, const Bytes& payload) {
    Bytes body = bytes_of(name);
    append(body, payload);
    append(png, big_endian(static_cast<std::uint32_t>(payload.size())));
    append(png, body);
    append(png, big_endian(bitwise_crc(body)));
  };
  for (const auto& [name, payload] : chunks) add(name, payload);
  add("IEND", {});
  return png;
}

Bytes png_header_chunk(std::uint32_t width, std::uint32_t height, int bits, int colour) {
  Bytes payload = big_endian(width);
  append(payload, big_endian(height));
  append(payload, {static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(colour), 0, 0, 0});
  return payload;
}

Bytes exif_block(int orientation) {
  return {'M',  'M',  0, 42, 0, 0, 0, 8,  // header
          0,    1,                        // one entry
          0x01, 0x12, 0, 3,  0, 0, 0, 1, 0, static_cast<std::uint8_t>(orientation),
          0,    0,            // orientation, short
          0,    0,    0, 0};  // no further directory
}

Bytes with_png_chunk(const Bytes& png, const std::string& name, const Bytes& payload) {
  constexpr std::ptrdiff_t signature = 8, header = 25, end = 12;
  const Bytes chunk = png_of_chunks({{name, payload}});
  return joined({Bytes(png.begin(), png.begin() + signature + header),
                 Bytes(chunk.begin() + signature, chunk.end() - end),
                 Bytes(png.begin() + signature + header, png.end())});
}

Bytes with_jpeg_exif(const Bytes& jpeg, int orientation) {
  const Bytes block = exif_block(orientation);
  const Bytes segment = {0xff, 0xe1, 0, static_cast<std::uint8_t>(block.size() + 8), 'E', 'x', 'i',
                         'f',  0,    0};
  return joined({Bytes(jpeg.begin(), jpeg.begin() + 2), segment, block, Bytes(jpeg.begin() + 2, jpeg.end())});
}

Bytes tiff_of(int width, int height, std::map<int, int> tags, const Bytes& pixels, int pages) {
  const std::uint32_t strip = 8;
  const std::uint32_t first = strip + static_cast<std::uint32_t>(pixels.size() + pixels.size() % 2);
  tags.insert({{256, width},
               {257, height},
               {259, 1},
               {273, static_cast<int>(strip)},
               {278, height},
               {279, static_cast<int>(pixels.size())}});
  const auto length = static_cast<std::uint32_t>(2 + 12 * tags.size() + 4);
  Bytes tiff = {'I', 'I', 42, 0};
  append_little(tiff, first, 4);
  append(tiff, pixels);
  tiff.resize(first);
  for (int page = 0; page < pages; ++page) {
    append_little(tiff, static_cast<std::uint32_t>(tags.size()), 2);
    for (const auto& [tag, value] : tags) {
      append_little(tiff, static_cast<std::uint32_t>(tag), 2);
      append_little(tiff, 4, 2);  // a long
      append_little(tiff, 1, 4);
      append_little(tiff, static_cast<std::uint32_t>(value), 4);
    }
    const auto next = first + length * static_cast<std::uint32_t>(page + 1);
    append_little(tiff, page + 1 < pages ? next : 0, 4);
  }
  return tiff;
}

std::string failure_text(const Bytes& bytes) {
  try {
    pixelwhy::decode_picture(bytes, "bytes");
  } catch (const pixelwhy::Error& error) {
    return error.kind() == pixelwhy::Error::Kind::Failure ? error.what() : "not a failure";
  }
  return {};
}

std::string failure_text_of_file(const fs::path& path) {
  try {
    pixelwhy::load_picture(path);
  } catch (const pixelwhy::Error& error) {
    return error.kind() == pixelwhy::Error::Kind::Failure ? error.what() : "not a failure";
  }
  return {};
}

pixelwhy::FramePtr decode(const Bytes& bytes) { return pixelwhy::decode_picture(bytes, "bytes"); }

bool same_pixels(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace sources_test
