#include "operators/histogram.h"

#include <cstring>
#include <mutex>

#include "operators/row_bands.h"

namespace pixelwhy {

GrayCounts count_gray(const cv::Mat& gray) {
  GrayCounts counts{};
  for (int y = 0; y < gray.rows; ++y) {
    const auto* from = gray.ptr<std::uint8_t>(y);
    for (int x = 0; x < gray.cols; ++x) ++counts[from[x]];
  }
  return counts;
}

void SubTables::count(const std::uint8_t* row, int length) {
  int x = 0;
  for (; x + 8 <= length; x += 8) {
    std::uint64_t eight;
    std::memcpy(&eight, row + x, sizeof eight);
    for (std::size_t i = 0; i < tables_.size(); ++i) ++tables_[i][(eight >> (8 * i)) & 255];
  }
  for (; x < length; ++x) ++tables_[0][row[x]];
}

GrayCounts SubTables::sum() const {
  GrayCounts counts{};
  for (const auto& table : tables_) {
    for (std::size_t value = 0; value < counts.size(); ++value)
      counts[value] += static_cast<int>(table[value]);
  }
  return counts;
}

GrayCounts fast_count_gray(const cv::Mat& gray) {
  GrayCounts counts{};
  std::mutex mutex;
  for_row_bands(gray.rows, 64, [&](int begin, int end) {
    SubTables tables;
    for (int y = begin; y < end; ++y) tables.count(gray.ptr<std::uint8_t>(y), gray.cols);
    const GrayCounts part = tables.sum();
    const std::scoped_lock lock(mutex);
    for (std::size_t value = 0; value < counts.size(); ++value) counts[value] += part[value];
  });
  return counts;
}

Histogram sub_table_histogram(const cv::Mat& gray) {
  SubTables tables;
  for (int y = 0; y < gray.rows; ++y) tables.count(gray.ptr<std::uint8_t>(y), gray.cols);
  const GrayCounts counts = tables.sum();
  return {{counts.begin(), counts.end()}};
}

Histogram fast_gray_histogram(const cv::Mat& gray) {
  const GrayCounts counts = fast_count_gray(gray);
  return {{counts.begin(), counts.end()}};
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
