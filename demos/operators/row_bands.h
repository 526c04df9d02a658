#pragma once

#include <algorithm>
#include <opencv2/core.hpp>

#include "core/image_pool.h"
#include "kernels/targets.h"

namespace pixelwhy {

/// Whether the kernels can work on a picture; else the textbook code does.
inline bool kernels_fit(const cv::Mat& image) {
  return static_cast<std::size_t>(image.cols) >= kernels::least_width && kernels::supported();
}

/// Calls band(begin, end) for bands of rows that together are 0 .. rows - 1, in parallel on as many threads
/// as cv::setNumThreads() allows. A band has at least `least` rows, so that what it must set up stays small.
template <class Band>
void for_row_bands(int rows, int least, const Band& band) {
  const int bands = std::clamp(rows / std::max(least, 1), 1, 4 * std::max(cv::getNumThreads(), 1));
  const auto edge = [&](int i) { return static_cast<int>(static_cast<std::int64_t>(rows) * i / bands); };
  if (bands == 1 || cv::getNumThreads() <= 1) return band(0, rows);
  cv::parallel_for_({0, bands}, [&](const cv::Range& range) { band(edge(range.start), edge(range.end)); });
}

/// Scratch memory that comes from the pool of pictures and goes back to it; its content is undefined.
template <class T>
class Scratch {
 public:
  explicit Scratch(std::size_t count)
      : memory_(new_image({static_cast<int>(count * sizeof(T)), 1}, CV_8UC1)) {}
  T* data() const { return reinterpret_cast<T*>(memory_.data); }

 private:
  cv::Mat memory_;
};

}  // namespace pixelwhy
