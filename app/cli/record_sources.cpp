#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <mutex>

#include "cli/progress.h"
#include "cli/record_command.h"
#include "core/region.h"
#include "sources/player.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void show_progress(Progress& progress, int done, const Recorder& recorder, Clock::time_point begin,
                   std::uint64_t dropped) {
  const double seconds = std::max(1e-3, seconds_since(begin));
  const RecorderStatus status = recorder.status();
  progress.show(done, fmt::format("{:.1f} frames a second, {} dropped",
                                  static_cast<double>(status.recorded) / seconds, status.dropped + dropped));
}

void remember(RecordOutcome& outcome, const Error& error) {
  ++outcome.failed;
  if (!outcome.error) outcome.error = error;
}

/// The frames `first` to before `end` of a source that stays; `end` is empty where nothing ends it.
struct Stretch {
  int first = 0;
  std::optional<int> end;
};

Stretch stretch_of(const RecordCall& call, const Source& source) {
  Stretch stretch{call.demo.frame, source.count()};
  if (stretch.end && stretch.first >= *stretch.end) {
    throw usage_error(fmt::format("--frame: {} is not accepted; '{}' has the frames 0 to {}", stretch.first,
                                  call.demo.source, *stretch.end - 1));
  }
  if (!stretch.end && !call.frames && !call.seconds)
    throw usage_error("'" + call.demo.source + "' has no end; expected --frames N or --seconds S");
  if (call.frames && (!stretch.end || *call.frames < *stretch.end - stretch.first))
    stretch.end = stretch.first + std::min(*call.frames, INT_MAX - stretch.first);
  if (!call.seconds) return stretch;
  const double limit = source.time_of(stretch.first) + *call.seconds;
  int end = source.index_at(limit) + 1;
  // The frame that is due exactly then is no longer part of it.
  while (end > stretch.first + 1 && source.time_of(end - 1) >= limit - 1e-9) --end;
  stretch.end = std::min(stretch.end.value_or(INT_MAX), end);
  return stretch;
}

/// The source's own rate, and whether its frames keep to it.
void choose_rate(const RecordCall& call, const Source& source, const Stretch& stretch, RecordingPlan& plan) {
  constexpr double usual = 25, fastest = 1000;
  plan.even = true;
  const double own = source.rate();
  plan.rate = call.fps.value_or(own > 0 && own <= fastest ? own : usual);
  if (call.fps || !source.count()) return;
  const double begin = source.time_of(stretch.first);
  for (int i = stretch.first; i < *stretch.end && plan.even; ++i) {
    const double due = begin + (i - stretch.first) / plan.rate;
    plan.even = std::abs(source.time_of(i) - due) < 0.5 / plan.rate;
  }
}

}  // namespace

RecordOutcome record_file(const RecordCall& call, const Interruption& interruption, RecordingReport& report) {
  const auto source = open_source(call.demo.source);
  const Stretch stretch = stretch_of(call, *source);
  RecordingPlan plan = call.plan;
  choose_rate(call, *source, stretch, plan);
  for (const Text& note : source->notes()) fmt::print(stderr, "pixelwhy: {}: {}\n", source->name(), note.en);
  Recorder recorder(plan);
  Evaluator evaluator;
  RecordOutcome outcome;
  Progress progress(*stretch.end - stretch.first);
  const Clock::time_point began = Clock::now();
  int taken = 0;
  for (int i = stretch.first; i < *stretch.end; ++i) {
    outcome.interrupted = interruption.requested();
    if (outcome.interrupted) break;
    show_progress(progress, i - stretch.first, recorder, began, 0);
    try {
      const FramePtr frame = cut(source->frame(i), call.demo.region);
      if (!frame->notes.empty()) progress.wipe();
      print_notes(*frame);
      const double due = call.fps ? taken / *call.fps : source->time_of(i) - source->time_of(stretch.first);
      if (!record_frame(call, evaluator, recorder, frame, due)) break;
      ++taken;
    } catch (const Error& error) {
      // One broken frame does not keep the others from being recorded; the status tells of it.
      remember(outcome, error);
    }
  }
  report = recorder.finish();
  outcome.seconds = seconds_since(began);
  return outcome;
}

namespace {

/// Waits on this thread for what a player's thread has to tell.
class Bell {
 public:
  void ring() {
    {
      const std::scoped_lock lock(mutex_);
      rung_ = true;
    }
    changed_.notify_one();
  }
  /// Until it rings, or a moment has passed in which nothing did.
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(50), [&] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool rung_ = false;
};

/// Takes a live source's frames from the first one on.
class LiveRecording {
 public:
  LiveRecording(const RecordCall& call, const Interruption& interruption)
      : call_(call),
        interruption_(interruption),
        progress_(call.frames.value_or(0)),
        player_(call.demo.source, {}, [this] { bell_.ring(); }) {
    outcome_.open_ended = !call.frames && !call.seconds;
  }

  RecordOutcome run(RecordingReport& report) {
    while (!ended()) {
      if (const FramePtr frame = player_.take()) {
        take(frame);
      } else {
        bell_.wait();
      }
    }
    outcome_.seconds = recorder_ ? seconds_since(began_) : 0;
    outcome_.dropped = player_.figures().dropped - dropped_before_;
    if (recorder_) report = recorder_->finish();
    return outcome_;
  }

 private:
  bool ended() {
    using State = PlayerStatus::State;
    outcome_.interrupted = interruption_.requested();
    if (outcome_.interrupted || stopped_) return true;
    if (call_.frames && taken_ >= *call_.frames) return true;
    if (call_.seconds && recorder_ && seconds_since(began_) >= *call_.seconds) return true;
    const PlayerStatus status = player_.status();
    // What never came is not waited for; what has gone may come back.
    const bool lost = status.state == State::Failed || (status.state == State::Waiting && !recorder_);
    if (lost) outcome_.error = failure(status.message.en, status.message.zh);
    if (!lost && status.state == State::Waiting) tell(status.message.en);
    return lost || status.state == State::Ended;
  }

  /// Each message once, until there is another.
  void tell(const std::string& message) {
    if (message == told_) return;
    progress_.wipe();
    fmt::print(stderr, "pixelwhy: {}\n", message);
    told_ = message;
  }

  void begin(const Frame& first) {
    constexpr double usual = 30, fastest = 1000;
    const double own = player_.status().rate;
    RecordingPlan plan = call_.plan;
    plan.rate = call_.fps.value_or(own > 0 && own <= fastest ? own : usual);
    RecorderOptions options;
    options.live = true;
    recorder_ = std::make_unique<Recorder>(plan, options);
    began_ = Clock::now();
    first_captured_ = first.captured;
    dropped_before_ = player_.figures().dropped;
    print_notes(first);
  }

  void take(const FramePtr& frame) {
    if (!recorder_) begin(*cut(frame, call_.demo.region));  // one that does not fit is told at once
    told_.clear();
    const double due = std::chrono::duration<double>(frame->captured - first_captured_).count();
    if (call_.fps) {
      constexpr double slack = 1e-3;  // a frame that is due is not left out for its clock's jitter
      if (due < next_due_ - slack) return;
      next_due_ = std::max(next_due_ + 1 / *call_.fps, due);
    }
    ++taken_;
    try {
      if (!record_frame(call_, evaluator_, *recorder_, cut(frame, call_.demo.region), due)) {
        stopped_ = recorder_->status().problem.has_value();
        if (!stopped_) --taken_;  // dropped, so another one takes its place
      }
    } catch (const Error& error) {
      remember(outcome_, error);
    }
    show_progress(progress_, taken_, *recorder_, began_, player_.figures().dropped - dropped_before_);
  }

  const RecordCall& call_;
  const Interruption& interruption_;
  Bell bell_;
  Progress progress_;
  Evaluator evaluator_;
  std::unique_ptr<Recorder> recorder_;
  RecordOutcome outcome_;
  Clock::time_point began_{};
  Clock::time_point first_captured_{};
  std::uint64_t dropped_before_ = 0;
  double next_due_ = 0;
  int taken_ = 0;
  bool stopped_ = false;
  std::string told_;
  Player player_;  // goes first, as its thread rings the bell
};

}  // namespace

RecordOutcome record_live(const RecordCall& call, const Interruption& interruption, RecordingReport& report) {
  return LiveRecording(call, interruption).run(report);
}

}  // namespace pixelwhy
