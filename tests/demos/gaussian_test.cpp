#include "operators/gaussian.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <opencv2/core/softfloat.hpp>

#include "operator_checks.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

/// OpenCV's bit-exact kernel in its own software arithmetic, written down from its description: exponentials
/// of even integers, normalised, then rounded with error diffusion.
std::vector<int> weights_in_soft_arithmetic(double sigma, int radius) {
  using cv::softdouble;
  const softdouble scale = softdouble(-0.125) / (softdouble(sigma) * softdouble(sigma));
  std::vector<softdouble> half;
  softdouble sum = softdouble::one();
  for (int x = -2 * radius; x < 0; x += 2) {
    half.push_back(cv::exp(softdouble(x * x) * scale));
    sum += softdouble(2) * half.back();
  }
  std::vector<int> weights(2 * half.size() + 1);
  softdouble carried = softdouble::zero();
  int left = 256;
  for (std::size_t i = 0; i < half.size(); ++i) {
    const softdouble exact = half[i] / sum * softdouble(256) + carried;
    const int rounded = cvRound(exact);
    carried = exact - softdouble(rounded);
    weights[i] = weights[weights.size() - 1 - i] = rounded;
    left -= 2 * rounded;
  }
  weights[half.size()] = left;
  return weights;
}

cv::Mat blur(const cv::Mat& image, double sigma, int radius, Border border) {
  const std::vector<int> weights = gaussian_weights(sigma, radius);
  return gaussian_columns(gaussian_rows(image, weights, border), weights, border);
}

/// Mostly the sigmas that people use, now and then any in range.
double random_sigma(cv::RNG& generator) {
  return generator.uniform(0, 4) ? generator.uniform(0.1, 4.0) : generator.uniform(0.1, 50.0);
}

int random_radius(double sigma, cv::RNG& generator) {
  return generator.uniform(0, 3) ? gaussian_radius(sigma) : generator.uniform(1, 151);
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("gaussian: the real weights are the sampled bell") {
    const std::vector<double> curve = gaussian_curve(1.5, 5);
    CHECK(std::accumulate(curve.begin(), curve.end(), 0.0) == doctest::Approx(1));
    for (int x = -5; x <= 5; ++x) {
      const double ratio = curve[static_cast<std::size_t>(x + 5)] / curve[5];
      CHECK(ratio == doctest::Approx(std::exp(-x * x / 4.5)));
    }
  }

  TEST_CASE("gaussian: the integer weights add up to 256, are symmetric, and follow the bell") {
    cv::RNG generator(3);
    for (int round = 0; round < 3000; ++round) {
      const double sigma = random_sigma(generator);
      const int radius = random_radius(sigma, generator);
      const std::vector<int> weights = gaussian_weights(sigma, radius);
      const std::vector<double> curve = gaussian_curve(sigma, radius);
      CAPTURE(sigma);
      CAPTURE(radius);
      REQUIRE(weights.size() == static_cast<std::size_t>(2 * radius + 1));
      REQUIRE(std::accumulate(weights.begin(), weights.end(), 0) == 256);
      for (std::size_t i = 0; i < weights.size(); ++i) {
        REQUIRE(weights[i] >= 0);
        REQUIRE(weights[i] == weights[weights.size() - 1 - i]);
        // Half a unit of rounding and half a unit carried over; the centre takes both sides' remainders.
        REQUIRE(std::abs(weights[i] - 256 * curve[i]) <= 1.0 + 1e-9);
      }
    }
  }

  TEST_CASE("gaussian: the integer weights are those of OpenCV's software arithmetic") {
    cv::RNG generator(4);
    for (int round = 0; round < 4000; ++round) {
      // Sliders yield hundredths; a tie of the rounding would be most likely among such numbers.
      const double sigma =
          round % 2 ? std::round(random_sigma(generator) * 100) / 100 : random_sigma(generator);
      const int radius = random_radius(sigma, generator);
      CAPTURE(sigma);
      CAPTURE(radius);
      REQUIRE(gaussian_weights(sigma, radius) == weights_in_soft_arithmetic(sigma, radius));
    }
  }

  TEST_CASE("gaussian: a sigma whose square vanishes is no blur at all") {
    for (const double sigma : {1e-3, 1e-170, 1e-310}) {
      CHECK(gaussian_weights(sigma, gaussian_radius(sigma)) == std::vector<int>{0, 256, 0});
    }
  }

  TEST_CASE("gaussian: equals cv::GaussianBlur bit for bit") {
    cv::RNG generator(5);
    for (int round = 0; round < 400; ++round) {
      const std::vector<cv::Size> sizes = test::awkward_sizes();
      const cv::Size size = sizes[static_cast<std::size_t>(round) % sizes.size()];
      const cv::Mat image = test::view_of_noise(size, round % 3 ? CV_8UC3 : CV_8UC1, generator);
      const double sigma = random_sigma(generator);
      const int radius = random_radius(sigma, generator);
      const Border border = test::all_borders[round % 5];
      CAPTURE(size);
      CAPTURE(sigma);
      CAPTURE(radius);
      CAPTURE(static_cast<int>(border));
      CHECK(test::largest_difference(blur(image, sigma, radius, border),
                                     opencv_gaussian(image, sigma, radius, border)) == 0);
    }
  }

  TEST_CASE("gaussian: the response to a single bright pixel is the kernel") {
    cv::Mat impulse = cv::Mat::zeros(21, 25, CV_8UC1);
    impulse.at<uchar>(10, 12) = 128;
    const std::vector<int> weights = gaussian_weights(1.3, 4);
    const cv::Mat rows = gaussian_rows(impulse, weights, Border::Reflect101);
    const cv::Mat result = gaussian_columns(rows, weights, Border::Reflect101);
    for (int y = 0; y < impulse.rows; ++y) {
      for (int x = 0; x < impulse.cols; ++x) {
        const int dx = std::abs(x - 12);
        const int dy = std::abs(y - 10);
        const int wx = dx <= 4 ? weights[static_cast<std::size_t>(dx + 4)] : 0;
        const int wy = dy <= 4 ? weights[static_cast<std::size_t>(dy + 4)] : 0;
        CHECK(rows.at<float>(y, x) == (dy == 0 ? wx / 2.0F : 0.0F));
        CHECK(result.at<uchar>(y, x) == static_cast<int>(std::floor(wx * wy / 512.0 + 0.5)));
      }
    }
  }

  TEST_CASE("gaussian: a constant picture stays as it is, unless the border is darker") {
    for (const int value : {0, 1, 127, 255}) {
      const cv::Mat flat(11, 8, CV_8UC3, cv::Scalar::all(value));
      for (const Border border : test::all_borders) {
        for (const double sigma : {0.4, 2.0, 30.0}) {
          const cv::Mat result = blur(flat, sigma, gaussian_radius(sigma), border);
          if (border != Border::Constant) CHECK(test::largest_difference(result, flat) == 0);
          if (border == Border::Constant && value == 255) CHECK(result.at<cv::Vec3b>(0, 0)[0] < 255);
        }
      }
    }
  }

  TEST_CASE("gaussian: smooth is both passes, and sigma 0 hands the picture on") {
    const cv::Mat image = test::noise({20, 15}, CV_8UC1, 8);
    CHECK(smooth(image, 0, Border::Reflect101).data == image.data);
    CHECK(test::largest_difference(smooth(image, 1.4, Border::Wrap), blur(image, 1.4, 5, Border::Wrap)) == 0);
    CHECK(explain_smooth({3, 4}, {image, 0}, 0, Border::Reflect101).rule == Rule::Copy);
  }

  TEST_CASE("gaussian: explanations arrive at the pixels of both passes and of the whole") {
    cv::RNG generator(6);
    for (int round = 0; round < 60; ++round) {
      const std::vector<cv::Size> sizes = test::awkward_sizes();
      const cv::Size size = sizes[static_cast<std::size_t>(round) % sizes.size()];
      const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator);
      const cv::Mat gray = test::view_of_noise(size, CV_8UC1, generator);
      const double sigma = generator.uniform(0.1, 5.0);
      const Border border = test::all_borders[round % 5];
      const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma));
      const cv::Mat rows = gaussian_rows(color, weights, border);
      const cv::Mat columns = gaussian_columns(rows, weights, border);
      const cv::Mat smoothed = smooth(gray, sigma, border);
      CAPTURE(size);
      CAPTURE(sigma);
      CAPTURE(static_cast<int>(border));
      for (const cv::Point at : test::some_places(size, 4, generator)) {
        CHECK(test::arrives_at(explain_gaussian_rows(at, {color, 0}, weights, border), rows, at));
        CHECK(test::arrives_at(explain_gaussian_columns(at, {rows, 1}, weights, border), columns, at));
        CHECK(test::arrives_at(explain_smooth(at, {gray, 0}, sigma, border), smoothed, at));
      }
    }
  }

  TEST_CASE("gaussian: a corrupted term is noticed") {
    cv::Mat image = test::noise({12, 12}, CV_8UC1, 10);
    const std::vector<int> weights = gaussian_weights(1, 3);
    const cv::Mat rows = gaussian_rows(image, weights, Border::Reflect101);
    const cv::Mat smoothed = smooth(image, 1, Border::Reflect101);
    image.at<uchar>(5, 6) ^= 0x80;
    CHECK_FALSE(test::arrives_at(explain_gaussian_rows({5, 5}, {image, 0}, weights, Border::Reflect101), rows,
                                 {5, 5}));
    CHECK_FALSE(
        test::arrives_at(explain_smooth({5, 5}, {image, 0}, 1, Border::Reflect101), smoothed, {5, 5}));
  }
}

}  // namespace pixelwhy
