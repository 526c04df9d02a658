#include "edge-operators/kernels.h"

#include <algorithm>
#include <cmath>

#include "operators/gaussian.h"

namespace pixelwhy {

namespace {

/// What a kernel answers along a row across a unit step that was smoothed by these weights: the sums of what
/// both make of its columns, from each one on.
std::vector<double> step_response(const EdgeKernel& kernel, const std::vector<double>& smoothing) {
  std::vector<double> response(static_cast<std::size_t>(kernel.weights.cols) + smoothing.size(), 0);
  for (int x = 0; x < kernel.weights.cols; ++x) {
    const double column = cv::sum(kernel.weights.col(x))[0];
    for (std::size_t i = 0; i < smoothing.size(); ++i)
      response[static_cast<std::size_t>(x) + i] += column * smoothing[i];
  }
  for (std::size_t i = response.size() - 1; i > 0; --i) response[i - 1] += response[i];
  return response;
}

/// The bell of ceil(4·radius), where less than a thousandth is left; without a width it is the pixel itself.
std::vector<double> bell_of(double sigma) {
  if (sigma == 0) return {0, 1, 0};
  return gaussian_curve(sigma, static_cast<int>(std::ceil(4 * sigma)));
}

std::vector<double> curvature_of(const std::vector<double>& bell) {
  const int radius = static_cast<int>(bell.size()) / 2;
  double variance = 0;
  for (int x = -radius; x <= radius; ++x) variance += x * x * bell[static_cast<std::size_t>(x + radius)];
  std::vector<double> curvature(bell.size(), 0);
  for (int x = -radius; x <= radius; ++x) {
    const auto i = static_cast<std::size_t>(x + radius);
    curvature[i] = variance > 0 ? (x * x / variance - 1) * bell[i] : x == 0 ? -1 : std::abs(x) == 1 ? 0.5 : 0;
  }
  return curvature;
}

}  // namespace

std::vector<Option> edge_operator_options() {
  return {{"roberts", {"Roberts", "Roberts"}},
          {"prewitt", {"Prewitt", "Prewitt"}},
          {"sobel", {"Sobel", "Sobel"}},
          {"scharr", {"Scharr", "Scharr"}},
          {"laplacian4", {"Laplacian, 4 neighbours", "拉普拉斯，4 邻域"}},
          {"laplacian8", {"Laplacian, 8 neighbours", "拉普拉斯，8 邻域"}},
          {"log", {"LoG: Laplacian of Gaussian", "LoG：高斯拉普拉斯"}},
          {"dog", {"DoG: difference of Gaussians", "DoG：高斯差分"}}};
}

Text edge_operator_name(EdgeOperator op) {
  static const std::vector<Text> names = {
      {"Roberts", "Roberts"},        {"Prewitt", "Prewitt"},        {"Sobel", "Sobel"}, {"Scharr", "Scharr"},
      {"Laplacian 4", "拉普拉斯 4"}, {"Laplacian 8", "拉普拉斯 8"}, {"LoG", "LoG"},     {"DoG", "DoG"}};
  return names[static_cast<std::size_t>(op)];
}

bool is_gradient(EdgeOperator op) { return op <= EdgeOperator::Scharr; }

bool has_own_bell(EdgeOperator op) { return op == EdgeOperator::Log || op == EdgeOperator::Dog; }

EdgeKernel gradient_kernel(EdgeOperator op, Axis axis) {
  if (op == EdgeOperator::Roberts) {
    return {axis == Axis::X ? cv::Mat((cv::Mat_<double>(2, 2) << 1, 0, 0, -1))
                            : cv::Mat((cv::Mat_<double>(2, 2) << 0, 1, -1, 0)),
            {0, 0}};
  }
  const double side = op == EdgeOperator::Scharr ? 3 : 1;
  const double middle = op == EdgeOperator::Scharr ? 10 : op == EdgeOperator::Sobel ? 2 : 1;
  const cv::Mat x = (cv::Mat_<double>(3, 3) << -side, 0, side, -middle, 0, middle, -side, 0, side);
  return {axis == Axis::X ? x : cv::Mat(x.t()), {1, 1}};
}

std::vector<SeparablePart> second_derivative_kernels(EdgeOperator op, double sigma, double ratio) {
  switch (op) {
    case EdgeOperator::Laplacian4:
      return {{{1, -2, 1}, {0, 1, 0}}, {{0, 1, 0}, {1, -2, 1}}};
    case EdgeOperator::Laplacian8:
      return {{{1, 1, 1}, {1, 1, 1}}, {{0, -9, 0}, {0, 1, 0}}};
    case EdgeOperator::Log: {
      const std::vector<double> bell = bell_of(sigma);
      const std::vector<double> curvature = curvature_of(bell);
      return {{curvature, bell}, {bell, curvature}};
    }
    case EdgeOperator::Dog: {
      const std::vector<double> wide = bell_of(ratio * sigma);
      const std::vector<double> narrow = bell_of(sigma);
      std::vector<double> less = narrow;
      for (double& weight : less) weight = -weight;
      return {{wide, wide}, {less, narrow}};
    }
    default:
      return {};
  }
}

EdgeKernel sum_of(const std::vector<SeparablePart>& kernels) {
  std::size_t side = 1;
  for (const SeparablePart& kernel : kernels) side = std::max(side, kernel.horizontal.size());
  const int n = static_cast<int>(side);
  EdgeKernel sum{cv::Mat::zeros(n, n, CV_64FC1), {n / 2, n / 2}};
  for (const auto& [horizontal, vertical] : kernels) {
    const int own = static_cast<int>(horizontal.size());
    const int margin = (n - own) / 2;
    for (int y = 0; y < own; ++y) {
      for (int x = 0; x < own; ++x)
        sum.weights.at<double>(margin + y, margin + x) +=
            vertical[static_cast<std::size_t>(y)] * horizontal[static_cast<std::size_t>(x)];
    }
  }
  return sum;
}

double step_gain(EdgeOperator op, double sigma, double ratio) {
  double gain = 0;
  const std::vector<double> smoothing =
      has_own_bell(op) || sigma == 0 ? std::vector<double>{1} : gaussian_curve(sigma, gaussian_radius(sigma));
  if (is_gradient(op)) {
    const std::vector<double> x = step_response(gradient_kernel(op, Axis::X), smoothing);
    const std::vector<double> y = step_response(gradient_kernel(op, Axis::Y), smoothing);
    for (std::size_t i = 0; i < x.size(); ++i) gain = std::max(gain, std::hypot(x[i], y[i]));
    return gain;
  }
  const std::vector<double> response =
      step_response(sum_of(second_derivative_kernels(op, sigma, ratio)), smoothing);
  for (std::size_t i = 1; i < response.size(); ++i) {
    if (response[i - 1] * response[i] < 0) gain = std::max(gain, std::abs(response[i - 1] - response[i]));
  }
  return gain;
}

}  // namespace pixelwhy
