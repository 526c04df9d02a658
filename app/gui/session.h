#pragma once

#include <optional>

#include "core/engine.h"
#include "gui/app_state.h"
#include "gui/comparing.h"
#include "gui/lighting.h"
#include "gui/live.h"
#include "gui/loader.h"
#include "gui/presenter.h"
#include "gui/recording.h"
#include "gui/second_pictures.h"

namespace pixelwhy::gui {

/// The threads behind the window: the engine, the loader, the players, and those that explain, trace and
/// look. The window calls update() whenever it is woken; nothing here waits. Pictures and folders are read by
/// the loader; what plays by itself has a player, from which the engine takes frames without the window.
class Session {
 public:
  /// `wake` may be called from any thread.
  Session(const std::function<void()>& wake, PlayerFactory players, const PastedPictures& pasted);

  /// Takes what is finished into the state, and hands out new work for what has changed in it. Whether
  /// something changed that can be seen.
  bool update(AppState& state);
  /// Whether everything that the state asks for has been computed and taken; of a source that plays, whether
  /// it is in full view.
  bool settled(const AppState& state) const;
  /// After so many seconds update() has something to do even if nobody wakes the window.
  std::optional<double> due(const AppState& state) const;

 private:
  void take_wishes(AppState& state);
  void take_opened(AppState& state);
  void take_player(AppState& state);
  void refuse(AppState& state, Text why, const std::string& spec, bool missing);
  void arrive(AppState& state, const std::string& spec, const std::string& from, bool for_undo);
  ViewChange take_living(AppState& state);
  void update_freeze(AppState& state);
  void update_region(AppState& state);
  void update_engine(AppState& state);
  void update_arrival(AppState& state);
  SnapshotPtr accepted(const AppState& state, const SnapshotPtr& snapshot) const;

  /// What is brought back once its picture is there.
  struct Coming {
    Preset preset;
    Text note;
    bool whole = true;
    bool source_missing = false;
    bool by_itself = false;  ///< a figure was opened as any picture is
  };
  std::optional<Coming> coming_;
  Text opening_note_;  ///< to be shown once what is being opened is there
  Engine engine_;
  Loader loader_;
  SecondPictures second_pictures_;
  bool pictures_whole_ = true;
  FramePtr target_;  ///< the frame that stays; null while frames come from a player
  Request submitted_;
  bool frame_awaited_ = false;  ///< the frame in view is still of the source before
  Presenter presenter_;
  Comparer comparer_;
  Lighter lighter_;
  int changes_ = 0;  ///< of what is compared and what lights up
  Live live_;
  WindowRecorder recorder_;
};

}  // namespace pixelwhy::gui
