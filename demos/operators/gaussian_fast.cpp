#include "operators/gaussian_fast.h"

#include <algorithm>

#include "kernels/byte_filter.h"
#include "kernels/gaussian.h"
#include "operators/gaussian.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

int radius_of(const std::vector<int>& weights) { return static_cast<int>(weights.size()) / 2; }

/// The places in a row of bytes of what is read before and behind it.
std::vector<int> margins_of(const cv::Mat& image, int reach, Border border) {
  std::vector<int> margins;
  const auto add = [&](int x) {
    const int column = border_index(x, image.cols, border);
    for (int c = 0; c < image.channels(); ++c)
      margins.push_back(column == outside_constant ? -1 : column * image.channels() + c);
  };
  for (int x = -reach; x < 0; ++x) add(x);
  for (int x = image.cols; x < image.cols + reach; ++x) add(x);
  return margins;
}

/// Without the zeros at both ends.
std::vector<int> trimmed(const std::vector<int>& weights) {
  std::size_t zeros = 0;
  while (2 * zeros + 1 < weights.size() && weights[zeros] == 0 && weights[weights.size() - 1 - zeros] == 0)
    ++zeros;
  const auto skip = static_cast<std::ptrdiff_t>(zeros);
  return {weights.begin() + skip, weights.end() - skip};
}

}  // namespace

FastGaussian::FastGaussian(const cv::Mat& image, const std::vector<int>& weights, Border border)
    : image_(image), weights_(trimmed(weights)), margins_(margins_of(image, radius(), border)) {
  outside_.assign(static_cast<std::size_t>(image.cols) * static_cast<std::size_t>(image.channels()), 0);
  for (const int line : border_indices(image.rows, radius(), radius(), border))
    lines_.push_back(line == outside_constant ? outside_.data() : image.ptr<std::uint8_t>(line));
}

int FastGaussian::radius() const { return radius_of(weights_); }

void FastGaussian::write(int begin, int end, std::uint8_t* to, std::ptrdiff_t stride) const {
  const std::size_t length = outside_.size();
  if (weights_.size() == 1) {
    for (int y = begin; y < end; ++y, to += stride) std::copy_n(image_.ptr<std::uint8_t>(y), length, to);
    return;
  }
  const kernels::ByteFilter filter{weights_.data(), static_cast<std::size_t>(radius()), margins_.data(),
                                   static_cast<std::size_t>(image_.channels())};
  const std::size_t most = kernels::byte_filter_columns(filter);
  const std::size_t strips = (length + most - 1) / most;
  for (std::size_t i = 0; i < strips; ++i) {
    const std::size_t first = length * i / strips;
    const std::size_t columns = length * (i + 1) / strips - first;
    const Scratch<std::uint8_t> scratch(kernels::byte_filter_scratch(filter, columns));
    kernels::filter_bytes(filter,
                          {lines_.data() + begin, static_cast<std::size_t>(end - begin), length, first,
                           columns, to + first, stride},
                          scratch.data());
  }
}

cv::Mat fast_gaussian_blur(const cv::Mat& image, const std::vector<int>& weights, Border border) {
  if (!kernels_fit(image)) return gaussian_columns(gaussian_rows(image, weights, border), weights, border);
  const FastGaussian gaussian(image, weights, border);
  cv::Mat result = new_image(image.size(), image.type());
  // A band computes 2·radius rows of sums that others compute too.
  for_row_bands(image.rows, std::max(16, 8 * gaussian.radius()), [&](int begin, int end) {
    gaussian.write(begin, end, result.ptr<std::uint8_t>(begin), static_cast<std::ptrdiff_t>(result.step));
  });
  return result;
}

cv::Mat fast_smooth(const cv::Mat& image, double sigma, Border border) {
  if (sigma == 0) return image;
  return fast_gaussian_blur(image, gaussian_weights(sigma, gaussian_radius(sigma)), border);
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
