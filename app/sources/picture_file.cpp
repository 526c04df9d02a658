#include "sources/picture_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <limits>
#include <memory>
#include <new>

#include "sources/decoded.h"
#include "sources/file_checks.h"
#include "sources/format.h"
#include "sources/problem.h"
#include "sources/to_frame.h"

namespace pixelwhy {
namespace {

namespace fs = std::filesystem;

std::vector<std::uint8_t> read_file(const fs::path& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) throw cannot_read(path, std::strerror(errno));
  std::error_code problem;
  const std::uintmax_t size = fs::file_size(path, problem);
  if (problem) throw cannot_read(path, problem.message());
  if (size > static_cast<std::uintmax_t>(std::numeric_limits<int>::max())) {
    throw failure_of(shown(path), {"larger than 2 GiB, the most that is read", "超过 2 GiB 的读取上限"});
  }
  std::vector<std::uint8_t> bytes(size);
  // Shorter than announced: the file was being written meanwhile. What is missing shows as a file cut short.
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get())) throw cannot_read(path, std::strerror(errno));
  return bytes;
}

FramePtr to_named_frame(std::vector<std::uint8_t> bytes, const std::string& name) {
  Decoded decoded = decode_bytes(bytes);
  std::vector<std::uint8_t>().swap(bytes);  // a large picture's file need not stay beside its pixels
  Frame frame = to_frame(std::move(decoded.picture));
  frame.notes.insert(frame.notes.begin(), decoded.notes.begin(), decoded.notes.end());
  frame.name = name;
  return std::make_shared<const Frame>(std::move(frame));
}

FramePtr decode_about(std::vector<std::uint8_t> bytes, const std::string& subject, const std::string& name) {
  try {
    return to_named_frame(std::move(bytes), name);
  } catch (const Error& error) {
    throw failure_of(subject, error.text());
  } catch (const std::bad_alloc&) {
    throw failure_of(subject, {"not enough memory for a picture of this size", "内存不足，无法读取这么大的图片"});
  } catch (const cv::Exception&) {  // what OpenCV throws when memory runs out
    throw failure_of(subject, {"not enough memory for a picture of this size", "内存不足，无法读取这么大的图片"});
  }
}

}  // namespace

FramePtr load_picture(const fs::path& path, const std::string& name) {
  const Format format = check_readable_file(path);
  if (!is_picture(format)) throw not_a_picture(shown(path), format);
  return decode_about(read_file(path), shown(path), name.empty() ? shown(path.filename()) : name);
}

FramePtr decode_picture(std::vector<std::uint8_t> bytes, const std::string& name) {
  if (bytes.empty()) throw failure_of(name, {"empty; a picture is needed", "内容为空；需要图片"});
  const Format format = sniff_format(bytes);
  if (!is_picture(format)) throw not_a_picture(name, format);
  return decode_about(std::move(bytes), name, name);
}

}  // namespace pixelwhy
