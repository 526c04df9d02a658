#pragma once

#include <chrono>

#include "gui/app_state.h"
#include "gui/extras.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// The stages whose results are seen: the one in view, the pinned one, and what their colours and the
/// explanation need.
std::vector<StageId> stages_looked_at(const AppState& state);

/// Of a picture with more pixels only these are computed, and what they need.
inline constexpr std::size_t large_picture = 16'000'000;
bool is_large(const FramePtr& frame);

/// Brings what the engine computes before people's eyes. Whatever the state shows (picture, looks,
/// explanation, receptive field) belongs to one frame: what comes of a newer one is prepared aside and takes
/// its place all at once. Snapshots are not queued; while one is prepared, later ones replace each other.
class Presenter {
 public:
  explicit Presenter(const std::function<void()>& wake);

  /// Takes in what is finished. `latest` is what the engine published last of the frames that are to be
  /// shown, null if nothing; `survey` the last one of them with all stages.
  void update(AppState& state, const SnapshotPtr& latest, const SnapshotPtr& survey);
  /// Stages mean others now: nothing but the source can stay.
  void forget_demo(AppState& state);
  /// Other frames are wanted than those that were handed in so far.
  void forget_next() { next_.reset(); }
  /// When update() has something to do even if nothing comes in.
  std::optional<std::chrono::steady_clock::time_point> due() const { return due_; }
  /// Whether everything that was handed in is shown.
  bool settled(const AppState& state) const;
  /// Grows when something changes that can be seen.
  int version() const { return version_; }

 private:
  struct AskJob {
    SnapshotPtr snapshot;
    Place place;
    friend bool operator==(const AskJob&, const AskJob&) = default;
  };
  struct PicturesJob {
    LooksJob looks;
    ExtrasJob extras;
    friend bool operator==(const PicturesJob&, const PicturesJob&) = default;
  };
  struct SnapshotLooks {
    SnapshotPtr snapshot;
    Looks looks;
    Extras extras = {};
    bool whole = false;  ///< nothing is left to do for that snapshot
  };
  /// A snapshot of another frame than the one in view, until it can be shown.
  struct Next {
    SnapshotPtr snapshot;
    bool early = false;  ///< what is looked at takes long: the source is shown meanwhile
    std::optional<Looks> looks = {};
    Extras extras = {};
    bool whole = false;  ///< the looks are those of all its stages
    std::optional<Inspection> inspection = {};
  };

  void make_pictures(const PicturesJob& job, const std::function<void(SnapshotLooks)>& publish,
                     const std::function<bool()>& superseded);
  void take_looks(AppState& state);
  void take_explanation(AppState& state);
  void take_survey(AppState& state, const SnapshotPtr& survey);
  void choose_next(AppState& state, const SnapshotPtr& latest);
  void ask_for_looks(const AppState& state);
  void ask_for_explanation(const AppState& state);
  void ask_for_field(const AppState& state);
  void release(AppState& state);
  bool ready(const AppState& state) const;
  bool impatient(const AppState& state, const Snapshot& latest);
  void present(AppState& state);
  const SnapshotPtr& coming(const AppState& state) const { return next_ ? next_->snapshot : state.snapshot; }

  std::optional<Next> next_;
  FramePtr awaited_;
  std::chrono::steady_clock::time_point awaited_since_{};
  std::optional<std::chrono::steady_clock::time_point> due_;
  std::optional<PicturesJob> looked_;
  std::optional<AskJob> asked_;
  std::optional<AskJob> traced_;
  SnapshotPtr surveyed_;
  int serial_ = 0;
  int version_ = 0;
  SnapshotLooks known_;  // these two are the looks worker's alone
  ExtraMaker extra_maker_;
  Worker<PicturesJob, SnapshotLooks> looks_;
  Worker<LooksJob, SnapshotLooks> strip_;
  Worker<AskJob, Inspection> explain_;
  Worker<AskJob, Field> trace_;
};

}  // namespace pixelwhy::gui
