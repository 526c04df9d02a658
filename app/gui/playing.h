#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/engine.h"
#include "sources/player.h"
#include "sources/source.h"

namespace pixelwhy::gui {

/// A source that plays by itself, as panels read it. They change it by the functions of live.h.
struct Playing {
  bool active = false;   ///< a player drives the source that is open
  bool gone = false;     ///< the source that is open was live, and is closed
  bool wanted = false;   ///< people want it to go on: it was neither paused nor frozen
  bool running = false;  ///< frames come; only what somebody looks at is computed
  SourceKind kind = SourceKind::Picture;
  PlayerStatus status;
  PlayerFigures capture;  ///< these and the next are refreshed some times a second, so that they can be read
  FeedFigures processing;
  double swap_ms = 0;  ///< from capture until the window showed it, smoothed

  std::optional<PlayerStatus> opening;  ///< of another source, whose first frame is still awaited
  bool banner_hidden = false;           ///< the trouble was read and put away

  std::optional<int> seeking;  ///< the frame under the seek bar's handle while it is dragged
  bool loop = false;           ///< these two hold for the next source too
  bool mirrored = false;
  std::string camera;  ///< spec of the camera that was opened last; remembered

  std::vector<std::function<void(Player&)>> orders;  ///< for the player of the open source
  bool retry_opening = false;
  bool give_up_opening = false;

  bool frozen() const { return active && status.live && !wanted; }
  bool file() const { return active && !status.live; }
};

}  // namespace pixelwhy::gui
