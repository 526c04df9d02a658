#include "gui/live.h"

#include <algorithm>
#include <utility>

namespace pixelwhy::gui {

namespace {

using State = PlayerStatus::State;

bool is_folder(const AppState& state) { return !state.live.active && state.frame_count > 1; }

template <class Order>
void order(AppState& state, Order change) {
  if (state.live.active) state.live.orders.emplace_back(std::move(change));
}

/// A folder of pictures is played from the one in view on.
void play_folder(AppState& state, bool playing, int index) {
  state.wishes.play = PlayerOptions{};
  state.wishes.play->playing = playing;
  state.wishes.play->index = std::clamp(index, 0, state.frame_count - 1);
  state.wishes.play->loop = state.live.loop;
}

/// Whether it goes on by itself until somebody stops it.
bool goes_on(const Playing& live) {
  return live.wanted && live.status.state != State::Ended && live.status.state != State::Failed;
}

}  // namespace

bool can_play(const AppState& state) { return state.live.active || state.live.gone || is_folder(state); }

void toggle_play(AppState& state) {
  Playing& live = state.live;
  if (live.gone) {
    state.wishes.open = state.source;
    state.wishes.open_region = state.region;
  } else if (is_folder(state)) {
    play_folder(state, true, state.frame_index);
  } else if (live.active && goes_on(live)) {
    live.wanted = false;
    order(state, [](Player& player) { player.pause(); });
  } else if (live.active) {
    live.wanted = true;
    order(state, [failed = live.status.state == State::Failed](Player& player) {
      player.play();
      if (failed) player.retry();
    });
  }
}

bool can_step(const AppState& state) { return state.live.file() || is_folder(state); }

void step_frames(AppState& state, int frames) {
  if (is_folder(state)) return play_folder(state, false, state.frame_index + frames);
  if (!state.live.file()) return;
  state.live.wanted = false;
  order(state, [frames](Player& player) { player.step(frames); });
}

void seek_frame(AppState& state, int index) {
  if (is_folder(state)) return play_folder(state, false, index);
  if (state.live.file()) order(state, [index](Player& player) { player.seek(index); });
}

void set_loop(AppState& state, bool loop) {
  state.live.loop = loop;
  order(state, [loop](Player& player) { player.set_loop(loop); });
}

void set_speed(AppState& state, double speed) {
  order(state, [speed](Player& player) { player.set_speed(speed); });
}

void set_mirrored(AppState& state, bool mirrored) {
  state.live.mirrored = mirrored;
  order(state, [mirrored](Player& player) { player.set_mirrored(mirrored); });
}

void try_again(AppState& state) {
  if (state.live.opening) {
    state.live.retry_opening = true;
  } else {
    order(state, [](Player& player) { player.retry(); });
  }
}

Live::Live(Engine& engine, std::function<void()> wake, PlayerFactory factory)
    : engine_(engine), wake_(std::move(wake)), factory_(std::move(factory)) {
  if (factory_) return;
  factory_ = [](const std::string& spec, PlayerOptions options, std::function<void()> call) {
    return std::make_unique<Player>(spec, options, std::move(call));
  };
}

Live::~Live() {
  engine_.set_feed({});
  retire(std::move(opening_));
  retire(std::move(player_));
}

void Live::retire(std::unique_ptr<Player> player) {
  std::erase_if(closing_, [](std::future<void>& closed) {
    return closed.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  });
  if (player)
    closing_.push_back(
        std::async(std::launch::async, [gone = std::move(player)]() mutable { gone.reset(); }));
}

std::unique_ptr<Player> Live::make(const Wish& wish) {
  return factory_(wish.spec, wish.options, [&engine = engine_, wake = wake_] {
    engine.look();
    wake();
  });
}

void Live::feed_engine() {
  constexpr std::chrono::milliseconds survey{700};
  feed_ = engine_.set_feed({[player = player_.get()] { return player->take(); }, survey});
}

void Live::freeze(bool frozen) {
  if (!player_ || frozen == (feed_ == 0)) return;
  if (frozen) {
    engine_.set_feed({});
    feed_ = 0;
  } else {
    player_->take();  // what came before is not live any more
    feed_engine();
  }
}

void Live::open(AppState& state, Wish wish) {
  give_up();
  const bool camera = wish.kind == SourceKind::Camera;
  if (camera && state.live.active && state.live.kind == SourceKind::Camera) {
    close(state);
    state.live.gone = true;
  }
  wish.options.loop = state.live.loop;
  wish.options.mirrored = state.live.mirrored && camera;
  wish_ = std::move(wish);
  opening_ = make(wish_);
  state.live.banner_hidden = false;
}

void Live::give_up() { retire(std::move(opening_)); }

void Live::close(AppState& state) {
  if (player_) engine_.set_feed({});
  feed_ = 0;
  retire(std::move(player_));
  Playing& live = state.live;
  live.active = live.running = live.gone = false;
  live.seeking.reset();
  live.orders.clear();
}

void Live::update(AppState& state) {
  Playing& live = state.live;
  if (std::exchange(live.retry_opening, false) && opening_) opening_->retry();
  if (std::exchange(live.give_up_opening, false)) give_up();
  live.opening = opening_ ? std::optional(opening_->status()) : std::nullopt;
  const auto orders = std::exchange(live.orders, {});
  live.active = player_ != nullptr;
  if (!player_) return;
  for (const auto& change : orders) change(*player_);
  const State before = live.status.state;
  live.status = player_->status();
  if (live.status.state != before) live.banner_hidden = false;
  live.running = live.wanted && live.status.state == State::Playing;
  const auto now = std::chrono::steady_clock::now();
  if (now - read_ < std::chrono::milliseconds(250)) return;
  read_ = now;
  live.capture = player_->figures();
  live.processing = engine_.figures();
}

std::optional<Started> Live::take_started(AppState& state) {
  if (!opening_) return std::nullopt;
  FramePtr frame = opening_->latest();
  if (!frame) return std::nullopt;
  close(state);
  player_ = std::move(opening_);
  Playing& live = state.live;
  live.active = true;
  live.wanted = wish_.options.playing;
  live.kind = wish_.kind;
  live.swap_ms = 0;
  live.capture = {};
  live.processing = {};
  if (live.kind == SourceKind::Camera) live.camera = wish_.spec;
  read_ = {};
  feed_engine();
  update(state);
  return Started{wish_.spec, std::move(frame), live.status, wish_.for_undo, wish_.same_source};
}

std::optional<Live::Wish> Live::take_failed(Text& why) {
  if (!opening_) return std::nullopt;
  const PlayerStatus status = opening_->status();
  if (status.state != State::Failed) return std::nullopt;
  why = status.message;
  give_up();
  return wish_;
}

}  // namespace pixelwhy::gui
