#include "core/cost.h"

#include <doctest/doctest.h>

#include <cmath>

#include "demos/demo_run.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

CostCurve power(double exponent, double once) {
  CostCurve curve{"code", {}, {}};
  for (double x = 1; x <= 256; x *= 2) {
    curve.at.push_back(x);
    curve.milliseconds.push_back(once + 0.1 * std::pow(x, exponent));
  }
  return curve;
}

CostOptions brief() {
  CostOptions options;
  options.places = 5;
  options.race = {0, 1, 1, 250};
  options.size = {40, 30};
  options.most_pixels = 4096;
  return options;
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("the slope of a curve is the exponent of its growth, whatever is spent once") {
    for (const double exponent : {0.0, 0.5, 1.0, 2.0}) {
      CAPTURE(exponent);
      CHECK(power(exponent, 0).slope().value() == doctest::Approx(exponent));
    }
    CHECK(std::abs(power(1, 0.5).slope().value() - 1) < 0.15);
    CHECK_FALSE(CostCurve{"code", {1, 2}, {1, 2}}.slope().has_value());
    CHECK_FALSE(CostCurve{"code", {3, 3, 3}, {1, 2, 3}}.slope().has_value());
    CHECK(growth_words(0.1).en == "constant");
    CHECK(growth_words(1.1).en == "linear");
    CHECK(growth_words(1.9).en == "quadratic");
    CHECK(growth_words(0.52).en == "like x^0.5");
    CHECK(growth_words(-0.6).en == "like x^-0.6");
  }

  TEST_CASE("the cost over a parameter has a curve for each code, over the slider's range") {
    const Demo& demo = test::demo_named("gaussian-blur");
    const FramePtr frame = test::frame_of(test::scene({25, 19}, 3));
    const StageId result = *demo.find_stage("result");
    const std::vector<int> quantities = cost_parameters(demo, result, demo.defaults());
    const int sigma = *demo.find_parameter("sigma");
    CHECK(std::find(quantities.begin(), quantities.end(), sigma) != quantities.end());
    CHECK(std::find(quantities.begin(), quantities.end(), *demo.find_parameter("border")) ==
          quantities.end());
    int seen = 0;
    const Cost cost = measure_cost(demo, frame, demo.defaults(), result, sigma, brief(),
                                   [&](const Cost& so_far) { CHECK(so_far.done == ++seen); });
    CHECK(seen == 5);
    CHECK(cost.done == cost.places);
    CHECK(cost.size == cv::Size(40, 30));
    const Race race = pixelwhy::race(demo, frame, demo.defaults(), result, {0, 1, 1});
    REQUIRE(cost.curves.size() == race.racers.size());
    CHECK(cost.curves.back().variant == "opencv");
    for (const CostCurve& curve : cost.curves) {
      CAPTURE(curve.variant);
      CHECK(std::any_of(race.racers.begin(), race.racers.end(),
                        [&](const Racer& racer) { return racer.variant == curve.variant; }));
      CHECK(std::is_sorted(curve.at.begin(), curve.at.end()));
      REQUIRE_FALSE(curve.at.empty());
      if (curve.variant == "recursive" || curve.variant == "extended-box") {
        CHECK(curve.at.front() >= 2);  // below that there is no such code
      } else {
        CHECK(curve.at.size() == 5);
        CHECK(curve.at.front() == demo.parameters[static_cast<std::size_t>(sigma)].slider.low);
      }
      CHECK(curve.at.back() == demo.parameters[static_cast<std::size_t>(sigma)].slider.high);
      for (const double milliseconds : curve.milliseconds) CHECK(milliseconds > 0);
    }
  }

  TEST_CASE("the cost over the picture's size goes up to as many pixels as asked for") {
    const Demo& demo = test::demo_named("canny");
    const FramePtr frame = test::frame_of(test::scene({60, 20}, 3));
    const Cost cost = measure_cost(demo, frame, demo.defaults(), *demo.find_stage("gx"), {}, brief());
    REQUIRE_FALSE(cost.curves.empty());
    CHECK(cost.size.area() <= 4096);
    CHECK(cost.size.area() > 3700);
    CHECK(std::abs(cost.size.width - 3 * cost.size.height) <= 3);
    CHECK(cost.curves[0].at.back() == cost.size.area());
  }

  TEST_CASE("values that contradict another parameter are left out, and a cancelled measurement ends") {
    const Demo& demo = test::demo_named("canny");
    const FramePtr frame = test::frame_of(test::scene({30, 20}, 3));
    const StageId edges = *demo.find_stage("edges");
    const int low = *demo.find_parameter("low");
    const Cost cost = measure_cost(demo, frame, demo.defaults(), edges, low, brief());
    CHECK(cost.done == cost.places);
    CHECK(cost.places < 5);
    REQUIRE_FALSE(cost.curves.empty());
    CHECK(cost.curves[0].at.back() <= 150);
    int asked = 0;
    const Cost stopped =
        measure_cost(demo, frame, demo.defaults(), edges, low, brief(), {}, [&] { return ++asked > 3; });
    CHECK(stopped.done == 0);
  }

  TEST_CASE("a tiled picture repeats the frame") {
    const FramePtr frame = test::frame_of(test::noise({7, 5}, CV_8UC3, 1));
    const FramePtr large = tiled(frame, {20, 11});
    REQUIRE(large->pixels.size() == cv::Size(20, 11));
    for (int y = 0; y < 11; ++y) {
      for (int x = 0; x < 20; ++x)
        CHECK(large->pixels.at<cv::Vec3b>(y, x) == frame->pixels.at<cv::Vec3b>(y % 5, x % 7));
    }
    CHECK(tiled(frame, {7, 5}) == frame);
    CHECK(tiled(frame, {3, 2})->pixels.size() == cv::Size(3, 2));
  }
}

}  // namespace pixelwhy
