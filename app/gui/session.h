#pragma once

#include "core/engine.h"
#include "gui/app_state.h"
#include "gui/loader.h"

namespace pixelwhy::gui {

/// The threads behind the window: the engine, the loader, and those that explain, trace and look. The window
/// calls update() once a frame; nothing here waits.
class Session {
 public:
  /// `wake` may be called from any thread.
  explicit Session(std::function<void()> wake);

  /// Takes what is finished into the state, and hands out new work for what has changed in it.
  void update(AppState& state);
  /// Whether everything that the state asks for has been computed and taken.
  bool settled(const AppState& state) const;

 private:
  struct AskJob {
    SnapshotPtr snapshot;
    Place place;
    friend bool operator==(const AskJob&, const AskJob&) = default;
  };
  struct DemoLooks {
    const Demo* demo = nullptr;
    Looks looks;
  };

  void take_opened(AppState& state);
  void update_engine(AppState& state);
  void update_looks(AppState& state);
  void update_arrival(AppState& state);
  void update_explanation(AppState& state);
  void update_field(AppState& state);

  Loader loader_;
  Text opening_note_;  ///< to be shown once what is being opened is there
  Engine engine_;
  Request submitted_;
  SnapshotPtr looked_at_;
  StageId looked_stage_ = source_stage;
  DemoLooks known_;  // the looks worker's alone
  Worker<LooksJob, DemoLooks> looks_;
  std::optional<AskJob> asked_;
  std::optional<AskJob> traced_;
  int serial_ = 0;
  Worker<AskJob, Inspection> explain_;
  Worker<AskJob, Field> trace_;
};

}  // namespace pixelwhy::gui
