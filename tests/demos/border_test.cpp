#include "operators/border.h"

#include <doctest/doctest.h>

#include <string>

#include "operator_checks.h"
#include "support/pictures.h"

namespace pixelwhy {

TEST_SUITE("demos") {
  TEST_CASE("border: the index is cv::borderInterpolate's, however far outside") {
    for (const Border border : test::all_borders) {
      for (int n = 1; n <= 9; ++n) {
        for (int i = -60; i <= 60; ++i) {
          CAPTURE(n);
          CAPTURE(i);
          CHECK(border_index(i, n, border) == cv::borderInterpolate(i, n, opencv_border(border)));
        }
      }
    }
  }

  TEST_CASE("border: the rows written in the header") {
    const std::string row = "abcdefgh";
    const auto extended = [&](Border border) {
      std::string text;
      for (const int index : border_indices(8, 6, 7, border)) {
        text += index == outside_constant ? '0' : row[static_cast<std::size_t>(index)];
      }
      return text;
    };
    CHECK(extended(Border::Reflect101) == "gfedcbabcdefghgfedcba");
    CHECK(extended(Border::Reflect) == "fedcbaabcdefghhgfedcb");
    CHECK(extended(Border::Replicate) == "aaaaaaabcdefghhhhhhhh");
    CHECK(extended(Border::Wrap) == "cdefghabcdefghabcdefg");
    CHECK(extended(Border::Constant) == "000000abcdefgh0000000");
  }

  TEST_CASE("border: the options stand in the order of the enumeration") {
    const std::vector<Option> options = border_options();
    REQUIRE(options.size() == std::size(test::all_borders));
    CHECK(options[static_cast<std::size_t>(Border::Reflect101)].id == "reflect101");
    CHECK(options[static_cast<std::size_t>(Border::Reflect)].id == "reflect");
    CHECK(options[static_cast<std::size_t>(Border::Replicate)].id == "replicate");
    CHECK(options[static_cast<std::size_t>(Border::Wrap)].id == "wrap");
    CHECK(options[static_cast<std::size_t>(Border::Constant)].id == "constant");
  }

  TEST_CASE("border: a tap names the pixel that it reads") {
    const cv::Mat image = test::noise({6, 4}, CV_8UC3, 3);
    const StageImage stage{image, 5};

    const Term inner = tap(stage, {2, 1}, 1, 0.5, Border::Reflect101);
    CHECK(inner.at == cv::Point(2, 1));
    CHECK_FALSE(inner.outside);
    CHECK(inner.value == image.at<cv::Vec3b>(1, 2)[1]);
    CHECK(inner.weight == 0.5);
    CHECK(inner.stage == 5);
    CHECK(inner.channel == 1);

    const Term reflected = tap(stage, {-1, 5}, 2, 1, Border::Reflect101);
    CHECK(reflected.at == cv::Point(1, 1));
    CHECK(reflected.outside);
    CHECK(reflected.value == image.at<cv::Vec3b>(1, 1)[2]);

    const Term nothing = tap(stage, {3, 4}, 0, 1, Border::Constant);
    CHECK_FALSE(nothing.at.has_value());
    CHECK(nothing.outside);
    CHECK(nothing.value == 0);
  }
}

}  // namespace pixelwhy
