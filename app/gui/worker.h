#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace pixelwhy::gui {

/// A thread that works on the newest job and hands back the newest result, so that the window never waits.
/// A job that a newer one replaces before it was begun is never done; one in progress can ask `superseded`.
template <class Job, class Result>
class Worker {
 public:
  using Publish = std::function<void(Result)>;
  using Superseded = std::function<bool()>;
  using Run = std::function<void(const Job&, const Publish&, const Superseded&)>;

  /// `wake` is called on the worker's thread after each publication.
  Worker(Run run, std::function<void()> wake)
      : run_(std::move(run)), wake_(std::move(wake)), thread_([this] { work(); }) {}
  ~Worker() {
    {
      const std::scoped_lock lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  void submit(Job job) {
    {
      const std::scoped_lock lock(mutex_);
      mailbox_ = std::move(job);
    }
    changed_.notify_all();
  }

  std::optional<Result> take() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(result_, std::nullopt);
  }

  /// Whether there is work left, or a result that nobody has taken.
  bool busy() const {
    const std::scoped_lock lock(mutex_);
    return working_ || mailbox_ || result_;
  }

 private:
  void work() {
    while (true) {
      std::optional<Job> job;
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stopping_ || mailbox_; });
        if (stopping_) return;
        job = std::exchange(mailbox_, std::nullopt);
        working_ = true;
      }
      run_(
          *job,
          [&](Result result) {
            {
              const std::scoped_lock lock(mutex_);
              result_ = std::move(result);
            }
            wake_();
          },
          [&] {
            const std::scoped_lock lock(mutex_);
            return stopping_ || mailbox_.has_value();
          });
      {
        const std::scoped_lock lock(mutex_);
        working_ = false;
      }
      wake_();  // whoever asks now hears that nothing is being worked on
    }
  }

  Run run_;
  std::function<void()> wake_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<Job> mailbox_;
  std::optional<Result> result_;
  bool working_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace pixelwhy::gui
