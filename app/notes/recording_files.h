#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "core/text.h"

namespace pixelwhy {

enum class RecordingForm {
  Matroska,  ///< `.mkv`
  Mp4,       ///< `.mp4`
  Pictures   ///< a folder of `frame-000001.png`, ...
};

/// By the name: a folder's ends in a slash, has no extension, or is a folder already. Empty for any other.
std::optional<RecordingForm> recording_form(const std::filesystem::path& path);

/// What is recorded, and where.
struct RecordingPlan {
  std::filesystem::path path;
  RecordingForm form = RecordingForm::Matroska;
  bool lossless = false;  ///< of a `.mkv`
  double rate = 30;       ///< frames a second; of live sources about
  bool even = false;      ///< frames last equally long; else as long as they were there
};

/// Where pictures go. The first one decides on the size of a video; one of another size is fitted into it.
class RecordingFiles {
 public:
  RecordingFiles() = default;
  virtual ~RecordingFiles() = default;
  RecordingFiles(const RecordingFiles&) = delete;
  RecordingFiles& operator=(const RecordingFiles&) = delete;

  /// CV_8UC1 or CV_8UC3. Throws a failure when it cannot be written.
  virtual void write(const cv::Mat& picture, double seconds) = 0;

  /// How what was written ended.
  struct End {
    std::filesystem::path path;  ///< where it is; empty when there is nothing
    std::string codec;           ///< for people; empty for pictures
    cv::Size size;               ///< of the first picture
    int frames = 0;              ///< that are really there, by reading it back
    std::uintmax_t bytes = 0;
    std::optional<Text> problem;
  };
  /// Ends the writing and reads it back. What was `cut` short by trouble does not replace what had the name
  /// before, but stays beside it. Called once.
  virtual End finish(bool cut) = 0;
};

/// Throws a failure when nothing can be written there. What has the name already is kept until finish(); the
/// pictures of a folder are each replaced as they come.
std::unique_ptr<RecordingFiles> begin_recording_files(const RecordingPlan& plan);

/// Whether a recording is there already.
bool holds_recording(const RecordingPlan& plan);

}  // namespace pixelwhy
