#include "against_textbook.h"
#include "operators/derivative_fast.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/gray.h"
#include "sharpening/fast.h"

using namespace pixelwhy;

TEST_SUITE("fast") {
  TEST_CASE("gray") {
    test::on_pictures(CV_8UC3,
                      [](const cv::Mat& color) { CHECK(test::same(fast_to_gray(color), to_gray(color))); });
  }

  TEST_CASE("smoothing, as one and in two steps, for every border") {
    for (const int type : {CV_8UC1, CV_8UC3}) {
      int turn = 0;
      test::on_pictures(type, [&](const cv::Mat& image) {
        static constexpr double sigmas[] = {0.1, 0.4, 0.8, 1, 1.4, 2.3, 5, 12};
        const double sigma = sigmas[static_cast<std::size_t>(turn) % std::size(sigmas)];
        const Border border = test::all_borders[static_cast<std::size_t>(turn++) % 5];
        CAPTURE(sigma);
        CAPTURE(static_cast<int>(border));
        CHECK(test::same(fast_smooth(image, sigma, border), smooth(image, sigma, border)));
        const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma));
        const cv::Mat rows = gaussian_rows(image, weights, border);
        CHECK(test::same(fast_gaussian_rows(image, weights, border), rows));
        const cv::Mat columns = gaussian_columns(rows, weights, border);
        CHECK(test::same(fast_gaussian_columns(rows, weights, border), columns));
        CHECK(test::same(fast_gaussian_blur(image, weights, border), columns));
      });
    }
  }

  TEST_CASE("sharpening and what it overshoots") {
    for (const int type : {CV_8UC1, CV_8UC3}) {
      std::size_t turn = 0;
      test::on_pictures(type, [&](const cv::Mat& image) {
        static constexpr double amounts[] = {1, 0, 0.3, 10};
        static constexpr double thresholds[] = {0, 5, 40};
        const double amount = amounts[turn % std::size(amounts)];
        const double threshold = thresholds[turn++ % std::size(thresholds)];
        CAPTURE(amount);
        CAPTURE(threshold);
        const cv::Mat detail = laplacian_detail(image, 8);
        CHECK(test::same(fast_sharpen(image, detail, amount, threshold),
                         sharpen(image, detail, amount, threshold)));
        CHECK(test::same(fast_find_overshoot(image, detail, amount, threshold),
                         find_overshoot(image, detail, amount, threshold)));
      });
    }
  }

  TEST_CASE("smoothing beyond the whole picture") {
    cv::RNG generator(72);
    const cv::Mat image = test::picture_of(test::Content::Noise, {70, 20}, CV_8UC3, generator);
    for (const Border border : test::all_borders)
      CHECK(test::same(fast_smooth(image, 40, border), smooth(image, 40, border)));
  }

  TEST_CASE("the direction of every gradient that a kernel of 3 taps can give near the axes and diagonals") {
    test::on_every_target([] {
      cv::Mat gx(64, 2041, CV_32FC1);
      cv::Mat gy(gx.size(), CV_32FC1);
      for (int y = 0; y < gx.rows; ++y) {
        for (int x = 0; x < gx.cols; ++x) {
          gx.at<float>(y, x) = static_cast<float>(x - 1020);
          gy.at<float>(y, x) =
              static_cast<float>(y < 32 ? y - 16 : (x - 1020) * (y % 2 ? 1 : -1) + y / 2 - 24);
        }
      }
      CHECK(test::same(fast_gradient_direction(gx, gy), gradient_direction(gx, gy)));
      CHECK(test::same(fast_gradient_direction(gy, gx), gradient_direction(gy, gx)));
    });
  }

  TEST_CASE("derivatives of every kernel and border") {
    std::vector<DerivativeKernel> kernels = {sobel_kernel(3), sobel_kernel(5), sobel_kernel(7),
                                             scharr_kernel(), sobel_kernel(7)};
    kernels.back().divisor = 16;
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& image) {
      for (const DerivativeKernel& kernel : kernels) {
        const Border border = test::all_borders[turn++ % 5];
        CAPTURE(static_cast<int>(border));
        CAPTURE(kernel.smoothing.size());
        const cv::Mat gx = derivative(image, kernel, Axis::X, border);
        const cv::Mat gy = derivative(image, kernel, Axis::Y, border);
        CHECK(test::same(fast_derivative(image, kernel, Axis::X, border), gx));
        CHECK(test::same(fast_derivative(image, kernel, Axis::Y, border), gy));
        CHECK(test::same(fast_gradient_direction(gx, gy), gradient_direction(gx, gy)));
        for (const Norm norm : {Norm::L1, Norm::L2})
          CHECK(test::same(fast_gradient_magnitude(gx, gy, norm), gradient_magnitude(gx, gy, norm)));
      }
    });
  }

  TEST_CASE("Sobel's derivatives and their magnitude in one pass") {
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& image) {
      for (const Norm norm : {Norm::L1, Norm::L2}) {
        const Border border = test::all_borders[turn++ % 5];
        CAPTURE(static_cast<int>(border));
        CAPTURE(static_cast<int>(norm));
        const cv::Mat gx = derivative(image, sobel_kernel(3), Axis::X, border);
        const cv::Mat gy = derivative(image, sobel_kernel(3), Axis::Y, border);
        const cv::Mat magnitude = gradient_magnitude(gx, gy, norm);
        const Gradient gradient = fast_sobel(image, norm, border);
        CHECK(test::same(gradient.gx, gx));
        CHECK(test::same(gradient.gy, gy));
        CHECK(test::same(gradient.magnitude, magnitude));
        CHECK(test::same(fast_sobel_magnitude(image, norm, border), magnitude));
      }
    });
  }
}
