#include "notes/recording_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/error.h"
#include "notes/file.h"
#include "notes/png.h"
#include "notes/side_by_side.h"
#include "sources/source.h"
#include "sources/video_source.h"
#include "sources/video_writer.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

Error cannot_write(const fs::path& path, int reason) {
  return failure("cannot write '" + path.string() + "': " + std::strerror(reason),
                 "无法写入 '" + path.string() + "'：" + std::strerror(reason));
}

/// A video, written beside its place: a program that dies leaves `NAME.part-PID.mkv`, which plays up to the
/// last second or so.
class VideoFiles : public RecordingFiles {
 public:
  explicit VideoFiles(const RecordingPlan& plan) : plan_(plan) {
    std::error_code none;
    target_ = fs::is_symlink(plan.path, none) ? fs::weakly_canonical(plan.path, none) : plan.path;
    if (fs::exists(target_, none) && ::access(target_.c_str(), W_OK) != 0)
      throw cannot_write(plan.path, errno);
    part_ = target_.parent_path() /
            fmt::format("{}.part-{}{}", target_.stem().string(), ::getpid(), target_.extension().string());
    // Found out now and not with the first picture; libav has no words for the reason.
    const int file = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) throw cannot_write(plan.path, errno);
    ::close(file);
  }

  ~VideoFiles() override {
    if (finished_) return;
    writer_.reset();
    if (end_.frames == 0) remove_part();
  }

  void write(const cv::Mat& picture, double seconds) override {
    const cv::Mat color = in_color(picture);
    if (!writer_) open(color.size());
    const bool fits = color.size() == end_.size;
    if (!writer_->write(fits ? color : letterboxed(color, end_.size), seconds))
      throw failure("cannot write '" + plan_.path.string() + "': " + writer_->detail(),
                    "无法写入 '" + plan_.path.string() + "'：" + writer_->detail());
    ++end_.frames;
  }

  End finish(bool cut) override {
    finished_ = true;
    if (writer_ && !writer_->finish()) {
      cut = true;
      report("cannot finish '" + plan_.path.string() + "': " + writer_->detail(),
             "无法完成 '" + plan_.path.string() + "'：" + writer_->detail());
    }
    writer_.reset();
    const int written = end_.frames;
    end_.frames = written > 0 ? frames_on_disk() : 0;
    if (end_.frames == 0) {
      remove_part();
      if (written > 0) report("what was recorded cannot be read back", "录制的内容无法读回");
      return end_;
    }
    if (end_.frames < written) {
      cut = true;
      report(fmt::format("{} of {} frames can be read back", end_.frames, written),
             fmt::format("{} 帧中只有 {} 帧能读回", written, end_.frames));
    }
    take_name(cut);
    return end_;
  }

 private:
  void report(std::string en, std::string zh) {
    if (!end_.problem) end_.problem = Text{std::move(en), std::move(zh)};
  }

  void remove_part() {
    std::error_code none;
    fs::remove(part_, none);
  }

  void open(cv::Size size) {
    WriterRequest request;
    request.path = part_.string();
    request.container = plan_.form == RecordingForm::Mp4 ? VideoContainer::Mp4 : VideoContainer::Matroska;
    request.lossless = plan_.lossless;
    request.size = size;
    request.rate = plan_.rate;
    request.even = plan_.even;
    writer_ = open_video_writer(request);
    end_.codec = writer_->codec();
    end_.size = size;
  }

  /// How many frames can be seen. Where a full disk cut the file off, the last ones are there only in part.
  int frames_on_disk() {
    try {
      const auto source = open_video_source(part_, {});
      int count = source->count().value_or(0);
      while (count > 0 && !is_readable(*source, count - 1)) --count;
      return count;
    } catch (const Error& error) {
      report(error.text().en, error.text().zh);
      return 0;
    }
  }

  static bool is_readable(Source& source, int index) {
    try {
      source.frame(index);
      return true;
    } catch (const Error&) {
      return false;
    }
  }

  void take_name(bool cut) {
    std::error_code none;
    end_.path = part_;
    end_.bytes = fs::file_size(part_, none);
    // On disk before it has its name.
    if (const int file = ::open(part_.c_str(), O_RDONLY | O_CLOEXEC); file >= 0) {
      ::fsync(file);
      ::close(file);
    }
    if (cut && fs::exists(target_, none)) return;
    if (::rename(part_.c_str(), target_.c_str()) != 0) {
      const Error error = cannot_write(plan_.path, errno);
      return report(error.text().en, error.text().zh);
    }
    end_.path = plan_.path;
  }

  RecordingPlan plan_;
  fs::path target_;  ///< where a link leads to
  fs::path part_;
  std::unique_ptr<VideoWriter> writer_;
  End end_;
  bool finished_ = false;
};

constexpr std::string_view frame_prefix = "frame-", frame_suffix = ".png";

/// The number in `frame-000012.png`.
std::optional<int> frame_number(const fs::path& path) {
  const std::string name = path.filename().string();
  if (!name.starts_with(frame_prefix) || !name.ends_with(frame_suffix)) return std::nullopt;
  const std::string digits =
      name.substr(frame_prefix.size(), name.size() - frame_prefix.size() - frame_suffix.size());
  const bool number = digits.size() >= 6 && digits.size() <= 9 &&
                      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  return number ? std::optional(std::stoi(digits)) : std::nullopt;
}

/// The pictures of a recording beyond the first `kept`.
std::vector<fs::path> frames_in(const fs::path& folder, int kept) {
  std::vector<fs::path> frames;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
    const auto number = frame_number(entry.path());
    if (number && *number > kept) frames.push_back(entry.path());
  }
  return frames;
}

/// PNGs, each of them written whole, in their own sizes.
class PictureFiles : public RecordingFiles {
 public:
  explicit PictureFiles(const RecordingPlan& plan) : folder_(plan.path) {
    std::error_code none;
    made_ = !fs::exists(folder_, none);
    make_folder(folder_);
    if (::access(folder_.c_str(), W_OK | X_OK) != 0) throw cannot_write(folder_, errno);
  }

  ~PictureFiles() override {
    std::error_code none;
    if (made_ && end_.frames == 0) fs::remove(folder_, none);  // only while it is empty
  }

  void write(const cv::Mat& picture, double) override {
    const std::vector<std::uint8_t> bytes = encode_png(picture);
    write_whole(path_of(end_.frames + 1), std::span(bytes));
    if (end_.frames == 0) end_.size = picture.size();
    ++end_.frames;
    end_.bytes += bytes.size();
  }

  End finish(bool cut) override {
    if (end_.frames == 0) return end_;
    end_.path = folder_;
    std::error_code none;
    // A shorter recording that took the place of a longer one does not keep the longer one's rest.
    if (!cut) {
      for (const fs::path& old : frames_in(folder_, end_.frames)) fs::remove(old, none);
    }
    int there = 0;
    while (there < end_.frames && fs::is_regular_file(path_of(there + 1), none)) ++there;
    if (there < end_.frames) {
      end_.problem = Text{fmt::format("{} is gone", path_of(there + 1).string()),
                          fmt::format("{} 已不存在", path_of(there + 1).string())};
    }
    end_.frames = there;
    return end_;
  }

 private:
  fs::path path_of(int number) const { return folder_ / fmt::format("frame-{:06}.png", number); }

  fs::path folder_;
  bool made_ = false;
  End end_;
};

}  // namespace

std::optional<RecordingForm> recording_form(const fs::path& path) {
  std::error_code none;
  if (!path.has_filename() || fs::is_directory(path, none)) return RecordingForm::Pictures;
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (extension.empty()) return RecordingForm::Pictures;
  if (extension == ".mkv") return RecordingForm::Matroska;
  if (extension == ".mp4") return RecordingForm::Mp4;
  return std::nullopt;
}

std::unique_ptr<RecordingFiles> begin_recording_files(const RecordingPlan& plan) {
  if (plan.form == RecordingForm::Pictures) return std::make_unique<PictureFiles>(plan);
  return std::make_unique<VideoFiles>(plan);
}

bool holds_recording(const RecordingPlan& plan) {
  std::error_code none;
  if (plan.form == RecordingForm::Pictures) return !frames_in(plan.path, 0).empty();
  return fs::exists(plan.path, none);
}

}  // namespace pixelwhy
