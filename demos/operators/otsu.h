#pragma once

#include <vector>

#include "operators/histogram.h"

namespace pixelwhy {

// N. Otsu, "A Threshold Selection Method from Gray-Level Histograms", IEEE Trans. SMC 9(1), 1979.

/// The two classes "at most t" and "above t" of a picture's gray values.
struct ClassSplit {
  double dark_share = 0;   ///< share of the pixels at most t, q1; those above are q2 = 1 − q1
  double dark_mean = 0;    ///< their mean, µ1
  double bright_mean = 0;  ///< the mean of those above, µ2
  double between = 0;  ///< the variance between the classes, q1·q2·(µ1 − µ2)²; 0 where one class is empty
};

/// For t = 0 .. 255. Same order of operations in double precision as cv::threshold with THRESH_OTSU, so that
/// near ties fall alike.
std::vector<ClassSplit> class_splits(const GrayCounts& counts);

/// The t of the greatest variance between the classes, the first of several; 0 if all pixels are equal.
int otsu_threshold(const GrayCounts& counts);

/// The rule of a binary picture: 255 above the threshold, else 0.
constexpr std::uint8_t binarize(int gray, int threshold) { return gray > threshold ? 255 : 0; }

}  // namespace pixelwhy
