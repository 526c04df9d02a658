#include "operators/otsu.h"

#include <algorithm>
#include <cfloat>

namespace pixelwhy {

std::vector<ClassSplit> class_splits(const GrayCounts& counts) {
  double total = 0;
  double mean = 0;
  for (int value = 0; value < 256; ++value) {
    total += counts[static_cast<std::size_t>(value)];
    mean += value * static_cast<double>(counts[static_cast<std::size_t>(value)]);
  }
  const double scale = 1 / total;
  mean *= scale;
  double q1 = 0;
  double mu1 = 0;
  std::vector<ClassSplit> splits(256);
  for (int value = 0; value < 256; ++value) {
    ClassSplit& split = splits[static_cast<std::size_t>(value)];
    const double share = counts[static_cast<std::size_t>(value)] * scale;
    mu1 *= q1;
    q1 += share;
    split.dark_share = q1;
    const double q2 = 1 - q1;
    if (std::min(q1, q2) < FLT_EPSILON || std::max(q1, q2) > 1.0 - FLT_EPSILON) continue;
    mu1 = (mu1 + value * share) / q1;
    const double mu2 = (mean - q1 * mu1) / q2;
    split = {q1, mu1, mu2, q1 * q2 * (mu1 - mu2) * (mu1 - mu2)};
  }
  return splits;
}

int otsu_threshold(const GrayCounts& counts) {
  const std::vector<ClassSplit> splits = class_splits(counts);
  const auto best =
      std::max_element(splits.begin(), splits.end(),
                       [](const ClassSplit& a, const ClassSplit& b) { return a.between < b.between; });
  return static_cast<int>(best - splits.begin());
}

}  // namespace pixelwhy
