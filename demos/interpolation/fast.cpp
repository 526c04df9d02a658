#include "interpolation/fast.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernels/resample.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

cv::Mat doubled(const cv::Mat& image, Method method, Border border) {
  const int width = image.cols;
  const int margins[] = {border_index(-2, width, border), border_index(-1, width, border),
                         border_index(width, width, border), border_index(width + 1, width, border)};
  const kernels::DoubledRow row{static_cast<std::size_t>(width), static_cast<std::size_t>(image.channels()),
                                margins};
  const std::vector<std::uint8_t> outside(row.width * row.channels, 0);
  const auto line = [&](int y) {
    const int place = border_index(y, image.rows, border);
    return place == outside_constant ? outside.data() : image.ptr<std::uint8_t>(place);
  };
  cv::Mat result = new_image(image.size() * 2, image.type());
  for_row_bands(result.rows, 16, [&](int begin, int end) {
    const Scratch<std::uint8_t> scratch(kernels::doubled_scratch(row));
    for (int y = begin; y < end; ++y) {
      const int towards = y % 2 == 0 ? -1 : 1;
      auto* to = result.ptr<std::uint8_t>(y);
      if (method == Method::Bilinear) {
        kernels::doubled_row_bilinear(row, line(y / 2), line(y / 2 + towards), scratch.data(), to);
      } else {
        const std::uint8_t* lines[] = {line(y / 2 + 2 * towards), line(y / 2 + towards), line(y / 2),
                                       line(y / 2 - towards)};
        kernels::doubled_row_bicubic(row, lines, scratch.data(), to);
      }
    }
  });
  return result;
}

/// A picture with what the border rule reads around it, as blend_places() reads it.
class Surrounded {
 public:
  Surrounded(const cv::Mat& image, Border border)
      : channels_(image.channels()),
        columns_(image.cols + before + behind + slack),
        memory_(new_image({columns_ * std::max(channels_, 2), image.rows + before + behind}, CV_8UC1)) {
    for_row_bands(memory_.rows, 64, [&](int begin, int end) {
      if (channels_ == 3) {
        for (int y = begin; y < end; ++y) fill(image, y - before, border, memory_.ptr<std::uint8_t>(y));
        return;
      }
      const auto width = static_cast<std::size_t>(columns_);
      const Scratch<std::uint8_t> scratch(2 * width);
      std::uint8_t* upper = scratch.data();
      std::uint8_t* lower = upper + width;
      fill(image, begin - before, border, upper);
      for (int y = begin; y < end; ++y) {
        fill(image, y + 1 - before, border, lower);
        kernels::pair_rows(upper, lower, width, memory_.ptr<std::uint8_t>(y));
        std::swap(upper, lower);
      }
    });
  }

  std::int32_t stride() const { return columns_; }      ///< in pixels or pairs of them
  int step() const { return memory_.cols / columns_; }  ///< bytes of one
  kernels::WindowedPicture get() const {
    return {memory_.ptr<std::uint8_t>(before) + before * step(), memory_.cols,
            static_cast<std::size_t>(channels_)};
  }

 private:
  static constexpr int before = 1;
  static constexpr int behind = 2;
  static constexpr int slack = 1;  // blend_places() reads a byte behind the last window

  /// Row y of the picture and its surroundings.
  void fill(const cv::Mat& image, int y, Border border, std::uint8_t* to) const {
    const int line = border_index(y, image.rows, border);
    if (line == outside_constant) {
      std::fill_n(to, columns_ * channels_, std::uint8_t{0});
      return;
    }
    to += before * channels_;
    std::copy_n(image.ptr<std::uint8_t>(line), image.cols * channels_, to);
    for (const int x : {-1, image.cols, image.cols + 1}) {
      const int column = border_index(x, image.cols, border);
      for (int c = 0; c < channels_; ++c)
        to[x * channels_ + c] = column == outside_constant ? std::uint8_t{0} : to[column * channels_ + c];
    }
  }

  int channels_;
  int columns_;
  cv::Mat memory_;
};

/// The run begin .. end - 1 of i in 0 .. count - 1 for which first + i·step lies in 0 .. most, or none.
struct Run {
  int begin;
  int end;
};
Run run_inside(double first, double step, double most, int count) {
  constexpr double close = 1e-6;  // what lies so near to the limits may be left out
  if (std::abs(step) < 1e-9) return first >= close && first <= most - close ? Run{0, count} : Run{0, 0};
  const double one = (close - first) / step;
  const double other = (most - close - first) / step;
  const auto limited = [&](double i) {
    return static_cast<int>(std::clamp(i, 0.0, static_cast<double>(count)));
  };
  return {limited(std::ceil(std::min(one, other))), limited(std::floor(std::max(one, other)) + 1)};
}

/// Where the pixels of a piece of an output row come from.
class Places {
 public:
  explicit Places(std::size_t width) : places_(width), right_(width), down_(width) {}

  void fill(cv::Point2d first, cv::Point2d step, cv::Size input, int margin, std::int32_t stride, int width) {
    constexpr int least = 8;
    const Run x = run_inside(first.x, step.x, input.width - 1.0, width);
    const Run y = run_inside(first.y, step.y, input.height - 1.0, width);
    Run run{std::max(x.begin, y.begin), std::min(x.end, y.end)};
    const bool steady = run.end - run.begin >= least && std::abs(step.x) <= kernels::steady_step_most &&
                        std::abs(step.y) <= kernels::steady_step_most;
    if (!steady) run = {width, width};
    const auto hold = [&](int begin,
                          int end) {  // at least `least` places, of which some may be written again
      begin = std::clamp(std::min(begin, end - least), 0, width - least);
      const cv::Point2d from = first + begin * step;
      kernels::place_row({from.x, from.y, step.x, step.y, -1.0 * margin, input.width - 1.0 + margin,
                          -1.0 * margin, input.height - 1.0 + margin},
                         stride, static_cast<std::size_t>(std::max(end - begin, least)),
                         places_.data() + begin, right_.data() + begin, down_.data() + begin);
    };
    if (run.begin > 0) hold(0, run.begin);
    if (run.end < width) hold(run.end, width);
    if (!steady) return;
    const cv::Point2d from = first + run.begin * step;
    const auto fixed = [](double value) { return std::llround(value / kernels::steady_unit); };
    kernels::place_steady_row({fixed(from.x), fixed(from.y), fixed(step.x), fixed(step.y)}, stride,
                              static_cast<std::size_t>(run.end - run.begin), places_.data() + run.begin,
                              right_.data() + run.begin, down_.data() + run.begin);
  }

  kernels::Places get(std::size_t width) const {
    return {places_.data(), right_.data(), down_.data(), width};
  }

 private:
  Scratch<std::int32_t> places_;
  Scratch<float> right_;
  Scratch<float> down_;
};

constexpr float doubt = 1.0F / 2048;  // see blend_places()

/// Positions along one axis, each by the pixel before it and the share of the one behind it.
struct Axis {
  std::vector<std::int32_t> before;
  std::vector<float> share;
  /// All are multiples of 1/64, so that sums of products are exact in 32-bit float.
  bool few_bits = true;

  void add(double position) {
    const double floor = std::floor(position);
    before.push_back(static_cast<std::int32_t>(floor));
    share.push_back(static_cast<float>(position - floor));
    few_bits = few_bits && position * 64 == std::floor(position * 64);
  }
};

/// Without rotation a column shares its places along x, and a row those along y.
cv::Mat along_rows(const cv::Mat& image, const Mapping& mapping, cv::Size size, Border border) {
  const int channels = image.channels();
  Axis x, y;
  for (int i = 0; i < size.width; ++i) x.add(mapping.source_of({i, 0}).x);
  for (int i = 0; i < size.height; ++i) y.add(mapping.source_of({0, i}).y);
  for (std::int32_t& place : x.before) place *= channels;
  const int margins[] = {border_index(-1, image.cols, border), border_index(image.cols, image.cols, border)};
  const std::vector<std::uint8_t> outside(static_cast<std::size_t>(image.cols * channels), 0);
  const auto line = [&](int row) {
    const int place = border_index(row, image.rows, border);
    return place == outside_constant ? outside.data() : image.ptr<std::uint8_t>(place);
  };
  const auto width = static_cast<std::size_t>(size.width);
  const kernels::StraightRow all{
      nullptr, nullptr, 0, static_cast<std::size_t>(image.cols), static_cast<std::size_t>(channels), margins};
  cv::Mat result = new_image(size, image.type());
  for_row_bands(size.height, 16, [&](int begin, int end) {
    kernels::StraightRow row = all;
    const Scratch<float> scratch(kernels::straight_scratch(all, width));
    const Scratch<std::uint32_t> doubtful(width * all.channels + 64);
    for (int i = begin; i < end; ++i) {
      const auto at = static_cast<std::size_t>(i);
      row.upper = line(y.before[at]);
      row.lower = line(y.before[at] + 1);
      row.down = y.share[at];
      auto* to = result.ptr<std::uint8_t>(i);
      const std::size_t count = kernels::blend_straight_row(row, x.before.data(), x.share.data(), width,
                                                            x.few_bits && y.few_bits ? 0.0F : doubt,
                                                            scratch.data(), to, doubtful.data());
      for (std::size_t k = 0; k < count; ++k) {
        const int column = static_cast<int>(doubtful.data()[k]) / channels;
        resample_pixel(image, mapping, Method::Bilinear, border, {column, i}, to + column * channels);
      }
    }
  });
  return result;
}

cv::Mat along_lines(const cv::Mat& image, const Mapping& mapping, cv::Size size, Border border) {
  const Surrounded input(image, border);
  // Beyond one pixel outside nothing changes any more; with replicated pixels, beyond the outermost ones.
  const int margin = border == Border::Replicate ? 0 : 1;
  // Pixels of a row at a time: the slanting line that they come from stays in the cache, where the next rows
  // find it again. What they need of new is fetched some rows ahead, some pixels of the strip in each row.
  constexpr int strip = 512;
  constexpr int rows_ahead = 16;
  constexpr std::size_t fetched_every = 16;
  const int strips = std::max(size.width / strip, 1);
  const int channels = image.channels();
  cv::Mat result = new_image(size, image.type());
  const auto fill = [&](int begin, int end, int left, int right) {
    const auto width = static_cast<std::size_t>(right - left);
    const std::size_t room = width * static_cast<std::size_t>(channels) + 64;
    Places places(width);
    const Scratch<float> scratch(room);
    const Scratch<std::uint32_t> doubtful(room);
    const cv::Point2d further = mapping.source_of({left, rows_ahead}) - mapping.source_of({left, 0});
    const std::ptrdiff_t ahead = std::lround(further.x) + std::lround(further.y) * input.stride();
    for (int y = begin; y < end; ++y) {
      const cv::Point2d first = mapping.source_of({left, y});
      const cv::Point2d step = (mapping.source_of({right - 1, y}) - first) / (right - left - 1.0);
      places.fill(first, step, image.size(), margin, input.stride(), right - left);
      const kernels::Places at = places.get(width);
      for (std::size_t i = static_cast<std::size_t>(y) * 2 % fetched_every; i < width; i += fetched_every)
        __builtin_prefetch(input.get().first + input.step() * (at.at[i] + ahead));
      auto* to = result.ptr<std::uint8_t>(y) + left * channels;
      const std::size_t count =
          kernels::blend_places(input.get(), at, doubt, scratch.data(), to, doubtful.data());
      for (std::size_t i = 0; i < count; ++i) {
        const int x = static_cast<int>(doubtful.data()[i]) / channels;
        resample_pixel(image, mapping, Method::Bilinear, border, {left + x, y}, to + x * channels);
      }
    }
  };
  const auto edge = [&](std::int64_t i) { return static_cast<int>(i * size.width / strips); };
  for_row_bands(size.height, 16, [&](int begin, int end) {
    for (int i = 0; i < strips; ++i) fill(begin, end, edge(i), edge(i + 1));
  });
  return result;
}

}  // namespace

cv::Mat fast_resample(const cv::Mat& image, Method method, double scale, double degrees,
                      Convention convention, Border border) {
  const cv::Size size = scaled_size(image.size(), scale);
  const Mapping mapping(image.size(), size, degrees, convention);
  if (kernels_fit(image)) {
    const bool twice = size == image.size() * 2 && convention == Convention::HalfPixel && !mapping.rotates();
    if (twice && method != Method::Nearest) return doubled(image, method, border);
    constexpr double most_places = 1 << 30;
    const bool near = border == Border::Replicate || border == Border::Constant;
    const bool fits = size.width >= static_cast<int>(kernels::least_width) &&
                      (image.cols + 3.0) * (3.0 * image.rows + 10) < most_places;
    if (method == Method::Bilinear && fits && !mapping.rotates())
      return along_rows(image, mapping, size, border);
    if (method == Method::Bilinear && fits && near) return along_lines(image, mapping, size, border);
  }
  return resample(image, method, scale, degrees, convention, border);
}

}  // namespace pixelwhy
