#include "core/region.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "support/pictures.h"

namespace pixelwhy {

TEST_SUITE("core") {
  TEST_CASE("a cut shares the pixels of its whole: colours, alpha and original alike") {
    Frame made = *test::frame_of(test::noise({40, 30}, CV_8UC3, 1));
    made.alpha = test::noise({40, 30}, CV_8UC1, 2);
    made.original = test::noise({40, 30}, CV_16UC1, 3);
    const FramePtr whole = std::make_shared<Frame>(made);
    const cv::Rect region(7, 5, 20, 11);
    const FramePtr part = cut(whole, region);
    for (const auto picture : {&Frame::pixels, &Frame::alpha, &Frame::original}) {
      const cv::Mat& from = (*whole).*picture;
      const cv::Mat& to = (*part).*picture;
      CHECK(to.size() == region.size());
      CHECK(to.ptr() == from.ptr(5, 7));
      CHECK(cv::norm(to, from(region), cv::NORM_INF) == 0);
    }
    CHECK(part->name == "test [7,5 20×11]");
    CHECK(whole_of(*part).name == "test");
    CHECK(region_of(*part) == region);
    CHECK_FALSE(region_of(*whole).has_value());
    CHECK(whole_of(part) == whole);
    CHECK(cut(part, cv::Rect(0, 0, 40, 30))->pixels.size() == cv::Size(40, 30));  // anew, from the whole
    CHECK(cut(part, std::optional<cv::Rect>()) == whole);
  }

  TEST_CASE("a region fits where every pixel of it is one of the picture") {
    const cv::Size size{40, 30};
    const FramePtr frame = test::frame_of(test::noise(size, CV_8UC3, 1));
    for (int i = 0; i < 3000; ++i) {
      cv::RNG random(static_cast<std::uint64_t>(i) + 1);
      const auto some = [&] { return random.uniform(-3, 44); };
      const cv::Rect region(some(), some(), some(), some());
      const bool inside =
          region.width > 0 && region.height > 0 && (region & cv::Rect({0, 0}, size)) == region;
      CHECK(fits(region, size) == inside);
      if (inside) {
        CHECK(cut(frame, region)->pixels.size() == region.size());
      } else {
        CHECK_THROWS_AS(cut(frame, region), Error);
      }
    }
    CHECK_FALSE(fits({1, 0, INT_MAX, 1}, size));
    try {
      cut(frame, cv::Rect(30, 0, 11, 5));
    } catch (const Error& error) {
      CHECK(error.kind() == Error::Kind::Usage);
      for (const char* part : {"test", "30,0,11,5", "40×30"})
        CHECK(std::string(error.what()).find(part) != std::string::npos);
    }
  }
}

}  // namespace pixelwhy
