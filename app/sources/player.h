#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>

#include "core/frame.h"
#include "core/text.h"

namespace pixelwhy {

class Source;
struct PlayerShared;

/// How a player begins.
struct PlayerOptions {
  bool playing = true;  ///< or paused at `index`
  int index = 0;        ///< where to begin; not for live sources
  bool loop = false;
  bool mirrored = false;
  double speed = 1;
  std::optional<cv::Rect> region = {};  ///< of each frame, after it was mirrored; see set_region()
};

/// What a player does now.
struct PlayerStatus {
  enum class State {
    Opening,
    Playing,
    Paused,   ///< of a live source: it is read on, so that going on is immediate, but nothing is published
    Waiting,  ///< a live source is gone; it is tried again by itself, and `message` says what is the matter
    Ended,    ///< the last frame is shown; play() begins again
    Failed    ///< nothing more comes; `message` says why
  };
  State state = State::Opening;
  Text message;  ///< one line on trouble: why it waits or failed, or the frame that could not be read; else
                 ///< empty

  std::string name;  ///< the spec until the source is open
  bool live = false;
  std::optional<int> count;        ///< empty for what has no end, and until it is known
  int index = 0;                   ///< where it stands: of the newest frame, or of one that could not be read
  double rate = 0;                 ///< frames a second as the source declares them, 0 when unknown
  double position = 0;             ///< seconds from frame 0 to the newest one
  std::optional<double> duration;  ///< seconds from frame 0 to the end of the last one
  std::vector<Text> notes;         ///< what people should know about the source

  bool loop = false;
  bool mirrored = false;
  double speed = 1;

  std::chrono::steady_clock::time_point since{};     ///< when this state began
  std::chrono::steady_clock::time_point next_try{};  ///< while waiting: when the source is tried again
};

/// What passed so far. Every captured frame was taken, dropped, or is the newest one.
struct PlayerFigures {
  double capture_rate = 0;  ///< frames a second over the last second or so
  double decode_ms =
      0;  ///< time to read, decode and convert a frame, smoothed; waiting is left out for files
  std::uint64_t captured = 0;    ///< frames published
  std::uint64_t dropped = 0;     ///< published ones that a newer one replaced before anybody took them
  std::uint64_t skipped = 0;     ///< frames of a file that were passed over because they were late
  std::uint64_t damaged = 0;     ///< frames that could not be decoded
  std::uint64_t reconnects = 0;  ///< how often a live source came back
};

/// Plays one source on a capture thread of its own and publishes only the newest frame: nothing queues, so
/// nobody is ever behind. Files are paced by their time stamps on a steady clock; a late one leaves frames
/// out rather than slowing down. Live sources that go away are opened again by themselves, and the last good
/// frame stays. All functions are quick, and safe from any thread.
class Player {
 public:
  using Opener = std::function<std::unique_ptr<Source>(std::stop_token)>;

  /// `wake` is called on the capture thread after each publication and change of status, and not any more
  /// once the destructor has returned; it must not destroy the player.
  Player(std::string spec, PlayerOptions options, std::function<void()> wake);
  /// The same of a source that `open` opens; `live` tells its kind.
  Player(std::string name, bool live, Opener open, PlayerOptions options, std::function<void()> wake);

  /// Returns within about two seconds, whatever device or host hangs.
  ~Player();
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  /// The newest frame, if nobody took it yet, else null. Whoever computes takes frames by this.
  FramePtr take();
  /// The newest frame, taken or not; null before the first.
  FramePtr latest() const;

  PlayerStatus status() const;
  PlayerFigures figures() const;

  void play();
  void pause();
  /// So many frames on or back, and pauses. Not for live sources.
  void step(int frames);
  /// That frame, held to what there is; goes on playing or stays paused. Not for live sources.
  void seek(int index);
  void set_loop(bool loop);
  /// Held to 0.1 to 8. Not for live sources.
  void set_speed(double speed);
  /// Left and right exchanged, from the next frame on; a frame that stands is published again.
  void set_mirrored(bool mirrored);
  /// From the next frame on only that part of each is published; a frame that stands is published again. One
  /// that is too small for it is left out with a message, and when none was published before, the player has
  /// failed.
  void set_region(std::optional<cv::Rect> region);
  /// A live source that waits is tried at once.
  void retry();

 private:
  std::shared_ptr<PlayerShared> shared_;  // the thread's too, should it hang in a driver when the player goes
  std::thread thread_;
};

}  // namespace pixelwhy
