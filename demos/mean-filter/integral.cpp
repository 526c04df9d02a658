#include "mean-filter/integral.h"

#include "core/image_pool.h"

namespace pixelwhy {

cv::Mat row_sums(const cv::Mat& image, int window_width, Border border) {
  const int channels = image.channels();
  const int before = window_width / 2;
  const std::vector<int> columns = border_indices(image.cols, before, window_width - 1 - before, border);
  const int width = static_cast<int>(columns.size());
  cv::Mat sums = new_image({width, image.rows}, CV_64FC(channels));
  for (int y = 0; y < image.rows; ++y) {
    const auto* from = image.ptr<std::uint8_t>(y);
    auto* to = sums.ptr<double>(y);
    for (int c = 0; c < channels; ++c) {
      double sum = 0;
      for (int x = 0; x < width; ++x) {
        const int column = columns[static_cast<std::size_t>(x)];
        if (column != outside_constant) sum += from[column * channels + c];
        to[x * channels + c] = sum;
      }
    }
  }
  return sums;
}

cv::Mat integral_of(const cv::Mat& sums, int window_height, Border border) {
  const int before = window_height / 2;
  const std::vector<int> rows = border_indices(sums.rows, before, window_height - 1 - before, border);
  const int height = static_cast<int>(rows.size());
  const int length = sums.cols * sums.channels();
  cv::Mat integral = new_image({sums.cols, height}, sums.type());
  const std::vector<double> zeros(static_cast<std::size_t>(length), 0.0);
  const double* above = zeros.data();
  for (int y = 0; y < height; ++y) {
    const int row = rows[static_cast<std::size_t>(y)];
    const double* from = row == outside_constant ? zeros.data() : sums.ptr<double>(row);
    auto* to = integral.ptr<double>(y);
    for (int i = 0; i < length; ++i) to[i] = above[i] + from[i];
    above = to;
  }
  return integral;
}

cv::Mat mean_from_integral(const cv::Mat& integral, MeanWindow window) {
  const int channels = integral.channels();
  const cv::Size size(integral.cols - window.width + 1, integral.rows - window.height + 1);
  cv::Mat result = new_image(size, CV_8UC(channels));
  for (int y = 0; y < size.height; ++y) {
    const double* upper = y > 0 ? integral.ptr<double>(y - 1) : nullptr;
    const auto* lower = integral.ptr<double>(y + window.height - 1);
    auto* to = result.ptr<std::uint8_t>(y);
    const auto above_less = [&](int i) { return lower[i] - (upper ? upper[i] : 0); };
    for (int i = 0; i < size.width * channels; ++i) {
      const int last = i + (window.width - 1) * channels;
      const double sum = above_less(last) - (i >= channels ? above_less(i - channels) : 0);
      to[i] = rounded_mean(static_cast<int>(sum), window.area());
    }
  }
  return result;
}

}  // namespace pixelwhy
