#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/resampling.h"
#include "core/view.h"
#include "gui/colorizer.h"
#include "gui/graphics.h"

namespace pixelwhy::gui {

namespace {

/// The first three channels of a texture; the fourth becomes `marks`.
cv::Mat read_back(const Texture& texture, cv::Size size, cv::Mat* marks = nullptr) {
  cv::Mat all(size, CV_8UC4);
  glBindTexture(GL_TEXTURE_2D, texture.name());
  glGetTexImage(GL_TEXTURE_2D, 0, GL_BGRA, GL_UNSIGNED_BYTE, all.data);
  cv::Mat picture;
  cv::cvtColor(all, picture, cv::COLOR_BGRA2BGR);
  if (marks) cv::extractChannel(all, *marks, 3);
  return picture;
}

ResultPtr result_of(const cv::Mat& image) {
  auto result = std::make_shared<StageResult>();
  result->output.image = image;
  return result;
}

}  // namespace

namespace {

/// Every combination that a person can choose, one thing at a time and some together.
std::vector<ViewSettings> settings_to_try(View view, Range range, int channels) {
  std::vector<ViewSettings> list{{}};
  const double span = range.high - range.low;
  // Halves of the range's ends are exact in 32 bits, as the range is.
  const Range narrow = view == View::Signed
                           ? Range{range.low / 4, range.high / 2}
                           : Range{std::floor(range.low + span / 8), std::floor(range.low + span / 2)};
  const Range one_sided{0, view == View::Signed ? range.high : std::floor(range.low + span / 4)};
  const Range none{range.high, range.high};  // black and white in one place
  for (const Range& levels : {narrow, one_sided, none}) list.push_back({.levels = levels});
  for (const double gamma : {gamma_range.low, 0.5, 2.2, gamma_range.high}) {
    list.push_back({.gamma = gamma});
    list.push_back({.levels = narrow, .gamma = gamma});
  }
  for (const ColorMap map : color_maps) {
    list.push_back({.map = map});
    list.push_back({.levels = narrow, .gamma = 1.5, .map = map});
  }
  if (channels == 1) return list;
  for (const Channel channel : {Channel::Red, Channel::Green, Channel::Blue}) {
    list.push_back({.channel = channel});
    list.push_back({.levels = narrow, .gamma = 0.7, .channel = channel, .map = ColorMap::Viridis});
  }
  return list;
}

}  // namespace

TEST_CASE(
    "the shader's colours are those of the core, for every view, depth, level, gamma, map and channel") {
  const Graphics graphics({320, 240}, false);
  Colorizer colorizer;
  cv::RNG random(7);
  for (const View view : {View::Picture, View::Signed, View::Magnitude, View::Angle, View::Labels, View::Mask,
                          View::Accumulator}) {
    for (const int type : {CV_8UC1, CV_8UC3, CV_32FC1, CV_32FC3}) {
      if (CV_MAT_CN(type) == 3 && view != View::Picture) continue;  // only pictures have three channels
      if (view == View::Angle && type != CV_32FC1) continue;        // directions are floating point
      cv::Mat image(37, 53, type);
      const bool labels = view == View::Labels;
      random.fill(image, cv::RNG::UNIFORM, labels ? 0 : -300, labels ? 12 : 400);
      if (image.depth() == CV_32F) {
        image.ptr<float>(3)[5] = std::numeric_limits<float>::quiet_NaN();
        image.ptr<float>(3)[10] = std::numeric_limits<float>::infinity();
        image.ptr<float>(4)[21] = -std::numeric_limits<float>::infinity();
      }
      cv::Mat weight(image.size(), CV_32FC1);
      random.fill(weight, cv::RNG::UNIFORM, 0, 500);
      const Range range = view_range(view, image);
      const ResultPtr result = result_of(image);
      const ResultPtr weights = result_of(weight);
      const std::vector<ViewSettings> list = settings_to_try(view, range, image.channels());
      for (std::size_t i = 0; i < list.size(); ++i) {
        const cv::Mat expected = colorize(view, range, image, weight, list[i]);
        const Texture texture = make_colors(image.size());
        const Look look{0, view, result, weights, range, view_range(View::Magnitude, weight), {}};
        colorizer.color({look, list[i]}, 0, {{0, 0}, image.size()}, texture, {0, 0});
        const cv::Mat shown = read_back(texture, image.size());
        // One level: the shader computes in 32 bits, the core in 64.
        INFO(static_cast<int>(view), " ", type, " ", i);
        CHECK(cv::norm(expected, shown, cv::NORM_INF) <= 1);
      }
    }
  }
}

TEST_CASE("halved on the graphics processor, whole or in parts, a picture is what the core halves") {
  const Graphics graphics({320, 240}, false);
  Colorizer colorizer;
  cv::RNG random(11);
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(3, 200), cv::Size(203, 117)}) {
    cv::Mat image(size, CV_8UC3);
    random.fill(image, cv::RNG::UNIFORM, 0, 256);
    cv::Mat marks(size, CV_8UC1);
    random.fill(marks, cv::RNG::UNIFORM, 0, 256);
    Drawing drawing{{0, View::Picture, result_of(image), nullptr, {0, 255}, {}, {}}};
    drawing.marks = marks;
    cv::Mat expected = image;
    cv::Mat expected_marks = marks;
    for (int k = 0; k <= most_halvings; ++k) {
      const cv::Size level = expected.size();
      const Texture whole = make_colors(level);
      colorizer.color(drawing, k, {{0, 0}, level}, whole, {0, 0});
      cv::Mat shown_marks;
      CHECK(cv::norm(read_back(whole, level, &shown_marks), expected, cv::NORM_INF) == 0);
      CHECK(cv::norm(shown_marks, expected_marks, cv::NORM_INF) == 0);
      const Texture parts = make_colors(level);
      for (int y = 0; y < level.height; y += 31) {
        for (int x = 0; x < level.width; x += 31)
          colorizer.color(drawing, k, cv::Rect(x, y, 31, 31) & cv::Rect({0, 0}, level), parts, {x, y});
      }
      CHECK(cv::norm(read_back(parts, level), expected, cv::NORM_INF) == 0);
      expected = halved(expected);
      expected_marks = halved(expected_marks);
    }
  }
}

}  // namespace pixelwhy::gui
