#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/evaluator.h"

namespace pixelwhy {

/// Runs an Evaluator on a thread of its own. Requests go through a mailbox of one place: the newest wins. New
/// parameters supersede work in progress between two stages; a new frame alone does not, so that a slow demo
/// on a live source still finishes.
class Engine {
 public:
  /// `wake` is called on the engine's thread after each publication; it must be quick and must not call back.
  explicit Engine(std::function<void()> wake = {});
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void submit(Request request);

  /// The newest publication, null before the first. Snapshots of a frame in progress mix new stages with
  /// stages of the settings before, which are marked as not current.
  SnapshotPtr latest() const;

  /// Whether a request is waiting or being worked on.
  bool busy() const;

  /// Blocks until everything submitted so far has been worked off; for tests and for pictures of the window.
  void wait_until_idle() const;

 private:
  void work();
  bool superseded(const Request& current) const;

  std::function<void()> wake_;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::optional<Request> mailbox_;
  SnapshotPtr latest_;
  bool working_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace pixelwhy
