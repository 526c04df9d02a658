#include "gui/thumbnails.h"

#include <algorithm>

#include "core/error.h"
#include "gui/loader.h"
#include "sources/picture_file.h"

namespace pixelwhy::gui {

namespace {

/// Files beyond this are decoded after the others that are asked for.
constexpr std::uintmax_t quick_bytes = std::uintmax_t{6} << 20;

Thumbnail make_thumbnail(const FileVersion& file) {
  if (file.bytes > Thumbnails::most_bytes) return {};
  try {
    const FramePtr frame = load_picture(file.path);
    return {small_picture(frame->pixels), frame->pixels.size(), std::nullopt};
  } catch (const Error& error) {
    return {{}, {}, error.text()};
  } catch (const std::exception& error) {
    return {{}, {}, Text{error.what(), {}}};
  }
}

}  // namespace

Thumbnails::Thumbnails(std::function<void()> wake)
    : worker_([this](const std::vector<FileVersion>& files, const auto& publish,
                     const auto& superseded) { make(files, superseded, [&] { publish(true); }); },
              std::move(wake)) {}

void Thumbnails::make(const std::vector<FileVersion>& files, const std::function<bool()>& superseded,
                      const std::function<void()>& wake) {
  for (const FileVersion& file : files) {
    if (superseded()) return;
    // One that was in progress when the wishes changed is asked for again.
    if (last_.file != file) last_ = {file, make_thumbnail(file)};
    {
      const std::scoped_lock lock(mutex_);
      finished_.push_back(last_);
    }
    wake();
  }
}

void Thumbnails::keep(Entry entry) {
  if (const auto found = by_path_.find(entry.file.path); found != by_path_.end()) {
    kept_.erase(found->second);
    by_path_.erase(found);
  }
  kept_.push_front(std::move(entry));
  by_path_[kept_.front().file.path] = kept_.begin();
  if (kept_.size() <= most_kept) return;
  by_path_.erase(kept_.back().file.path);
  kept_.pop_back();
}

const Thumbnail* Thumbnails::find(const FileVersion& file) {
  const auto found = by_path_.find(file.path);
  if (found == by_path_.end() || found->second->file != file) return nullptr;
  kept_.splice(kept_.begin(), kept_, found->second);
  return &found->second->thumbnail;
}

void Thumbnails::want(const std::vector<FileVersion>& files) {
  std::vector<Entry> finished;
  {
    const std::scoped_lock lock(mutex_);
    finished.swap(finished_);
  }
  worker_.take();
  for (Entry& entry : finished) keep(std::move(entry));
  if (files == wanted_) return;
  wanted_ = files;
  std::vector<FileVersion> missing;
  for (const FileVersion& file : files) {
    if (!find(file)) missing.push_back(file);
  }
  std::stable_partition(missing.begin(), missing.end(),
                        [](const FileVersion& file) { return file.bytes <= quick_bytes; });
  worker_.submit(std::move(missing));
}

}  // namespace pixelwhy::gui
