#include "against_textbook.h"
#include "interpolation/fast.h"

using namespace pixelwhy;

TEST_SUITE("fast") {
  TEST_CASE("interpolation at every scale, angle, convention and border") {
    static constexpr double scales[] = {2, 0.5, 1, 1.37, 4, 0.21, 1.5, 3};
    static constexpr double angles[] = {0, 30, 0, 180, -77.3, 0, 90};
    std::size_t turn = 0;
    for (const int type : {CV_8UC1, CV_8UC3}) {
      test::on_pictures(type, [&](const cv::Mat& image) {
        if (image.total() > 40000 && turn % 3 != 0) return;
        const double scale = scales[turn % std::size(scales)];
        const double angle = angles[turn % std::size(angles)];
        const auto convention = static_cast<Convention>(turn % 3);
        const Border border = test::all_borders[turn % 5];
        const Method method = turn % 4 == 0 ? Method::Bicubic : Method::Bilinear;
        ++turn;
        CAPTURE(scale);
        CAPTURE(angle);
        CAPTURE(static_cast<int>(convention));
        CAPTURE(static_cast<int>(border));
        CHECK(test::same(fast_resample(image, method, scale, angle, convention, border),
                         resample(image, method, scale, angle, convention, border)));
      });
    }
  }

  TEST_CASE("twice the size, for every border") {
    for (const int type : {CV_8UC1, CV_8UC3}) {
      std::size_t turn = 0;
      test::on_pictures(type, [&](const cv::Mat& image) {
        if (image.total() > 40000) return;
        const Border border = test::all_borders[turn++ % 5];
        for (const Method method : {Method::Bilinear, Method::Bicubic})
          CHECK(test::same(fast_resample(image, method, 2, 0, Convention::HalfPixel, border),
                           resample(image, method, 2, 0, Convention::HalfPixel, border)));
      });
    }
  }
}
