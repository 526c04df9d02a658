#include "edge-operators/response.h"

#include <fmt/format.h>

#include <cmath>

#include "core/image_pool.h"
#include "operators/arithmetic.h"
#include "operators/border.h"
#include "operators/derivative_fast.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// A row of the picture with what the border rule reads beside it.
template <class T>
void pad_row(const T* from, const std::vector<int>& columns, std::vector<double>& padded) {
  for (std::size_t i = 0; i < columns.size(); ++i) padded[i] = from[columns[i]];
}

void add_scaled(std::vector<double>& sums, double weight, const double* values) {
  if (weight == 0) return;
  for (std::size_t x = 0; x < sums.size(); ++x) sums[x] += weight * values[x];
}

/// Correlates with a whole kernel, and rounds each sum.
template <class Round>
cv::Mat correlate_whole(const cv::Mat& image, const EdgeKernel& kernel, Round round) {
  const cv::Size size = kernel.weights.size();
  const auto& [left, top] = std::pair(kernel.anchor.x, kernel.anchor.y);
  const std::vector<int> columns =
      border_indices(image.cols, left, size.width - 1 - left, Border::Reflect101);
  const std::vector<int> lines = border_indices(image.rows, top, size.height - 1 - top, Border::Reflect101);
  cv::Mat result = new_image(image.size(), CV_32FC1);
  std::vector<double> padded(columns.size());
  std::vector<double> sums(static_cast<std::size_t>(image.cols));
  for (int y = 0; y < image.rows; ++y) {
    std::ranges::fill(sums, 0.0);
    for (int ky = 0; ky < size.height; ++ky) {
      pad_row(image.ptr<std::uint8_t>(lines[static_cast<std::size_t>(y + ky)]), columns, padded);
      for (int kx = 0; kx < size.width; ++kx)
        add_scaled(sums, kernel.weights.at<double>(ky, kx), padded.data() + kx);
    }
    auto* to = result.ptr<float>(y);
    for (std::size_t x = 0; x < sums.size(); ++x) to[x] = round(sums[x]);
  }
  return result;
}

/// The first pass: along the rows, CV_64FC1.
cv::Mat along_rows(const cv::Mat& image, const std::vector<double>& weights) {
  const int radius = static_cast<int>(weights.size()) / 2;
  const std::vector<int> columns = border_indices(image.cols, radius, radius, Border::Reflect101);
  cv::Mat rows = new_image(image.size(), CV_64FC1);
  for_row_bands(image.rows, 16, [&](int begin, int end) {
    std::vector<double> padded(columns.size());
    std::vector<double> sums(static_cast<std::size_t>(image.cols));
    for (int y = begin; y < end; ++y) {
      pad_row(image.ptr<std::uint8_t>(y), columns, padded);
      std::ranges::fill(sums, 0.0);
      for (std::size_t k = 0; k < weights.size(); ++k) add_scaled(sums, weights[k], padded.data() + k);
      std::ranges::copy(sums, rows.ptr<double>(y));
    }
  });
  return rows;
}

const char* kernel_words(EdgeOperator op, Language language) {
  const bool zh = language == Language::Chinese;
  if (op == EdgeOperator::Roberts) return zh ? "沿对角线的差" : "The difference along a diagonal";
  return zh ? "两侧的加权差" : "The weighted difference of the two sides";
}

}  // namespace

cv::Mat correlate_gradient(const cv::Mat& image, EdgeOperator op, Axis axis) {
  return correlate_whole(image, gradient_kernel(op, axis),
                         [](double sum) { return static_cast<float>(sum); });
}

cv::Mat fast_correlate_gradient(const cv::Mat& image, EdgeOperator op, Axis axis) {
  switch (op) {
    case EdgeOperator::Prewitt:
      return fast_derivative(image, {{-1, 0, 1}, {1, 1, 1}}, axis, Border::Reflect101);
    case EdgeOperator::Sobel:
      return fast_derivative(image, sobel_kernel(3), axis, Border::Reflect101);
    case EdgeOperator::Scharr:
      return fast_derivative(image, scharr_kernel(), axis, Border::Reflect101);
    default:
      return correlate_gradient(image, op, axis);
  }
}

float rounded_response(double sum) { return static_cast<float>(std::nearbyint(sum * 1024) / 1024 + 0.0); }

cv::Mat second_derivative(const cv::Mat& image, EdgeOperator op, double sigma, double ratio) {
  const std::vector<SeparablePart> kernels = second_derivative_kernels(op, sigma, ratio);
  std::vector<cv::Mat> rows;
  std::vector<std::vector<int>> lines;
  for (const SeparablePart& kernel : kernels) {
    const int radius = static_cast<int>(kernel.vertical.size()) / 2;
    rows.push_back(along_rows(image, kernel.horizontal));
    lines.push_back(border_indices(image.rows, radius, radius, Border::Reflect101));
  }
  cv::Mat result = new_image(image.size(), CV_32FC1);
  for_row_bands(image.rows, 16, [&](int begin, int end) {
    std::vector<double> sums(static_cast<std::size_t>(image.cols));
    for (int y = begin; y < end; ++y) {
      std::ranges::fill(sums, 0.0);
      for (std::size_t i = 0; i < kernels.size(); ++i) {
        for (std::size_t k = 0; k < kernels[i].vertical.size(); ++k) {
          const int line = lines[i][static_cast<std::size_t>(y) + k];
          add_scaled(sums, kernels[i].vertical[k], rows[i].ptr<double>(line));
        }
      }
      auto* to = result.ptr<float>(y);
      for (std::size_t x = 0; x < sums.size(); ++x) to[x] = rounded_response(sums[x]);
    }
  });
  return result;
}

cv::Mat second_derivative_directly(const cv::Mat& image, EdgeOperator op, double sigma, double ratio) {
  return correlate_whole(image, sum_of(second_derivative_kernels(op, sigma, ratio)), rounded_response);
}

double kernel_sum(const cv::Mat& image, cv::Point at, const EdgeKernel& kernel) {
  double sum = 0;
  for (int ky = 0; ky < kernel.weights.rows; ++ky) {
    const int line = border_index(at.y + ky - kernel.anchor.y, image.rows, Border::Reflect101);
    for (int kx = 0; kx < kernel.weights.cols; ++kx) {
      const int column = border_index(at.x + kx - kernel.anchor.x, image.cols, Border::Reflect101);
      sum += kernel.weights.at<double>(ky, kx) * image.at<std::uint8_t>(line, column);
    }
  }
  return sum;
}

namespace {

Explanation explain_kernel(cv::Point at, const StageImage& image, const EdgeKernel& kernel) {
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  for (int ky = 0; ky < kernel.weights.rows; ++ky) {
    for (int kx = 0; kx < kernel.weights.cols; ++kx) {
      const double weight = kernel.weights.at<double>(ky, kx);
      const cv::Point place = at + cv::Point(kx, ky) - kernel.anchor;
      if (weight != 0) explanation.terms.push_back(tap(image, place, 0, weight, Border::Reflect101));
    }
  }
  // A DoG of two equal bells weighs nothing.
  if (explanation.terms.empty()) explanation.terms.push_back(image.term(at, 0, 0));
  sum_terms(explanation, 1, Rounding::ToFloat);
  return explanation;
}

}  // namespace

Explanation explain_gradient(cv::Point at, const StageImage& image, EdgeOperator op, Axis axis) {
  Explanation explanation = explain_kernel(at, image, gradient_kernel(op, axis));
  const std::string value = brief(explanation.result[0]);
  explanation.verdict = {fmt::format("{} is {}.", kernel_words(op, Language::English), value),
                         fmt::format("{}为 {}。", kernel_words(op, Language::Chinese), value)};
  return explanation;
}

Explanation explain_second_derivative(cv::Point at, const StageImage& image, EdgeOperator op, double sigma,
                                      double ratio) {
  Explanation explanation = explain_kernel(at, image, sum_of(second_derivative_kernels(op, sigma, ratio)));
  if (has_own_bell(op)) {
    const double sum = explanation.steps[0].value;
    explanation.result[0] = rounded_response(sum);
    explanation.steps.push_back(
        {{"rounded to 1/1024", "舍入到 1/1024"}, brief(sum), explanation.result[0], {}});
  }
  const double value = explanation.result[0];
  const std::string number = brief(value);
  if (value > 0) {
    explanation.verdict = {
        fmt::format("Darker than its surroundings: {}, on the dark side of an edge.", number),
        fmt::format("比周围暗：{}，位于边缘的暗侧。", number)};
  } else if (value < 0) {
    explanation.verdict = {
        fmt::format("Brighter than its surroundings: {}, on the bright side of an edge.", number),
        fmt::format("比周围亮：{}，位于边缘的亮侧。", number)};
  } else {
    explanation.verdict = {"As bright as its surroundings: no curvature here.",
                           "与周围一样亮：此处没有曲率。"};
  }
  return explanation;
}

}  // namespace pixelwhy
