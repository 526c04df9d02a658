#include "gui/loader.h"

#include <opencv2/imgproc.hpp>

#include "sources/picture_file.h"
#include "sources/samples.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

/// Runs a function and turns whatever it throws into a typed error about `name`.
template <class Function>
std::optional<Error> caught(const std::string& name, Function function) {
  try {
    function();
    return std::nullopt;
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return failure(name + ": not enough memory", name + "：内存不足");
  } catch (const std::exception& error) {
    return failure(name + ": " + error.what(), name + "：" + error.what());
  }
}

cv::Mat small_picture(const cv::Mat& pixels) {
  const cv::Size room{264, 168};
  const double fit = std::min(
      {static_cast<double>(room.width) / pixels.cols, static_cast<double>(room.height) / pixels.rows, 1.0});
  cv::Mat small;
  const cv::Size size{std::max(1, cvRound(pixels.cols * fit)), std::max(1, cvRound(pixels.rows * fit))};
  cv::resize(pixels, small, size, 0, 0, cv::INTER_AREA);
  return small;
}

}  // namespace

Loader::Loader(std::function<void()> wake)
    : worker_(
          [this](const Job& job, const Worker<Job, Opened>::Publish& publish,
                 const Worker<Job, Opened>::Superseded&) {
            Opened opened{job.spec, nullptr, job.index, 1, std::nullopt, job.for_undo};
            opened.error = caught(job.spec, [&] {
              std::shared_ptr<Source> source = source_;
              if (open_spec_ != job.spec || !source) source = open_source(job.spec);
              opened.frame = source->frame(job.index);
              opened.count = source->count().value_or(1);
              source_ = source;
              open_spec_ = job.spec;
            });
            publish(std::move(opened));
          },
          std::move(wake)) {}

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
