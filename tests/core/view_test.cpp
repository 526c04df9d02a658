#include "core/view.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "core/image_pool.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

cv::Vec3b color(View view, Range range, double value, double weight = 1) {
  return color_of(view, range, &value, 1, weight);
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("a signed value's colour tells its sign, and zero is neutral") {
    const Range range{-100, 100};
    const cv::Vec3b zero = color(View::Signed, range, 0);
    CHECK(std::abs(zero[0] - zero[2]) <= 4);
    CHECK(color(View::Signed, range, -100)[0] > color(View::Signed, range, -100)[2]);  // blue
    CHECK(color(View::Signed, range, 100)[2] > color(View::Signed, range, 100)[0]);    // red
  }

  TEST_CASE("the hue wheel closes, and four directions have four colours") {
    const Range range{0, 360};
    CHECK(cv::norm(color(View::Angle, range, 0), color(View::Angle, range, 359.99)) < 3);
    for (int a = 0; a < 360; a += 90) {
      for (int b = 0; b < a; b += 90)
        CHECK(cv::norm(color(View::Angle, range, a), color(View::Angle, range, b)) > 60);
    }
    CHECK(color(View::Angle, range, 123, 0) == cv::Vec3b(0, 0, 0));
  }

  TEST_CASE("what is no number is shown in a colour of its own") {
    const cv::Vec3b magenta(255, 0, 255);
    for (const View view : {View::Picture, View::Signed, View::Magnitude, View::Angle, View::Accumulator}) {
      CHECK(color(view, {0, 1}, std::nan("")) == magenta);
      CHECK(color(view, {0, 1}, std::numeric_limits<double>::infinity()) == magenta);
    }
  }

  TEST_CASE("ranges come from the finite values alone") {
    cv::Mat image(2, 2, CV_32FC1, cv::Scalar::all(3));
    image.at<float>(0, 0) = std::numeric_limits<float>::quiet_NaN();
    image.at<float>(0, 1) = std::numeric_limits<float>::infinity();
    image.at<float>(1, 0) = -7;
    CHECK(view_range(View::Signed, image) == Range{-7, 7});
    CHECK(view_range(View::Magnitude, image) == Range{0, 3});
  }

  TEST_CASE("a whole picture is coloured as its pixels are") {
    const cv::Mat bytes = test::noise({9, 7}, CV_8UC1, 3);
    cv::Mat floats;
    bytes.convertTo(floats, CV_32F, 2, -255);
    for (const View view :
         {View::Picture, View::Signed, View::Magnitude, View::Labels, View::Mask, View::Accumulator}) {
      for (const cv::Mat& image : {bytes, floats}) {
        const Range range = view_range(view, image);
        const cv::Mat colors = colorize(view, range, image);
        for (int y = 0; y < image.rows; ++y) {
          for (int x = 0; x < image.cols; ++x) {
            const double value = image.depth() == CV_8U ? image.at<uchar>(y, x) : image.at<float>(y, x);
            CHECK(colors.at<cv::Vec3b>(y, x) == color(view, range, value));
          }
        }
      }
    }
  }

  TEST_CASE("lines are drawn where they are") {
    const cv::Mat black(100, 100, CV_8UC3, cv::Scalar::all(0));
    const cv::Mat drawn = draw_over(black, Lines{{{30, 0, 10}}});  // x = 30
    CHECK(drawn.at<cv::Vec3b>(50, 30) != cv::Vec3b(0, 0, 0));
    CHECK(drawn.at<cv::Vec3b>(50, 60) == cv::Vec3b(0, 0, 0));
    CHECK(black.at<cv::Vec3b>(50, 30) == cv::Vec3b(0, 0, 0));
  }

  TEST_CASE("a picture's memory is used again after it has gone") {
    const cv::Size size(321, 123);
    { const cv::Mat first = new_image(size, CV_32FC1); }
    const auto before = image_pool_statistics();
    const cv::Mat second = new_image(size, CV_32FC1);
    const auto after = image_pool_statistics();
    CHECK(after.reused == before.reused + 1);
    CHECK(after.allocated == before.allocated);
  }

  TEST_CASE("memory that waits unused is given back") {
    { const cv::Mat image = new_image({1000, 1000}, CV_8UC3); }
    CHECK(image_pool_statistics().waiting_bytes >= 3'000'000);
    for (int i = 0; i < 3; ++i) trim_image_pool();
    CHECK(image_pool_statistics().waiting_bytes == 0);
  }
}

}  // namespace pixelwhy
