#include "against_textbook.h"
#include "morphology/fast.h"

using namespace pixelwhy;

TEST_SUITE("fast") {
  TEST_CASE("erosion and dilation with every shape, also larger than the picture") {
    static const cv::Size sizes[] = {{3, 3}, {31, 31}, {5, 1}, {1, 4}, {2, 6}, {101, 3}, {9, 101}, {12, 7}};
    std::size_t turn = 0;
    for (const int type : {CV_8UC1, CV_8UC3}) {
      test::on_pictures(type, [&](const cv::Mat& image) {
        const cv::Size size = sizes[turn++ % std::size(sizes)];
        const int iterations = turn % 5 == 0 ? 3 : 1;
        CAPTURE(iterations);
        for (const ElementShape shape :
             {ElementShape::Rectangle, ElementShape::Ellipse, ElementShape::Cross}) {
          const StructuringElement element = structuring_element(shape, size);
          for (const Extremum extremum : {Extremum::Minimum, Extremum::Maximum}) {
            const cv::Mat expected = apply_element(image, element, extremum, iterations);
            CHECK(test::same(fast_apply_element(image, element, extremum, iterations), expected));
          }
        }
      });
    }
  }
}
