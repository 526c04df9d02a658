#include "core/engine.h"

#include <new>
#include <utility>

namespace pixelwhy {

Engine::Engine(std::function<void()> wake) : wake_(std::move(wake)), thread_([this] { work(); }) {}

Engine::~Engine() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Engine::submit(Request request) {
  {
    const std::scoped_lock lock(mutex_);
    mailbox_ = std::move(request);
  }
  changed_.notify_all();
}

SnapshotPtr Engine::latest() const {
  const std::scoped_lock lock(mutex_);
  return latest_;
}

bool Engine::busy() const {
  const std::scoped_lock lock(mutex_);
  return working_ || mailbox_.has_value();
}

void Engine::wait_until_idle() const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return stopping_ || (!working_ && !mailbox_); });
}

bool Engine::superseded(const Request& current) const {
  const std::scoped_lock lock(mutex_);
  if (stopping_) return true;
  if (!mailbox_) return false;
  return mailbox_->demo != current.demo || mailbox_->settings != current.settings ||
         mailbox_->variant != current.variant;
}

void Engine::work() {
  Evaluator evaluator;
  const auto publish = [&](const SnapshotPtr& snapshot) {
    {
      const std::scoped_lock lock(mutex_);
      latest_ = snapshot;
    }
    if (wake_) wake_();
  };
  while (true) {
    Request request;
    {
      std::unique_lock lock(mutex_);
      working_ = false;
      changed_.notify_all();
      changed_.wait(lock, [&] { return stopping_ || mailbox_; });
      if (stopping_) return;
      request = std::move(*mailbox_);
      mailbox_.reset();
      working_ = true;
    }
    try {
      publish(evaluator.evaluate(request, {[&] { return superseded(request); }, publish}));
    } catch (const std::bad_alloc&) {
      // Stages answer for their own memory; where there is none left even for the bookkeeping, what was shown
      // stays.
    }
  }
}

}  // namespace pixelwhy
