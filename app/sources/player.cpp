#include "sources/player.h"

#include <algorithm>

#include "sources/player_shared.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

constexpr double slowest = 0.1, fastest = 8;

std::shared_ptr<PlayerShared> shared_for(std::string name, bool live, Player::Opener open,
                                         const PlayerOptions& options, std::function<void()> wake) {
  auto shared = std::make_shared<PlayerShared>();
  shared->spec = name;
  shared->open = std::move(open);
  shared->live = live;
  shared->wake = std::move(wake);
  PlayerOrders& orders = shared->orders;
  orders.playing = options.playing;
  orders.loop = options.loop;
  orders.mirrored = options.mirrored;
  orders.region = options.region;
  orders.speed = std::clamp(options.speed, slowest, fastest);
  if (!live && options.index > 0) orders.seek = options.index;
  PlayerStatus& status = shared->status;
  status.name = std::move(name);
  status.live = live;
  status.loop = orders.loop;
  status.mirrored = orders.mirrored;
  status.speed = orders.speed;
  status.since = Clock::now();
  return shared;
}

/// Changes the orders and lets the capture thread know.
template <class Change>
void order(PlayerShared& shared, Change change) {
  {
    const std::scoped_lock lock(shared.mutex);
    change(shared.orders);
    ++shared.orders.generation;
    shared.status.loop = shared.orders.loop;
    shared.status.mirrored = shared.orders.mirrored;
    shared.status.speed = shared.orders.speed;
  }
  shared.changed.notify_all();
}

}  // namespace

Player::Player(std::string spec, PlayerOptions options, std::function<void()> wake)
    : Player(
          spec, is_live(kind_of(spec)),
          [spec](std::stop_token stop) { return open_source(spec, std::move(stop)); }, options,
          std::move(wake)) {}

Player::Player(std::string name, bool live, Opener open, PlayerOptions options, std::function<void()> wake)
    : shared_(shared_for(std::move(name), live, std::move(open), options, std::move(wake))),
      thread_([shared = shared_] { run_capture(shared); }) {}

Player::~Player() {
  constexpr auto patience = std::chrono::seconds(2);
  shared_->stop.request_stop();
  std::unique_lock lock(shared_->mutex);
  shared_->changed.notify_all();
  const bool finished = shared_->changed.wait_for(lock, patience, [&] { return shared_->finished; });
  lock.unlock();
  {
    const std::scoped_lock quiet(shared_->waking);
    shared_->wake = nullptr;
  }
  // A call into a driver or a name server cannot be taken back. The thread ends by itself when it returns,
  // and holds what it needs until then.
  finished ? thread_.join() : thread_.detach();
}

FramePtr Player::take() {
  const std::scoped_lock lock(shared_->mutex);
  if (shared_->taken) return nullptr;
  shared_->taken = true;
  return shared_->newest;
}

FramePtr Player::latest() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->newest;
}

PlayerStatus Player::status() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->status;
}

PlayerFigures Player::figures() const {
  constexpr double window = 1.5;  // seconds after which silence counts as no frames at all
  const std::scoped_lock lock(shared_->mutex);
  PlayerFigures figures = shared_->figures;
  const auto& arrivals = shared_->arrivals;
  figures.capture_rate = 0;
  if (arrivals.size() < 2) return figures;
  const std::chrono::duration<double> silence = Clock::now() - arrivals.back();
  const std::chrono::duration<double> span = arrivals.back() - arrivals.front();
  if (silence.count() < window && span.count() > 0)
    figures.capture_rate = static_cast<double>(arrivals.size() - 1) / span.count();
  return figures;
}

void Player::play() {
  order(*shared_, [](PlayerOrders& orders) { orders.playing = orders.replay = true; });
}

void Player::pause() {
  order(*shared_, [](PlayerOrders& orders) { orders.playing = false; });
}

void Player::step(int frames) {
  if (shared_->live) return;
  order(*shared_, [&](PlayerOrders& orders) {
    orders.playing = false;
    orders.steps += frames;
  });
}

void Player::seek(int index) {
  if (shared_->live) return;
  order(*shared_, [&](PlayerOrders& orders) {
    orders.seek = std::max(0, index);
    orders.steps = 0;
  });
}

void Player::set_loop(bool loop) {
  order(*shared_, [&](PlayerOrders& orders) { orders.loop = loop; });
}

void Player::set_speed(double speed) {
  if (shared_->live) return;
  order(*shared_, [&](PlayerOrders& orders) { orders.speed = std::clamp(speed, slowest, fastest); });
}

void Player::set_mirrored(bool mirrored) {
  order(*shared_, [&](PlayerOrders& orders) { orders.mirrored = mirrored; });
}

void Player::set_region(std::optional<cv::Rect> region) {
  order(*shared_, [&](PlayerOrders& orders) { orders.region = region; });
}

void Player::retry() {
  order(*shared_, [](PlayerOrders& orders) { orders.retry = true; });
}

}  // namespace pixelwhy
