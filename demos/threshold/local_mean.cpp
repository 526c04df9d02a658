#include <algorithm>
#include <cmath>

#include "core/image_pool.h"
#include "operators/arithmetic.h"
#include "operators/gaussian.h"
#include "operators/row_bands.h"
#include "operators/window_mean.h"
#include "threshold/threshold.h"

namespace pixelwhy {

std::vector<float> adaptive_weights(int size) {
  if (size == 1) return {1};
  if (size == 3) return {0.25F, 0.5F, 0.25F};
  if (size == 5) return {0.0625F, 0.25F, 0.375F, 0.25F, 0.0625F};
  if (size == 7) return {0.03125F, 0.109375F, 0.21875F, 0.28125F, 0.21875F, 0.109375F, 0.03125F};
  if (size == 9) {
    std::vector<float> weights{4, 13, 30, 51, 60, 51, 30, 13, 4};
    for (float& weight : weights) weight /= 256;
    return weights;
  }
  const std::vector<double> curve = gaussian_curve(0.15 * size + 0.35, size / 2);
  return {curve.begin(), curve.end()};
}

namespace {

constexpr bool is_plain(ThresholdMethod method) { return method == ThresholdMethod::AdaptiveMean; }

MeanWindow window_of(int radius) { return {2 * radius + 1, 2 * radius + 1}; }

/// The weights along one axis; a picture of one pixel in that direction is taken as it is.
std::vector<float> weights_along(int length, int radius) {
  return adaptive_weights(length > 1 ? 2 * radius + 1 : 1);
}

/// Up to 5 pixels the pairs at equal distance are added first, beyond that one value after another.
template <class Value>
float sum_along_row(const std::vector<float>& weights, Value value) {
  const auto reach = static_cast<int>(weights.size()) / 2;
  const auto weight = [&](int i) { return weights[static_cast<std::size_t>(i + reach)]; };
  if (reach <= 2) {
    float sum = value(0) * weight(0);
    for (int i = 1; i <= reach; ++i) sum = std::fma(value(-i) + value(i), weight(i), sum);
    return sum;
  }
  float sum = value(-reach) * weight(-reach);
  for (int i = -reach + 1; i <= reach; ++i) sum = std::fma(value(i), weight(i), sum);
  return sum;
}

template <class Value>
float sum_along_column(const std::vector<float>& weights, Value value) {
  const auto reach = static_cast<int>(weights.size()) / 2;
  const auto weight = [&](int i) { return weights[static_cast<std::size_t>(i + reach)]; };
  float sum = value(0) * weight(0);
  for (int i = 1; i <= reach; ++i) sum = std::fma(value(i) + value(-i), weight(i), sum);
  return sum;
}

std::uint8_t to_byte(float sum) {
  return static_cast<std::uint8_t>(std::clamp(std::nearbyint(sum), 0.0F, 255.0F));
}

/// For all rows `least` or more at a time; 0: all at once.
cv::Mat gaussian_mean(const cv::Mat& gray, int radius, int least) {
  const std::vector<float> across = weights_along(gray.cols, radius);
  const std::vector<float> down = weights_along(gray.rows, radius);
  const auto across_reach = static_cast<int>(across.size()) / 2;
  const auto down_reach = static_cast<int>(down.size()) / 2;
  const std::vector<int> columns = border_indices(gray.cols, across_reach, across_reach, Border::Replicate);
  cv::Mat rows = new_image(gray.size(), CV_32FC1);
  cv::Mat mean = new_image(gray.size(), CV_8UC1);
  const auto along_rows = [&](int begin, int end) {
    for (int y = begin; y < end; ++y) {
      const auto* from = gray.ptr<std::uint8_t>(y);
      for (int x = 0; x < gray.cols; ++x) {
        rows.at<float>(y, x) = sum_along_row(across, [&](int i) {
          return static_cast<float>(from[columns[static_cast<std::size_t>(x + i + across_reach)]]);
        });
      }
    }
  };
  const auto along_columns = [&](int begin, int end) {
    std::vector<const float*> lines(down.size());
    for (int y = begin; y < end; ++y) {
      for (int j = -down_reach; j <= down_reach; ++j) {
        lines[static_cast<std::size_t>(j + down_reach)] =
            rows.ptr<float>(border_index(y + j, gray.rows, Border::Replicate));
      }
      for (int x = 0; x < gray.cols; ++x) {
        mean.at<std::uint8_t>(y, x) = to_byte(sum_along_column(
            down, [&](int j) { return lines[static_cast<std::size_t>(j + down_reach)][x]; }));
      }
    }
  };
  if (least == 0) least = gray.rows;
  for_row_bands(gray.rows, least, along_rows);
  for_row_bands(gray.rows, least, along_columns);
  return mean;
}

}  // namespace

cv::Mat local_mean(const cv::Mat& gray, ThresholdMethod method, int radius) {
  return is_plain(method) ? mean_directly(gray, window_of(radius), Border::Replicate)
                          : gaussian_mean(gray, radius, 0);
}

cv::Mat fast_local_mean(const cv::Mat& gray, ThresholdMethod method, int radius) {
  return is_plain(method) ? fast_mean(gray, window_of(radius), Border::Replicate)
                          : gaussian_mean(gray, radius, 32);
}

Explanation explain_local_mean(cv::Point at, const StageImage& gray, ThresholdMethod method, int radius) {
  if (is_plain(method)) return explain_mean(at, gray, window_of(radius), Border::Replicate);
  const std::vector<float> across = weights_along(gray.image.cols, radius);
  const std::vector<float> down = weights_along(gray.image.rows, radius);
  const auto across_reach = static_cast<int>(across.size()) / 2;
  const auto down_reach = static_cast<int>(down.size()) / 2;
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  const float sum = sum_along_column(down, [&](int j) {
    return sum_along_row(across, [&](int i) {
      return static_cast<float>(tap(gray, at + cv::Point(i, j), 0, 1, Border::Replicate).value);
    });
  });
  for (int j = -down_reach; j <= down_reach; ++j) {
    for (int i = -across_reach; i <= across_reach; ++i) {
      const double weight = static_cast<double>(across[static_cast<std::size_t>(i + across_reach)]) *
                            static_cast<double>(down[static_cast<std::size_t>(j + down_reach)]);
      explanation.terms.push_back(tap(gray, at + cv::Point(i, j), 0, weight, Border::Replicate));
    }
  }
  explanation.steps = {{{"sum of products, in 32-bit float", "乘积之和（32 位浮点数）"},
                        written_out(explanation.terms, 0, 1),
                        static_cast<double>(sum),
                        {}},
                       {{"rounded, halves to even", "舍入（四舍六入五成双）"},
                        brief(static_cast<double>(sum)),
                        static_cast<double>(to_byte(sum)),
                        {}}};
  explanation.result = {static_cast<double>(to_byte(sum))};
  explanation.verdict = {"The mean of the surroundings, near pixels counting more than distant ones.",
                         "周围像素的加权平均，近者权重大，远者权重小。"};
  return explanation;
}

}  // namespace pixelwhy
