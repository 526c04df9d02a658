#include "core/resampling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace pixelwhy {

namespace {

cv::Mat random_picture(cv::Size size, int seed) {
  cv::Mat picture(size, CV_8UC3);
  cv::RNG random(static_cast<std::uint64_t>(seed));
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

/// Pixels whose colours are a function of their centres.
template <class F>
cv::Mat made_by(cv::Size size, F value) {
  cv::Mat picture(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const double v = value(x + 0.5, y + 0.5);
      picture.at<cv::Vec3b>(y, x) = {cv::saturate_cast<uchar>(v), cv::saturate_cast<uchar>(255 - v), 7};
    }
  }
  return picture;
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("a picture is halved so often that a screen pixel covers one to two of its pixels") {
    CHECK(halvings_at(256) == 0);
    CHECK(halvings_at(1) == 0);
    CHECK(halvings_at(0.51) == 0);
    CHECK(halvings_at(0.5) == 1);
    CHECK(halvings_at(0.26) == 1);
    CHECK(halvings_at(1.0 / 64) == 6);
    CHECK(halvings_at(1e-4) == most_halvings);
    for (const int length : {1, 2, 3, 63, 64, 65, 1000}) {
      int expected = length;
      for (int i = 0; i <= most_halvings; ++i) {
        CHECK(halved_length(length, i) == expected);
        expected = (expected + 1) / 2;
      }
    }
  }

  TEST_CASE("halving is the mean of four, as by a border that is repeated") {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 7), cv::Size(6, 4), cv::Size(13, 9)}) {
      const cv::Mat picture = random_picture(size, 3);
      cv::Mat even;
      cv::copyMakeBorder(picture, even, 0, size.height % 2, 0, size.width % 2, cv::BORDER_REPLICATE);
      cv::Mat mean;
      even.convertTo(even, CV_64F);
      cv::resize(even, mean, even.size() / 2, 0, 0, cv::INTER_AREA);
      const cv::Mat half = halved(picture);
      REQUIRE(half.size() == mean.size());
      for (int y = 0; y < half.rows; ++y) {
        for (int x = 0; x < half.cols; ++x) {
          for (int c = 0; c < 3; ++c)
            CHECK(half.at<cv::Vec3b>(y, x)[c] == std::floor(mean.at<cv::Vec3d>(y, x)[c] + 0.5));
        }
      }
      CHECK(cv::norm(halved(picture(cv::Rect({0, 0}, size))), half, cv::NORM_INF) == 0);
    }
    const cv::Mat wide = random_picture({20, 20}, 4);
    CHECK(cv::norm(halved(wide(cv::Rect(3, 5, 8, 6))), halved(wide(cv::Rect(3, 5, 8, 6)).clone()),
                   cv::NORM_INF) == 0);
  }

  TEST_CASE("from 100 % on a screen pixel has the colour of the pixel that its centre lies in") {
    const cv::Mat picture = random_picture({9, 7}, 5);
    const auto pyramid = make_pyramid(picture);
    for (const double zoom : {1.0, 1.7, 12.0}) {
      CHECK(color_on_screen(pyramid, {0, 0}, zoom) == picture.at<cv::Vec3b>(0, 0));
      CHECK(color_on_screen(pyramid, {3.999, 2.5}, zoom) == picture.at<cv::Vec3b>(2, 3));
      CHECK(color_on_screen(pyramid, {8.999, 6.999}, zoom) == picture.at<cv::Vec3b>(6, 8));
    }
  }

  TEST_CASE("below 100 % it is the mean of what it covers, found by many small samples") {
    const cv::Mat picture = random_picture({70, 50}, 6);
    const auto pyramid = make_pyramid(picture);
    cv::RNG random(8);
    for (const double zoom : {0.93, 0.5, 0.31, 0.11, 0.02}) {
      const int k = halvings_at(zoom);
      const cv::Mat& level = pyramid[static_cast<std::size_t>(k)];
      const double scale = 1.0 / (1 << k);
      for (int i = 0; i < 8; ++i) {
        const cv::Point2d at(random.uniform(0.0, 70.0), random.uniform(0.0, 50.0));
        const double side = scale / zoom;
        cv::Vec3d sum;
        int count = 0;
        constexpr int samples = 200;
        for (int v = 0; v < samples; ++v) {
          for (int u = 0; u < samples; ++u) {
            const double x = at.x * scale + ((u + 0.5) / samples - 0.5) * side;
            const double y = at.y * scale + ((v + 0.5) / samples - 0.5) * side;
            if (x < 0 || y < 0 || x >= level.cols || y >= level.rows) continue;
            sum += cv::Vec3d(level.at<cv::Vec3b>(static_cast<int>(y), static_cast<int>(x)));
            ++count;
          }
        }
        const cv::Vec3b color = color_on_screen(pyramid, at, zoom);
        // A sample is 1/200 of a side: at an edge of 255 levels that is 2 levels.
        for (int c = 0; c < 3; ++c) CHECK(std::abs(color[c] - sum[c] / count) <= 2.5);
      }
    }
  }

  TEST_CASE("at a half, a quarter ... and in place, it is the halved picture itself") {
    const auto pyramid = make_pyramid(random_picture({64, 32}, 9));
    for (int k = 1; k <= 5; ++k) {
      const cv::Mat& level = pyramid[static_cast<std::size_t>(k)];
      const double scale = 1 << k;
      for (int y = 0; y < level.rows; ++y) {
        for (int x = 0; x < level.cols; ++x)
          CHECK(color_on_screen(pyramid, cv::Point2d(x + 0.5, y + 0.5) * scale, 1 / scale) ==
                level.at<cv::Vec3b>(y, x));
      }
    }
  }

  TEST_CASE("bicubic goes through the pixels, keeps parabolas, and is held to a byte") {
    const cv::Mat picture = random_picture({12, 10}, 10);
    const auto pyramid = make_pyramid(picture);
    for (int y = 0; y < 10; ++y) {
      for (int x = 0; x < 12; ++x)
        CHECK(color_on_screen(pyramid, {x + 0.5, y + 0.5}, 5, true) == picture.at<cv::Vec3b>(y, x));
    }
    // Keys' kernel with a = −1/2 is exact for polynomials up to the second degree.
    const auto parabola = [](double x, double y) { return 20 + 0.5 * x * x + 4 * y; };
    const auto smooth = make_pyramid(made_by({16, 16}, parabola));
    for (double x = 3; x < 13; x += 0.37) {
      const cv::Vec3b color = color_on_screen(smooth, {x, 7.2}, 5, true);
      CHECK(std::abs(color[0] - parabola(x, 7.2)) <= 1.2);  // the pixels themselves were rounded
      CHECK(color[2] == 7);
    }
    // What overshoots is held to a byte.
    const auto edge = make_pyramid(made_by({8, 8}, [](double x, double) { return x < 4 ? 0.0 : 255.0; }));
    CHECK(color_on_screen(edge, {4.8, 4}, 9, true)[0] == 255);
    CHECK(color_on_screen(edge, {3.2, 4}, 9, true)[0] == 0);
  }
}

}  // namespace pixelwhy
