#pragma once

#include <array>
#include <cstdint>

#include "core/data.h"

namespace pixelwhy {

/// How many pixels have each of the values 0 to 255.
using GrayCounts = std::array<int, 256>;

/// Counts the values of a CV_8UC1 picture.
GrayCounts count_gray(const cv::Mat& gray);

/// The same counts by SubTables, in parallel.
GrayCounts fast_count_gray(const cv::Mat& gray);

/// Tables of which the counts are the sum. Pixels go into them in turn: an equal pixel next to it need not
/// wait until the counter that it finds has been written.
class SubTables {
 public:
  void count(const std::uint8_t* row, int length);
  GrayCounts sum() const;

 private:
  std::array<std::array<std::uint32_t, 256>, 8> tables_{};
};

/// The same as data that is plotted and exported.
Histogram gray_histogram(const cv::Mat& gray);
Histogram sub_table_histogram(const cv::Mat& gray);
Histogram fast_gray_histogram(const cv::Mat& gray);
GrayCounts counts_of(const Histogram& histogram);

}  // namespace pixelwhy
