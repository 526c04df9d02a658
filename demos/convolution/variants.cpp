#include "convolution/convolution.h"

namespace pixelwhy {

namespace {

/// Row by row of the output: the columns hold the windows of its pixels, a row for each number of the kernel.
cv::Mat windows_of_row(const cv::Mat& image, int y, const ConvolutionAxes& axes,
                       const ConvolutionSteps& steps) {
  const int channels = image.channels();
  cv::Mat windows = cv::Mat::zeros(axes.y.taps * axes.x.taps, axes.x.outputs * channels, CV_64F);
  for (const AxisTap& row : taps_of(axes.y, steps, y)) {
    const int line = border_index(row.place, image.rows, steps.border);
    if (line == outside_constant) continue;
    const auto* from = image.ptr<std::uint8_t>(line);
    for (int x = 0; x < axes.x.outputs; ++x) {
      for (const AxisTap& column : taps_of(axes.x, steps, x)) {
        const int place = border_index(column.place, image.cols, steps.border);
        if (place == outside_constant) continue;
        auto* to = windows.ptr<double>(row.tap * axes.x.taps + column.tap) + x * channels;
        for (int c = 0; c < channels; ++c) to[c] = from[place * channels + c];
      }
    }
  }
  return windows;
}

}  // namespace

cv::Mat convolve_im2col(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps) {
  const ConvolutionAxes axes = convolution_axes(image.size(), weights.values.size(), steps);
  const int channels = image.channels();
  if (steps.operation == ConvolutionOperation::Direct) {
    cv::Mat response(axes.outputs(), CV_32FC(channels));
    const cv::Mat kernel = weights.values.reshape(1, 1);
    for (int y = 0; y < response.rows; ++y) {
      const cv::Mat sums = kernel * windows_of_row(image, y, axes, steps);
      cv::Mat row = response.row(y).reshape(1, 1);
      sums.convertTo(row, CV_32F);
    }
    return response;
  }
  cv::Mat sums = cv::Mat::zeros(axes.outputs(), CV_64FC(channels));
  const cv::Mat kernel = weights.values.reshape(1, axes.y.taps * axes.x.taps);
  for (int i = 0; i < image.rows; ++i) {
    cv::Mat pixels;
    image.row(i).reshape(1, 1).convertTo(pixels, CV_64F);
    const cv::Mat stamps = kernel * pixels;  // every pixel times every number of the kernel
    for (int row = 0; row < axes.y.taps; ++row) {
      const int y = i * steps.stride - axes.y.before + row * steps.dilation;
      if (y < 0 || y >= sums.rows) continue;
      for (int column = 0; column < axes.x.taps; ++column) {
        const auto* stamp = stamps.ptr<double>(row * axes.x.taps + column);
        for (int j = 0; j < image.cols; ++j) {
          const int x = j * steps.stride - axes.x.before + column * steps.dilation;
          if (x < 0 || x >= sums.cols) continue;
          for (int c = 0; c < channels; ++c) sums.ptr<double>(y)[x * channels + c] += stamp[j * channels + c];
        }
      }
    }
  }
  cv::Mat response;
  sums.convertTo(response, CV_32F);
  return response;
}

namespace {

/// One pass along the rows of CV_64F: every output of the axis from its taps.
cv::Mat pass_across(const cv::Mat& image, const cv::Mat& taps, const ConvolutionAxis& axis,
                    const ConvolutionSteps& steps) {
  const int channels = image.channels();
  cv::Mat result = cv::Mat::zeros(image.rows, axis.outputs, image.type());
  for (int x = 0; x < axis.outputs; ++x) {
    for (const AxisTap& tap : taps_of(axis, steps, x)) {
      const int place = border_index(tap.place, axis.length, steps.border);
      if (place == outside_constant) continue;
      const double weight = taps.at<double>(tap.tap);
      for (int y = 0; y < image.rows; ++y) {
        const auto* from = image.ptr<double>(y) + place * channels;
        auto* to = result.ptr<double>(y) + x * channels;
        for (int c = 0; c < channels; ++c) to[c] += weight * from[c];
      }
    }
  }
  return result;
}

/// The same along the columns, added to `sums`.
void pass_down(const cv::Mat& image, const cv::Mat& taps, const ConvolutionAxis& axis,
               const ConvolutionSteps& steps, cv::Mat& sums) {
  for (int y = 0; y < axis.outputs; ++y) {
    cv::Mat row = sums.row(y);
    for (const AxisTap& tap : taps_of(axis, steps, y)) {
      const int place = border_index(tap.place, axis.length, steps.border);
      if (place != outside_constant) cv::scaleAdd(image.row(place), taps.at<double>(tap.tap), row, row);
    }
  }
}

}  // namespace

cv::Mat convolve_separably(const cv::Mat& image, const Matrix& weights, const ConvolutionSteps& steps) {
  const ConvolutionAxes axes = convolution_axes(image.size(), weights.values.size(), steps);
  cv::Mat pixels;
  image.convertTo(pixels, CV_64F);
  cv::Mat sums = cv::Mat::zeros(axes.outputs(), CV_64FC(image.channels()));
  const cv::SVD svd(weights.values);
  for (int i = 0; i < kernel_rank(weights.values); ++i) {
    const cv::Mat column = svd.u.col(i) * svd.w.at<double>(i);
    pass_down(pass_across(pixels, svd.vt.row(i).clone(), axes.x, steps), column, axes.y, steps, sums);
  }
  cv::Mat response;
  sums.convertTo(response, CV_32F);
  return response;
}

}  // namespace pixelwhy
