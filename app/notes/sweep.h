#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "core/evaluator.h"
#include "notes/sweep_values.h"

namespace pixelwhy {

/// A parameter that takes several values in turn.
struct SweepAxis {
  int parameter = 0;
  std::vector<Value> values;
};

/// One stage under every combination of the values of one or two parameters. Its pictures are numbered row by
/// row: the first parameter goes down the rows, the second across the columns.
struct Sweep {
  const Demo* demo = nullptr;
  Settings settings;  ///< of the parameters that are not swept
  std::vector<SweepAxis> axes;
  StageId stage = 0;
  std::string variant;  ///< empty: the stages' default

  std::size_t size() const;
  Settings settings_of(std::size_t index) const;
  /// Why there is no such picture: its values contradict each other, or the stage takes no part.
  std::optional<Error> problem(std::size_t index) const;
  /// The first picture that there is; throws the usage error of the first when there is none.
  std::size_t first() const;
  /// Throws a usage error unless one or two parameters are swept, over no more than `most_swept` pictures,
  /// and there is one at least.
  void check() const;
};

/// One picture of a sweep: what `run` writes as PNG, CV_8UC1 or CV_8UC3.
struct SweptPicture {
  std::size_t index = 0;
  cv::Mat pixels;  ///< empty where `problem` is set
  Text problem;
};

/// Computes all pictures one after another, in an order in which the parameter that dirties more stages
/// changes less often; those of a single parameter come in their order. Only one set of stages is held at a
/// time. False when cancelled, which is asked between stages. Throws the first error when there is no picture
/// at all.
bool compute_sweep(const Sweep& sweep, const FramePtr& frame, Evaluator& evaluator,
                   const std::function<bool()>& cancelled,
                   const std::function<void(const SweptPicture&)>& take);

/// The size at which a picture is shown in a width: reduced to it, or each pixel enlarged a whole number of
/// times; no higher than 1.5 times the width.
cv::Size shown_size(cv::Size picture, int width);

/// The picture's pixels for that size: the mean over each pixel's area where it is reduced, else as they are.
cv::Mat reduced_to(const cv::Mat& picture, cv::Size size);

}  // namespace pixelwhy
