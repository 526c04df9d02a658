#include "sources/cameras.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>

#include "core/parameter.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view prefix = "camera:";

fs::path root() {
  const char* const other = std::getenv("PIXELWHY_DEVICES");
  return other && *other ? other : "/";
}

std::string first_line(const fs::path& file) {
  std::ifstream stream(file);
  std::string line;
  std::getline(stream, line);
  while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back()))) line.pop_back();
  return line;
}

template <class Number>
std::optional<Number> read_number(std::string_view text) {
  Number number{};
  const char* const end = text.data() + text.size();
  const auto [stopped, problem] = std::from_chars(text.data(), end, number);
  if (text.empty() || problem != std::errc{} || stopped != end) return std::nullopt;
  return number;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

/// `1280x720`
std::optional<cv::Size> read_size(std::string_view text) {
  const std::size_t middle = text.find('x');
  if (middle == std::string_view::npos) return std::nullopt;
  const auto width = read_number<int>(text.substr(0, middle));
  const auto height = read_number<int>(text.substr(middle + 1));
  if (!width || !height || *width <= 0 || *height <= 0) return std::nullopt;
  return cv::Size(*width, *height);
}

/// "camera:0 (HD Webcam), ..." for messages.
std::string listed(const std::vector<Camera>& all) {
  std::string text;
  for (const Camera& camera : all) {
    text += (text.empty() ? "" : ", ") + std::string(prefix) + std::to_string(camera.number) + " (" +
            camera.name + ")";
  }
  return text;
}

Error no_camera(std::string_view which, const std::vector<Camera>& all) {
  const std::string subject = std::string(prefix) + std::string(which);
  if (all.empty()) {
    return failure_of(subject, {"no camera is plugged in; sample:moving needs none",
                                "未接入摄像头；sample:moving 无需摄像头"});
  }
  std::vector<std::string> names;
  for (const Camera& camera : all) names.push_back(camera.name);
  if (const std::string near_miss = nearest_word(which, names); !near_miss.empty()) {
    return failure_of(subject, {"no such camera; did you mean '" + near_miss + "'?",
                                "没有这个摄像头；是否指“" + near_miss + "”？"});
  }
  return failure_of(subject,
                    {"no such camera; plugged in: " + listed(all), "没有这个摄像头；已接入：" + listed(all)});
}

}  // namespace

std::vector<Camera> cameras() {
  std::vector<Camera> all;
  std::error_code none;
  const fs::path folder = root() / "sys/class/video4linux";
  for (fs::directory_iterator entry(folder, none), end; !none && entry != end; entry.increment(none)) {
    const std::string node = entry->path().filename();
    const auto number =
        node.starts_with("video") ? read_number<int>(std::string_view(node).substr(5)) : std::nullopt;
    // A device's first node has the index 0; the others carry metadata or further streams.
    if (!number || *number < 0 || read_number<int>(first_line(entry->path() / "index")).value_or(0) != 0)
      continue;
    std::string name = first_line(entry->path() / "name");
    if (name.empty()) name = node;
    all.push_back({*number, shown(name), root() / "dev" / node});
  }
  std::sort(all.begin(), all.end(), [](const Camera& a, const Camera& b) { return a.number < b.number; });
  std::map<std::string, int> seen;
  for (Camera& camera : all) {
    if (const int times = ++seen[camera.name]; times > 1) camera.name += " (" + std::to_string(times) + ")";
  }
  return all;
}

CameraSpec parse_camera_spec(std::string_view spec) {
  const std::string_view whole = spec;
  if (spec.starts_with(prefix)) spec.remove_prefix(prefix.size());
  CameraSpec result;
  const auto refuse = [&](const std::string& part) {
    const std::string shape = "camera:WHICH@1280x720@30";
    return usage_error(
        "'" + part + "' is not accepted in '" + std::string(whole) + "'; expected " + shape +
            " (size, frames a second, either may be left out)",
        "“" + std::string(whole) + "”中的“" + part + "”无效；应为 " + shape + "（尺寸与帧率均可省略）");
  };
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = spec.rfind('@');
    if (at == std::string_view::npos) break;
    parts.push_back(spec.substr(at + 1));
    spec.remove_suffix(spec.size() - at);
  }
  for (const std::string_view part : parts) {
    const auto size = read_size(part);
    const auto rate = read_number<double>(part);
    if (size && result.mode.size.empty()) {
      result.mode.size = *size;
    } else if (rate && result.mode.rate == 0 && *rate > 0 && *rate <= 1000) {
      result.mode.rate = *rate;
    } else {
      throw refuse(std::string(part));
    }
  }
  result.which = spec;
  if (result.which.empty()) throw refuse(std::string(whole));
  return result;
}

std::string camera_spec(const std::string& which, const CameraMode& mode) {
  std::string spec = std::string(prefix) + which;
  if (!mode.size.empty())
    spec += "@" + std::to_string(mode.size.width) + "x" + std::to_string(mode.size.height);
  if (mode.rate > 0) spec += "@" + format_number(mode.rate);
  return spec;
}

Camera find_camera(std::string_view which) {
  const std::vector<Camera> all = cameras();
  const auto number = read_number<int>(which);
  for (const Camera& camera : all) {
    if (number ? camera.number == *number : lower(camera.name) == lower(which)) return camera;
  }
  const Camera* found = nullptr;
  for (const Camera& camera : all) {
    if (number || which.size() < 3 || lower(camera.name).find(lower(which)) == std::string::npos) continue;
    if (found) throw no_camera(which, all);
    found = &camera;
  }
  if (!found) throw no_camera(which, all);
  return *found;
}

}  // namespace pixelwhy
