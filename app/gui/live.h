#pragma once

#include <future>
#include <memory>

#include "gui/app_state.h"

namespace pixelwhy::gui {

// What people do to a source that plays. Each does nothing where it makes no sense.

/// Whether the source that is open can be paused, or played.
bool can_play(const AppState& state);
/// Freezes or thaws what is live, pauses or plays what is not; plays a folder; opens a camera again that was
/// closed.
void toggle_play(AppState& state);
bool can_step(const AppState& state);
/// So many frames on or back; pauses.
void step_frames(AppState& state, int frames);
void seek_frame(AppState& state, int index);
void set_loop(AppState& state, bool loop);
void set_speed(AppState& state, double speed);
void set_mirrored(AppState& state, bool mirrored);
/// What waits for a device or a host is tried at once.
void try_again(AppState& state);

/// How players are made; tests put their own sources here.
using PlayerFactory = std::function<std::unique_ptr<Player>(const std::string& spec, PlayerOptions,
                                                            std::function<void()> wake)>;

/// A player whose first frame has come: it is the open source from now on.
struct Started {
  std::string spec;
  FramePtr frame;
  PlayerStatus status;
  bool for_undo = false;
  bool same_source = false;  ///< it plays what was open before
};

/// The players of the open source and of the one that is being opened. Players are closed on threads of their
/// own, since a device may hang.
class Live {
 public:
  Live(Engine& engine, std::function<void()> wake, PlayerFactory factory);
  ~Live();

  struct Wish {
    std::string spec;
    SourceKind kind = SourceKind::Moving;
    PlayerOptions options;
    bool for_undo = false;
    bool same_source = false;
  };
  /// The source that is open stays until the first frame is there, unless it is a camera: two of its modes
  /// cannot be open at once.
  void open(AppState& state, Wish wish);
  /// Gives up what is being opened.
  void give_up();
  /// Closes the source that is open.
  void close(AppState& state);

  /// Carries out orders and reads how the players are.
  void update(AppState& state);
  std::optional<Started> take_started(AppState& state);
  /// Why what was being opened cannot be.
  std::optional<Wish> take_failed(Text& why);

  bool opening() const { return opening_ != nullptr; }
  /// The feed that the open source's frames carry, 0 while it is frozen or there is none.
  int feed() const { return feed_; }
  /// Stops the feed, or goes on with it.
  void freeze(bool frozen);

 private:
  std::unique_ptr<Player> make(const Wish& wish);
  void retire(std::unique_ptr<Player> player);
  void feed_engine();

  Engine& engine_;
  std::function<void()> wake_;
  PlayerFactory factory_;
  std::unique_ptr<Player> player_;
  std::unique_ptr<Player> opening_;
  Wish wish_;
  int feed_ = 0;
  std::chrono::steady_clock::time_point read_{};
  std::vector<std::future<void>> closing_;
};

}  // namespace pixelwhy::gui
