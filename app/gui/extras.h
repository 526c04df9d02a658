#pragma once

#include <functional>
#include <list>

#include "gui/panes.h"

namespace pixelwhy::gui {

/// What is to be computed beside the engine's own stages.
struct ExtrasJob {
  std::vector<PaneContent> contents;
  Settings other;  ///< the set of parameters that rests
  friend bool operator==(const ExtrasJob&, const ExtrasJob&) = default;
};

/// Computes references, the other set of parameters, and differences. Keeps what it has made, so that only
/// what has changed is computed again; used by one thread.
class ExtraMaker {
 public:
  /// Of the snapshot's frame. A content that needs a stage which the snapshot has not reached yet stays away.
  /// `publish` is called as each is there; `superseded` ends it early.
  Extras make(const SnapshotPtr& snapshot, const ExtrasJob& job,
              const std::function<void(const Extras&)>& publish, const std::function<bool()>& superseded);

 private:
  struct Reference {
    const Demo* demo;
    StageId stage;
    std::vector<ResultPtr> inputs;
    std::vector<Value> values;
    ResultPtr result;
  };
  struct Difference {
    ResultPtr from, minus;
    bool absolute;
    ResultPtr result;
  };
  ResultPtr result_of(const SnapshotPtr& snapshot, const ExtrasJob& job, const PaneItem& item, Text& why);
  ResultPtr reference_of(const SnapshotPtr& snapshot, StageId stage, Text& why);
  ResultPtr difference_of(const ResultPtr& from, const ResultPtr& minus, bool absolute, Text& why);
  Extra extra_of(const SnapshotPtr& snapshot, const ExtrasJob& job, const PaneContent& content);

  Evaluator evaluator_;  // of the other set
  SnapshotPtr other_;
  std::list<Reference> references_;  // those of the last job
  std::list<Difference> differences_;
};

}  // namespace pixelwhy::gui
