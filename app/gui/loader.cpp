#include "gui/loader.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/region.h"
#include "gui/figure_strings.h"
#include "gui/living.h"
#include "gui/pasted_path.h"
#include "sources/natural_order.h"
#include "sources/picture_file.h"
#include "sources/samples.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

/// Reads the first of `count` places from `place` on, in steps of `by`, that can be read; the failures on the
/// way are noted. Throws the first of them when nothing can be read.
template <class Read>
void read_first(Opened& opened, int place, int by, int count, const std::function<bool()>& superseded,
                Read read) {
  for (int i = 0; i < count; ++i, place += by) {
    if (i > 0 && superseded()) return;
    const int inside = (place % count + count) % count;
    const auto error = caught(opened.spec, [&] { read(inside); });
    if (!error) return;
    if (opened.skipped.size() < 3) opened.skipped.push_back(*error);
  }
  throw Error(opened.skipped.front());
}

}  // namespace

cv::Mat small_picture(const cv::Mat& pixels) {
  const cv::Size room{264, 168};
  const double fit = std::min(
      {static_cast<double>(room.width) / pixels.cols, static_cast<double>(room.height) / pixels.rows, 1.0});
  cv::Mat small;
  const cv::Size size{std::max(1, cvRound(pixels.cols * fit)), std::max(1, cvRound(pixels.rows * fit))};
  cv::resize(pixels, small, size, 0, 0, cv::INTER_AREA);
  return small;
}

Loader::Loader(std::function<void()> wake, const PastedPictures& pasted)
    : pasted_(pasted),
      worker_(
          [this](const Job& job, const auto& publish, const auto& superseded) {
            auto found = job.by == 0 ? opened(job, superseded) : neighbour(job, superseded);
            if (found) publish(std::move(*found));
          },
          std::move(wake)) {}

void Loader::open_plainly(Opened& opened, const Job& job, const Superseded& superseded) {
  opened.spec = job.spec;
  opened.for_undo = job.for_undo;
  if (const auto figure = picture_of_spec(job.spec); !figure.empty()) {
    opened.frame = cut(frame_within(*job.demos, figure), job.region);
    return;
  }
  if (is_pasted(job.spec)) {
    opened.frame = cut(pasted_.decode(job.spec), job.region);
    return;
  }
  const SourceKind kind = kind_of(job.spec);
  if (kind == SourceKind::Video || kind == SourceKind::Moving || is_live(kind)) {
    opened.plays = kind;
    opened.region = job.region;
    return;
  }
  // Anew, even if it is open: the file may have changed.
  std::shared_ptr<Source> source = open_source(job.spec);
  opened.count = source->count().value_or(1);
  read_first(opened, job.index, 1, opened.count, superseded, [&](int place) {
    opened.frame = cut(source->frame(place), job.region);
    opened.index = place;
  });
  if (!opened.frame) return;
  source_ = source;
  open_spec_ = job.spec;
}

namespace {

/// The part of the picture that the preset was made of; what does not fit is told, and left out.
void cut_as_made(Opened& opened, const std::optional<cv::Rect>& region) {
  opened.region = region;
  if (!opened.frame || !region) return;
  const auto problem = caught(opened.spec, [&] { opened.frame = cut(opened.frame, *region); });
  if (!problem) return;
  opened.whole = false;
  opened.note = problem->text();
}

}  // namespace

/// The source that a preset was made with, wherever it is; where it is nowhere, the preset's own picture if
/// it is one.
void Loader::bring_back(Opened& opened, Job job, const Superseded& superseded) {
  opened.living = job.preset;
  opened.spec = job.spec;
  const auto& wanted = job.preset->state.source;
  const auto region = job.region ? job.region : wanted ? wanted->region : std::nullopt;
  job.region.reset();
  if (!job.spec.empty()) {
    open_plainly(opened, job, superseded);
    opened.whole =
        !wanted || wanted->hash.empty() || !opened.frame || pixel_hash(opened.frame->pixels) == wanted->hash;
    if (!opened.whole) opened.note = strings::living_other_pixels;
    return cut_as_made(opened, region);
  }
  if (!wanted) return;  // settings alone: the picture in view stays
  const auto named = [&](const Text& text) {
    return Text{"'" + wanted->name + "'" + text.en, "'" + wanted->name + "'" + text.zh};
  };
  const PresetSource source = find_source(*job.preset);
  switch (source.found) {
    case PresetSource::Found::Elsewhere:
    case PresetSource::Found::Changed:
      if (source.found == PresetSource::Found::Changed) opened.note = named(strings::living_changed);
      job.spec = source.spec;
      job.index = wanted->frame;
      open_plainly(opened, job, superseded);
      opened.index = wanted->frame;
      return cut_as_made(opened, region);
    case PresetSource::Found::Within:
      opened.note = named(strings::living_within);
      opened.spec = spec_within(job.preset->path);
      opened.frame = source.frame;
      return cut_as_made(opened, region);
    case PresetSource::Found::Nowhere:
      opened.source_missing = true;
      opened.whole = false;
      opened.note = named(strings::living_missing);
      if (!job.preset->is_picture) return;
      job.spec = job.preset->path.string();
      open_plainly(opened, job, superseded);
      return;
  }
}

std::optional<Opened> Loader::opened(const Job& job, const Superseded& superseded) {
  Opened opened;
  opened.spec = job.spec;
  opened.for_undo = job.for_undo;
  Living living;
  if (!job.plain && !job.for_undo && !job.preset && is_path(job.spec))
    living = read_living(*job.demos, job.spec);
  opened.error = caught(job.spec, [&] {
    if (living.preset || job.preset) {
      Job whole = job;
      if (living.preset) {
        opened.by_itself = true;
        whole.spec.clear();
        whole.preset = std::move(living.preset);
      }
      bring_back(opened, std::move(whole), superseded);
    } else {
      open_plainly(opened, job, superseded);
      opened.note = living.problem;
    }
  });
  if (opened.error && is_path(opened.spec)) {
    std::error_code unknown;
    opened.missing = !std::filesystem::exists(opened.spec, unknown) && !unknown;
  }
  const bool settings_alone = opened.living && opened.spec.empty();
  if (!opened.error && !opened.frame && !opened.plays && !settings_alone) return std::nullopt;
  return opened;
}

std::optional<Opened> Loader::neighbour(const Job& job, const Superseded& superseded) {
  namespace fs = std::filesystem;
  Opened opened;
  opened.spec = job.spec;
  opened.stepped = true;
  opened.error = caught(job.spec, [&] {
    if (open_spec_ != job.spec || !source_) source_ = open_source(job.spec);
    open_spec_ = job.spec;
    const int frames = source_->count().value_or(1);
    const bool file = frames == 1 && is_path(job.spec) && !fs::is_directory(job.spec);
    const std::vector<fs::path> files = file ? neighbours_of(job.spec) : std::vector<fs::path>();
    const int count = file ? static_cast<int>(files.size()) : frames;
    int place = job.index;
    if (file) {
      const std::string name = fs::path(job.spec).filename().string();
      const auto found = std::lower_bound(
          files.begin(), files.end(), name,
          [](const fs::path& a, const auto& b) { return natural_less(a.filename().string(), b); });
      place = static_cast<int>(found - files.begin());
      const bool gone = found == files.end() || found->filename() != name;  // or hidden
      if (gone && job.by > 0) --place;
    }
    const auto read = [&](int at) {
      const std::string spec = file ? files[static_cast<std::size_t>(at)].string() : job.spec;
      std::shared_ptr<Source> source = file ? open_source(spec) : source_;
      opened.frame = cut(source->frame(file ? 0 : at), job.region);
      source_ = source;
      open_spec_ = opened.spec = spec;
      opened.index = file ? 0 : at;
      opened.count = frames;
    };
    read_first(opened, place + job.by, job.by, count, superseded, read);
  });
  if (!opened.error && !opened.frame) return std::nullopt;
  return opened;
}

/// The folder is read again only when it has changed.
const std::vector<std::filesystem::path>& Loader::neighbours_of(const std::filesystem::path& file) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  const auto changed = std::filesystem::last_write_time(folder);
  if (folder != listed_folder_ || changed != listed_at_) listed_ = pictures_in(folder);
  listed_folder_ = folder;
  listed_at_ = changed;
  return listed_;
}

SampleLoader::SampleLoader(std::function<void()> wake)
    : worker_(
          [](const int&, const Worker<int, std::vector<SampleEntry>>::Publish& publish,
             const Worker<int, std::vector<SampleEntry>>::Superseded& superseded) {
            std::vector<SampleEntry> entries;
            std::vector<Sample> list;
            caught("samples", [&] { list = samples(); });
            for (const Sample& sample : list) {
              entries.push_back({sample.id, sample.name, sample.teaches, sample.group, {}});
            }
            publish(entries);
            for (std::size_t i = 0; i < list.size() && !superseded(); ++i) {
              caught(list[i].id,
                     [&] { entries[i].thumbnail = small_picture(load_picture(list[i].path)->pixels); });
              publish(entries);
            }
          },
          std::move(wake)) {}

const std::vector<SampleEntry>& SampleLoader::entries() {
  if (!asked_) worker_.submit(1);
  asked_ = true;
  if (auto fresh = worker_.take()) entries_ = std::move(*fresh);
  return entries_;
}

}  // namespace pixelwhy::gui
