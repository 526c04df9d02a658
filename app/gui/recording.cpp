#include "gui/recording.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <utility>

#include "core/error.h"
#include "gui/folder_reader.h"
#include "gui/strings.h"
#include "notes/export.h"
#include "notes/side_by_side.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

/// Where a recording goes: a name that nothing has yet.
fs::path new_path(const AppState& state) {
  fs::path folder = user_folder("VIDEOS", "Videos");
  if (folder.empty()) folder = pictures_folder();
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  const std::string name = fmt::format("{} {:%Y-%m-%d %H.%M.%S}", state.current_demo().id, local);
  fs::path path = folder / (name + ".mkv");
  std::error_code none;
  for (int i = 2; fs::exists(path, none); ++i) path = folder / fmt::format("{} ({}).mkv", name, i);
  return path;
}

/// What draws the chosen stage; empty while it is not there as it is wanted.
Recorder::Draw draw_of(const AppState& state) {
  const StageId stage = state.chosen_stage();
  const SnapshotPtr& snapshot = state.snapshot;
  const bool current = stage == source_stage || snapshot->current.empty() ||
                       snapshot->current[static_cast<std::size_t>(stage)];
  const ResultPtr result = snapshot->result(stage);
  if (!result || result->error || !current) return {};
  return [snapshot, stage, both = state.recording.side_by_side] {
    const cv::Mat picture = stage_picture(*snapshot, stage);
    return both ? side_by_side(snapshot->result(source_stage)->output.image, picture) : picture;
  };
}

void tell(AppState& state, const RecordingReport& report) {
  if (report.status.problem) {
    Text text = *report.status.problem;
    if (text.zh.empty()) text.zh = text.en;
    if (report.file.frames > 0) {
      const std::string path = report.file.path.string();
      text = {text.en + ". " + strings::recorded_until_then.en + path,
              text.zh + "。" + strings::recorded_until_then.zh + path};
    }
    state.notices.error(text);
  } else if (report.file.frames > 0) {
    const std::string path = report.file.path.string();
    state.notices.inform({strings::recorded.en + path, strings::recorded.zh + path});
  } else {
    state.notices.inform(strings::recorded_nothing);
  }
}

}  // namespace

void toggle_recording(AppState& state, bool side_by_side) {
  WindowRecording& recording = state.recording;
  if (recording.finishing) return;
  recording.wanted = !recording.wanted;
  if (recording.wanted) recording.side_by_side = side_by_side;
}

std::string elapsed_words(std::chrono::seconds elapsed) {
  const auto all = elapsed.count();
  const auto hours = all / 3600, minutes = all / 60 % 60, seconds = all % 60;
  return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, seconds)
                   : fmt::format("{}:{:02}", minutes, seconds);
}

double WindowRecorder::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

void WindowRecorder::update(AppState& state) {
  WindowRecording& recording = state.recording;
  using namespace std::chrono_literals;
  if (finished_.valid() && finished_.wait_for(0s) == std::future_status::ready) {
    recording.finishing = false;
    tell(state, finished_.get());
  }
  if (recording.wanted && !recorder_) begin(state);
  if (!recorder_) return;
  add(state);
  recording.elapsed = std::chrono::seconds(static_cast<int>(seconds()));
  if (recorder_->status().problem) recording.wanted = false;
  if (!recording.wanted) end(state);
}

void WindowRecorder::begin(AppState& state) {
  if (finished_.valid()) return;  // the one before is still being finished
  constexpr double usual = 30;
  RecordingPlan plan;
  const double rate = state.live.active ? state.live.status.rate : 0;
  plan.rate = rate > 0 && rate <= 240 ? rate : usual;
  RecorderOptions options;
  options.live = true;
  try {
    plan.path = new_path(state);
    recorder_ = std::make_unique<Recorder>(plan, options);
  } catch (const Error& error) {
    state.recording.wanted = false;
    state.notices.error(error.text());
    return;
  } catch (const fs::filesystem_error& error) {
    state.recording.wanted = false;
    state.notices.error({error.what(), {}});
    return;
  }
  began_ = std::chrono::steady_clock::now();
  seen_ = nullptr;
  last_draw_ = {};
}

void WindowRecorder::add(const AppState& state) {
  if (!state.snapshot || (state.snapshot == seen_ && state.chosen_stage() == seen_stage_)) return;
  Recorder::Draw draw = draw_of(state);
  if (!draw) return;
  seen_ = state.snapshot;
  seen_stage_ = state.chosen_stage();
  // The first one is there from the start.
  recorder_->add(draw, last_draw_ ? seconds() : 0);
  last_draw_ = std::move(draw);
}

/// What stood to the end stands in the video as long.
void WindowRecorder::hold_last() {
  if (last_draw_) recorder_->add(std::exchange(last_draw_, {}), seconds());
  seen_ = nullptr;
}

void WindowRecorder::end(AppState& state) {
  hold_last();
  state.recording.finishing = true;
  std::promise<RecordingReport> promise;
  finished_ = promise.get_future();
  finisher_ = std::jthread([this, recorder = std::move(recorder_), done = std::move(promise)]() mutable {
    done.set_value(recorder->finish());
    wake_();
  });
}

WindowRecorder::~WindowRecorder() {
  if (recorder_) hold_last();
}

}  // namespace pixelwhy::gui
