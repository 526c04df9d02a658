#pragma once

#include "core/comparison.h"
#include "core/evaluator.h"

namespace pixelwhy {

// A stage beside its OpenCV reference: how they differ, where, and which rule is proven to be the cause.

/// A suspect, computed.
struct TriedSuspect {
  const Suspect* suspect = nullptr;  ///< of the snapshot's demo
  cv::Mat image;                     ///< empty where it could not be computed
  std::int64_t explained = 0;        ///< differing pixels of which it is a cause, as cause_at() tells
};

/// Immutable once made; it keeps everything that any pixel of it is asked about.
struct Disagreement {
  const Demo* demo = nullptr;
  StageId stage = 0;
  bool complete = false;                 ///< false: it was cancelled, and holds nothing to rely on
  bool same_rules = true;                ///< whether the two are promised to agree within the tolerance
  const Reference* reference = nullptr;  ///< of the demo's stage
  cv::Mat ours;                          ///< of a stage with something drawn over it, the picture with it
  cv::Mat theirs;
  cv::Mat difference;  ///< ours − theirs, CV_32F
  ComparisonFigures figures;
  std::vector<DifferingPixel> worst;   ///< the first of the walk, at most `most_listed`
  std::vector<TriedSuspect> suspects;  ///< those that the settings allow; empty where nothing differs
  std::int64_t unexplained = 0;        ///< differing pixels that no suspect explains

  bool agrees() const { return figures.differing == 0; }
  static constexpr std::size_t most_listed = 4096;
};

/// Whether the stage has a reference that applies under the settings, whether or not it must agree.
bool can_disagree(const Demo& demo, StageId stage, const Settings& settings);

/// What a request must want so that disagree() finds its inputs: the stage, and the inputs of its reference
/// and suspects.
std::vector<StageId> stages_to_disagree(const Demo& demo, StageId stage, const Settings& settings);

/// Compares and, where something differs, tries the suspects. can_disagree() must hold, and the snapshot must
/// keep stages_to_disagree(). Throws the stage's error, or what the reference throws as a failure.
/// `cancelled` is asked between computations.
Disagreement disagree(const Snapshot& snapshot, StageId stage, const std::function<bool()>& cancelled = {});

/// The suspects that are proven at a differing pixel: their result is the reference's there, to the bit. Of
/// these, those that change the fewest rules. Indices into `suspects`; empty where the pixel agrees or
/// nothing explains it.
std::vector<std::size_t> cause_at(const Disagreement& disagreement, cv::Point at);

/// The same in words: the rules, that no rule explains it, or that the two agree.
Text cause_text(const Disagreement& disagreement, cv::Point at);

/// The pixel that follows `after` in the walk from the worst to the least, the first one without; empty at
/// the end. Quick within `worst`, else one pass over the pictures.
std::optional<DifferingPixel> next_disagreement(const Disagreement& disagreement,
                                                const std::optional<cv::Point>& after);

}  // namespace pixelwhy
