#include "operators/derivative_fast.h"

#include "kernels/derivative.h"
#include "kernels/sobel.h"
#include "operators/row_bands.h"

namespace pixelwhy {

cv::Mat fast_derivative(const cv::Mat& image, const DerivativeKernel& kernel, Axis axis, Border border) {
  if (!kernels_fit(image)) return derivative(image, kernel, axis, border);
  const std::vector<int>& horizontal = axis == Axis::X ? kernel.difference : kernel.smoothing;
  const std::vector<int>& vertical = axis == Axis::X ? kernel.smoothing : kernel.difference;
  const int reach = static_cast<int>(horizontal.size()) / 2;
  std::vector<int> margins;
  for (int x = -reach; x < 0; ++x) margins.push_back(border_index(x, image.cols, border));
  for (int x = 0; x < reach; ++x) margins.push_back(border_index(image.cols + x, image.cols, border));
  const kernels::Correlation correlation{vertical.data(), horizontal.data(), static_cast<std::size_t>(reach),
                                         1.0F / static_cast<float>(kernel.divisor), margins.data()};
  const auto width = static_cast<std::size_t>(image.cols);
  const std::vector<std::uint8_t> outside(width, 0);
  std::vector<const std::uint8_t*> lines;
  for (const int line : border_indices(image.rows, reach, reach, border))
    lines.push_back(line == outside_constant ? outside.data() : image.ptr<std::uint8_t>(line));
  cv::Mat result = new_image(image.size(), CV_32FC1);
  for_row_bands(image.rows, 16, [&](int begin, int end) {
    const Scratch<std::int16_t> scratch(width + 2 * kernels::margin_room);
    for (int y = begin; y < end; ++y)
      kernels::correlation_row(correlation, lines.data() + y, width, scratch.data(), result.ptr<float>(y));
  });
  return result;
}

cv::Mat fast_gradient_magnitude(const cv::Mat& gx, const cv::Mat& gy, Norm norm) {
  if (!kernels_fit(gx)) return gradient_magnitude(gx, gy, norm);
  cv::Mat result = new_image(gx.size(), CV_32FC1);
  for_row_bands(gx.rows, 32, [&](int begin, int end) {
    for (int y = begin; y < end; ++y)
      kernels::magnitude_row(gx.ptr<float>(y), gy.ptr<float>(y), static_cast<std::size_t>(gx.cols),
                             norm == Norm::L2, result.ptr<float>(y));
  });
  return result;
}

cv::Mat fast_gradient_direction(const cv::Mat& gx, const cv::Mat& gy) {
  if (!kernels_fit(gx)) return gradient_direction(gx, gy);
  const auto width = static_cast<std::size_t>(gx.cols);
  cv::Mat result = new_image(gx.size(), CV_32FC1);
  for_row_bands(gx.rows, 16, [&](int begin, int end) {
    const Scratch<std::uint32_t> doubtful(width + 64);
    for (int y = begin; y < end; ++y) {
      const auto* x_row = gx.ptr<float>(y);
      const auto* y_row = gy.ptr<float>(y);
      auto* to = result.ptr<float>(y);
      const std::size_t count = kernels::direction_row(x_row, y_row, width, to, doubtful.data());
      for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t x = doubtful.data()[i];
        to[x] = gradient_direction_of(x_row[x], y_row[x]);
      }
    }
  });
  return result;
}

namespace {

/// Rows of the magnitude, and of both derivatives where they are not empty.
void sobel_rows(const cv::Mat& image, Norm norm, Border border, Gradient& gradient) {
  const auto width = static_cast<std::size_t>(image.cols);
  const int left = border_index(-1, image.cols, border);
  const int right = border_index(image.cols, image.cols, border);
  const std::vector<std::uint8_t> outside(width, 0);
  const auto line = [&](int y) {
    const int place = border_index(y, image.rows, border);
    return place == outside_constant ? outside.data() : image.ptr<std::uint8_t>(place);
  };
  gradient.magnitude = new_image(image.size(), CV_32FC1);
  for_row_bands(image.rows, 16, [&](int begin, int end) {
    const Scratch<std::int16_t> scratch(kernels::sobel_scratch(width));
    for (int y = begin; y < end; ++y) {
      const bool all = !gradient.gx.empty();
      kernels::sobel_row({{line(y - 1), line(y), line(y + 1)}, width, left, right, norm == Norm::L2},
                         scratch.data(), all ? gradient.gx.ptr<float>(y) : nullptr,
                         all ? gradient.gy.ptr<float>(y) : nullptr, gradient.magnitude.ptr<float>(y));
    }
  });
}

}  // namespace

Gradient fast_sobel(const cv::Mat& image, Norm norm, Border border) {
  Gradient gradient;
  if (kernels_fit(image)) {
    gradient.gx = new_image(image.size(), CV_32FC1);
    gradient.gy = new_image(image.size(), CV_32FC1);
    sobel_rows(image, norm, border, gradient);
  } else {
    gradient.gx = derivative(image, sobel_kernel(3), Axis::X, border);
    gradient.gy = derivative(image, sobel_kernel(3), Axis::Y, border);
    gradient.magnitude = gradient_magnitude(gradient.gx, gradient.gy, norm);
  }
  return gradient;
}

cv::Mat fast_sobel_magnitude(const cv::Mat& image, Norm norm, Border border) {
  if (!kernels_fit(image)) return fast_sobel(image, norm, border).magnitude;
  Gradient gradient;
  sobel_rows(image, norm, border, gradient);
  return gradient.magnitude;
}

}  // namespace pixelwhy
