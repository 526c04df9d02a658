#include "sources/file_checks.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <vector>

#include "core/parameter.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace fs = std::filesystem;

Format check_readable_file(const fs::path& path) {
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  if (status.type() == fs::file_type::not_found) throw no_such_file(path);
  if (problem) throw failure_of(shown(path), cannot_read(problem.message()).text());
  if (status.type() != fs::file_type::regular) {
    throw failure_of(shown(path),
                     {"not a file; a picture or video file is needed", "不是文件；需要图片或视频文件"});
  }
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) throw failure_of(shown(path), cannot_read(std::strerror(errno)).text());
  std::array<std::uint8_t, sniffed_bytes> head{};
  const std::size_t length = std::fread(head.data(), 1, head.size(), file.get());
  if (std::ferror(file.get())) throw failure_of(shown(path), cannot_read(std::strerror(errno)).text());
  if (length == 0)
    throw failure_of(shown(path),
                     {"the file is empty; a picture or a video is needed", "文件为空；需要图片或视频"});
  return sniff_format({head.data(), length});
}

namespace {

/// Some kinds of video have no mark at their beginning.
bool has_video_name(const fs::path& path) {
  constexpr std::array names = {".mp4", ".m4v",   ".mov", ".mkv",  ".webm", ".avi",  ".ogv",
                                ".mpg", ".mpeg",  ".ts",  ".mts",  ".wmv",  ".m2ts", ".3gp",
                                ".flv", ".mjpeg", ".264", ".h264", ".265",  ".vob"};
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(names.begin(), names.end(), extension) != names.end();
}

}  // namespace

bool is_video_file(const fs::path& path) {
  std::error_code none;
  if (!fs::is_regular_file(path, none)) return false;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
  if (!file) return false;
  std::array<std::uint8_t, sniffed_bytes> head{};
  const std::size_t length = std::fread(head.data(), 1, head.size(), file.get());
  const Format format = sniff_format({head.data(), length});
  return format == Format::Video || (format == Format::Unknown && length > 0 && has_video_name(path));
}

Error no_such_file(const fs::path& path) {
  std::vector<std::string> neighbours;
  std::error_code none;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  constexpr std::size_t enough = 2000;
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end && neighbours.size() < enough;
       entry.increment(none)) {
    neighbours.push_back(shown(entry->path().filename()));
  }
  const std::string near_miss = nearest_word(path.filename().string(), neighbours);
  const Text hint = near_miss.empty()
                        ? Text{}
                        : Text{"; did you mean '" + near_miss + "'?", "；是否指“" + near_miss + "”？"};
  return failure_of(shown(path), {"no such file or folder" + hint.en, "没有这个文件或文件夹" + hint.zh});
}

Error cannot_read(const std::string& why) { return failure("cannot be read: " + why, "无法读取：" + why); }

Error not_a_picture(const std::string& subject, Format format) {
  const Text accepted = accepted_formats();
  if (format == Format::Video) {
    return failure_of(subject, {"a video where a picture is needed; accepted: " + accepted.en,
                                "此处需要图片而非视频；支持：" + accepted.zh});
  }
  if (format == Format::Gif) {
    return failure_of(subject,
                      {"GIF is not supported; accepted: " + accepted.en, "不支持 GIF；支持：" + accepted.zh});
  }
  return failure_of(subject, {"not a picture of a known format; accepted: " + accepted.en,
                              "不是已知格式的图片；支持：" + accepted.zh});
}

}  // namespace pixelwhy
