#include "notes/keeper.h"

#include <utility>

namespace pixelwhy {

Keeper::Keeper(std::chrono::milliseconds delay, std::function<void()> wake)
    : delay_(delay), wake_(std::move(wake)), thread_([this] { work(); }) {}

Keeper::~Keeper() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Keeper::keep(std::function<void()> write) {
  {
    const std::scoped_lock lock(mutex_);
    write_ = std::move(write);
  }
  changed_.notify_all();
}

std::optional<Error> Keeper::take_problem() {
  const std::scoped_lock lock(mutex_);
  return std::exchange(problem_, std::nullopt);
}

void Keeper::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return stopping_ || write_; });
    if (!write_) return;
    changed_.wait_for(lock, delay_, [&] { return stopping_; });
    const std::function<void()> write = std::exchange(write_, nullptr);
    lock.unlock();
    const std::optional<Error> error = caught("session", write);
    lock.lock();
    if (error && !failing_) {
      problem_ = error;
      wake_();
    }
    failing_ = error.has_value();
  }
}

}  // namespace pixelwhy
