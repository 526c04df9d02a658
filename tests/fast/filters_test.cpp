#include "against_textbook.h"
#include "operators/derivative_fast.h"
#include "operators/gaussian.h"
#include "operators/gaussian_fast.h"
#include "operators/gray.h"

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
        CHECK(test::same(fast_gaussian_columns(rows, weights, border),
                         gaussian_columns(rows, weights, border)));
      });
    }
  }

  TEST_CASE("smoothing beyond the whole picture") {
    cv::RNG generator(72);
    const cv::Mat image = test::picture_of(test::Content::Noise, {70, 20}, CV_8UC3, generator);
    for (const Border border : test::all_borders)
      CHECK(test::same(fast_smooth(image, 40, border), smooth(image, 40, border)));
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
        for (const Norm norm : {Norm::L1, Norm::L2})
          CHECK(test::same(fast_gradient_magnitude(gx, gy, norm), gradient_magnitude(gx, gy, norm)));
      }
    });
  }
}
