#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "core/statistics.h"
#include "gui/looks.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

struct AppState;

/// A pixel of a stage.
struct Place {
  StageId stage = source_stage;
  cv::Point at;
  friend bool operator==(const Place&, const Place&) = default;
};

/// The pixels of a stage's picture that fell in a bin of a histogram, or have a value that a table is asked
/// for.
struct Gathered {
  StageId stage = source_stage;
  ResultPtr result;  ///< whose picture it is: of that stage, or a difference at it
  Bin bin;
  friend bool operator==(const Gathered&, const Gathered&) = default;
};

/// What the mouse points at, and what lights up for it elsewhere.
struct Pointing {
  std::optional<Place> pixel;        ///< in a pane: the pixels that it was computed from, those that it feeds
  std::optional<Gathered> gathered;  ///< in a histogram: its pixels
  std::optional<Place> spot;         ///< a term, or a place along the line: that pixel
  friend bool operator==(const Pointing&, const Pointing&) = default;
};

/// What lights up, all of one snapshot.
struct Lit {
  SnapshotPtr snapshot;
  std::optional<Place> pixel;
  std::optional<Gathered> gathered;
  cv::Mat mask;                                      ///< of what is gathered, CV_8UC1
  std::map<StageId, std::vector<cv::Point>> pixels;  ///< by stage, not that of `pixel` itself
  std::vector<Line> lines;                           ///< across pictures of the source's size
};

/// What lights up by the explanation of a pixel.
Lit lit_by(const SnapshotPtr& snapshot, const Place& place, const Explanation& explanation);

/// What lights up now, if it is of what is seen and pointed at; else null.
const Lit* current_light(const AppState& state);

/// The stage whose picture the entries of a data stage stand for: the first among what they were computed
/// from.
std::optional<StageId> picture_behind(const AppState& state, StageId stage);

/// Finds what lights up, on a thread of its own; not while frames come, when it would be of one that is gone.
class Lighter {
 public:
  explicit Lighter(const std::function<void()>& wake);
  /// Whether something changed that is seen.
  bool update(AppState& state);
  bool busy() const { return worker_.busy(); }

 private:
  struct Job {
    SnapshotPtr snapshot;
    std::optional<Place> pixel;
    std::optional<Gathered> gathered;
    friend bool operator==(const Job&, const Job&) = default;
  };
  std::optional<Job> asked_;
  Worker<Job, Lit> worker_;
};

}  // namespace pixelwhy::gui
