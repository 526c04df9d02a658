#include "core/non_finite.h"

#include <cmath>

namespace pixelwhy {

namespace {

template <class T>
NonFinite count(const cv::Mat& image) {
  NonFinite result;
  const int channels = image.channels();
  for (int y = 0; y < image.rows; ++y) {
    const T* row = image.ptr<T>(y);
    // A sum of zeros is zero, and anything not finite times zero is no number: a row of numbers is passed
    // quickly.
    T marks = 0;
    for (int i = 0; i < image.cols * channels; ++i) marks += row[i] * 0;
    if (marks == 0) continue;
    for (int x = 0; x < image.cols; ++x) {
      bool nan = false, plus = false, minus = false;
      for (int c = 0; c < channels; ++c) {
        const T value = row[x * channels + c];
        nan = nan || std::isnan(value);
        plus = plus || (std::isinf(value) && value > 0);
        minus = minus || (std::isinf(value) && value < 0);
      }
      result.nan += nan ? 1 : 0;
      result.plus += !nan && plus ? 1 : 0;
      result.minus += !nan && !plus && minus ? 1 : 0;
    }
  }
  return result;
}

}  // namespace

NonFinite count_non_finite(const cv::Mat& image) {
  if (image.depth() == CV_32F) return count<float>(image);
  if (image.depth() == CV_64F) return count<double>(image);
  return {};
}

std::optional<cv::Vec3b> non_finite_color(const double* channels, int count) {
  bool plus = false, minus = false;
  for (int i = 0; i < count; ++i) {
    if (std::isnan(channels[i])) return nan_color;
    plus = plus || (std::isinf(channels[i]) && channels[i] > 0);
    minus = minus || (std::isinf(channels[i]) && channels[i] < 0);
  }
  if (plus) return plus_infinity_color;
  if (minus) return minus_infinity_color;
  return std::nullopt;
}

}  // namespace pixelwhy
