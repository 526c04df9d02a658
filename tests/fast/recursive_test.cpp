#include <opencv2/imgproc.hpp>

#include "against_textbook.h"
#include "operators/gaussian.h"
#include "operators/recursive_gaussian.h"

using namespace pixelwhy;

namespace {

int largest_difference(const cv::Mat& a, const cv::Mat& b) {
  REQUIRE(a.size() == b.size());
  REQUIRE(a.type() == b.type());
  return static_cast<int>(cv::norm(a, b, cv::NORM_INF));
}

/// The Gaussian itself, six sigma far, of a picture continued as the functions under test see it.
cv::Mat true_gaussian(const cv::Mat& image, double sigma, Border border) {
  const int margin = gaussian_radius(sigma);
  const int reach = static_cast<int>(std::ceil(6 * sigma));
  cv::Mat padded, beyond, blurred, result;
  cv::copyMakeBorder(image, padded, margin, margin, margin, margin,
                     opencv_border(border) | cv::BORDER_ISOLATED);
  cv::copyMakeBorder(padded, beyond, reach, reach, reach, reach, cv::BORDER_REPLICATE | cv::BORDER_ISOLATED);
  beyond.convertTo(blurred, CV_64F);
  const cv::Mat kernel = cv::getGaussianKernel(2 * reach + 1, sigma, CV_64F);
  cv::sepFilter2D(blurred, blurred, CV_64F, kernel, kernel);
  blurred(cv::Rect(cv::Point(margin + reach, margin + reach), image.size())).convertTo(result, CV_8U);
  return result;
}

constexpr std::size_t many = 20000;  // pixels, for which the Gaussian itself takes too long
constexpr double sigmas[] = {2, 2.7, 5, 11, 20, 50};

}  // namespace

TEST_SUITE("fast") {
  TEST_CASE("a recursive Gaussian is within one level of the Gaussian, and its kernels of it") {
    std::size_t turn = 0;
    for (const int type : {CV_8UC1, CV_8UC3}) {
      test::on_pictures(type, [&](const cv::Mat& image) {
        if (image.total() > many) return;
        const double sigma = sigmas[turn % (std::size(sigmas) - 1)];  // the widest bell takes too long
        const Border border = test::all_borders[turn / 5 % std::size(test::all_borders)];
        ++turn;
        CAPTURE(sigma);
        CAPTURE(static_cast<int>(border));
        const cv::Mat exact = true_gaussian(image, sigma, border);
        const cv::Mat recursive = recursive_gaussian(image, sigma, 0, border);
        CHECK(largest_difference(recursive, exact) <= 1);
        const cv::Mat fast = fast_recursive_gaussian(image, sigma, 0, border);
        CHECK(largest_difference(fast, exact) <= 1);
        CHECK(largest_difference(fast, recursive) <= 1);
        CHECK(largest_difference(extended_box_gaussian(image, sigma, 0, border), exact) <= 3);
      });
    }
  }

  TEST_CASE("recursive Gaussians are near the textbook's, whose weights are rounded and cut off") {
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& image) {
      if (image.total() > many) return;
      const double sigma = sigmas[turn % std::size(sigmas)];
      const Border border = test::all_borders[turn++ % 5];
      CAPTURE(sigma);
      const cv::Mat textbook = smooth(image, sigma, border);
      CHECK(largest_difference(fast_recursive_gaussian(image, sigma, 0, border), textbook) <= 8);
      CHECK(largest_difference(extended_box_gaussian(image, sigma, 0, border), textbook) <= 8);
    });
  }

  TEST_CASE("where the kernel is cut off, both hand on the textbook's result") {
    cv::RNG generator(73);
    const cv::Mat image = test::picture_of(test::Content::Noise, {90, 70}, CV_8UC1, generator);
    for (const auto& [sigma, radius] : {std::pair(5.0, 6), std::pair(1.0, 0), std::pair(20.0, 59)}) {
      const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma, radius));
      const cv::Mat expected =
          gaussian_columns(gaussian_rows(image, weights, Border::Reflect), weights, Border::Reflect);
      CHECK(test::same(recursive_gaussian(image, sigma, radius, Border::Reflect), expected));
      CHECK(test::same(fast_recursive_gaussian(image, sigma, radius, Border::Reflect), expected));
      CHECK(test::same(extended_box_gaussian(image, sigma, radius, Border::Reflect), expected));
    }
  }
}
