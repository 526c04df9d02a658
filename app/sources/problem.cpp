#include "sources/problem.h"

#include <algorithm>

namespace pixelwhy {
namespace {

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return (c >= 0 && c < ' ') || c == 0x7f; }, '?');
  return text;
}

}  // namespace

void check_picture_size(std::uint64_t width, std::uint64_t height) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height);
  if (width == 0 || height == 0) {
    throw failure("the header says " + size + " pixels; at least 1 x 1 is needed",
                  "文件头声明的尺寸为 " + size + " 像素；至少需要 1 x 1");
  }
  // Divided rather than multiplied: the product of two 64-bit sizes can overflow.
  if (width > max_pixels / height) {
    const std::string limit = std::to_string(max_pixels);
    throw failure("the header says " + size + " pixels; at most " + limit + " pixels are accepted",
                  "文件头声明的尺寸为 " + size + " 像素；最多接受 " + limit + " 像素");
  }
}

void check_file_size(std::uint64_t bytes) {
  if (bytes > max_file_bytes) {
    throw failure("the file is larger than 2 GiB, the most that is read", "文件超过 2 GiB 的读取上限");
  }
}

std::string shown(const std::filesystem::path& path) { return one_line(path.string()); }

Error failure_of(const std::string& subject, const Text& what) {
  return failure(one_line(subject + ": " + what.en),
                 what.zh.empty() ? std::string() : one_line(subject + "：" + what.zh));
}

Error cut_short(const std::string& format) {
  return failure("the " + format + " data ends early; a complete file is needed",
                 format + " 数据不完整；需要完整的文件");
}

Error damaged(const std::string& format, const std::string& detail) {
  const std::string reason = detail.empty() ? "" : " (" + detail + ")";
  return failure("the " + format + " data is damaged or of a kind that is not read" + reason,
                 format + " 数据已损坏或属于不支持的类型" + reason);
}

}  // namespace pixelwhy
