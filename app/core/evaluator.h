#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/demo.h"
#include "core/frame.h"

namespace pixelwhy {

/// What to compute.
struct Request {
  const Demo* demo = nullptr;  ///< must outlive everything computed from it
  FramePtr frame;
  Settings settings;            ///< must satisfy demo->check()
  std::vector<StageId> wanted;  ///< the stages somebody looks at; empty: all that take part
  std::string variant;          ///< preferred code, see make_plan(); empty: none
  bool keep_intermediate =
      true;           ///< false: drop a result once no wanted or later stage needs it (saves memory)
  int feed = 0;       ///< the number of the feed that the frame came from (see Engine), else 0
  bool fuse = false;  ///< nothing is looked at but what is wanted: fused code may pass over the rest
};

/// The state of a demo's stages, immutable once published. All results are of the request's frame. Stages
/// that do not take part under the settings, were not wanted, or have not been reached yet are null, or hold
/// the result of earlier settings.
struct Snapshot {
  Request request;
  ResultPtr source;
  std::vector<ResultPtr> stages;
  std::vector<bool> current;  ///< false: a result of earlier settings that is still to be replaced
  bool complete = false;      ///< nothing is left to compute for `request`
  std::chrono::steady_clock::time_point finished{};  ///< when it became complete

  ResultPtr result(StageId stage) const {
    return stage == source_stage ? source : stages[static_cast<std::size_t>(stage)];
  }
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

/// Walks a demo's graph and runs exactly the stages whose inputs have changed since the run before.
class Evaluator {
 public:
  struct Hooks {
    std::function<bool()> cancelled;                   ///< asked between stages
    std::function<void(const SnapshotPtr&)> on_stage;  ///< after each stage that was run, not after the last
  };

  /// A stage that throws becomes a result with an error, as do the stages that need it; others go on.
  /// Cancelled, it returns the snapshot reached so far, with `complete` false.
  SnapshotPtr evaluate(const Request& request, const Hooks& hooks = {});

  /// How often each stage has been run since the demo was first evaluated.
  const std::vector<int>& runs() const { return runs_; }

 private:
  ResultPtr run_stage(const Request& request, StageId stage, const std::string& variant,
                      std::vector<InputValue> inputs) const;
  void start(const Request& request);

  const Demo* demo_ = nullptr;
  FramePtr frame_;
  ResultPtr source_;
  std::vector<ResultPtr> memo_;
  std::vector<int> runs_;
};

/// The computation named `variant` of a stage: `textbook`, a variant's id, or `opencv` for its reference
/// where that follows the same rules under the settings. Null where there is none.
const Computation* find_variant(const Stage& stage, const std::string& variant, const Settings& settings);

/// A computation with the snapshot's own stages and settings. The stages that it names must be there; the
/// error of one that has failed is thrown.
Output run_computation(const Snapshot& snapshot, const Computation& computation);

/// The output of the stage's OpenCV reference, computed from the snapshot's own stages. The stage must have
/// one.
Output compute_reference(const Snapshot& snapshot, StageId stage);

/// Whether the snapshot holds a picture of the stage, and what its explanations read.
bool can_explain(const Snapshot& snapshot, StageId stage);

/// Why the pixel has its value. The stage must be one that can_explain(), and `at` inside.
Explanation explain(const Snapshot& snapshot, StageId stage, cv::Point at);

/// The pixels of every stage, the source last, that a pixel of `stage` was computed from, itself included:
/// masks (CV_8UC1, 0 or 255) of the stages' sizes, empty where nothing was reached. The last mask is the
/// receptive field.
/// The cost grows with the pixels reached times their terms; `cancelled` is asked at each pixel, and ends it
/// with nothing.
std::vector<cv::Mat> trace_back(const Snapshot& snapshot, StageId stage, cv::Point at,
                                const std::function<bool()>& cancelled = {});

}  // namespace pixelwhy
