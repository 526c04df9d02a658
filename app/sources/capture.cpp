#include <algorithm>
#include <limits>
#include <opencv2/core.hpp>
#include <utility>

#include "core/error.h"
#include "core/image_pool.h"
#include "core/region.h"
#include "sources/player_shared.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

using Seconds = std::chrono::duration<double>;
using State = PlayerStatus::State;

class Capture {
 public:
  explicit Capture(PlayerShared& shared) : shared_(shared) {}

  void run() {
    while (!stopping()) {
      const Clock::time_point began = Clock::now();
      std::optional<Error> error = caught(shared_.spec, [&] { open(); });
      if (!error) error = caught(shared_.spec, [&] { shared_.live ? play_live() : play_file(); });
      close();  // a device must be closed before it can be opened again
      if (stopping()) return;
      if (!error) continue;
      wait_after(*error, began);
    }
  }

 private:
  bool stopping() const { return shared_.stop.stop_requested(); }

  // --- opening, and opening again
  // ---------------------------------------------------------------------------

  void open() {
    source_ = shared_.open(shared_.stop.get_token());
    const std::scoped_lock lock(shared_.mutex);
    shared_.status.name = source_->name();
    shared_.status.rate = source_->rate();
    shared_.status.notes = source_->notes();
    shared_.orders.retry = false;
  }

  void close() {
    if (source_) damaged_before_ += static_cast<std::uint64_t>(source_->damaged());
    source_.reset();
  }

  /// Words that are wrong, and files that cannot be read, do not get better by themselves; what is live may.
  void wait_after(const Error& error, Clock::time_point began) {
    constexpr Seconds first_wait{0.25}, longest_wait{1};
    const bool again = shared_.live && error.kind() == Error::Kind::Failure;
    if (delivered_) wait_ = first_wait;
    delivered_ = false;
    // Counted from the begin of the attempt: one that ran into its time-out has waited already.
    const auto next = began + std::chrono::duration_cast<Clock::duration>(wait_);
    wait_ = std::min(wait_ * 2, longest_wait);
    set_state(again ? State::Waiting : State::Failed, error.text(), next);
    lost_ = again;
    std::unique_lock lock(shared_.mutex);
    const auto wanted = [&] { return stopping() || shared_.orders.retry; };
    if (again)
      shared_.changed.wait_until(lock, next, wanted);
    else
      shared_.changed.wait(lock, wanted);
    shared_.orders.retry = false;
  }

  // --- live
  // -------------------------------------------------------------------------------------------------

  void play_live() {
    for (int index = 0; !stopping(); ++index) {
      const FramePtr frame = source_->frame(index);
      note_arrival(frame->captured);
      if (!delivered_ && std::exchange(lost_, false)) {
        const std::scoped_lock lock(shared_.mutex);
        ++shared_.figures.reconnects;
      }
      delivered_ = true;
      const PlayerOrders orders = take_orders();
      Text message;
      if (orders.playing) {
        message = publish(frame, frame->captured);
      } else if (standing_ && is_outdated(orders)) {
        message = publish(standing_, standing_->captured);
      }
      set_state(orders.playing ? State::Playing : State::Paused, message);
    }
  }

  // --- files
  // ------------------------------------------------------------------------------------------------

  void play_file() {
    index_ = -1;
    bool begun = false;
    while (!stopping()) {
      PlayerOrders orders = take_orders();
      if (!begun && !orders.seek) orders.seek = 0;
      if (orders.seek || orders.steps != 0) {
        jump(orders);
        if (!std::exchange(begun, true)) learn_length();
      } else if (standing_ && is_outdated(orders)) {
        message_ = publish(standing_, Clock::now());
      } else if (orders.playing && (!at_end() || orders.loop || orders.replay)) {
        go_on(orders);
      } else {
        rest(orders);
      }
    }
  }

  bool at_end() const { return count_ && index_ >= *count_ - 1; }

  /// Reading through a video for its length comes after its first frame is shown.
  void learn_length() {
    count_ = source_->count();
    const std::scoped_lock lock(shared_.mutex);
    shared_.status.count = count_;
    shared_.status.rate = source_->rate();
    shared_.status.notes = source_->notes();
    shared_.status.position = source_->time_of(index_);
    if (count_) {
      const double last = source_->rate() > 0 ? 1 / source_->rate() : 0;
      shared_.status.duration = source_->time_of(*count_ - 1) + last;
    }
  }

  void jump(const PlayerOrders& orders) {
    const long long wanted = static_cast<long long>(orders.seek.value_or(index_)) + orders.steps;
    // What is asked for before the length is known decides whether it has to be known now.
    if (wanted > 0 && !count_) count_ = source_->count();
    const long long last = count_ ? *count_ - 1 : std::numeric_limits<int>::max() - 1;
    show(static_cast<int>(std::clamp(wanted, 0LL, last)));
    anchor();
    set_state(orders.playing && !at_end() ? State::Playing : State::Paused, message_);
  }

  /// From here the media time runs with the clock.
  void anchor() {
    anchor_ = Clock::now();
    anchor_media_ = source_->time_of(std::max(0, index_));
  }

  void go_on(const PlayerOrders& orders) {
    if (at_end()) {
      const double last = source_->rate() > 0 && !orders.replay ? 1 / source_->rate() : 0;
      const auto due =
          Clock::now() + std::chrono::duration_cast<Clock::duration>(Seconds(last / orders.speed));
      if (!wait_until(due, orders.generation)) return;
      show(0);
      return anchor();
    }
    if (orders.speed != speed_) {
      anchor();
      speed_ = orders.speed;
    }
    set_state(State::Playing, message_);
    const double ahead = (source_->time_of(index_ + 1) - anchor_media_) / speed_;
    const auto due = anchor_ + std::chrono::duration_cast<Clock::duration>(Seconds(ahead));
    if (!wait_until(due, orders.generation)) return;
    show_due();
  }

  /// Late frames are passed over; but no more at once than can be decoded in a moment, and if that does not
  /// help, time gives way.
  void show_due() {
    constexpr int most_skipped = 15;
    constexpr Seconds hopeless{0.5};
    const auto media_now = [&] { return anchor_media_ + Seconds(Clock::now() - anchor_).count() * speed_; };
    int wanted = std::clamp(source_->index_at(media_now()), index_ + 1, index_ + 1 + most_skipped);
    if (count_) wanted = std::min(wanted, *count_ - 1);
    {
      const std::scoped_lock lock(shared_.mutex);
      shared_.figures.skipped += static_cast<std::uint64_t>(wanted - index_ - 1);
    }
    show(wanted);
    if ((media_now() - source_->time_of(index_)) / speed_ > hopeless.count()) anchor();
  }

  /// The frame of that index; if it is broken, the last good one stays and a message tells.
  void show(int index) {
    const Clock::time_point began = Clock::now();
    FramePtr frame;
    const std::optional<Error> error = caught(shared_.spec, [&] { frame = source_->frame(index); });
    index_ = index;
    message_ = error ? error->text() : Text{};
    if (stopping()) return;
    if (error && !standing_ && source_->count() == 1) throw Error(*error);
    if (frame) {
      note_arrival(began);
      message_ = publish(frame, began);
    } else {
      // A file that ends too early shows so only when its end is read.
      if (count_) count_ = source_->count();
      const std::scoped_lock lock(shared_.mutex);
      shared_.status.index = index;
      shared_.status.count = count_;
      shared_.status.notes = source_->notes();
    }
  }

  void rest(const PlayerOrders& orders) {
    set_state(orders.playing ? State::Ended : State::Paused, message_);
    std::unique_lock lock(shared_.mutex);
    shared_.changed.wait(lock, [&] { return stopping() || shared_.orders.generation != orders.generation; });
  }

  /// False when an order came first.
  bool wait_until(Clock::time_point due, std::uint64_t generation) {
    std::unique_lock lock(shared_.mutex);
    return !shared_.changed.wait_until(lock, due,
                                       [&] { return stopping() || shared_.orders.generation != generation; });
  }

  // --- what both share
  // --------------------------------------------------------------------------------------

  PlayerOrders take_orders() {
    const std::scoped_lock lock(shared_.mutex);
    PlayerOrders orders = shared_.orders;
    shared_.orders.seek.reset();
    shared_.orders.steps = 0;
    shared_.orders.replay = false;
    return orders;
  }

  void note_arrival(Clock::time_point began) {
    constexpr Seconds kept{1};
    const Clock::time_point now = Clock::now();
    const double ms = Seconds(now - began).count() * 1000;
    const std::scoped_lock lock(shared_.mutex);
    auto& arrivals = shared_.arrivals;
    if (!arrivals.empty() && now - arrivals.back() > kept) arrivals.clear();
    arrivals.push_back(now);
    while (now - arrivals.front() > kept) arrivals.pop_front();
    double& smoothed = shared_.figures.decode_ms;
    smoothed = smoothed == 0 ? ms : smoothed + (ms - smoothed) / 8;
    shared_.figures.damaged = damaged_before_ + static_cast<std::uint64_t>(source_->damaged());
  }

  /// Whether the frame that stands was published by other orders.
  bool is_outdated(const PlayerOrders& orders) const {
    return orders.mirrored != mirrored_ || orders.region != region_;
  }

  /// Returns why a frame was left out; throws that while none was published yet.
  Text publish(const FramePtr& frame, Clock::time_point captured) {
    {
      const std::scoped_lock lock(shared_.mutex);
      mirrored_ = shared_.orders.mirrored;
      region_ = shared_.orders.region;
    }
    auto whole = std::make_shared<Frame>(*frame);
    if (mirrored_) mirror(*whole);
    whole->captured = captured;
    whole->sequence = ++sequence_;
    FramePtr published = whole;
    if (const auto error = caught(shared_.spec, [&] { published = cut(published, region_); })) {
      if (!standing_) throw Error(*error);
      const std::scoped_lock lock(shared_.mutex);
      shared_.status.index = frame->index;
      return error->text();
    }
    const double position = shared_.live || !count_ ? 0 : source_->time_of(frame->index);
    {
      const std::scoped_lock lock(shared_.mutex);
      if (!shared_.taken) ++shared_.figures.dropped;
      ++shared_.figures.captured;
      shared_.newest = std::move(published);
      shared_.taken = false;
      shared_.status.index = frame->index;
      shared_.status.position = position;
    }
    standing_ = frame;
    wake();
    return {};
  }

  static void mirror(Frame& frame) {
    for (cv::Mat* picture : {&frame.pixels, &frame.alpha, &frame.original}) {
      if (picture->empty()) continue;
      cv::Mat flipped = new_image(picture->size(), picture->type());
      cv::flip(*picture, flipped, 1);
      *picture = flipped;
    }
  }

  void set_state(State state, const Text& message, Clock::time_point next_try = {}) {
    {
      const std::scoped_lock lock(shared_.mutex);
      PlayerStatus& status = shared_.status;
      if (status.state == state && status.message == message && status.next_try == next_try) return;
      if (status.state != state) status.since = Clock::now();
      status.state = state;
      status.message = message;
      status.next_try = next_try;
    }
    wake();
  }

  void wake() {
    const std::scoped_lock lock(shared_.waking);
    if (shared_.wake) shared_.wake();
  }

  PlayerShared& shared_;
  std::unique_ptr<Source> source_;
  FramePtr standing_;  ///< the newest frame, neither mirrored nor cut
  bool mirrored_ = false;
  std::optional<cv::Rect> region_;
  std::uint64_t sequence_ = 0;

  bool delivered_ = false;  ///< since it was opened last
  bool lost_ = false;
  Seconds wait_{0.25};
  std::uint64_t damaged_before_ = 0;

  int index_ = -1;
  std::optional<int> count_;
  Text message_;
  double speed_ = 1;
  Clock::time_point anchor_;
  double anchor_media_ = 0;
};

}  // namespace

void run_capture(const std::shared_ptr<PlayerShared>& shared) {
  Capture(*shared).run();
  const std::scoped_lock lock(shared->mutex);
  shared->finished = true;
  shared->changed.notify_all();
}

}  // namespace pixelwhy
