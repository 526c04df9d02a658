#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/race.h"

namespace pixelwhy {

/// The time of one code of a stage over a quantity.
struct CostCurve {
  std::string variant;               ///< as in Racer
  std::vector<double> at;            ///< values of the quantity, ascending
  std::vector<double> milliseconds;  ///< the median at each

  /// The exponent k of a growth like x^k: the slope of a straight line through the upper half of the points
  /// on logarithmic axes, where what is spent once no longer counts for much. None of less than 3 points.
  std::optional<double> slope() const;
};

/// What an exponent is called: constant, linear, quadratic, or the power itself.
Text growth_words(double slope);

/// How the time of a stage's codes grows with a parameter, or with the number of pixels.
struct Cost {
  std::optional<int> parameter;   ///< none: the picture's size, in pixels
  cv::Size size;                  ///< of the picture that was measured on, the largest one where sizes vary
  std::vector<CostCurve> curves;  ///< as the racers of a race
  int done = 0;                   ///< places measured so far
  int places = 0;                 ///< to be measured
};

/// The numeric parameters that the stage's codes take, under which they may be measured.
std::vector<int> cost_parameters(const Demo& demo, StageId stage, const Settings& settings);

/// A picture of that size: the frame's, repeated or cut.
FramePtr tiled(const FramePtr& frame, cv::Size size);

struct CostOptions {
  int places = 9;  ///< over the slider's range, evenly spaced on a logarithmic axis
  RaceOptions race{0.03, 3, 30, 250};
  cv::Size size{480, 360};   ///< where a parameter varies
  double most_pixels = 4e6;  ///< where the size varies; the least is a 256th of it
};

/// Races the stage at several values of the quantity, the ends first. `progress` sees what there is after
/// each; `cancelled` is asked often, and ends it with that. Values that contradict other parameters are left
/// out.
Cost measure_cost(const Demo& demo, const FramePtr& frame, const Settings& settings, StageId stage,
                  std::optional<int> parameter, const CostOptions& options = {},
                  const std::function<void(const Cost&)>& progress = {},
                  const std::function<bool()>& cancelled = {});

}  // namespace pixelwhy
