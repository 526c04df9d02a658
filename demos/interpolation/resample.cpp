#include "interpolation/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "core/error.h"
#include "core/image_pool.h"
#include "core/parameter.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

double scaled_side(int side, double scale) { return std::max(1.0, std::floor(side * scale + 0.5)); }

double to_input_axis(double x, int input, int output, Convention convention) {
  switch (convention) {
    case Convention::HalfPixel:
      return (x + 0.5) * input / output - 0.5;
    case Convention::AlignCorners:
      return output == 1 ? 0 : x * (input - 1) / (output - 1);
    case Convention::Asymmetric:
      return x * input / output;
  }
  return x;
}

/// Taps with their places already led through the border rule, as the loop wants them.
struct PlacedTaps {
  std::array<int, 4> places{};  ///< `outside_constant` adds nothing
  std::array<double, 4> weights{};
};

PlacedTaps place(const Taps& taps, int side, Border border) {
  PlacedTaps placed;
  placed.weights = taps.weights;
  for (int k = 0; k < taps.count; ++k) {
    placed.places[static_cast<std::size_t>(k)] = border_index(taps.first + k, side, border);
  }
  return placed;
}

/// One output pixel: the sum over the window, row by row as explain_resample() lists it.
template <std::size_t Count, int Channels>
void interpolate(const cv::Mat& image, const PlacedTaps& x, const PlacedTaps& y, std::uint8_t* to) {
  std::array<double, Channels> sums{};
  for (std::size_t j = 0; j < Count; ++j) {
    if (y.places[j] == outside_constant) continue;
    const auto* row = image.ptr<std::uint8_t>(y.places[j]);
    for (std::size_t i = 0; i < Count; ++i) {
      if (x.places[i] == outside_constant) continue;
      const double weight = y.weights[j] * x.weights[i];
      const auto* pixel = row + x.places[i] * Channels;
      for (int c = 0; c < Channels; ++c) sums[static_cast<std::size_t>(c)] += pixel[c] * weight;
    }
  }
  for (int c = 0; c < Channels; ++c) to[c] = round_to_byte(sums[static_cast<std::size_t>(c)]);
}

template <std::size_t Count, int Channels>
void fill(cv::Mat& result, const cv::Mat& image, const Mapping& mapping, Method method, Border border) {
  const auto across = [&](cv::Point2d source) {
    return place(taps_at(source.x, method), image.cols, border);
  };
  const auto down = [&](cv::Point2d source) { return place(taps_at(source.y, method), image.rows, border); };
  // Without rotation a column shares its taps along x, and a row those along y.
  std::vector<PlacedTaps> columns;
  for (int x = 0; x < result.cols && !mapping.rotates(); ++x)
    columns.push_back(across(mapping.source_of({x, 0})));
  for (int y = 0; y < result.rows; ++y) {
    auto* to = result.ptr<std::uint8_t>(y);
    const PlacedTaps row = down(mapping.source_of({0, y}));
    for (int x = 0; x < result.cols; ++x, to += Channels) {
      if (mapping.rotates()) {
        const cv::Point2d source = mapping.source_of({x, y});
        interpolate<Count, Channels>(image, across(source), down(source), to);
      } else {
        interpolate<Count, Channels>(image, columns[static_cast<std::size_t>(x)], row, to);
      }
    }
  }
}

template <int Channels>
void fill(cv::Mat& result, const cv::Mat& image, const Mapping& mapping, Method method, Border border) {
  switch (method) {
    case Method::Nearest:
      return fill<1, Channels>(result, image, mapping, method, border);
    case Method::Bilinear:
      return fill<2, Channels>(result, image, mapping, method, border);
    case Method::Bicubic:
      return fill<4, Channels>(result, image, mapping, method, border);
  }
}

}  // namespace

cv::Size scaled_size(cv::Size input, double scale) {
  constexpr double limit = 1 << 28;
  const double width = scaled_side(input.width, scale);
  const double height = scaled_side(input.height, scale);
  if (width * height > limit) {
    throw usage_error(
        fmt::format("scale {} would give {:.0f}x{:.0f} pixels; at most {:.0f} in all are accepted",
                    format_number(scale), width, height, limit),
        fmt::format("scale {} 将得到 {:.0f}x{:.0f} 像素；总数最多为 {:.0f}", format_number(scale), width,
                    height, limit));
  }
  return {static_cast<int>(width), static_cast<int>(height)};
}

Mapping::Mapping(cv::Size input, cv::Size output, double degrees, Convention convention)
    : input_(input), output_(output), convention_(convention) {
  cosine_ = std::cos(degrees * CV_PI / 180);
  sine_ = std::sin(degrees * CV_PI / 180);
  if (std::fmod(degrees, 90) == 0) {
    cosine_ = std::round(cosine_);
    sine_ = std::round(sine_);
  }
}

cv::Point2d Mapping::rotated_back(cv::Point at) const {
  const cv::Point2d centre((output_.width - 1) / 2.0, (output_.height - 1) / 2.0);
  const double dx = at.x - centre.x;
  const double dy = at.y - centre.y;
  return {centre.x + cosine_ * dx - sine_ * dy, centre.y + sine_ * dx + cosine_ * dy};
}

cv::Point2d Mapping::to_input(cv::Point2d scaled) const {
  return {to_input_axis(scaled.x, input_.width, output_.width, convention_),
          to_input_axis(scaled.y, input_.height, output_.height, convention_)};
}

double cubic_kernel(double t) {
  constexpr double a = -0.75;
  t = std::abs(t);
  if (t <= 1) return ((a + 2) * t - (a + 3)) * t * t + 1;
  if (t < 2) return ((a * t - 5 * a) * t + 8 * a) * t - 4 * a;
  return 0;
}

Taps taps_at(double position, Method method) {
  if (method == Method::Nearest) return {cvFloor(position + 0.5), 1, {1}};
  const int before = cvFloor(position);
  const double share = position - before;
  if (method == Method::Bilinear) return {before, 2, {1 - share, share}};
  return {before - 1,
          4,
          {cubic_kernel(1 + share), cubic_kernel(share), cubic_kernel(1 - share), cubic_kernel(2 - share)}};
}

cv::Mat resample(const cv::Mat& image, Method method, double scale, double degrees, Convention convention,
                 Border border) {
  const cv::Size size = scaled_size(image.size(), scale);
  const Mapping mapping(image.size(), size, degrees, convention);
  cv::Mat result = new_image(size, image.type());
  if (image.channels() == 1) {
    fill<1>(result, image, mapping, method, border);
  } else {
    fill<3>(result, image, mapping, method, border);
  }
  return result;
}

void resample_pixel(const cv::Mat& image, const Mapping& mapping, Method method, Border border, cv::Point at,
                    std::uint8_t* to) {
  const cv::Point2d source = mapping.source_of(at);
  const PlacedTaps across = place(taps_at(source.x, method), image.cols, border);
  const PlacedTaps down = place(taps_at(source.y, method), image.rows, border);
  const auto interpolate_with = [&]<std::size_t Count>(std::integral_constant<std::size_t, Count>) {
    if (image.channels() == 1) {
      interpolate<Count, 1>(image, across, down, to);
    } else {
      interpolate<Count, 3>(image, across, down, to);
    }
  };
  switch (method) {
    case Method::Nearest:
      return interpolate_with(std::integral_constant<std::size_t, 1>());
    case Method::Bilinear:
      return interpolate_with(std::integral_constant<std::size_t, 2>());
    case Method::Bicubic:
      return interpolate_with(std::integral_constant<std::size_t, 4>());
  }
}

cv::Mat resample_pixel_by_pixel(const cv::Mat& image, Method method, double scale, double degrees,
                                Convention convention, Border border) {
  const cv::Size size = scaled_size(image.size(), scale);
  const Mapping mapping(image.size(), size, degrees, convention);
  cv::Mat result = new_image(size, image.type());
  for (int y = 0; y < size.height; ++y) {
    auto* row = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < size.width; ++x)
      resample_pixel(image, mapping, method, border, {x, y}, row + x * image.channels());
  }
  return result;
}

Points sample_points(cv::Size input, double scale, double degrees, Convention convention) {
  constexpr int limit = 4096;
  const cv::Size size = scaled_size(input, scale);
  const Mapping mapping(input, size, degrees, convention);
  const auto count = [](int side, int step) { return static_cast<std::int64_t>((side - 1) / step + 1); };
  int step = 1;
  while (count(size.width, step) * count(size.height, step) > limit) ++step;
  Points points;
  for (int y = 0; y < size.height; y += step) {
    for (int x = 0; x < size.width; x += step) points.points.push_back(mapping.source_of({x, y}));
  }
  return points;
}

}  // namespace pixelwhy
