#include "convolution/convolution.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/image_pool.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

Matrix applied_kernel(const MatrixValue& kernel, bool flip, bool normalize) {
  cv::Mat weights = kernel.mat();
  if (cv::countNonZero(weights) == 0) {
    throw usage_error(
        "kernel: all numbers of '" + format_matrix(kernel) + "' are 0; expected a number other than 0",
        "kernel：'" + format_matrix(kernel) + "' 的数全为 0；应有非零数");
  }
  if (normalize) {
    double divisor = cv::sum(weights)[0];
    if (std::abs(divisor) <= 1e-12 * cv::norm(weights, cv::NORM_L1))
      divisor = cv::sum(cv::max(weights, 0))[0];
    for (double& weight : cv::Mat_<double>(weights)) weight /= divisor;
  }
  if (flip) cv::rotate(weights, weights, cv::ROTATE_180);
  return {weights};
}

namespace {

/// The taps of every output along one axis.
std::vector<std::vector<AxisTap>> all_taps(const ConvolutionAxis& axis, const ConvolutionSteps& steps) {
  std::vector<std::vector<AxisTap>> taps;
  for (int o = 0; o < axis.outputs; ++o) taps.push_back(taps_of(axis, steps, o));
  return taps;
}

/// The pixel that a place reads, `outside_constant` where that is nothing.
void apply_border(std::vector<std::vector<AxisTap>>& taps, int length, Border border) {
  for (auto& of_one : taps) {
    for (AxisTap& tap : of_one) tap.place = border_index(tap.place, length, border);
    std::erase_if(of_one, [](const AxisTap& tap) { return tap.place == outside_constant; });
  }
}

}  // namespace

cv::Mat convolve(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps) {
  const ConvolutionAxes axes = convolution_axes(image.size(), weights.values.size(), steps);
  const int channels = image.channels();
  auto across = all_taps(axes.x, steps);
  auto down = all_taps(axes.y, steps);
  apply_border(across, image.cols, steps.border);
  apply_border(down, image.rows, steps.border);
  cv::Mat response = new_image(axes.outputs(), CV_32FC(channels));
  for (int y = 0; y < response.rows; ++y) {
    auto* to = response.ptr<float>(y);
    for (int x = 0; x < response.cols; ++x) {
      for (int c = 0; c < channels; ++c) {
        double sum = 0;
        for (const AxisTap& row : down[static_cast<std::size_t>(y)]) {
          const auto* from = image.ptr<std::uint8_t>(row.place);
          const auto* weight = weights.values.ptr<double>(row.tap);
          for (const AxisTap& column : across[static_cast<std::size_t>(x)])
            sum += weight[column.tap] * from[column.place * channels + c];
        }
        to[x * channels + c] = static_cast<float>(sum);
      }
    }
  }
  return response;
}

Explanation explain_convolution(cv::Point at, const StageImage& image, const Matrix& weights,
                                const ConvolutionSteps& steps) {
  const ConvolutionAxes axes = convolution_axes(image.image.size(), weights.values.size(), steps);
  const std::vector<AxisTap> across = taps_of(axes.x, steps, at.x);
  const std::vector<AxisTap> down = taps_of(axes.y, steps, at.y);
  const int channels = image.image.channels();
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  for (int c = channels - 1; c >= 0; --c) {
    for (const AxisTap& row : down) {
      for (const AxisTap& column : across) {
        explanation.terms.push_back(tap(image, {column.place, row.place}, c,
                                        weights.values.at<double>(row.tap, column.tap), steps.border));
      }
    }
  }
  const bool met = !explanation.terms.empty();
  if (!met) {
    const cv::Point nearest(std::min(at.x / steps.stride, image.image.cols - 1),
                            std::min(at.y / steps.stride, image.image.rows - 1));
    for (int c = channels - 1; c >= 0; --c) explanation.terms.push_back(image.term(nearest, c, 0));
  }
  sum_terms(explanation, channels, Rounding::ToFloat);
  if (!met) {
    explanation.verdict = {
        "No pixel's kernel reaches here: the stride is larger than the kernel, so a hole is left.",
        "没有任何像素的核覆盖此处：步幅大于核的覆盖范围，因而留下空洞。"};
  }
  return explanation;
}

float shown_response(float response, ResponseMode mode) {
  if (mode == ResponseMode::Offset) return response + 128;
  return mode == ResponseMode::Absolute ? std::abs(response) : response;
}

cv::Mat show_response(const cv::Mat& response, ResponseMode mode) {
  cv::Mat result = new_image(response.size(), CV_8UC(response.channels()));
  const int length = response.cols * response.channels();
  for (int y = 0; y < response.rows; ++y) {
    const auto* from = response.ptr<float>(y);
    auto* to = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < length; ++x) to[x] = round_even_to_byte(shown_response(from[x], mode));
  }
  return result;
}

Explanation explain_shown(cv::Point at, const StageImage& response, ResponseMode mode) {
  Explanation explanation;
  explanation.rule = Rule::Formula;
  const int channels = response.image.channels();
  explanation.result.resize(static_cast<std::size_t>(channels));
  std::string from, to;
  for (int c = channels - 1; c >= 0; --c) {
    explanation.terms.push_back(response.term(at, c));
    const double value = explanation.terms.back().value;
    const float shown = shown_response(static_cast<float>(value), mode);
    const double byte = round_even_to_byte(shown);
    const std::string channel = channels == 1 ? "" : std::string(" ") + "BGR"[c];
    if (mode == ResponseMode::Offset)
      explanation.steps.push_back(
          {{"plus middle gray" + channel, "加上中间灰" + channel}, brief(value) + " + 128", shown, {}});
    if (mode == ResponseMode::Absolute)
      explanation.steps.push_back(
          {{"without its sign" + channel, "取绝对值" + channel}, "|" + brief(value) + "|", shown, {}});
    explanation.steps.push_back({{"rounded, held to 0 … 255" + channel, "舍入并限制在 0…255" + channel},
                                 "min(max(" + brief(shown) + ", 0), 255)",
                                 byte,
                                 {}});
    explanation.result[static_cast<std::size_t>(c)] = byte;
    from += (from.empty() ? "" : ", ") + brief(value);
    to += (to.empty() ? "" : ", ") + brief(byte);
  }
  explanation.verdict = {"The response " + from + " is shown as " + to + ".",
                         "响应 " + from + " 显示为 " + to + "。"};
  return explanation;
}

}  // namespace pixelwhy
