#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>

#include "sources/file_checks.h"
#include "sources/format.h"
#include "sources/natural_order.h"
#include "sources/problem.h"
#include "sources/source.h"

namespace pixelwhy {

namespace fs = std::filesystem;

bool has_picture_name(const fs::path& path) {
  constexpr std::array names = {".jpg", ".jpeg", ".png",  ".bmp",  ".pbm", ".pgm", ".ppm", ".pam",
                                ".pfm", ".tif",  ".tiff", ".webp", ".exr", ".hdr", ".jp2", ".j2k"};
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(names.begin(), names.end(), extension) != names.end();
}

bool looks_like_picture(const fs::path& path) {
  // Files without a size may be the kernel's, and reading one of these may wait for ever.
  std::error_code problem;
  if (fs::file_size(path, problem) == 0 || problem) return has_picture_name(path);
  std::array<char, sniffed_bytes> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(head.data());
  return is_picture(sniff_format({bytes, static_cast<std::size_t>(file.gcount())})) || has_picture_name(path);
}

std::vector<fs::path> pictures_in(const fs::path& folder) {
  std::vector<fs::path> pictures;
  std::error_code problem;
  fs::directory_iterator entry(folder, problem);
  if (problem) throw failure_of(shown(folder), cannot_read(problem.message()).text());
  for (const fs::directory_iterator end; entry != end; entry.increment(problem)) {
    if (problem) throw failure_of(shown(folder), cannot_read(problem.message()).text());
    const fs::path& path = entry->path();
    std::error_code none;
    if (path.filename().string().starts_with('.') || !entry->is_regular_file(none)) continue;
    if (looks_like_picture(path)) pictures.push_back(path);
  }
  if (pictures.empty()) {
    const Text accepted = accepted_formats();
    throw failure_of(shown(folder), {"no picture in this folder; accepted: " + accepted.en,
                                     "文件夹中没有图片；支持：" + accepted.zh});
  }
  std::sort(pictures.begin(), pictures.end(), [](const fs::path& a, const fs::path& b) {
    return natural_less(a.filename().string(), b.filename().string());
  });
  return pictures;
}

}  // namespace pixelwhy
