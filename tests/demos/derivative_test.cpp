#include "operators/derivative.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>

#include "operator_checks.h"
#include "operators/opencv_with_border.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

/// 3, 5 and 7 for Sobel's kernels, 0 for Scharr's.
DerivativeKernel kernel_named(int aperture) {
  return aperture == 0 ? scharr_kernel() : sobel_kernel(aperture);
}

cv::Mat opencv_derivative(const cv::Mat& image, int aperture, Axis axis, Border border) {
  const int dx = axis == Axis::X ? 1 : 0;
  return opencv_with_border(image, 3, border, [&](const cv::Mat& picture, int opencv_border) {
    cv::Mat result;
    if (aperture == 0) {
      cv::Scharr(picture, result, CV_32F, dx, 1 - dx, 1, 0, opencv_border);
    } else {
      cv::Sobel(picture, result, CV_32F, dx, 1 - dx, aperture, 1, 0, opencv_border);
    }
    return result;
  });
}

/// The definition: a sum over the window of products with the two-dimensional kernel.
cv::Mat direct_derivative(const cv::Mat& image, const DerivativeKernel& kernel, Axis axis, Border border) {
  const int reach = static_cast<int>(kernel.difference.size()) / 2;
  cv::Mat result(image.size(), CV_32FC1);
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      int sum = 0;
      for (int v = -reach; v <= reach; ++v) {
        for (int u = -reach; u <= reach; ++u) {
          const int column = border_index(x + u, image.cols, border);
          const int line = border_index(y + v, image.rows, border);
          if (column == outside_constant || line == outside_constant) continue;
          const int along = axis == Axis::X ? u : v;
          const int across = axis == Axis::X ? v : u;
          sum += kernel.difference[static_cast<std::size_t>(along + reach)] *
                 kernel.smoothing[static_cast<std::size_t>(across + reach)] * image.at<uchar>(line, column);
        }
      }
      result.at<float>(y, x) = static_cast<float>(sum);
    }
  }
  return result;
}

double angle_between(double a, double b) { return std::abs(std::remainder(a - b, 360)); }

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("derivative: the kernels are OpenCV's") {
    for (const int aperture : {0, 3, 5, 7}) {
      cv::Mat difference;
      cv::Mat smoothing;
      cv::getDerivKernels(difference, smoothing, 1, 0, aperture == 0 ? cv::FILTER_SCHARR : aperture);
      const DerivativeKernel kernel = kernel_named(aperture);
      REQUIRE(kernel.difference.size() == difference.total());
      REQUIRE(kernel.smoothing.size() == smoothing.total());
      for (std::size_t i = 0; i < kernel.difference.size(); ++i) {
        CHECK(static_cast<float>(kernel.difference[i]) == difference.at<float>(static_cast<int>(i)));
        CHECK(static_cast<float>(kernel.smoothing[i]) == smoothing.at<float>(static_cast<int>(i)));
      }
    }
    CHECK_THROWS(sobel_kernel(4));
  }

  TEST_CASE("derivative: equals the definition and cv::Sobel or cv::Scharr exactly") {
    cv::RNG generator(2);
    for (const cv::Size size : test::awkward_sizes()) {
      for (const Border border : test::all_borders) {
        for (const int aperture : {0, 3, 5, 7}) {
          for (const Axis axis : {Axis::X, Axis::Y}) {
            const cv::Mat image = test::view_of_noise(size, CV_8UC1, generator);
            const cv::Mat result = derivative(image, kernel_named(aperture), axis, border);
            CAPTURE(size);
            CAPTURE(aperture);
            CAPTURE(static_cast<int>(border));
            CHECK(test::largest_difference(
                      result, direct_derivative(image, kernel_named(aperture), axis, border)) == 0);
            CHECK(test::largest_difference(result, opencv_derivative(image, aperture, axis, border)) == 0);
          }
        }
      }
    }
  }

  TEST_CASE("derivative: the largest sums are still exact") {
    cv::Mat checker(16, 16, CV_8UC1, cv::Scalar::all(0));
    checker.colRange(8, 16).setTo(255);
    const cv::Mat gx = derivative(checker, sobel_kernel(7), Axis::X, Border::Replicate);
    CHECK(gx.at<float>(8, 8) == 255 * 64 * 10);
    CHECK(gx.at<float>(8, 7) == 255 * 64 * 10);
  }

  TEST_CASE("derivative: a divisor rounds half to even and never yields -0") {
    DerivativeKernel kernel = sobel_kernel(7);
    kernel.divisor = 16;
    cv::RNG generator(3);
    const cv::Mat image = test::view_of_noise({40, 30}, CV_8UC1, generator, 3);
    const cv::Mat whole = derivative(image, sobel_kernel(7), Axis::X, Border::Replicate);
    const cv::Mat divided = derivative(image, kernel, Axis::X, Border::Replicate);
    int zeros = 0;
    for (int y = 0; y < image.rows; ++y) {
      for (int x = 0; x < image.cols; ++x) {
        const float value = divided.at<float>(y, x);
        CHECK(value == static_cast<float>(cvRound(whole.at<float>(y, x) / 16.0)));
        if (value != 0) continue;
        ++zeros;
        CHECK_FALSE(std::signbit(value));
      }
    }
    CHECK(zeros > 0);
  }

  TEST_CASE("derivative: explanations arrive at random and at border pixels") {
    cv::RNG generator(4);
    for (const cv::Size size : test::awkward_sizes()) {
      for (const Border border : test::all_borders) {
        for (const int aperture : {0, 3, 5, 7}) {
          DerivativeKernel kernel = kernel_named(aperture);
          kernel.divisor = aperture == 7 && generator.uniform(0, 2) ? 16 : 1;
          const Axis axis = generator.uniform(0, 2) ? Axis::X : Axis::Y;
          const cv::Mat image = test::view_of_noise(size, CV_8UC1, generator);
          const cv::Mat result = derivative(image, kernel, axis, border);
          for (const cv::Point at : test::some_places(size, 3, generator)) {
            CHECK(test::arrives_at(explain_derivative(at, {image, 0}, kernel, axis, border), result, at));
          }
        }
      }
    }
  }

  TEST_CASE("derivative: a corrupted term is noticed") {
    cv::Mat image = test::noise({9, 9}, CV_8UC1, 6);
    const cv::Mat gx = derivative(image, sobel_kernel(3), Axis::X, Border::Reflect101);
    image.at<uchar>(4, 5) ^= 1;
    const StageImage corrupted{image, 0};
    CHECK_FALSE(test::arrives_at(
        explain_derivative({4, 4}, corrupted, sobel_kernel(3), Axis::X, Border::Reflect101), gx, {4, 4}));
    CHECK(test::arrives_at(
        explain_derivative({7, 7}, corrupted, sobel_kernel(3), Axis::X, Border::Reflect101), gx, {7, 7}));
  }

  TEST_CASE("magnitude: both norms against OpenCV, and explained") {
    cv::RNG generator(7);
    const cv::Mat image = test::view_of_noise({31, 22}, CV_8UC1, generator);
    const cv::Mat gx = derivative(image, scharr_kernel(), Axis::X, Border::Reflect);
    const cv::Mat gy = derivative(image, scharr_kernel(), Axis::Y, Border::Reflect);
    for (const Norm norm : {Norm::L1, Norm::L2}) {
      const cv::Mat magnitude = gradient_magnitude(gx, gy, norm);
      CHECK(test::largest_difference(magnitude, opencv_magnitude(gx, gy, norm)) <= 1e-3);
      for (const cv::Point at : test::some_places(image.size(), 20, generator)) {
        CHECK(test::arrives_at(explain_magnitude(at, {gx, 0}, {gy, 1}, norm), magnitude, at));
      }
    }
    CHECK(gradient_strength(-3, 4, Norm::L1) == 7);
    CHECK(gradient_strength(-3, 4, Norm::L2) == 25);
    CHECK(gradient_strength(12240, -12240, Norm::L2) == 299635200);
  }

  TEST_CASE("direction: the axes, the range, and no gradient") {
    CHECK(gradient_direction_of(5, 0) == 0);
    CHECK(gradient_direction_of(5, 5) == 45);
    CHECK(gradient_direction_of(0, 5) == 90);
    CHECK(gradient_direction_of(-5, 0) == 180);
    CHECK(gradient_direction_of(0, -5) == 270);
    CHECK(gradient_direction_of(0, 0) == 0);
    CHECK(gradient_direction_of(-0.0, 0.0) == 0);
    CHECK(gradient_direction_of(-0.0, -0.0) == 0);
    // Just below the x axis: 360 itself must not be reached by rounding.
    CHECK(gradient_direction_of(1e9, -1) < 360);
    CHECK(gradient_direction_of(1e9, -1e-9) == 0);

    cv::RNG generator(8);
    const cv::Mat gx = derivative(test::noise({30, 30}, CV_8UC1, 1), sobel_kernel(3), Axis::X, Border::Wrap);
    const cv::Mat gy = derivative(test::noise({30, 30}, CV_8UC1, 1), sobel_kernel(3), Axis::Y, Border::Wrap);
    const cv::Mat direction = gradient_direction(gx, gy);
    CHECK(cv::checkRange(direction, true, nullptr, 0, 360));
    for (const cv::Point at : test::some_places(direction.size(), 30, generator)) {
      CHECK(test::arrives_at(explain_direction(at, {gx, 0}, {gy, 1}), direction, at));
    }
  }

  TEST_CASE("direction: a slope that rises towards an angle has that direction") {
    for (int angle = 0; angle < 360; angle += 15) {
      const double radians = angle * std::numbers::pi / 180;
      cv::Mat slope(41, 41, CV_8UC1);
      for (int y = 0; y < slope.rows; ++y) {
        for (int x = 0; x < slope.cols; ++x) {
          const double height = 128 + 4 * ((x - 20) * std::cos(radians) + (y - 20) * std::sin(radians));
          slope.at<uchar>(y, x) = cv::saturate_cast<uchar>(height);
        }
      }
      for (const int aperture : {0, 3, 5, 7}) {
        const cv::Mat gx = derivative(slope, kernel_named(aperture), Axis::X, Border::Reflect101);
        const cv::Mat gy = derivative(slope, kernel_named(aperture), Axis::Y, Border::Reflect101);
        // The picture's rounding to whole gray levels leaves a few degrees.
        CHECK(angle_between(gradient_direction(gx, gy).at<float>(20, 20), angle) < 5);
      }
    }
  }

  TEST_CASE("direction: turning the picture by 90 degrees turns every direction by 90 degrees") {
    const cv::Mat image = test::noise({24, 17}, CV_8UC1, 12);
    cv::Mat turned;
    cv::rotate(image, turned, cv::ROTATE_90_CLOCKWISE);  // +x becomes +y: the sense in which degrees count
    const auto gradient = [](const cv::Mat& picture) {
      const cv::Mat gx = derivative(picture, sobel_kernel(5), Axis::X, Border::Reflect);
      const cv::Mat gy = derivative(picture, sobel_kernel(5), Axis::Y, Border::Reflect);
      return std::pair(gradient_direction(gx, gy), gradient_magnitude(gx, gy, Norm::L2));
    };
    const auto [direction, magnitude] = gradient(image);
    const auto [turned_direction, turned_magnitude] = gradient(turned);
    for (int y = 0; y < image.rows; ++y) {
      for (int x = 0; x < image.cols; ++x) {
        const cv::Point there(image.rows - 1 - y, x);
        CHECK(magnitude.at<float>(y, x) == turned_magnitude.at<float>(there));
        if (magnitude.at<float>(y, x) == 0) continue;
        CHECK(angle_between(turned_direction.at<float>(there), direction.at<float>(y, x) + 90) < 1e-3);
      }
    }
  }
}

}  // namespace pixelwhy
