#pragma once

#include <array>
#include <cstdint>

#include "core/explanation.h"
#include "operators/histogram.h"
#include "operators/tone_curve.h"

namespace pixelwhy {

// Global histogram equalization (E. L. Hall, "Almost Uniform Distributions for Computer Image Enhancement",
// IEEE Trans. Computers C-23(2), 1974; Gonzalez & Woods, "Digital Image Processing", "Histogram
// Equalization"), equal to cv::equalizeHist. Pictures are CV_8UC1. Levels are computed in 32-bit float and
// rounded half to even, then saturated, unlike other 8-bit stages.

/// What the levels of a picture are spread by.
struct Spread {
  int darkest = 0;        ///< the least value that occurs
  int darkest_count = 0;  ///< its pixels: they go to 0
  int total = 0;          ///< all pixels

  bool flat() const { return darkest_count == total; }  ///< one value only: it stays
  float scale() const { return 255.0F / static_cast<float>(total - darkest_count); }
};
Spread spread_of(const GrayCounts& counts);

/// The rule of the mapping: the level of a value with `brighter` pixels above the darkest value and not above
/// itself.
std::uint8_t equalized_level(int brighter, const Spread& spread);

/// The new level of each value: round(255 · (cdf(v) − cdf(darkest)) / (N − cdf(darkest))). The identity where
/// the picture has one value only. `reference` is the cumulative histogram, 255 · cdf(v) / N.
Curve equalization_curve(const GrayCounts& counts);

/// Rule look-up: the gray pixel and its entry in the mapping; the steps derive the entry from the histogram.
Explanation explain_curve(cv::Point at, const StageImage& gray, const StageData<Curve>& mapping,
                          const Histogram& histogram);

}  // namespace pixelwhy
