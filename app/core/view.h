#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "core/color_map.h"
#include "core/data.h"
#include "core/parameter.h"

namespace pixelwhy {

/// How a stage is looked at.
enum class View {
  Picture,      ///< gray or colour, 0 black to 255 white
  Signed,       ///< blue below zero, neutral at zero, red above; by the square root of the size
  Magnitude,    ///< 0 black to the greatest value white, by the square root
  Angle,        ///< degrees on a hue wheel, darkened by the root of a weight where the stage names one
  Labels,       ///< small integers, one fixed colour each
  Mask,         ///< 0 black, anything else white
  Accumulator,  ///< counts on a logarithmic scale, dark violet to yellow
};

/// Which channel of a colour picture is looked at.
enum class Channel { All, Red, Green, Blue };

/// What somebody changed about how a stage is looked at; the stage itself stays as it is. By default nothing.
struct ViewSettings {
  std::optional<Range> levels = {};  ///< black and white point, in the stage's own values; none: view_range()
  double gamma = 1;  ///< the share of the scale is raised to 1/gamma: above 1 lifts what is dark
  Channel channel = Channel::All;
  std::optional<ColorMap> map = {};  ///< of views of one channel; none: map_of()
  bool automatic() const { return *this == ViewSettings(); }
  friend bool operator==(const ViewSettings&, const ViewSettings&) = default;
};

inline constexpr Range gamma_range{0.2, 5};

/// Whether values lie on a scale, so that levels, gamma and map mean something. Angles, labels and masks have
/// fixed colours.
bool has_scale(View view);
/// The colour map of a view that has a scale.
ColorMap map_of(View view);

/// The values that the ends of the scale stand for.
Range view_range(View view, const cv::Mat& image);

/// Where a value lies on the scale, from 0 to 1. A view of signed values has zero at 1/2 whatever the levels.
double share_of(View view, Range range, double value, const ViewSettings& settings = {});
/// The value at a share of the scale: the inverse.
double value_at_share(View view, Range range, double share, const ViewSettings& settings = {});

/// The colour (B, G, R) of one pixel. `channels` points to its values, `count` is 1 or 3, `weight` in [0, 1];
/// `range` is what view_range() says, which levels replace. What is not finite has a colour that no settings
/// change. This function is the measure for everything that shows a stage.
cv::Vec3b color_of(View view, Range range, const double* channels, int count, double weight = 1,
                   const ViewSettings& settings = {});

/// The whole stage in colours, CV_8UC3. `weight` (a magnitude of the same size, or empty) darkens
/// View::Angle.
cv::Mat colorize(View view, Range range, const cv::Mat& image, const cv::Mat& weight = {},
                 const ViewSettings& settings = {});

/// A copy of the picture (CV_8UC3) with lines and points drawn over it; data that is a plot changes nothing.
cv::Mat draw_over(const cv::Mat& picture, const Data& data);

/// A histogram, curve or matrix as a small picture without words, CV_8UC3.
cv::Mat plot(const Data& data, cv::Size size);

}  // namespace pixelwhy
