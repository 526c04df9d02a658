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

/// The channels of a picture one by one, with what the border rule reads around them.
class Planes {
 public:
  static constexpr int before = 1;
  static constexpr int behind = 2;

  Planes(const cv::Mat& image, Border border)
      : channels_(image.channels()),
        rows_(image.rows + before + behind),
        // One more row, as two bytes are read at each place.
        memory_(new_image({image.cols + before + behind, channels_ * rows_ + 1}, CV_8UC1)) {
    const auto fill = [&](int y) {
      std::uint8_t* planes[3] = {};
      for (int c = 0; c < channels_; ++c) planes[c] = row(c, y);
      const int line = border_index(y, image.rows, border);
      for (int c = 0; c < channels_ && line == outside_constant; ++c)
        std::fill_n(planes[c] - before, memory_.cols, std::uint8_t{0});
      if (line == outside_constant) return;
      const auto* from = image.ptr<std::uint8_t>(line);
      if (channels_ == 1) {
        std::copy_n(from, image.cols, planes[0]);
      } else {
        kernels::split_row(from, static_cast<std::size_t>(image.cols), planes);
      }
      for (const int x : {-1, image.cols, image.cols + 1}) {
        const int column = border_index(x, image.cols, border);
        for (int c = 0; c < channels_; ++c)
          planes[c][x] = column == outside_constant ? std::uint8_t{0} : planes[c][column];
      }
    };
    for_row_bands(rows_, 64, [&](int begin, int end) {
      for (int y = begin; y < end; ++y) fill(y - before);
    });
  }

  std::int32_t stride() const { return memory_.cols; }
  const std::uint8_t* plane(int channel) const { return row(channel, 0); }

 private:
  std::uint8_t* row(int channel, int y) const {
    return const_cast<std::uint8_t*>(memory_.ptr<std::uint8_t>(channel * rows_ + y + before)) + before;
  }

  int channels_;
  int rows_;
  cv::Mat memory_;
};

/// Whether all positions are multiples of 1/64: then every step of blend_places() is exact.
bool few_bits(const Mapping& mapping, cv::Size output) {
  if (mapping.rotates()) return false;
  const auto fits = [](double position) { return position * 64 == std::floor(position * 64); };
  for (int x = 0; x < output.width; ++x) {
    if (!fits(mapping.source_of({x, 0}).x)) return false;
  }
  for (int y = 0; y < output.height; ++y) {
    if (!fits(mapping.source_of({0, y}).y)) return false;
  }
  return true;
}

cv::Mat along_lines(const cv::Mat& image, const Mapping& mapping, cv::Size size, Border border) {
  const Planes planes(image, border);
  const float doubt = few_bits(mapping, size) ? 0.0F : 1.0F / 2048;
  // Beyond one pixel outside nothing changes any more; with replicated pixels, beyond the outermost ones.
  const int margin = border == Border::Replicate ? 0 : 1;
  constexpr int strip =
      256;  // pixels of a row at a time: the slanting line that they come from stays in the cache
  const int strips = std::max(size.width / strip, 1);
  const int channels = image.channels();
  cv::Mat result = new_image(size, image.type());
  const auto fill = [&](int begin, int end, int left, int right_end) {
    const auto width = static_cast<std::size_t>(right_end - left);
    const Scratch<std::int32_t> places(width);
    const Scratch<float> right(width);
    const Scratch<float> down(width);
    const Scratch<std::uint32_t> scratch(width);
    const Scratch<std::uint32_t> doubtful(3 * (width + 64));  // a last vector may list pixels twice
    const Scratch<std::uint8_t> rows(3 * width);
    for (int y = begin; y < end; ++y) {
      const cv::Point2d first = mapping.source_of({left, y});
      const cv::Point2d step = (mapping.source_of({right_end - 1, y}) - first) / (right_end - left - 1.0);
      kernels::place_row({first.x, first.y, step.x, step.y, -1.0 * margin, image.cols - 1.0 + margin,
                          -1.0 * margin, image.rows - 1.0 + margin},
                         planes.stride(), width, places.data(), right.data(), down.data());
      auto* to = result.ptr<std::uint8_t>(y) + left * channels;
      std::size_t count = 0;
      for (int c = 0; c < channels; ++c)
        count += kernels::blend_places(planes.plane(c), planes.stride(), places.data(), right.data(),
                                       down.data(), width, doubt, scratch.data(),
                                       channels == 1 ? to : rows.data() + static_cast<std::size_t>(c) * width,
                                       doubtful.data() + count);
      if (channels == 3) {
        const std::uint8_t* each[] = {rows.data(), rows.data() + width, rows.data() + 2 * width};
        kernels::join_row(each, width, to);
      }
      for (std::size_t i = 0; i < count; ++i) {
        const auto x = static_cast<int>(doubtful.data()[i]);
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
    const bool near = !mapping.rotates() || border == Border::Replicate || border == Border::Constant;
    const bool fits = size.width >= static_cast<int>(kernels::least_width) &&
                      (image.cols + 3.0) * (3.0 * image.rows + 10) < most_places;
    if (method == Method::Bilinear && near && fits) return along_lines(image, mapping, size, border);
  }
  return resample(image, method, scale, degrees, convention, border);
}

}  // namespace pixelwhy
