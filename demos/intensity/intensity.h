#pragma once

#include "core/explanation.h"
#include "core/picture_value.h"
#include "operators/histogram.h"
#include "operators/tone_curve.h"

namespace pixelwhy {

// Point operations on gray values: the new value depends on the old one alone (R. C. Gonzalez, R. E. Woods,
// "Digital Image Processing", "Some Basic Intensity Transformation Functions" and "Histogram Matching").
// Pictures are CV_8UC1; levels are computed in double precision, held to 0 .. 255 and rounded to nearest,
// halves up.

enum class IntensityMethod { Stretch, Gamma, Logarithm, Negative, Match };

struct IntensityOptions {
  IntensityMethod method = IntensityMethod::Stretch;
  double low = 1;         ///< percent of the pixels that become black at most
  double high = 99;       ///< percent of the pixels that are not above white
  double gamma = 0.5;     ///< exponent
  double strength = 255;  ///< k of the logarithm
};

/// The least value that at least `percent` of the pixels, and one at least, do not exceed.
int percentile_level(const GrayCounts& counts, double percent);

/// Stretch: 255·(v − dark) / (bright − dark); the value itself where the two meet.
double stretched(int value, int dark, int bright);
/// Gamma: 255·(v / 255)^gamma.
double gamma_level(int value, double gamma);
/// Logarithm: 255·ln(1 + k·v / 255) / ln(1 + k).
double logarithmic_level(int value, double strength);
/// Negative: 255 − v.
double negative_level(int value);
/// Match: the least level up to which the target has at least as large a share of its pixels as the source
/// has up to `value`. Exact in whole numbers.
int matched_level(int value, const GrayCounts& source, const GrayCounts& target);

/// The new level of each value; `reference` is the value itself. `target` is used by Match alone.
Curve intensity_curve(const Histogram& source, const Histogram& target, const IntensityOptions& options);

/// Of the second picture's gray.
Histogram target_histogram(const PictureValue& picture);

/// Rule look-up: the gray pixel and its entry of the mapping; the steps derive the entry.
Explanation explain_intensity(cv::Point at, const StageImage& gray, const StageData<Curve>& mapping,
                              const Histogram& source, const Histogram& target,
                              const IntensityOptions& options);

/// The formula by cv::convertTo, cv::pow or cv::log on the picture in double precision, for comparison.
cv::Mat opencv_intensity(const cv::Mat& gray, const IntensityOptions& options);

}  // namespace pixelwhy
