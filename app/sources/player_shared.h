#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

#include "sources/player.h"

namespace pixelwhy {

using Clock = std::chrono::steady_clock;

/// What people want of a player. `generation` grows with each order, so that the capture thread notices.
struct PlayerOrders {
  bool playing = true;
  bool loop = false;
  bool mirrored = false;
  double speed = 1;
  std::optional<cv::Rect> region;
  std::optional<int> seek;
  int steps = 0;
  bool replay = false;  ///< play was asked for: at the end, that begins again
  bool retry = false;
  std::uint64_t generation = 0;
};

/// What a player and its capture thread share.
struct PlayerShared {
  std::string spec;
  Player::Opener open;
  bool live = false;
  std::stop_source stop;

  mutable std::mutex mutex;  ///< guards what follows, down to the wake-up call
  std::condition_variable changed;
  bool finished = false;
  PlayerOrders orders;
  PlayerStatus status;
  PlayerFigures figures;
  FramePtr newest;
  bool taken = true;
  std::deque<Clock::time_point> arrivals;  ///< of the last second

  std::mutex waking;  ///< held during a wake-up, so that none happens after the player is gone
  std::function<void()> wake;
};

/// The capture thread: returns when a stop is requested.
void run_capture(const std::shared_ptr<PlayerShared>& shared);

}  // namespace pixelwhy
