#include "core/type_lens.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/non_finite.h"

namespace pixelwhy {

namespace {

const float infinity = std::numeric_limits<float>::infinity();
const float no_number = std::numeric_limits<float>::quiet_NaN();

const std::vector<float> telling = {0,     -0.0F,  0.5F,   1.5F,   2.5F,     -0.5F,     -0.51F,   -1,
                                    -255,  -256,   -257,   254.5F, 255,      255.4F,    255.5F,   255.6F,
                                    256,   300.2F, 511,    512,    -1000,    123456.7F, 2e9F,     3e9F,
                                    -3e9F, 1e30F,  127.5F, 128.5F, infinity, -infinity, no_number};

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("the saturated lens is OpenCV's saturate_cast, the wrapped one a cast of the rounded integer") {
    for (const float value : telling) {
      INFO(value);
      CHECK(through_lens(value, TypeLens::Saturated) == cv::saturate_cast<uchar>(value));
      // Modulo 256 in whole numbers, written otherwise.
      const bool has_place = std::isfinite(value) && std::abs(value) < 2147483648.0F;
      const long rounded = has_place ? std::lrint(value) : 0;
      CHECK(through_lens(value, TypeLens::Wrapped) == ((rounded % 256) + 256) % 256);
    }
  }

  TEST_CASE("pixels are lost exactly where 8 bits tell something else than the value, but for rounding") {
    cv::Mat image(1, static_cast<int>(telling.size()), CV_32FC1);
    std::copy(telling.begin(), telling.end(), image.ptr<float>(0));
    for (const TypeLens lens : {TypeLens::Saturated, TypeLens::Wrapped}) {
      const LensView view = look_through(image, lens);
      std::size_t lost = 0;
      for (int x = 0; x < image.cols; ++x) {
        const float value = image.at<float>(0, x);
        INFO(value);
        const uchar held = view.picture.at<uchar>(0, x);
        CHECK(held == through_lens(value, lens));
        const bool kept = value >= held - 0.5F && value <= held + 0.5F;
        CHECK((view.lost.at<uchar>(0, x) == 0) == kept);
        lost += kept ? 0 : 1;
      }
      CHECK(view.any == lost);
      CHECK(view.low == 7);  // from −0.51, which rounds to −1, to −3e9
      CHECK(view.not_finite == 3);
      CHECK(view.any == view.low + view.high + view.not_finite);
    }
  }

  TEST_CASE("of an 8-bit stage the ends of the range are marked, and the picture stays") {
    const cv::Mat image = (cv::Mat_<uchar>(2, 3) << 0, 1, 254, 255, 255, 128);
    const LensView view = look_through(image, TypeLens::Saturated);
    CHECK(cv::norm(view.picture, image, cv::NORM_INF) == 0);
    const cv::Mat expected = (cv::Mat_<uchar>(2, 3) << 255, 0, 0, 255, 255, 0);
    CHECK(cv::norm(view.lost, expected, cv::NORM_INF) == 0);
    CHECK(view.low == 1);
    CHECK(view.high == 2);
  }

  TEST_CASE("16-bit and colour stages are looked through too, parts of pictures included") {
    cv::Mat whole(4, 6, CV_16SC3, cv::Scalar(7, 70, 107));
    whole.at<cv::Vec3s>(1, 2) = {-3, 300, 5};
    const cv::Mat part = whole(cv::Rect(1, 1, 3, 2));
    const LensView view = look_through(part, TypeLens::Wrapped);
    CHECK(view.picture.at<cv::Vec3b>(0, 1) == cv::Vec3b(253, 44, 5));
    CHECK(view.picture.at<cv::Vec3b>(0, 0) == cv::Vec3b(7, 70, 107));
    CHECK(view.low == 1);
    CHECK(view.high == 1);
    CHECK(view.any == 1);
    CHECK(cv::countNonZero(view.lost) == 1);
  }

  TEST_CASE("what is not finite is counted once a pixel, and its colour follows the same order") {
    cv::Mat image(2, 3, CV_32FC3, cv::Scalar::all(1));
    image.at<cv::Vec3f>(0, 0) = {1, infinity, no_number};
    image.at<cv::Vec3f>(0, 2) = {-infinity, infinity, 0};
    image.at<cv::Vec3f>(1, 0) = {0, 0, -infinity};
    image.at<cv::Vec3f>(1, 1) = {3e38F, -3e38F, 0};
    CHECK(count_non_finite(image) == NonFinite{1, 1, 1});
    CHECK(count_non_finite(image(cv::Rect(1, 0, 2, 2))) == NonFinite{0, 1, 0});
    CHECK(count_non_finite(cv::Mat(3, 3, CV_8UC3, cv::Scalar::all(255))) == NonFinite{});
    const auto color = [&](int y, int x) {
      const cv::Vec3d values = image.at<cv::Vec3f>(y, x);
      return non_finite_color(values.val, 3);
    };
    CHECK(color(0, 0) == nan_color);
    CHECK(color(0, 2) == plus_infinity_color);
    CHECK(color(1, 0) == minus_infinity_color);
    CHECK_FALSE(color(1, 1).has_value());
  }
}

}  // namespace pixelwhy
