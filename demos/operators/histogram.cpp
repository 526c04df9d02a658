#include "operators/histogram.h"

#include <cstdint>

namespace pixelwhy {

GrayCounts count_gray(const cv::Mat& gray) {
  GrayCounts counts{};
  for (int y = 0; y < gray.rows; ++y) {
    const auto* from = gray.ptr<std::uint8_t>(y);
    for (int x = 0; x < gray.cols; ++x) ++counts[from[x]];
  }
  return counts;
}

Histogram gray_histogram(const cv::Mat& gray) {
  const GrayCounts counts = count_gray(gray);
  return {{counts.begin(), counts.end()}};
}

GrayCounts counts_of(const Histogram& histogram) {
  GrayCounts counts{};
  for (std::size_t value = 0; value < counts.size(); ++value) {
    counts[value] = static_cast<int>(histogram.counts[value]);
  }
  return counts;
}

}  // namespace pixelwhy
