#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <utility>
#include <vector>

namespace pixelwhy {

/// What a channel of a picture holds. NaN and infinite values are counted, and are part of nothing else.
struct ChannelStatistics {
  std::uint64_t count = 0;  ///< finite values
  std::uint64_t nan = 0;
  std::uint64_t infinite = 0;
  double least = 0;
  double greatest = 0;
  double mean = 0;
  double deviation = 0;  ///< √(Σ(v − mean)² / count), as cv::meanStdDev
  double median = 0;     ///< of an even count the mean of the two in the middle
  std::vector<std::uint64_t> bins;
};

/// The histograms of all channels have the same bins: `bins.size()` equal parts from `low` to `high`. Of
/// 8-bit pictures these are the values 0 to 255, with `low` −½ and `high` 255½; of all others 256 from the
/// least to the greatest finite value of any channel, the greatest within the last bin, or one bin where
/// these are the same.
struct Statistics {
  double low = 0;
  double high = 0;
  std::vector<ChannelStatistics> channels;
};

/// Exact, over every pixel of `where` that lies in the picture, of any depth and number of channels,
/// contiguous or not. Takes one or a few passes and memory that does not grow with the picture for 8-bit and
/// 32-bit float.
Statistics measure(const cv::Mat& image, cv::Rect where);
Statistics measure(const cv::Mat& image);

/// The same of two pictures, with bins that both share.
std::pair<Statistics, Statistics> measure_both(const cv::Mat& one, const cv::Mat& other, cv::Rect where);

/// One of `count` equal parts from `low` to `high`, as those of a measurement.
struct Bin {
  double low = 0;
  double high = 0;
  int count = 1;
  int index = 0;
  friend bool operator==(const Bin&, const Bin&) = default;
};

/// The pixels of which some channel lies in that bin: CV_8UC1, 0 or 255. As many as were counted there, where
/// there is one channel.
cv::Mat pixels_in(const cv::Mat& image, const Bin& bin);

}  // namespace pixelwhy
