#include "core/engine.h"

#include <algorithm>
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

int Engine::set_feed(Feed feed) {
  int number = 0;
  {
    const std::scoped_lock lock(mutex_);
    feed_ = std::move(feed);
    number = ++feed_number_;
    feed_frame_ = counted_ = nullptr;
    unfinished_ = false;
    survey_ = nullptr;
    next_survey_ = {};
    processed_ = 0;
    finished_.clear();
  }
  changed_.notify_all();
  return number;
}

void Engine::look() {
  { const std::scoped_lock lock(mutex_); }  // whoever is about to wait has looked before, or is woken
  changed_.notify_all();
}

FeedFigures Engine::figures() const {
  constexpr std::chrono::duration<double> window{1.5};  // after which silence counts as no frames at all
  const std::scoped_lock lock(mutex_);
  FeedFigures figures{processed_, 0, 0, 0};
  if (finished_.empty() || Clock::now() - finished_.back().when > window) return figures;
  for (const Finished& frame : finished_) {
    figures.latency_ms += frame.latency_ms / static_cast<double>(finished_.size());
    figures.worst_ms = std::max(figures.worst_ms, frame.latency_ms);
  }
  const std::chrono::duration<double> span = finished_.back().when - finished_.front().when;
  if (span.count() > 0) figures.rate = static_cast<double>(finished_.size() - 1) / span.count();
  return figures;
}

SnapshotPtr Engine::latest() const {
  const std::scoped_lock lock(mutex_);
  return latest_;
}

SnapshotPtr Engine::survey() const {
  const std::scoped_lock lock(mutex_);
  return survey_;
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
         mailbox_->variant != current.variant || (mailbox_->frame && mailbox_->wanted != current.wanted);
}

/// With the lock held: what to do next, if anything.
bool Engine::take_next(Request& request) {
  const bool asked = mailbox_.has_value();
  if (asked) base_ = *std::exchange(mailbox_, std::nullopt);
  if (!base_.demo || base_.frame) {
    request = base_;
    return asked;
  }
  // New parameters go on with the frame in progress: what is done of it already counts.
  const bool keep = asked && unfinished_ && feed_frame_;
  FramePtr fresh = keep || !feed_.take ? nullptr : feed_.take();
  if (!fresh && !(asked && feed_frame_)) return false;
  if (fresh) feed_frame_ = std::move(fresh);
  request = base_;
  request.frame = feed_frame_;
  request.feed = feed_number_;
  return true;
}

void Engine::publish(const SnapshotPtr& snapshot) {
  {
    const std::scoped_lock lock(mutex_);
    latest_ = snapshot;
    const Request& request = snapshot->request;
    const bool fed = request.feed != 0 && request.feed == feed_number_;
    if (fed) unfinished_ = !snapshot->complete;
    if (fed && snapshot->complete) {
      if (request.wanted.empty()) survey_ = snapshot;
      if (counted_ != request.frame) count(*snapshot);
    }
  }
  if (wake_) wake_();
}

void Engine::count(const Snapshot& snapshot) {
  const std::chrono::duration<double, std::milli> latency =
      snapshot.finished - snapshot.request.frame->captured;
  counted_ = snapshot.request.frame;
  ++processed_;
  finished_.push_back({snapshot.finished, latency.count()});
  while (snapshot.finished - finished_.front().when > std::chrono::seconds(1)) finished_.pop_front();
}

bool Engine::survey_due(const Request& request) const {
  const std::scoped_lock lock(mutex_);
  return request.feed == feed_number_ && feed_.survey.count() > 0 && !request.wanted.empty() && !mailbox_ &&
         Clock::now() >= next_survey_;
}

SnapshotPtr Engine::run(Evaluator& evaluator, const Request& request, bool in_steps) {
  Evaluator::Hooks hooks{[&] { return superseded(request); }, {}};
  if (in_steps) hooks.on_stage = [&](const SnapshotPtr& snapshot) { publish(snapshot); };
  SnapshotPtr snapshot = evaluator.evaluate(request, hooks);
  publish(snapshot);
  return snapshot;
}

void Engine::work() {
  Evaluator evaluator;
  while (true) {
    Request request;
    {
      std::unique_lock lock(mutex_);
      working_ = false;
      changed_.notify_all();
      changed_.wait(lock, [&] { return stopping_ || take_next(request); });
      if (stopping_) return;
      working_ = true;
    }
    try {
      const bool whole = request.feed == 0 || request.wanted.empty();
      const SnapshotPtr snapshot = run(evaluator, request, whole);
      if (!snapshot->complete || !survey_due(request)) continue;
      const auto begin = Clock::now();
      Request all = request;
      all.wanted.clear();
      run(evaluator, all, false);
      const auto end = Clock::now();
      const std::scoped_lock lock(mutex_);
      next_survey_ = end + std::max<Clock::duration>(feed_.survey, 3 * (end - begin));
    } catch (const std::bad_alloc&) {
      // Stages answer for their own memory; where there is none left even for the bookkeeping, what was shown
      // stays.
    }
  }
}

}  // namespace pixelwhy
