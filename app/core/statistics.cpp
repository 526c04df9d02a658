#include "core/statistics.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace pixelwhy {

namespace {

constexpr int float_bins = 256;

/// Calls `visit(value)` for every value of a channel.
template <class T, class Visit>
void each(const cv::Mat& part, int channel, Visit visit) {
  const int channels = part.channels();
  for (int y = 0; y < part.rows; ++y) {
    const T* row = part.ptr<T>(y) + channel;
    for (int x = 0; x < part.cols; ++x, row += channels) visit(*row);
  }
}

/// Floats in the order of their values as unsigned numbers.
std::uint32_t ordered(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  return bits & 0x80000000U ? ~bits : bits | 0x80000000U;
}
float value_of(std::uint32_t key) {
  return std::bit_cast<float>(key & 0x80000000U ? key & 0x7fffffffU : ~key);
}

/// The place in `counts` where the k-th of all (from 0) lies; `k` becomes its rank within that place.
std::uint32_t find_rank(const std::vector<std::uint64_t>& counts, std::uint64_t& k) {
  std::uint32_t place = 0;
  while (k >= counts[place]) k -= counts[place++];
  return place;
}

/// The k-th finite value in order: first by its upper 16 bits, then by its lower ones.
double ranked(const cv::Mat& part, int channel, std::uint64_t k) {
  std::vector<std::uint64_t> counts(1U << 16);
  each<float>(part, channel, [&](float v) {
    if (std::isfinite(v)) ++counts[ordered(v) >> 16];
  });
  const std::uint32_t upper = find_rank(counts, k);
  std::fill(counts.begin(), counts.end(), 0);
  each<float>(part, channel, [&](float v) {
    if (std::isfinite(v) && ordered(v) >> 16 == upper) ++counts[ordered(v) & 0xffffU];
  });
  return value_of(upper << 16 | find_rank(counts, k));
}

template <class Rank>
double middle(std::uint64_t count, Rank rank) {
  if (count == 0) return 0;
  const double low = rank((count - 1) / 2);
  return count % 2 == 1 ? low : (low + rank(count / 2)) / 2;
}

ChannelStatistics of_bytes(const cv::Mat& part, int channel) {
  ChannelStatistics result;
  result.bins.resize(256);
  each<uchar>(part, channel, [&](uchar v) { ++result.bins[v]; });
  double sum = 0;
  for (std::size_t v = 0; v < 256; ++v) {
    if (result.bins[v] == 0) continue;
    if (result.count == 0) result.least = static_cast<double>(v);
    result.greatest = static_cast<double>(v);
    result.count += result.bins[v];
    sum += static_cast<double>(v) * static_cast<double>(result.bins[v]);
  }
  const auto count = static_cast<double>(result.count);
  result.mean = sum / count;
  double squares = 0;
  for (std::size_t v = 0; v < 256; ++v) {
    const double off = static_cast<double>(v) - result.mean;
    squares += off * off * static_cast<double>(result.bins[v]);
  }
  result.deviation = std::sqrt(squares / count);
  result.median = middle(result.count, [&](std::uint64_t k) { return find_rank(result.bins, k); });
  return result;
}

/// Everything but median and histogram.
template <class T>
ChannelStatistics summary(const cv::Mat& part, int channel) {
  ChannelStatistics result;
  double sum = 0;
  each<T>(part, channel, [&](T value) {
    const auto v = static_cast<double>(value);
    if (std::isnan(v)) {
      ++result.nan;
    } else if (std::isinf(v)) {
      ++result.infinite;
    } else {
      result.least = result.count == 0 ? v : std::min(result.least, v);
      result.greatest = result.count == 0 ? v : std::max(result.greatest, v);
      ++result.count;
      sum += v;
    }
  });
  if (result.count == 0) return result;
  result.mean = sum / static_cast<double>(result.count);
  double squares = 0;
  each<T>(part, channel, [&](T value) {
    const auto v = static_cast<double>(value);
    if (std::isfinite(v)) squares += (v - result.mean) * (v - result.mean);
  });
  result.deviation = std::sqrt(squares / static_cast<double>(result.count));
  return result;
}

double median_of(const cv::Mat& part, int channel, const ChannelStatistics& channel_of) {
  if (part.depth() == CV_32F)
    return middle(channel_of.count, [&](std::uint64_t k) { return ranked(part, channel, k); });
  std::vector<double> values;
  each<double>(part, channel, [&](double v) {
    if (std::isfinite(v)) values.push_back(v);
  });
  return middle(channel_of.count, [&](std::uint64_t k) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(k);
    std::nth_element(values.begin(), place, values.end());
    return *place;
  });
}

template <class T>
Statistics of_reals(const cv::Mat& part) {
  Statistics result;
  bool any = false;
  for (int c = 0; c < part.channels(); ++c) {
    ChannelStatistics channel = summary<T>(part, c);
    channel.median = median_of(part, c, channel);
    if (channel.count > 0) {
      result.low = any ? std::min(result.low, channel.least) : channel.least;
      result.high = any ? std::max(result.high, channel.greatest) : channel.greatest;
      any = true;
    }
    result.channels.push_back(std::move(channel));
  }
  if (!any) return result;
  const int bins = result.high > result.low ? float_bins : 1;
  const double per_unit = bins > 1 ? bins / (result.high - result.low) : 0;
  for (int c = 0; c < part.channels(); ++c) {
    auto& counts = result.channels[static_cast<std::size_t>(c)].bins;
    counts.resize(static_cast<std::size_t>(bins));
    each<T>(part, c, [&](T value) {
      const auto v = static_cast<double>(value);
      if (!std::isfinite(v)) return;
      ++counts[static_cast<std::size_t>(std::min(static_cast<int>((v - result.low) * per_unit), bins - 1))];
    });
  }
  return result;
}

}  // namespace

Statistics measure(const cv::Mat& image, cv::Rect where) {
  where &= cv::Rect({0, 0}, image.size());
  if (where.empty()) return {};
  const cv::Mat part = image(where);
  if (part.depth() == CV_8U) {
    Statistics result{-0.5, 255.5, {}};
    for (int c = 0; c < part.channels(); ++c) result.channels.push_back(of_bytes(part, c));
    return result;
  }
  if (part.depth() == CV_32F) return of_reals<float>(part);
  cv::Mat doubles;
  part.convertTo(doubles, CV_64F);
  return of_reals<double>(doubles);
}

Statistics measure(const cv::Mat& image) { return measure(image, cv::Rect({0, 0}, image.size())); }

}  // namespace pixelwhy
