#include "sources/source.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sources/file_checks.h"
#include "sources/live_sources.h"
#include "sources/moving_sample.h"
#include "sources/picture_file.h"
#include "sources/problem.h"
#include "sources/samples.h"
#include "sources/video_source.h"

namespace pixelwhy {
namespace {

namespace fs = std::filesystem;

/// How fast a folder is played: slow enough to see what changes, fast enough to be a sequence.
constexpr double pictures_a_second = 10;

/// Pictures on disk. The last one is kept, as it is asked for again whenever something else changes.
class PictureSource : public Source {
 public:
  PictureSource(std::string name, std::vector<fs::path> files, std::string frame_name = {})
      : name_(std::move(name)), files_(std::move(files)), frame_name_(std::move(frame_name)) {}

  std::string name() const override { return name_; }
  bool live() const override { return false; }
  std::optional<int> count() const override { return static_cast<int>(files_.size()); }
  double rate() const override { return pictures_a_second; }

  FramePtr frame(int index) override {
    if (index < 0 || index >= *count()) {
      const std::string last = std::to_string(*count() - 1);
      throw failure_of(name_,
                       {"there is no frame " + std::to_string(index) + "; 0 to " + last + " are accepted",
                        "没有第 " + std::to_string(index) + " 帧；可用 0 到 " + last});
    }
    if (!frame_ || index != index_) {
      frame_.reset();  // first, so that two large pictures are not held at once
      const FramePtr loaded = load_picture(files_[static_cast<std::size_t>(index)], frame_name_);
      frame_ = index == 0 ? loaded : numbered(*loaded, index);
      index_ = index;
    }
    return frame_;
  }

 private:
  static FramePtr numbered(const Frame& frame, int index) {
    auto copy = std::make_shared<Frame>(frame);
    copy->index = index;
    return copy;
  }

  std::string name_;
  std::vector<fs::path> files_;
  std::string frame_name_;  ///< empty: the file's own name
  int index_ = 0;
  FramePtr frame_;
};

std::unique_ptr<Source> open_sample(std::string_view spec, std::string_view id) {
  const Sample sample = find_sample(id);
  return std::make_unique<PictureSource>(std::string(spec), std::vector{sample.path}, std::string(spec));
}

/// A folder's own name also when it is spelled `.` or with a slash at its end.
std::string folder_name(const fs::path& folder) {
  std::error_code none;
  const fs::path whole = fs::canonical(folder, none);
  return none || whole.filename().empty() ? shown(folder) : shown(whole.filename());
}

constexpr std::string_view sample = "sample:", moving = "sample:moving", camera = "camera:";

/// `sample:moving` or `sample:moving@RATE`.
std::unique_ptr<Source> open_moving(std::string_view spec) {
  const std::string_view tail = spec.substr(moving.size());
  if (tail.empty()) return open_moving_sample();
  double rate = 0;
  const char* const end = tail.data() + tail.size();
  const auto [stopped, problem] = std::from_chars(tail.data() + 1, end, rate);
  if (problem != std::errc{} || stopped != end || !(rate >= 1) || rate > 1000) {
    throw usage_error("'" + std::string(tail.substr(1)) + "' is not accepted in '" + std::string(spec) +
                          "'; expected sample:moving@RATE with 1 to 1000 frames a second",
                      "“" + std::string(spec) + "”无效；应为 sample:moving@帧率，每秒 1 到 1000 帧");
  }
  return open_moving_sample(rate);
}

}  // namespace

Text accepted_sources() {
  return {
      "a picture file, a folder of pictures, a video file, a stream's address, camera:N, camera:NAME, "
      "sample:NAME",
      "图片文件、图片文件夹、视频文件、网络流地址、camera:编号、camera:名称、sample:名称"};
}

double Source::time_of(int index) const { return rate() > 0 ? index / rate() : index; }

int Source::index_at(double seconds) const {
  // The rounded quotient of a frame's own time must not fall before it.
  const double index = std::floor(seconds * (rate() > 0 ? rate() : 1) + 1e-6);
  return static_cast<int>(std::clamp(index, 0.0, 2e9));
}

SourceKind kind_of(std::string_view spec) {
  if (spec == moving || spec.starts_with(std::string(moving) + "@")) return SourceKind::Moving;
  if (spec.starts_with(sample)) return SourceKind::Sample;
  if (spec.starts_with(camera)) return SourceKind::Camera;
  if (spec.find("://") != std::string_view::npos) return SourceKind::Stream;
  std::error_code none;
  const fs::path path(spec);
  if (fs::is_directory(path, none)) return SourceKind::Folder;
  return is_video_file(path) ? SourceKind::Video : SourceKind::Picture;
}

std::unique_ptr<Source> open_source(std::string_view spec, std::stop_token stop) {
  if (spec.empty()) {
    throw failure("the source is empty; accepted: " + accepted_sources().en,
                  "来源为空；支持：" + accepted_sources().zh);
  }
  if (kind_of(spec) == SourceKind::Moving) return open_moving(spec);
  if (spec.starts_with(sample)) return open_sample(spec, spec.substr(sample.size()));
  if (spec.starts_with(camera)) return open_camera_source(spec, std::move(stop));
  if (kind_of(spec) == SourceKind::Stream) return open_stream_source(spec, std::move(stop));

  const fs::path path(spec);
  std::error_code none;
  if (fs::is_directory(path, none)) {
    return std::make_unique<PictureSource>(folder_name(path), pictures_in(path));
  }
  const Format format = check_readable_file(path);
  if (is_video_file(path)) return open_video_source(path, std::move(stop));
  if (!is_picture(format)) throw not_a_picture(shown(path), format);
  return std::make_unique<PictureSource>(shown(path.filename()), std::vector{path});
}

}  // namespace pixelwhy
