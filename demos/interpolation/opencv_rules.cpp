#include "interpolation/opencv_rules.h"

#include <algorithm>
#include <cmath>

#include "core/image_pool.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

constexpr int axis_bits = 11;    // of cv::resize's weights along an axis
constexpr int window_bits = 15;  // of cv::warpAffine's weights of a window

/// The position of an output pixel as cv::warpAffine has it, in pixels.
class WarpPositions {
 public:
  WarpPositions(const Mapping& mapping, bool nearest) : nearest_(nearest) {
    origin_ = mapping.source_of({0, 0});
    right_ = mapping.source_of({1, 0}) - origin_;
    below_ = mapping.source_of({0, 1}) - origin_;
  }

  cv::Point2d at(cv::Point out) const {
    return {along(right_.x, below_.x, origin_.x, out), along(right_.y, below_.y, origin_.y, out)};
  }

 private:
  double along(double right, double below, double origin, cv::Point out) const {
    const int sum = cvRound(right * out.x * 1024) + cvRound((below * out.y + origin) * 1024);
    if (nearest_) return (sum + 512) >> 10;
    return ((sum + 16) >> 5) / 32.0;
  }

  bool nearest_;
  cv::Point2d origin_;
  cv::Point2d right_;
  cv::Point2d below_;
};

/// cv::resize's weights in 1/2048, from positions in 32-bit float.
std::array<int, 4> axis_weights(double position, Method method) {
  const auto exact = static_cast<float>(position);
  const Taps taps = taps_at(exact, method);
  std::array<int, 4> weights{};
  for (std::size_t k = 0; k < static_cast<std::size_t>(taps.count); ++k)
    weights[k] = cvRound(static_cast<float>(taps.weights[k]) * (1 << axis_bits));
  return weights;
}

using Window = std::array<std::array<int, 4>, 4>;

/// cv::warpAffine's weights of a window in 1/32768, which add up to 1.
Window window_weights(const Taps& x, const Taps& y) {
  Window window{};
  constexpr int unit = 1 << window_bits;
  const auto count = static_cast<std::size_t>(x.count);
  int sum = 0;
  for (std::size_t j = 0; j < count; ++j) {
    for (std::size_t i = 0; i < count; ++i) {
      window[j][i] = cvRound(y.weights[j] * x.weights[i] * unit);
      sum += window[j][i];
    }
  }
  int* least = &window[count / 2][count / 2];
  int* most = least;
  for (std::size_t j = count / 2; j < std::min(count, count / 2 + 2); ++j) {
    for (std::size_t i = count / 2; i < std::min(count, count / 2 + 2); ++i) {
      if (window[j][i] < *least) least = &window[j][i];
      if (window[j][i] > *most) most = &window[j][i];
    }
  }
  *(sum < unit ? most : least) -= sum - unit;
  return window;
}

/// One output value from the window's pixels, row by row; constant borders read 0.
class Sum {
 public:
  Sum(const OpencvRules& rules, bool plain_resize) : rules_(rules), plain_resize_(plain_resize) {}

  void place(cv::Point2d position, Method method) {
    x_ = taps_at(position.x, method);
    y_ = taps_at(position.y, method);
    if (!rules_.weights) return;
    if (plain_resize_) {
      across_ = axis_weights(position.x, method);
      down_ = axis_weights(position.y, method);
    } else {
      window_ = window_weights(x_, y_);
    }
  }

  const Taps& x() const { return x_; }
  const Taps& y() const { return y_; }

  std::uint8_t of(const std::array<int, 16>& values) const {
    if (!rules_.weights) return exact(values);
    return plain_resize_ ? by_axes(values) : by_window(values);
  }

 private:
  std::size_t count() const { return static_cast<std::size_t>(x_.count); }

  std::uint8_t exact(const std::array<int, 16>& values) const {
    double sum = 0;
    for (std::size_t j = 0; j < count(); ++j) {
      for (std::size_t i = 0; i < count(); ++i)
        sum += values[j * count() + i] * (y_.weights[j] * x_.weights[i]);
    }
    return round_to_byte(sum);
  }

  std::uint8_t by_axes(const std::array<int, 16>& values) const {
    std::int64_t sum = 0;
    for (std::size_t j = 0; j < count(); ++j) {
      int row = 0;
      for (std::size_t i = 0; i < count(); ++i) row += values[j * count() + i] * across_[i];
      sum +=
          rules_.shortened_sums ? (down_[j] * (row >> 4)) >> 16 : static_cast<std::int64_t>(down_[j]) * row;
    }
    if (rules_.shortened_sums) return cv::saturate_cast<std::uint8_t>((sum + 2) >> 2);
    return rounded(sum, 2 * axis_bits);
  }

  std::uint8_t by_window(const std::array<int, 16>& values) const {
    std::int64_t sum = 0;
    for (std::size_t j = 0; j < count(); ++j) {
      for (std::size_t i = 0; i < count(); ++i) sum += window_[j][i] * values[j * count() + i];
    }
    return rounded(sum, window_bits);
  }

  static std::uint8_t rounded(std::int64_t sum, int bits) {
    return cv::saturate_cast<std::uint8_t>(static_cast<int>((sum + (std::int64_t{1} << (bits - 1))) >> bits));
  }

  OpencvRules rules_;
  bool plain_resize_;
  Taps x_;
  Taps y_;
  std::array<int, 4> across_{};
  std::array<int, 4> down_{};
  Window window_{};
};

cv::Point2d corner_position(cv::Point at, cv::Size input, cv::Size output) {
  const auto along = [](int i, int side, int to) {
    return std::min(side - 1, cvFloor(i * (1.0 / (static_cast<double>(to) / side))));
  };
  return cv::Point2d(along(at.x, input.width, output.width), along(at.y, input.height, output.height));
}

}  // namespace

bool is_plain_resize(double degrees, Convention convention, Border border) {
  return degrees == 0 && convention == Convention::HalfPixel && border == Border::Replicate;
}

cv::Mat resample_by(const OpencvRules& rules, const cv::Mat& image, Method method, double scale,
                    double degrees, Convention convention, Border border) {
  const cv::Size size = scaled_size(image.size(), scale);
  const Mapping mapping(image.size(), size, degrees, convention);
  const WarpPositions warped(mapping, method == Method::Nearest);
  Sum sum(rules, is_plain_resize(degrees, convention, border));
  const int channels = image.channels();
  cv::Mat result = new_image(size, image.type());
  std::array<int, 16> values{};
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const cv::Point2d position = rules.corner      ? corner_position({x, y}, image.size(), size)
                                   : rules.positions ? warped.at({x, y})
                                                     : mapping.source_of({x, y});
      sum.place(position, method);
      for (int c = 0; c < channels; ++c) {
        std::size_t k = 0;
        for (int j = 0; j < sum.y().count; ++j) {
          const int row = border_index(sum.y().first + j, image.rows, border);
          for (int i = 0; i < sum.x().count; ++i) {
            const int column = border_index(sum.x().first + i, image.cols, border);
            const bool outside = row == outside_constant || column == outside_constant;
            values[k++] = outside ? 0 : image.ptr<std::uint8_t>(row)[column * channels + c];
          }
        }
        result.ptr<std::uint8_t>(y)[x * channels + c] = sum.of(values);
      }
    }
  }
  return result;
}

}  // namespace pixelwhy
