#define XXH_INLINE_ALL
#include <fmt/format.h>
#include <xxhash.h>

#include <cstdlib>
#include <filesystem>

#include "core/region.h"
#include "notes/state.h"

namespace pixelwhy {

namespace fs = std::filesystem;

std::string pixel_hash(const cv::Mat& pixels) {
  XXH3_state_t state;
  XXH3_INITSTATE(&state);
  XXH3_128bits_reset(&state);
  const std::string head = fmt::format("{}x{}x{}", pixels.cols, pixels.rows, pixels.type());
  XXH3_128bits_update(&state, head.data(), head.size());
  const std::size_t row = static_cast<std::size_t>(pixels.cols) * pixels.elemSize();
  for (int y = 0; y < pixels.rows; ++y) XXH3_128bits_update(&state, pixels.ptr(y), row);
  const XXH128_hash_t hash = XXH3_128bits_digest(&state);
  return fmt::format("xxh3-128:{:016x}{:016x}", hash.high64, hash.low64);
}

std::string stored_spec(const std::string& spec) {
  std::error_code none;
  if (!fs::exists(spec, none)) return spec;
  // Found again from any folder, and without telling everyone the name of the home folder.
  const std::string path = fs::absolute(spec, none).lexically_normal().string();
  const char* home = std::getenv("HOME");
  const std::string prefix = home && *home == '/' && home[1] ? std::string(home) + "/" : "";
  return !prefix.empty() && path.starts_with(prefix) ? "~/" + path.substr(prefix.size()) : path;
}

SourceState source_state(const std::string& spec, int frame, const Frame& picture) {
  const Frame& whole = whole_of(picture);
  return {stored_spec(spec), frame, whole.name, whole.pixels.size(), pixel_hash(whole.pixels),
          region_of(picture)};
}

std::string resolved_spec(const std::string& spec) {
  const char* home = std::getenv("HOME");
  return spec.starts_with("~/") && home ? home + spec.substr(1) : spec;
}

}  // namespace pixelwhy
