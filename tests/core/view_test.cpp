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

  TEST_CASE("what is no number and the infinities have colours of their own, whatever the settings") {
    const double infinity = std::numeric_limits<double>::infinity();
    const std::pair<double, cv::Vec3b> special[] = {
        {std::nan(""), {255, 0, 255}}, {infinity, {0, 255, 0}}, {-infinity, {255, 0, 0}}};
    for (const View view : {View::Picture, View::Signed, View::Magnitude, View::Angle, View::Accumulator}) {
      for (const ColorMap map : color_maps) {
        const ViewSettings settings{.levels = Range{2, 3}, .gamma = 2, .map = map};
        for (const auto& [value, expected] : special) {
          CHECK(color(view, {0, 1}, value) == expected);
          CHECK(color_of(view, {0, 1}, &value, 1, 1, settings) == expected);
        }
        // No finite value is shown so.
        for (double share = 0; share <= 1; share += 1.0 / 256) {
          const cv::Vec3b shown = color(view, {0, 1}, share);
          for (const auto& [value, own] : special) CHECK(cv::norm(shown, own) > 60);
        }
      }
    }
    const double two[] = {1, 300, -infinity};
    CHECK(color_of(View::Picture, {0, 255}, two, 3) == cv::Vec3b(255, 0, 0));
    CHECK(color_of(View::Picture, {0, 255}, two, 3, 1, {.channel = Channel::Blue}) == cv::Vec3b(1, 1, 1));
  }

  TEST_CASE("black and white point are where the scale ends, and zero stays in the middle of signed values") {
    ViewSettings settings;
    settings.levels = Range{50, 150};
    const auto gray = [&](double value) {
      return color_of(View::Picture, {0, 255}, &value, 1, 1, settings)[0];
    };
    CHECK(gray(20) == 0);
    CHECK(gray(50) == 0);
    CHECK(gray(100) == 128);
    CHECK(gray(150) == 255);
    CHECK(gray(255) == 255);
    settings.gamma = 2;
    CHECK(gray(75) == 128);  // the root of a quarter
    settings = {.levels = Range{-10, 1000}};
    CHECK(share_of(View::Signed, {-1, 1}, 0, settings) == 0.5);
    CHECK(share_of(View::Signed, {-1, 1}, -10, settings) == 0);
    CHECK(share_of(View::Signed, {-1, 1}, 1000, settings) == 1);
  }

  TEST_CASE("a channel alone is shown as a picture of that channel would be") {
    const double bgr[] = {10, 120, 200};
    const std::pair<Channel, double> channels[] = {
        {Channel::Blue, 10}, {Channel::Green, 120}, {Channel::Red, 200}};
    for (const auto& [channel, value] : channels) {
      for (const std::optional<ColorMap>& map :
           {std::optional<ColorMap>(), std::optional(ColorMap::Inferno)}) {
        const ViewSettings settings{.channel = channel, .map = map};
        const ViewSettings single{.map = map};
        CHECK(color_of(View::Picture, {0, 255}, bgr, 3, 1, settings) ==
              color_of(View::Picture, {0, 255}, &value, 1, 1, single));
      }
    }
  }

  TEST_CASE("a share of the scale and its value are inverse") {
    for (const View view : {View::Picture, View::Signed, View::Magnitude, View::Accumulator}) {
      for (const ViewSettings& settings : {ViewSettings{}, ViewSettings{.gamma = 2.2},
                                           ViewSettings{.levels = Range{-30, 90}, .gamma = 0.6}}) {
        const Range range = view == View::Signed ? Range{-200, 200} : Range{0, 200};
        for (double share = 0; share <= 1; share += 0.125) {
          const double value = value_at_share(view, range, share, settings);
          CHECK(share_of(view, range, value, settings) == doctest::Approx(share));
        }
      }
    }
  }

  TEST_CASE("the colour maps rise evenly in lightness") {
    // CIE 1976 lightness of sRGB, by its standard.
    const auto lightness = [](Color color) {
      const auto linear = [](double c) {
        c /= 255;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
      };
      const double y = 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
      return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389 / 27;
    };
    for (const ColorMap map : {ColorMap::Viridis, ColorMap::Cividis, ColorMap::Inferno}) {
      constexpr int steps = 9;
      const double whole = lightness(color_at(map, 1)) - lightness(color_at(map, 0));
      CHECK(whole > 60);
      for (int i = 0; i < steps; ++i) {
        const double step = lightness(color_at(map, (i + 1.0) / steps)) -
                            lightness(color_at(map, static_cast<double>(i) / steps));
        INFO(id_of(map), " ", i);
        CHECK(step == doctest::Approx(whole / steps).epsilon(0.3));
      }
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
