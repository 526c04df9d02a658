#include <algorithm>

#include "convolution/convolution.h"
#include "core/image_pool.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// sums[x] += weight · row[x · step], a row of some channels.
void add_row(double* sums, double weight, const double* row, int count, int channels, int step) {
  if (step == 1) {
    for (int i = 0; i < count * channels; ++i) sums[i] += weight * row[i];
    return;
  }
  for (int x = 0; x < count; ++x) {
    for (int c = 0; c < channels; ++c) sums[x * channels + c] += weight * row[x * step * channels + c];
  }
}

/// The row with what the border rule reads on both sides of it.
void pad_row(const cv::Mat& image, int y, const std::vector<int>& columns, double* padded) {
  const int channels = image.channels();
  const auto* from = image.ptr<std::uint8_t>(y);
  for (const int column : columns) {
    for (int c = 0; c < channels; ++c)
      *padded++ = column == outside_constant ? 0.0 : from[column * channels + c];
  }
}

void gather(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps,
            const ConvolutionAxes& axes, cv::Mat& response) {
  const int channels = image.channels();
  const std::vector<int> columns = border_indices(image.cols, axes.x.before, axes.x.after, steps.border);
  const auto length = static_cast<std::size_t>(response.cols * channels);
  for_row_bands(response.rows, 8, [&](int begin, int end) {
    std::vector<double> padded(columns.size() * static_cast<std::size_t>(channels));
    std::vector<double> sums(length);
    for (int y = begin; y < end; ++y) {
      std::fill(sums.begin(), sums.end(), 0.0);
      for (const AxisTap& row : taps_of(axes.y, steps, y)) {
        const int line = border_index(row.place, image.rows, steps.border);
        if (line == outside_constant) continue;
        pad_row(image, line, columns, padded.data());
        for (int j = 0; j < axes.x.taps; ++j)
          add_row(sums.data(), weights.values.at<double>(row.tap, j),
                  padded.data() + j * steps.dilation * channels, response.cols, channels, steps.stride);
      }
      std::copy(sums.begin(), sums.end(), response.ptr<float>(y));
    }
  });
}

void spread(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps,
            const ConvolutionAxes& axes, cv::Mat& response) {
  const int channels = image.channels();
  const auto length = static_cast<std::size_t>(response.cols * channels);
  for_row_bands(response.rows, 8, [&](int begin, int end) {
    std::vector<double> sums(length);
    for (int y = begin; y < end; ++y) {
      std::fill(sums.begin(), sums.end(), 0.0);
      for (const AxisTap& row : taps_of(axes.y, steps, y)) {
        const auto* from = image.ptr<std::uint8_t>(row.place);
        for (int j = 0; j < axes.x.taps; ++j) {
          const double weight = weights.values.at<double>(row.tap, j);
          for (int i = 0; i < image.cols; ++i) {
            const int x = i * steps.stride - axes.x.before + j * steps.dilation;
            if (x < 0 || x >= response.cols) continue;
            for (int c = 0; c < channels; ++c)
              sums[static_cast<std::size_t>(x * channels + c)] += weight * from[i * channels + c];
          }
        }
      }
      std::copy(sums.begin(), sums.end(), response.ptr<float>(y));
    }
  });
}

}  // namespace

cv::Mat fast_convolve(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps) {
  const ConvolutionAxes axes = convolution_axes(image.size(), weights.values.size(), steps);
  cv::Mat response = new_image(axes.outputs(), CV_32FC(image.channels()));
  const bool direct = steps.operation == ConvolutionOperation::Direct;
  (direct ? gather : spread)(image, weights, steps, axes, response);
  return response;
}

}  // namespace pixelwhy
