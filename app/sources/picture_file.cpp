#include "sources/picture_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
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
  if (!file) throw cannot_read(std::strerror(errno));
  std::error_code problem;
  const std::uintmax_t size = fs::file_size(path, problem);
  if (problem) throw cannot_read(problem.message());
  check_file_size(size);
  std::vector<std::uint8_t> bytes(size);
  // Shorter than announced: the file was being written meanwhile. What is missing shows as a file cut short.
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file.get()));
  if (std::ferror(file.get())) throw cannot_read(std::strerror(errno));
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

/// What `make` makes; its failures begin with `subject`.
template <typename Make>
FramePtr about(const std::string& subject, Make make) {
  const Text no_memory = {"not enough memory for a picture of this size", "内存不足，无法读取这么大的图片"};
  try {
    return make();
  } catch (const Error& error) {
    throw failure_of(subject, error.text());
  } catch (const std::bad_alloc&) {
    throw failure_of(subject, no_memory);
  } catch (const cv::Exception& problem) {
    // OpenCV has its own kind of bad_alloc. Anything else would be a mistake of ours.
    if (problem.code == cv::Error::StsNoMem) throw failure_of(subject, no_memory);
    throw;
  }
}

}  // namespace

FramePtr load_picture(const fs::path& path, const std::string& name) {
  const Format format = check_readable_file(path);
  if (!is_picture(format)) throw not_a_picture(shown(path), format);
  return about(shown(path),
               [&] { return to_named_frame(read_file(path), name.empty() ? shown(path.filename()) : name); });
}

FramePtr decode_picture(std::vector<std::uint8_t> bytes, const std::string& name) {
  if (bytes.empty()) throw failure_of(name, {"empty; a picture is needed", "内容为空；需要图片"});
  const Format format = sniff_format(bytes);
  if (!is_picture(format)) throw not_a_picture(name, format);
  return about(name, [&] { return to_named_frame(std::move(bytes), name); });
}

}  // namespace pixelwhy
