#include "operators/derivative.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "core/image_pool.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

int reach(const std::vector<int>& taps) { return static_cast<int>(taps.size()) / 2; }

/// The last step of a stage with a divisor. Adding 0 turns -0 into 0.
float round_half_to_even(double value) { return static_cast<float>(std::nearbyint(value) + 0.0); }

/// Correlates a picture with `horizontal` along its rows, then with `vertical` along its columns. All sums
/// are integers below 2^24, so float holds them exactly.
cv::Mat correlate(const cv::Mat& image, const std::vector<int>& horizontal, const std::vector<int>& vertical,
                  int divisor, Border border) {
  const int rx = reach(horizontal);
  const int ry = reach(vertical);
  const std::vector<int> columns = border_indices(image.cols, rx, rx, border);
  const std::vector<int> lines = border_indices(image.rows, ry, ry, border);
  const auto width = static_cast<std::size_t>(image.cols);

  cv::Mat rows = new_image(image.size(), CV_32FC1, cv::Scalar::all(0));
  std::vector<float> padded(columns.size());
  for (int y = 0; y < image.rows; ++y) {
    const auto* from = image.ptr<std::uint8_t>(y);
    for (std::size_t i = 0; i < padded.size(); ++i) {
      padded[i] = columns[i] == outside_constant ? 0.0F : from[columns[i]];
    }
    auto* sums = rows.ptr<float>(y);
    for (std::size_t k = 0; k < horizontal.size(); ++k) {
      const auto weight = static_cast<float>(horizontal[k]);
      for (std::size_t x = 0; x < width; ++x) sums[x] += weight * padded[x + k];
    }
  }

  cv::Mat result = new_image(image.size(), CV_32FC1, cv::Scalar::all(0));
  for (int y = 0; y < image.rows; ++y) {
    auto* sums = result.ptr<float>(y);
    for (std::size_t k = 0; k < vertical.size(); ++k) {
      const int line = lines[static_cast<std::size_t>(y) + k];
      if (line == outside_constant) continue;
      const auto weight = static_cast<float>(vertical[k]);
      const auto* from = rows.ptr<float>(line);
      for (std::size_t x = 0; x < width; ++x) sums[x] += weight * from[x];
    }
    if (divisor == 1) continue;
    for (std::size_t x = 0; x < width; ++x) {
      sums[x] = round_half_to_even(sums[x] / static_cast<double>(divisor));
    }
  }
  return result;
}

float magnitude_of(double gx, double gy, Norm norm) {
  return static_cast<float>(norm == Norm::L1 ? std::abs(gx) + std::abs(gy) : std::sqrt(gx * gx + gy * gy));
}

template <class Function>
cv::Mat combine(const cv::Mat& gx, const cv::Mat& gy, Function function) {
  cv::Mat result = new_image(gx.size(), CV_32FC1);
  for (int y = 0; y < gx.rows; ++y) {
    const auto* a = gx.ptr<float>(y);
    const auto* b = gy.ptr<float>(y);
    auto* to = result.ptr<float>(y);
    for (int x = 0; x < gx.cols; ++x) to[x] = function(a[x], b[x]);
  }
  return result;
}

}  // namespace

DerivativeKernel sobel_kernel(int aperture) {
  switch (aperture) {
    case 3:
      return {{-1, 0, 1}, {1, 2, 1}};
    case 5:
      return {{-1, -2, 0, 2, 1}, {1, 4, 6, 4, 1}};
    case 7:
      return {{-1, -4, -5, 0, 5, 4, 1}, {1, 6, 15, 20, 15, 6, 1}};
    default:
      throw std::logic_error("sobel_kernel: aperture must be 3, 5 or 7");
  }
}

DerivativeKernel scharr_kernel() { return {{-1, 0, 1}, {3, 10, 3}}; }

cv::Mat derivative(const cv::Mat& image, const DerivativeKernel& kernel, Axis axis, Border border) {
  return axis == Axis::X ? correlate(image, kernel.difference, kernel.smoothing, kernel.divisor, border)
                         : correlate(image, kernel.smoothing, kernel.difference, kernel.divisor, border);
}

Explanation explain_derivative(cv::Point at, const StageImage& image, const DerivativeKernel& kernel,
                               Axis axis, Border border) {
  const std::vector<int>& horizontal = axis == Axis::X ? kernel.difference : kernel.smoothing;
  const std::vector<int>& vertical = axis == Axis::X ? kernel.smoothing : kernel.difference;
  const int rx = reach(horizontal);
  const int ry = reach(vertical);
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  for (int dy = -ry; dy <= ry; ++dy) {
    for (int dx = -rx; dx <= rx; ++dx) {
      const int product =
          horizontal[static_cast<std::size_t>(dx + rx)] * vertical[static_cast<std::size_t>(dy + ry)];
      const double weight = product / static_cast<double>(kernel.divisor);
      if (product != 0) explanation.terms.push_back(tap(image, at + cv::Point(dx, dy), 0, weight, border));
    }
  }
  sum_terms(explanation, 1, Rounding::ToFloat);
  if (kernel.divisor != 1) {
    const double sum = explanation.result[0];
    explanation.result[0] = round_half_to_even(sum);
    explanation.steps.push_back(
        {{"rounded, halves to even", "四舍六入五成双"}, brief(sum), explanation.result[0], {}});
  }
  const double value = explanation.result[0];
  const char* en[] = {"It gets brighter to the right", "It gets brighter downwards",
                      "It gets darker to the right", "It gets darker downwards", "The two sides balance"};
  const char* zh[] = {"向右变亮", "向下变亮", "向右变暗", "向下变暗", "两侧相互抵消"};
  const int which = value == 0 ? 4 : (value < 0 ? 2 : 0) + (axis == Axis::Y ? 1 : 0);
  explanation.verdict = {fmt::format("{}: the weighted differences add up to {}.", en[which], brief(value)),
                         fmt::format("{}：加权差之和为 {}。", zh[which], brief(value))};
  return explanation;
}

int gradient_strength(int gx, int gy, Norm norm) {
  return norm == Norm::L1 ? std::abs(gx) + std::abs(gy) : gx * gx + gy * gy;
}

cv::Mat gradient_magnitude(const cv::Mat& gx, const cv::Mat& gy, Norm norm) {
  return combine(gx, gy, [norm](float x, float y) { return magnitude_of(x, y, norm); });
}

Explanation explain_magnitude(cv::Point at, const StageImage& gx, const StageImage& gy, Norm norm) {
  Explanation explanation;
  explanation.rule = Rule::Formula;
  explanation.terms = {gx.term(at), gy.term(at)};
  const double x = explanation.terms[0].value;
  const double y = explanation.terms[1].value;
  explanation.heading = Heading{{x, y}, {}};
  const double result = magnitude_of(x, y, norm);
  if (norm == Norm::L1) {
    explanation.steps.push_back(
        {{"sum of sizes", "绝对值之和"}, fmt::format("|{}| + |{}|", brief(x), brief(y)), result, {}});
  } else {
    explanation.steps.push_back(
        {{"sum of squares", "平方和"}, fmt::format("({})² + ({})²", brief(x), brief(y)), x * x + y * y, {}});
    explanation.steps.push_back(
        {{"square root", "平方根"}, fmt::format("√{}", brief(x * x + y * y)), result, {}});
  }
  explanation.result = {result};
  explanation.verdict = {
      fmt::format("The gradient ({}, {}) has the length {}.", brief(x), brief(y), brief(result)),
      fmt::format("梯度 ({}, {}) 的长度为 {}。", brief(x), brief(y), brief(result))};
  return explanation;
}

cv::Mat float_magnitude(const cv::Mat& gx, const cv::Mat& gy, bool fused) {
  return combine(gx, gy, [fused](float x, float y) {
    // Squares in double are exact, so that the compiler cannot fuse what is to be rounded.
    const double square = static_cast<double>(x) * x;
    const auto rest = static_cast<float>(static_cast<double>(y) * y);
    const auto sum = fused ? static_cast<float>(square + rest)
                           : static_cast<float>(static_cast<double>(static_cast<float>(square)) + rest);
    return std::sqrt(sum);
  });
}

cv::Mat opencv_magnitude(const cv::Mat& gx, const cv::Mat& gy, Norm norm) {
  cv::Mat result;
  if (norm == Norm::L1) {
    cv::add(cv::abs(gx), cv::abs(gy), result);
  } else {
    cv::magnitude(gx, gy, result);
  }
  return result;
}

float gradient_direction_of(double gx, double gy) {
  if (gx == 0 && gy == 0) return 0;  // atan2 would tell 0 from -0
  double degrees = std::atan2(gy, gx) * 180 / std::numbers::pi;
  if (degrees < 0) degrees += 360;
  const auto rounded = static_cast<float>(degrees);
  return rounded < 360.0F ? rounded : 0.0F;
}

cv::Mat gradient_direction(const cv::Mat& gx, const cv::Mat& gy) {
  return combine(gx, gy, [](float x, float y) { return gradient_direction_of(x, y); });
}

Explanation explain_direction(cv::Point at, const StageImage& gx, const StageImage& gy) {
  Explanation explanation;
  explanation.rule = Rule::Formula;
  explanation.terms = {gx.term(at), gy.term(at)};
  const double x = explanation.terms[0].value;
  const double y = explanation.terms[1].value;
  explanation.heading = Heading{{x, y}, {}};
  const double result = gradient_direction_of(x, y);
  explanation.steps.push_back(
      {{"angle in degrees", "角度（度）"}, fmt::format("atan2({}, {})", brief(y), brief(x)), result, {}});
  explanation.result = {result};
  if (x == 0 && y == 0) {
    explanation.verdict = {"There is no gradient here, so the direction is 0 by convention.",
                           "此处没有梯度，方向按约定取 0。"};
  } else {
    explanation.verdict = {
        fmt::format("It gets brighter fastest towards {}° (0° to the right, 90° down).", brief(result)),
        fmt::format("朝 {}° 方向变亮最快（0° 向右，90° 向下）。", brief(result))};
  }
  return explanation;
}

std::vector<Option> norm_options() {
  // OpenCV asks whether it is L2.
  return {{"l1", {"L1: |gx| + |gy|", "L1：|gx| + |gy|"}, "false"},
          {"l2", {"L2: √(gx² + gy²)", "L2：√(gx² + gy²)"}, "true"}};
}

}  // namespace pixelwhy
