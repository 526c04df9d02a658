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

int bin_of(double value, double low, double high, int bins) {
  const double per_unit = bins > 1 ? bins / (high - low) : 0;
  return std::min(static_cast<int>((value - low) * per_unit), bins - 1);
}

template <class T>
void count_into_bins(Statistics& statistics, const cv::Mat& part) {
  const int bins = statistics.high > statistics.low ? float_bins : 1;
  for (int c = 0; c < part.channels(); ++c) {
    auto& counts = statistics.channels[static_cast<std::size_t>(c)].bins;
    counts.assign(static_cast<std::size_t>(bins), 0);
    each<T>(part, c, [&](T value) {
      const auto v = static_cast<double>(value);
      if (std::isfinite(v))
        ++counts[static_cast<std::size_t>(bin_of(v, statistics.low, statistics.high, bins))];
    });
  }
}

/// Everything but the histogram, with the range that it will have.
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
  return result;
}

bool has_finite(const Statistics& statistics) {
  return std::any_of(statistics.channels.begin(), statistics.channels.end(),
                     [](const ChannelStatistics& channel) { return channel.count > 0; });
}

/// A part of a picture as bytes, floats or doubles.
struct Part {
  cv::Mat pixels;

  Part(const cv::Mat& image, cv::Rect where) {
    where &= cv::Rect({0, 0}, image.size());
    if (where.empty()) return;
    pixels = image(where);
    if (pixels.depth() != CV_8U && pixels.depth() != CV_32F) pixels.convertTo(pixels, CV_64F);
  }
  bool bytes() const { return pixels.depth() == CV_8U; }
  Statistics summarized() const {
    if (pixels.empty()) return {};
    if (!bytes()) return pixels.depth() == CV_32F ? of_reals<float>(pixels) : of_reals<double>(pixels);
    Statistics result{-0.5, 255.5, {}};
    for (int c = 0; c < pixels.channels(); ++c) result.channels.push_back(of_bytes(pixels, c));
    return result;
  }
  void count(Statistics& statistics) const {
    if (bytes() || !has_finite(statistics)) return;
    if (pixels.depth() == CV_32F) {
      count_into_bins<float>(statistics, pixels);
    } else {
      count_into_bins<double>(statistics, pixels);
    }
  }
};

template <class T>
void add_pixels(cv::Mat& mask, const cv::Mat& image, const Bin& bin) {
  const int channels = image.channels();
  for (int y = 0; y < image.rows; ++y) {
    const T* row = image.ptr<T>(y);
    auto* lit = mask.ptr<uchar>(y);
    for (int i = 0; i < image.cols * channels; ++i) {
      const auto v = static_cast<double>(row[i]);
      if (v >= bin.low && v <= bin.high && bin_of(v, bin.low, bin.high, bin.count) == bin.index)
        lit[i / channels] = 255;
    }
  }
}

}  // namespace

Statistics measure(const cv::Mat& image, cv::Rect where) {
  const Part part(image, where);
  Statistics result = part.summarized();
  part.count(result);
  return result;
}

Statistics measure(const cv::Mat& image) { return measure(image, cv::Rect({0, 0}, image.size())); }

std::pair<Statistics, Statistics> measure_both(const cv::Mat& one, const cv::Mat& other, cv::Rect where) {
  const Part parts[] = {{one, where}, {other, where}};
  const bool any = !parts[0].pixels.empty() && !parts[1].pixels.empty();
  if (any && parts[0].bytes() != parts[1].bytes()) {  // then bytes have no bins of their own
    cv::Mat floats[2];
    one.convertTo(floats[0], CV_32F);
    other.convertTo(floats[1], CV_32F);
    return measure_both(floats[0], floats[1], where);
  }
  std::pair both{parts[0].summarized(), parts[1].summarized()};
  auto& [a, b] = both;
  if (has_finite(a) && has_finite(b)) {
    a.low = b.low = std::min(a.low, b.low);
    a.high = b.high = std::max(a.high, b.high);
  }
  parts[0].count(a);
  parts[1].count(b);
  return both;
}

cv::Mat pixels_in(const cv::Mat& image, const Bin& bin) {
  cv::Mat mask(image.size(), CV_8UC1, cv::Scalar(0));
  if (image.depth() == CV_8U) {
    add_pixels<uchar>(mask, image, bin);
  } else if (image.depth() == CV_32F) {
    add_pixels<float>(mask, image, bin);
  } else {
    cv::Mat doubles;
    image.convertTo(doubles, CV_64F);
    add_pixels<double>(mask, doubles, bin);
  }
  return mask;
}

}  // namespace pixelwhy
