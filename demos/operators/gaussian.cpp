#include "operators/gaussian.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "core/image_pool.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

constexpr double weight_unit = 1.0 / 256;

int radius_of(const std::vector<int>& weights) { return static_cast<int>(weights.size()) / 2; }

}  // namespace

std::vector<double> gaussian_curve(double sigma, int radius) {
  std::vector<double> curve;
  for (int x = -radius; x <= radius; ++x) {
    const double t = x / sigma;  // divided first, lest the square of a tiny sigma vanishes
    curve.push_back(std::exp(-t * t / 2));
  }
  const double sum = std::accumulate(curve.begin(), curve.end(), 0.0);
  for (double& value : curve) value /= sum;
  return curve;
}

std::vector<int> gaussian_weights(double sigma, int radius) {
  const std::vector<double> curve = gaussian_curve(sigma, radius);
  std::vector<int> weights(curve.size(), 0);
  double carried = 0;
  int left = 256;
  for (int i = 0; i < radius; ++i) {
    const double exact = 256 * curve[static_cast<std::size_t>(i)] + carried;
    const int rounded = static_cast<int>(std::nearbyint(exact));
    carried = exact - rounded;
    weights[static_cast<std::size_t>(i)] = weights[curve.size() - 1 - static_cast<std::size_t>(i)] = rounded;
    left -= 2 * rounded;
  }
  weights[static_cast<std::size_t>(radius)] = left;
  return weights;
}

int gaussian_radius(double sigma, int radius) {
  return radius > 0 ? radius : static_cast<int>(std::ceil(3 * sigma));
}

cv::Mat gaussian_rows(const cv::Mat& image, const std::vector<int>& weights, Border border) {
  const auto channels = static_cast<std::size_t>(image.channels());
  const int radius = radius_of(weights);
  const std::size_t length = static_cast<std::size_t>(image.cols) * channels;
  const std::vector<int> columns = border_indices(image.cols, radius, radius, border);
  std::vector<float> padded(columns.size() * channels);
  cv::Mat rows = new_image(image.size(), CV_32FC(image.channels()), cv::Scalar::all(0));
  for (int y = 0; y < image.rows; ++y) {
    const auto* from = image.ptr<std::uint8_t>(y);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<std::size_t>(columns[i]);
      for (std::size_t c = 0; c < channels; ++c) {
        padded[i * channels + c] = columns[i] == outside_constant ? 0.0F : from[column * channels + c];
      }
    }
    // Exact in 24 bits: every product is a multiple of 2^-8, every partial sum at most 255.
    auto* sums = rows.ptr<float>(y);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      if (weights[k] == 0) continue;
      const auto weight = static_cast<float>(weights[k] * weight_unit);
      const float* shifted = padded.data() + k * channels;
      for (std::size_t i = 0; i < length; ++i) sums[i] += weight * shifted[i];
    }
  }
  return rows;
}

cv::Mat gaussian_columns(const cv::Mat& rows, const std::vector<int>& weights, Border border) {
  const int radius = radius_of(weights);
  const std::size_t length = static_cast<std::size_t>(rows.cols) * static_cast<std::size_t>(rows.channels());
  const std::vector<int> lines = border_indices(rows.rows, radius, radius, border);
  std::vector<float> sums(length);
  cv::Mat image = new_image(rows.size(), CV_8UC(rows.channels()));
  for (int y = 0; y < rows.rows; ++y) {
    // Exact in 24 bits: every product is a multiple of 2^-16, every partial sum at most 255.
    std::fill(sums.begin(), sums.end(), 0.0F);
    for (std::size_t k = 0; k < weights.size(); ++k) {
      const int line = lines[static_cast<std::size_t>(y) + k];
      if (line == outside_constant || weights[k] == 0) continue;
      const auto weight = static_cast<float>(weights[k] * weight_unit);
      const auto* from = rows.ptr<float>(line);
      for (std::size_t i = 0; i < length; ++i) sums[i] += weight * from[i];
    }
    auto* to = image.ptr<std::uint8_t>(y);
    // The weights add up to 1 and none is negative, so no sum leaves 0..255.
    for (std::size_t i = 0; i < length; ++i) to[i] = static_cast<std::uint8_t>(sums[i] + 0.5F);
  }
  return image;
}

namespace {

Explanation explain_pass(cv::Point at, const StageImage& image, const std::vector<int>& weights,
                         Border border, cv::Point along, Rounding rounding) {
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  const int radius = radius_of(weights);
  for (int c = image.image.channels() - 1; c >= 0; --c) {
    for (int k = -radius; k <= radius; ++k) {
      const double weight = weights[static_cast<std::size_t>(k + radius)] * weight_unit;
      explanation.terms.push_back(tap(image, at + along * k, c, weight, border));
    }
  }
  sum_terms(explanation, image.image.channels(), rounding);
  return explanation;
}

}  // namespace

Explanation explain_gaussian_rows(cv::Point at, const StageImage& image, const std::vector<int>& weights,
                                  Border border) {
  return explain_pass(at, image, weights, border, {1, 0}, Rounding::ToFloat);
}

Explanation explain_gaussian_columns(cv::Point at, const StageImage& rows, const std::vector<int>& weights,
                                     Border border) {
  return explain_pass(at, rows, weights, border, {0, 1}, Rounding::ToByte);
}

cv::Mat gaussian_window(const cv::Mat& image, const std::vector<int>& weights, Border border) {
  const int radius = radius_of(weights);
  const int channels = image.channels();
  const std::vector<int> columns = border_indices(image.cols, radius, radius, border);
  const std::vector<int> lines = border_indices(image.rows, radius, radius, border);
  cv::Mat result = new_image(image.size(), image.type());
  for (int y = 0; y < image.rows; ++y) {
    auto* to = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < image.cols; ++x) {
      std::array<int, 3> sums{};  // in units of 2^-16; at most 255 · 2^16
      for (std::size_t j = 0; j < weights.size(); ++j) {
        const int line = lines[static_cast<std::size_t>(y) + j];
        if (line == outside_constant || weights[j] == 0) continue;
        const auto* from = image.ptr<std::uint8_t>(line);
        for (std::size_t i = 0; i < weights.size(); ++i) {
          const int column = columns[static_cast<std::size_t>(x) + i];
          if (column == outside_constant) continue;
          const int weight = weights[j] * weights[i];
          for (int c = 0; c < channels; ++c)
            sums[static_cast<std::size_t>(c)] += weight * from[column * channels + c];
        }
      }
      for (int c = 0; c < channels; ++c)
        to[x * channels + c] =
            static_cast<std::uint8_t>((sums[static_cast<std::size_t>(c)] + (1 << 15)) >> 16);
    }
  }
  return result;
}

cv::Mat smooth(const cv::Mat& image, double sigma, Border border) {
  if (sigma == 0) return image;
  const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma));
  return gaussian_columns(gaussian_rows(image, weights, border), weights, border);
}

Explanation explain_smooth(cv::Point at, const StageImage& image, double sigma, Border border) {
  if (sigma == 0) return explain_copy(at, image);
  const int radius = gaussian_radius(sigma);
  const std::vector<int> weights = gaussian_weights(sigma, radius);
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  const int channels = image.image.channels();
  for (int c = channels - 1; c >= 0; --c) {
    for (int dy = -radius; dy <= radius; ++dy) {
      for (int dx = -radius; dx <= radius; ++dx) {
        const int product =
            weights[static_cast<std::size_t>(dy + radius)] * weights[static_cast<std::size_t>(dx + radius)];
        explanation.terms.push_back(
            tap(image, at + cv::Point(dx, dy), c, product * weight_unit * weight_unit, border));
      }
    }
  }
  sum_terms(explanation, channels, Rounding::ToByte);
  return explanation;
}

cv::Mat opencv_gaussian(const cv::Mat& image, double sigma, int radius, Border border) {
  if (sigma == 0) return image;
  const int r = gaussian_radius(sigma, radius);
  cv::Mat blurred;
  cv::GaussianBlur(image, blurred, {2 * r + 1, 2 * r + 1}, sigma, sigma,
                   opencv_border(border) | cv::BORDER_ISOLATED);
  return blurred;
}

}  // namespace pixelwhy
