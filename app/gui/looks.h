#pragma once

#include <map>
#include <opencv2/core.hpp>

#include "core/evaluator.h"
#include "core/non_finite.h"

namespace pixelwhy::gui {

/// What the window needs to know of a result in order to draw it.
struct Look {
  StageId stage = source_stage;
  View view = View::Picture;
  ResultPtr result;
  ResultPtr weight;  ///< the stage that darkens its angles, or null
  Range range;
  Range weight_range;
  cv::Mat thumbnail;  ///< in colours, CV_8UC3; empty for data and errors
  /// Of a source whose file held values that are not finite: the pixels with these put back, CV_32FC3. They
  /// are shown, while the operators see the numbers that they were read as.
  cv::Mat unread = {};
  NonFinite strange = {};  ///< pixels of the picture that is shown that are not finite

  /// What is drawn.
  const cv::Mat& picture() const { return unread.empty() ? result->output.image : unread; }
};
using Looks = std::map<StageId, Look>;

struct LooksJob {
  SnapshotPtr snapshot;
  StageId shown = source_stage;
  bool brief = false;  ///< without thumbnails
  friend bool operator==(const LooksJob&, const LooksJob&) = default;
};

/// How a stage of a demo, or its source, is looked at.
View view_of(const Demo& demo, StageId stage);

/// Whether the stage's lines or points lie in its own picture.
bool has_overlay(const Demo& demo, StageId stage);

/// The looks of every stage of the snapshot that has a result, the shown one first. Those of `known`, which
/// must be of the same frame, are taken over where they are still right. `superseded` ends it early.
Looks make_looks(const LooksJob& job, const Looks& known, const std::function<void(const Looks&)>& publish,
                 const std::function<bool()>& superseded);

}  // namespace pixelwhy::gui
