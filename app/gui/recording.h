#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <thread>

#include "gui/app_state.h"
#include "notes/recorder.h"

namespace pixelwhy::gui {

/// Begins a recording of the stage in view, or ends the one that runs.
void toggle_recording(AppState& state, bool side_by_side);

/// `0:07`, `12:34`, `1:02:03`.
std::string elapsed_words(std::chrono::seconds elapsed);

/// Records what the window shows: the stage in view, of the frames before people's eyes, as long as each was
/// there. The video is written by a thread of its own, finished by another, and goes into the folder of the
/// desktop for videos.
class WindowRecorder {
 public:
  /// `wake` is called from another thread when a recording is finished.
  explicit WindowRecorder(std::function<void()> wake) : wake_(std::move(wake)) {}
  /// Finishes what runs.
  ~WindowRecorder();
  WindowRecorder(const WindowRecorder&) = delete;
  WindowRecorder& operator=(const WindowRecorder&) = delete;

  /// Begins and ends as the state wishes, takes what is new in view, and tells how a recording ended.
  void update(AppState& state);

 private:
  void begin(AppState& state);
  void add(const AppState& state);
  void end(AppState& state);
  void hold_last();
  double seconds() const;

  std::function<void()> wake_;
  std::unique_ptr<Recorder> recorder_;
  Recorder::Draw last_draw_;  ///< shown until the end
  SnapshotPtr seen_;
  StageId seen_stage_ = source_stage;
  std::chrono::steady_clock::time_point began_{};
  std::future<RecordingReport> finished_;
  std::jthread finisher_;  // goes first, as it is waited for
};

}  // namespace pixelwhy::gui
