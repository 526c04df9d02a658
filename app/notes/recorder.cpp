#include "notes/recorder.h"

#include <fmt/format.h>

#include <new>

#include "core/error.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

/// Each waiting frame holds the stages that it is drawn from.
constexpr std::size_t queue_places = 3;

std::uintmax_t free_space_of(const fs::path& folder) {
  std::error_code problem;
  const fs::space_info space = fs::space(folder, problem);
  // What cannot tell is not taken for full: writing shows.
  return problem ? UINTMAX_MAX : space.available;
}

fs::path folder_of(const RecordingPlan& plan) {
  if (plan.form == RecordingForm::Pictures) return plan.path;
  return plan.path.has_parent_path() ? plan.path.parent_path() : fs::path(".");
}

}  // namespace

Recorder::Recorder(const RecordingPlan& plan, RecorderOptions options)
    : plan_(plan), options_(std::move(options)) {
  if (!options_.free_space) options_.free_space = free_space_of;
  files_ = begin_recording_files(plan_);
  check_space(0);
  thread_ = std::thread([this] { work(); });
}

Recorder::~Recorder() { finish(); }

bool Recorder::add(Draw draw, double seconds) {
  std::unique_lock lock(mutex_);
  const auto may_go_on = [&] { return queue_.size() < queue_places || status_.problem || closing_; };
  if (!options_.live) changed_.wait(lock, may_go_on);
  if (status_.problem || closing_) return false;
  if (queue_.size() >= queue_places) {
    ++status_.dropped;
    return false;
  }
  queue_.push_back({std::move(draw), seconds});
  changed_.notify_all();
  return true;
}

RecorderStatus Recorder::status() const {
  const std::scoped_lock lock(mutex_);
  return status_;
}

RecordingReport Recorder::finish() {
  if (report_) return *report_;
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
  }
  changed_.notify_all();
  thread_.join();
  RecordingReport report;
  report.file = files_->finish(status_.problem.has_value());
  files_.reset();
  report.status = status_;
  if (!report.status.problem) report.status.problem = report.file.problem;
  report_ = report;
  return report;
}

std::optional<Recorder::Job> Recorder::next_job() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !queue_.empty() || closing_; });
  if (queue_.empty()) return std::nullopt;
  Job job = std::move(queue_.front());
  queue_.pop_front();
  changed_.notify_all();
  return job;
}

void Recorder::work() {
  const auto stop = [this](Text problem) {
    const std::scoped_lock lock(mutex_);
    status_.problem = std::move(problem);
    queue_.clear();
    changed_.notify_all();
  };
  try {
    while (const auto job = next_job()) record(*job);
  } catch (const Error& error) {
    stop(error.text());
  } catch (const std::bad_alloc&) {
    stop({"not enough memory", "内存不足"});
  } catch (const std::exception& error) {
    stop({error.what(), {}});
  }
}

void Recorder::record(const Job& job) {
  const cv::Mat picture = job.draw();
  // Not even a picture that cannot be compressed may fill the disk.
  check_space(picture.total() * picture.elemSize());
  files_->write(picture, job.seconds);
  const std::scoped_lock lock(mutex_);
  ++status_.recorded;
  status_.seconds = job.seconds;
}

void Recorder::check_space(std::uintmax_t needed) const {
  const fs::path folder = folder_of(plan_);
  const std::uintmax_t free = options_.free_space(folder);
  if (free >= options_.keep_free && free - options_.keep_free >= needed) return;
  const std::uintmax_t mebibytes = free >> 20;
  throw failure(fmt::format("the disk of '{}' is nearly full: {} MiB are left", folder.string(), mebibytes),
                fmt::format("“{}”所在的磁盘将满：仅剩 {} MiB", folder.string(), mebibytes));
}

}  // namespace pixelwhy
