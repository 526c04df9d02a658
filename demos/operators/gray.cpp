#include "operators/gray.h"

#include <opencv2/imgproc.hpp>

#include "core/image_pool.h"
#include "kernels/gray.h"
#include "operators/arithmetic.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {
constexpr int luma_weights[3] = {3735, 19235, 9798};  // B, G, R
constexpr int luma_bits = 15;
}  // namespace

cv::Mat to_gray(const cv::Mat& color) {
  cv::Mat gray = new_image(color.size(), CV_8UC1);
  for (int y = 0; y < color.rows; ++y) {
    const auto* from = color.ptr<std::uint8_t>(y);
    auto* to = gray.ptr<std::uint8_t>(y);
    for (int x = 0; x < color.cols; ++x) {
      const int sum = luma_weights[0] * from[3 * x] + luma_weights[1] * from[3 * x + 1] +
                      luma_weights[2] * from[3 * x + 2];
      to[x] = static_cast<std::uint8_t>((sum + (1 << (luma_bits - 1))) >> luma_bits);
    }
  }
  return gray;
}

cv::Mat fast_to_gray(const cv::Mat& color) {
  if (!kernels_fit(color)) return to_gray(color);
  cv::Mat gray = new_image(color.size(), CV_8UC1);
  for_row_bands(color.rows, 32, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::gray_row(color.ptr<std::uint8_t>(y), static_cast<std::size_t>(color.cols), luma_weights,
                        luma_bits, gray.ptr<std::uint8_t>(y));
  });
  return gray;
}

Explanation explain_gray(cv::Point at, const StageImage& color) {
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  for (int c = 2; c >= 0; --c) {
    explanation.terms.push_back(color.term(at, c, luma_weights[c] / static_cast<double>(1 << luma_bits)));
  }
  sum_terms(explanation, 1, Rounding::ToByte);
  return explanation;
}

cv::Mat opencv_gray(const cv::Mat& color) {
  cv::Mat gray;
  cv::cvtColor(color, gray, cv::COLOR_BGR2GRAY);
  return gray;
}

}  // namespace pixelwhy
