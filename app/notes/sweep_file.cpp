#include "notes/sweep_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "notes/sweep_animation.h"
#include "sources/video_writer.h"
#include "sources/webp_writer.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

Error cannot_write(const fs::path& path, const std::string& reason) {
  return failure("cannot write '" + path.string() + "': " + reason,
                 "无法写入 '" + path.string() + "'：" + reason);
}

/// Walks over the sweep's pictures and tells how far it is.
bool walk(const SweepPlan& plan, const SweepHooks& hooks,
          const std::function<void(const SweptPicture&)>& take) {
  Evaluator evaluator;
  std::size_t done = 0;
  const std::size_t total = plan.sweep.size();
  const auto tell = [&] {
    if (hooks.progress) hooks.progress(done, total);
  };
  tell();
  const bool whole =
      compute_sweep(plan.sweep, plan.frame, evaluator, hooks.cancelled, [&](const SweptPicture& picture) {
        take(picture);
        ++done;
        tell();
      });
  return whole && !(hooks.cancelled && hooks.cancelled());
}

bool write_sheet(const SweepPlan& plan, const SweepHooks& hooks) {
  ContactSheet sheet(plan.sweep, plan.frame, plan.look);
  if (!walk(plan, hooks, [&](const SweptPicture& picture) { sheet.take(picture); })) return false;
  const Figure figure = sheet.lay_out();
  std::vector<std::uint8_t> bytes;
  if (plan.form == SweepForm::Svg) {
    bytes = draw_svg(figure.drawing);
  } else if (plan.form == SweepForm::Pdf) {
    bytes = draw_pdf(figure.drawing);
  } else {
    const int scale = plan.look.figure.scale;
    bytes = with_resolution(encode_png(draw_pixels(figure.drawing, scale)), scale);
    if (plan.state) bytes = with_state(bytes, state_text(*plan.sweep.demo, *plan.state), plan.source);
  }
  if (hooks.cancelled && hooks.cancelled()) return false;
  write_whole(plan.path, bytes);
  return true;
}

bool write_webp(const SweepPlan& plan, const SweepHooks& hooks) {
  SweepFrames frames(plan.sweep, plan.frame, plan.look);
  std::unique_ptr<WebpAnimation> animation;
  const auto at = [&](std::size_t index) {
    return static_cast<int>(std::lround(static_cast<double>(index) * 1000 / plan.rate));
  };
  const auto expect = [&](bool done) {
    if (!done) throw cannot_write(plan.path, animation->detail());
  };
  const auto take = [&](const SweptPicture& picture) {
    const cv::Mat pixels = frames.draw(picture);
    if (!animation) animation = begin_webp(pixels.size(), plan.lossless);
    expect(animation->add(pixels, at(picture.index)));
  };
  if (!walk(plan, hooks, take)) return false;
  std::vector<std::uint8_t> bytes;
  expect(animation->finish(at(plan.sweep.size()), bytes));
  write_whole(plan.path, bytes);
  return true;
}

/// A video beside its place, which takes its name once it is whole, and goes otherwise.
class VideoPart {
 public:
  explicit VideoPart(const fs::path& path) : path_(path) {
    std::error_code none;
    target_ = fs::is_symlink(path, none) ? fs::weakly_canonical(path, none) : path;
    const fs::file_status status = fs::status(target_, none);
    if (fs::is_directory(status)) throw cannot_write(path, "it is a folder");
    if (fs::exists(status) && !fs::is_regular_file(status))
      throw cannot_write(path, "a video needs an ordinary file");
    if (fs::exists(status) && ::access(target_.c_str(), W_OK) != 0)
      throw cannot_write(path, std::strerror(errno));
    part_ = target_.parent_path() /
            fmt::format("{}.part-{}{}", target_.stem().string(), ::getpid(), target_.extension().string());
    // Found out now and not with the first picture; libav has no words for the reason.
    const int file = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) throw cannot_write(path, std::strerror(errno));
    ::close(file);
  }
  ~VideoPart() {
    std::error_code none;
    if (!kept_) fs::remove(part_, none);
  }
  VideoPart(const VideoPart&) = delete;
  VideoPart& operator=(const VideoPart&) = delete;

  const fs::path& file() const { return part_; }

  void keep() {
    // On disk before it has its name.
    const int file = ::open(part_.c_str(), O_RDONLY | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int reason = errno;
    if (file >= 0) ::close(file);
    if (!synced) throw cannot_write(path_, std::strerror(reason));
    if (::rename(part_.c_str(), target_.c_str()) != 0) throw cannot_write(path_, std::strerror(errno));
    kept_ = true;
  }

 private:
  fs::path path_;
  fs::path target_;  ///< where a link leads to
  fs::path part_;
  bool kept_ = false;
};

bool write_video(const SweepPlan& plan, const SweepHooks& hooks) {
  VideoPart part(plan.path);
  SweepFrames frames(plan.sweep, plan.frame, plan.look);
  std::unique_ptr<VideoWriter> writer;
  const auto expect = [&](bool done) {
    if (!done) throw cannot_write(plan.path, writer->detail());
  };
  const auto take = [&](const SweptPicture& picture) {
    const cv::Mat pixels = frames.draw(picture);
    if (!writer) {
      WriterRequest request;
      request.path = part.file().string();
      request.container = plan.form == SweepForm::Mp4 ? VideoContainer::Mp4 : VideoContainer::Matroska;
      request.lossless = plan.lossless;
      request.size = pixels.size();
      request.rate = plan.rate;
      request.even = true;
      writer = open_video_writer(request);
    }
    expect(writer->write(pixels, static_cast<double>(picture.index) / plan.rate));
  };
  if (!walk(plan, hooks, take)) return false;
  expect(writer->finish());
  writer.reset();
  part.keep();
  return true;
}

}  // namespace

std::optional<SweepForm> sweep_form(const fs::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (extension == ".png") return SweepForm::Png;
  if (extension == ".svg") return SweepForm::Svg;
  if (extension == ".pdf") return SweepForm::Pdf;
  if (extension == ".webp") return SweepForm::Webp;
  if (extension == ".mkv") return SweepForm::Matroska;
  if (extension == ".mp4") return SweepForm::Mp4;
  return std::nullopt;
}

bool moves(SweepForm form) {
  return form == SweepForm::Webp || form == SweepForm::Matroska || form == SweepForm::Mp4;
}

void SweepPlan::check() const {
  sweep.check();
  if (moves(form) && sweep.axes.size() > 1)
    throw usage_error(
        "two parameters have several values, and an animation or video takes one; expected one, or "
        ".png, .svg or .pdf for a contact sheet",
        "动画或视频只能扫描一个参数；两个参数请使用 .png、.svg 或 .pdf 图表");
  if (lossless && form != SweepForm::Webp && form != SweepForm::Matroska)
    throw usage_error("--lossless is for .webp and .mkv; expected one of these",
                      "无损仅适用于 .webp 与 .mkv");
}

bool write_sweep(const SweepPlan& plan, const SweepHooks& hooks) {
  plan.check();
  if (plan.form == SweepForm::Webp) return write_webp(plan, hooks);
  if (moves(plan.form)) return write_video(plan, hooks);
  return write_sheet(plan, hooks);
}

}  // namespace pixelwhy
