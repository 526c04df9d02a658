#include "against_textbook.h"
#include "hough-lines/fast.h"

using namespace pixelwhy;

TEST_SUITE("fast") {
  TEST_CASE("votes and lines, in the same order") {
    static constexpr double grids[][2] = {{1, 1}, {0.25, 0.7}, {3.3, 10}, {10, 2.5}};
    std::size_t turn = 0;
    test::on_pictures(CV_8UC1, [&](const cv::Mat& picture) {
      const cv::Mat noise = picture < 12;  // few or no pixels, or all of them
      const auto [rho, theta] = grids[turn++ % std::size(grids)];
      if (noise.total() > 40000) return;
      const cv::Mat votes = hough_votes(noise, rho, theta);
      CHECK(test::same(fast_hough_votes(noise, rho, theta), votes));
      const int threshold = 1 + static_cast<int>(turn % 7);
      // Beyond the ends of a row every comparison counts all pixels again.
      const bool slow = noise.cols + noise.rows < 4 * rho && noise.total() > 100;
      if (slow) return;
      const Picture<Lines> expected = hough_peaks(votes, noise, rho, theta, threshold);
      const Picture<Lines> found = fast_hough_peaks(votes, noise, rho, theta, threshold);
      CHECK(test::same(found.image, expected.image));
      CHECK(found.data.lines == expected.data.lines);
    });
  }
}
