#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <opencv2/core.hpp>
#include <optional>
#include <thread>

#include "notes/recording_files.h"

namespace pixelwhy {

/// How a recorder treats time and disk.
struct RecorderOptions {
  bool live = false;  ///< a frame that finds the queue full is dropped; else it waits for room

  /// Recording ends in good time before a disk is full: this much is left for others.
  std::uintmax_t keep_free = std::uintmax_t{64} << 20;
  /// Bytes that may still be written to the disk of a folder; empty: asked of the system.
  std::function<std::uintmax_t(const std::filesystem::path&)> free_space;
};

struct RecorderStatus {
  std::uint64_t recorded = 0;   ///< written so far
  std::uint64_t dropped = 0;    ///< came while the queue was full
  double seconds = 0;           ///< from the first frame to the last one written
  std::optional<Text> problem;  ///< why it stopped by itself; nothing more is taken then
};

/// How a recording ended.
struct RecordingReport {
  RecordingFiles::End file;
  RecorderStatus status;  ///< with the first problem of all, also of the ending
};

/// Records pictures to a video or a folder of PNGs on a thread of its own, which also draws them. Whatever
/// ends it (the caller, a full disk, a picture that cannot be drawn), what was recorded is finished properly,
/// read back and kept.
class Recorder {
 public:
  /// Draws the picture, CV_8UC1 or CV_8UC3. Called on the recorder's thread.
  using Draw = std::function<cv::Mat()>;

  /// Throws a failure when nothing can be written there.
  explicit Recorder(const RecordingPlan& plan, RecorderOptions options = {});
  /// Finishes, unless finish() has been called.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  /// A frame that is shown from `seconds` on, counted from the first one; ascending. False when it was
  /// dropped, or the recorder has stopped.
  bool add(Draw draw, double seconds);

  RecorderStatus status() const;

  /// Waits for what is queued, and ends. Nothing is on disk when no frame was recorded.
  RecordingReport finish();

 private:
  struct Job {
    Draw draw;
    double seconds;
  };

  void work();
  std::optional<Job> next_job();
  void record(const Job& job);
  void check_space(std::uintmax_t needed) const;

  RecordingPlan plan_;
  RecorderOptions options_;
  std::unique_ptr<RecordingFiles> files_;  // the thread's, until it has ended
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> queue_;
  bool closing_ = false;
  RecorderStatus status_;
  std::optional<RecordingReport> report_;
  std::thread thread_;
};

}  // namespace pixelwhy
