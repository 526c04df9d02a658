#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "core/error.h"

namespace pixelwhy {

/// Writes what has changed on a thread of its own, `delay` after the first change that is not written yet, so
/// that a slider that is dragged makes one write and not a hundred. Sleeps while nothing changes.
class Keeper {
 public:
  /// `wake` is called on that thread when there is a problem to take.
  Keeper(std::chrono::milliseconds delay, std::function<void()> wake);
  /// Writes what is left.
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  /// `write` takes the place of one that was not called yet. It may throw.
  void keep(std::function<void()> write);
  /// What went wrong, once until a write succeeds again.
  std::optional<Error> take_problem();

 private:
  void work();

  const std::chrono::milliseconds delay_;
  const std::function<void()> wake_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> write_;
  std::optional<Error> problem_;
  bool failing_ = false;
  bool stopping_ = false;
  std::thread thread_;  ///< last, so that it begins after what it uses
};

}  // namespace pixelwhy
