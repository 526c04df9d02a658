#include "operators/gaussian_fast.h"

#include <algorithm>

#include "kernels/gaussian.h"
#include "operators/gaussian.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

int radius_of(const std::vector<int>& weights) { return static_cast<int>(weights.size()) / 2; }

/// Deals the weights into pairs of rows: parts of at most 127, pairs of at most 128 together, the largest
/// with the smallest that still fits.
std::vector<kernels::LinePair> line_pairs(const std::vector<int>& weights) {
  constexpr int most = 127;
  constexpr int most_together = 128;
  struct Part {
    int line;
    int weight;
  };
  std::vector<Part> parts;
  for (int line = 0; line < static_cast<int>(weights.size()); ++line) {
    for (int left = weights[static_cast<std::size_t>(line)]; left > 0; left -= most)
      parts.push_back({line, std::min(left, most)});
  }
  std::stable_sort(parts.begin(), parts.end(), [](Part a, Part b) { return a.weight < b.weight; });
  std::vector<kernels::LinePair> pairs;
  while (!parts.empty()) {
    const Part large = parts.back();
    parts.pop_back();
    Part small{large.line, 0};
    if (!parts.empty() && parts.front().weight + large.weight <= most_together) {
      small = parts.front();
      parts.erase(parts.begin());
    }
    pairs.push_back({large.line, small.line, static_cast<std::int8_t>(large.weight),
                     static_cast<std::int8_t>(small.weight)});
  }
  return pairs;
}

std::vector<kernels::NeighbourPair> neighbour_pairs(const std::vector<int>& weights) {
  std::vector<kernels::NeighbourPair> pairs;
  for (std::size_t i = 0; i < weights.size(); i += 2) {
    const int next = i + 1 < weights.size() ? weights[i + 1] : 0;
    if (weights[i] == 0 && next == 0) continue;
    pairs.push_back(
        {static_cast<int>(i), {static_cast<std::int16_t>(weights[i]), static_cast<std::int16_t>(next)}});
  }
  return pairs;
}

/// border_indices() of what lies to the left and to the right of a row, without the row.
std::vector<int> margins_of(int width, int reach, Border border) {
  std::vector<int> margins;
  for (int x = -reach; x < 0; ++x) margins.push_back(border_index(x, width, border));
  for (int x = width; x < width + reach; ++x) margins.push_back(border_index(x, width, border));
  return margins;
}

}  // namespace

cv::Mat fast_smooth(const cv::Mat& image, double sigma, Border border) {
  if (sigma == 0) return image;
  if (!kernels_fit(image)) return smooth(image, sigma, border);
  const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma));
  const int radius = radius_of(weights);
  const auto pairs = line_pairs(weights);
  const auto neighbours = neighbour_pairs(weights);
  const std::vector<int> margins = margins_of(image.cols, radius, border);
  const kernels::ByteFilter filter{
      pairs.data(),  pairs.size(), neighbours.data(), neighbours.size(), static_cast<std::size_t>(radius),
      margins.data()};
  const auto width = static_cast<std::size_t>(image.cols);
  const auto channels = static_cast<std::size_t>(image.channels());
  const std::vector<std::uint8_t> outside(width * channels, 0);
  std::vector<const std::uint8_t*> lines;
  for (const int line : border_indices(image.rows, radius, radius, border))
    lines.push_back(line == outside_constant ? outside.data() : image.ptr<std::uint8_t>(line));
  cv::Mat result = new_image(image.size(), image.type());
  for_row_bands(image.rows, 8, [&](int begin, int end) {
    const Scratch<std::int16_t> scratch(kernels::byte_filter_scratch(width, channels, filter.reach));
    for (int y = begin; y < end; ++y)
      kernels::byte_filter_row(filter, lines.data() + y, width, channels, scratch.data(),
                               result.ptr<std::uint8_t>(y));
  });
  return result;
}

namespace {

/// The taps that are not 0, in units of 1.
struct FloatTaps {
  std::vector<int> places;
  std::vector<float> weights;

  explicit FloatTaps(const std::vector<int>& in_256ths) {
    for (std::size_t k = 0; k < in_256ths.size(); ++k) {
      if (in_256ths[k] == 0) continue;
      places.push_back(static_cast<int>(k));
      weights.push_back(static_cast<float>(in_256ths[k]) / 256.0F);
    }
  }
};

}  // namespace

cv::Mat fast_gaussian_rows(const cv::Mat& image, const std::vector<int>& weights, Border border) {
  if (!kernels_fit(image)) return gaussian_rows(image, weights, border);
  const auto channels = static_cast<std::size_t>(image.channels());
  const std::size_t length = static_cast<std::size_t>(image.cols) * channels;
  const int radius = radius_of(weights);
  const std::vector<int> columns = border_indices(image.cols, radius, radius, border);
  FloatTaps taps(weights);
  for (int& place : taps.places) place *= image.channels();
  cv::Mat rows = new_image(image.size(), CV_32FC(image.channels()));
  for_row_bands(image.rows, 8, [&](int begin, int end) {
    const Scratch<float> padded(columns.size() * channels);
    const std::size_t margin = static_cast<std::size_t>(radius) * channels;
    for (int y = begin; y < end; ++y) {
      const auto* from = image.ptr<std::uint8_t>(y);
      for (std::size_t i = 0; i < length; ++i) padded.data()[margin + i] = from[i];
      const auto fill = [&](std::size_t i) {
        for (std::size_t c = 0; c < channels; ++c)
          padded.data()[i * channels + c] = columns[i] == outside_constant
                                                ? 0.0F
                                                : from[static_cast<std::size_t>(columns[i]) * channels + c];
      };
      for (std::size_t i = 0; i < static_cast<std::size_t>(radius); ++i) {
        fill(i);
        fill(columns.size() - 1 - i);
      }
      kernels::float_taps_row(padded.data(), taps.places.data(), taps.weights.data(), taps.weights.size(),
                              length, rows.ptr<float>(y));
    }
  });
  return rows;
}

cv::Mat fast_gaussian_columns(const cv::Mat& rows, const std::vector<int>& weights, Border border) {
  if (!kernels_fit(rows)) return gaussian_columns(rows, weights, border);
  const int radius = radius_of(weights);
  const std::size_t length = static_cast<std::size_t>(rows.cols) * static_cast<std::size_t>(rows.channels());
  const FloatTaps taps(weights);
  const std::vector<int> lines = border_indices(rows.rows, radius, radius, border);
  cv::Mat image = new_image(rows.size(), CV_8UC(rows.channels()));
  for_row_bands(rows.rows, 8, [&](int begin, int end) {
    std::vector<const float*> from;
    std::vector<float> weight;
    for (int y = begin; y < end; ++y) {
      from.clear();
      weight.clear();
      for (std::size_t k = 0; k < taps.weights.size(); ++k) {
        const int line = lines[static_cast<std::size_t>(y + taps.places[k])];
        if (line == outside_constant) continue;
        from.push_back(rows.ptr<float>(line));
        weight.push_back(taps.weights[k]);
      }
      kernels::float_lines_row(from.data(), weight.data(), from.size(), length, image.ptr<std::uint8_t>(y));
    }
  });
  return image;
}

}  // namespace pixelwhy
