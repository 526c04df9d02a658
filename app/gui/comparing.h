#pragma once

#include "core/disagreement.h"
#include "gui/extras.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// How far two pictures differ, and where the second is the OpenCV reference, why.
struct Compared {
  SnapshotPtr snapshot;
  PaneContent content;
  ResultPtr from, minus;
  ComparisonFigures figures;
  std::shared_ptr<const Disagreement> disagreement;  ///< null unless `minus` is the reference
};

/// The difference that is looked at: that of the active pane, else of the first that shows one.
std::optional<PaneContent> compared_content(const AppState& state);

/// What was compared, if it is still of what is seen.
const Compared* current_comparison(const AppState& state);

/// Measures the difference that is looked at, on a thread of its own; not while frames come.
class Comparer {
 public:
  explicit Comparer(const std::function<void()>& wake);
  /// Whether something new is there.
  bool update(AppState& state);
  bool busy() const { return worker_.busy(); }

 private:
  struct Job {
    SnapshotPtr snapshot;
    PaneContent content;
    ResultPtr from, minus;
    friend bool operator==(const Job&, const Job&) = default;
  };
  std::optional<Job> asked_;
  Worker<Job, Compared> worker_;
};

/// Pins the pixel that differs most, or the next one after the pinned one; tells when there is no other.
void pin_next_disagreement(AppState& state);

}  // namespace pixelwhy::gui
