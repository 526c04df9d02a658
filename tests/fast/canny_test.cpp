#include <opencv2/imgproc.hpp>

#include "against_textbook.h"
#include "operators/canny_fast.h"
#include "operators/gaussian.h"

using namespace pixelwhy;

TEST_SUITE("fast") {
  TEST_CASE("canny, step by step and as one") {
    static constexpr double limits[][2] = {{50, 150}, {0, 0}, {10, 20}, {100, 400}, {300, 20000}};
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& image) {
      const auto [low, high] = limits[turn++ % std::size(limits)];
      for (const int aperture : {3, 5, 7}) {
        const cv::Mat gx = derivative(image, canny_kernel(aperture), Axis::X, Border::Replicate);
        const cv::Mat gy = derivative(image, canny_kernel(aperture), Axis::Y, Border::Replicate);
        for (const Norm norm : {Norm::L1, Norm::L2}) {
          CAPTURE(aperture);
          CAPTURE(static_cast<int>(norm));
          CAPTURE(low);
          const cv::Mat magnitude = gradient_magnitude(gx, gy, norm);
          const cv::Mat thin = suppress_non_maxima(magnitude, gx, gy, NmsMode::Sector, norm);
          CHECK(test::same(fast_suppress_non_maxima(magnitude, gx, gy, NmsMode::Sector, norm), thin));
          CHECK(test::same(fast_suppress_non_maxima(magnitude, gx, gy, NmsMode::Interpolate, norm),
                           suppress_non_maxima(magnitude, gx, gy, NmsMode::Interpolate, norm)));
          const cv::Mat classes = classify_edges(thin, gx, gy, low, high, aperture, norm);
          CHECK(test::same(fast_classify_edges(thin, gx, gy, low, high, aperture, norm), classes));
          const cv::Mat edges = link_edges(classes);
          CHECK(test::same(fast_link_edges(classes), edges));
          if (aperture == 3) CHECK(test::same(fused_canny(image, norm, low, high), edges));
        }
      }
    });
  }

  TEST_CASE("smoothing and canny as one, for every border") {
    static constexpr double sigmas[] = {1.4, 0.1, 0.7, 3, 12};
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& gray) {
      const double sigma = sigmas[turn % std::size(sigmas)];
      const Border border = test::all_borders[turn % 5];
      const Norm norm = turn++ % 2 == 0 ? Norm::L1 : Norm::L2;
      CAPTURE(sigma);
      CAPTURE(static_cast<int>(border));
      const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma));
      const cv::Mat smooth = gaussian_columns(gaussian_rows(gray, weights, border), weights, border);
      const cv::Mat edges = fused_canny(smooth, norm, 30, 90);
      CHECK(test::same(fused_gaussian_canny(gray, weights, border, norm, 30, 90), edges));
      cv::Mat opencv;
      cv::Canny(smooth, opencv, 30, 90, 3, norm == Norm::L2);
      CHECK(test::same(edges, opencv));
    });
  }

  TEST_CASE("a weak chain that winds through the whole picture is followed") {
    test::on_every_target([] {
      cv::Mat classes = cv::Mat::zeros(101, 200, CV_8UC1);
      for (int y = 0; y < classes.rows; ++y) {
        const bool turn = y % 2 == 1;
        if (!turn) classes.row(y).setTo(WeakEdge);
        if (turn) classes.at<std::uint8_t>(y, y % 4 == 1 ? classes.cols - 1 : 0) = WeakEdge;
      }
      CHECK(cv::countNonZero(fast_link_edges(classes)) == 0);
      classes.at<std::uint8_t>(100, 0) = StrongEdge;
      CHECK(test::same(fast_link_edges(classes), link_edges(classes)));
      CHECK(cv::countNonZero(fast_link_edges(classes)) == cv::countNonZero(classes));
    });
  }
}
