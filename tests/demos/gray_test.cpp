#include "operators/gray.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "operator_checks.h"
#include "support/pictures.h"

namespace pixelwhy {

TEST_SUITE("demos") {
  TEST_CASE("gray: every one of the 2^24 colours gets cv::cvtColor's gray") {
    cv::Mat colors(1, 256 * 256, CV_8UC3);
    for (int red = 0; red < 256; ++red) {
      for (int i = 0; i < colors.cols; ++i) {
        colors.at<cv::Vec3b>(0, i) =
            cv::Vec3b(static_cast<uchar>(i & 255), static_cast<uchar>(i >> 8), static_cast<uchar>(red));
      }
      CAPTURE(red);
      REQUIRE(test::largest_difference(to_gray(colors), opencv_gray(colors)) == 0);
    }
  }

  TEST_CASE("gray: equal channels keep their value") {
    for (int value = 0; value < 256; ++value) {
      const cv::Mat pixel(1, 1, CV_8UC3, cv::Scalar::all(value));
      CHECK(to_gray(pixel).at<uchar>(0, 0) == value);
    }
  }

  TEST_CASE("gray: a view into a larger picture, and the explanation of its pixels") {
    cv::RNG generator(5);
    for (const cv::Size size : test::awkward_sizes()) {
      const cv::Mat view = test::view_of_noise(size, CV_8UC3, generator);
      const cv::Mat gray = to_gray(view);
      CHECK(test::largest_difference(gray, opencv_gray(view.clone())) == 0);
      const StageImage stage{view, source_stage};
      for (const cv::Point at : test::some_places(size, 10, generator)) {
        const Explanation explanation = explain_gray(at, stage);
        CHECK(test::arrives_at(explanation, gray, at));
        REQUIRE(explanation.terms.size() == 3);
        double weights = 0;
        for (const Term& term : explanation.terms) weights += term.weight;
        CHECK(weights == 1);
      }
    }
  }

  TEST_CASE("gray: the explanation follows its terms, not the output") {
    cv::Mat color = test::noise({4, 3}, CV_8UC3, 9);
    const cv::Mat gray = to_gray(color);
    color.at<cv::Vec3b>(1, 2)[1] ^= 0x40;
    CHECK_FALSE(test::arrives_at(explain_gray({2, 1}, {color, source_stage}), gray, {2, 1}));
  }
}

}  // namespace pixelwhy
