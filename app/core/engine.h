#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/evaluator.h"

namespace pixelwhy {

/// Frames that come by themselves. The engine takes one whenever it is free, so that nobody else's pace
/// matters.
struct Feed {
  /// The newest frame that was not taken yet, else null. Called under the engine's lock: it must be quick and
  /// must not call the engine.
  std::function<FramePtr()> take;
  /// So often the stages that nobody looks at are computed too, after those that are wanted; zero: never. It
  /// takes a quarter of the time at most.
  std::chrono::milliseconds survey{0};
};

/// How a feed is kept up with.
struct FeedFigures {
  std::uint64_t processed = 0;  ///< frames of which everything wanted was published
  double rate = 0;              ///< such frames a second, over the last second or so
  double latency_ms = 0;        ///< from capture to published result, the mean of the last second
  double worst_ms = 0;          ///< the longest of the last second
};

/// Runs an Evaluator on a thread of its own. Requests go through a mailbox of one place: the newest wins. New
/// parameters, and other stages that are wanted of a frame that stays, supersede work in progress between two
/// stages; a new frame alone does not, so that a slow demo on a live source still finishes.
class Engine {
 public:
  /// `wake` is called on the engine's thread after each publication; it must be quick and must not call back.
  explicit Engine(std::function<void()> wake = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// A request without a frame is about those of the feed: the one in progress, the frames that follow, and
  /// the last one again when none follows.
  void submit(Request request);

  /// From now on frames come from `feed`; the one before is not called any more. Returns its number, which
  /// requests of its frames carry. An empty `take` ends it.
  int set_feed(Feed feed);
  /// The feed may have a frame.
  void look();
  /// Of the feed that is set.
  FeedFigures figures() const;

  /// The newest publication, null before the first.
  SnapshotPtr latest() const;
  /// The newest publication of the feed with every stage, null before there is one.
  SnapshotPtr survey() const;

  /// Whether a request is waiting or being worked on.
  bool busy() const;

  /// Blocks until everything submitted so far has been worked off; for tests and for pictures of the window.
  void wait_until_idle() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Finished {
    Clock::time_point when;
    double latency_ms = 0;
  };

  void work();
  SnapshotPtr run(Evaluator& evaluator, const Request& request, bool in_steps);
  bool take_next(Request& request);
  bool survey_due(const Request& request) const;
  void publish(const SnapshotPtr& snapshot);
  void count(const Snapshot& snapshot);
  bool superseded(const Request& current) const;

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::optional<Request> mailbox_;
  SnapshotPtr latest_;
  bool working_ = false;
  bool stopping_ = false;

  Feed feed_;
  int feed_number_ = 0;
  Request base_;         ///< what is asked of the feed's frames
  FramePtr feed_frame_;  ///< the one taken last
  bool unfinished_ = false;
  SnapshotPtr survey_;
  Clock::time_point next_survey_{};
  std::uint64_t processed_ = 0;
  FramePtr counted_;
  std::deque<Finished> finished_;  ///< of the last second

  std::thread thread_;
};

}  // namespace pixelwhy
