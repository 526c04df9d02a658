#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "demo_run.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const std::vector<std::string> border_words = {"reflect101", "reflect", "replicate", "wrap", "constant"};

const Curve& kernel_of(const Snapshot& snapshot) {
  const auto* curve = std::get_if<Curve>(&test::output_of(snapshot, "rows").data);
  REQUIRE(curve != nullptr);
  return *curve;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("gaussian-blur: declared as the contract says") {
    const Demo& demo = test::demo_named("gaussian-blur");
    CHECK(test::stage_ids(demo) == std::vector<std::string>{"input", "rows", "result"});
    const auto parameter = [&](const char* id) {
      return demo.parameters[static_cast<std::size_t>(demo.find_parameter(id).value())];
    };
    CHECK(demo.parameters.size() == 4);
    CHECK(format_value(parameter("sigma"), parameter("sigma").initial) == "2");
    CHECK(parameter("sigma").hard == Range{0.1, 50});
    CHECK(format_value(parameter("radius"), parameter("radius").initial) == "0");
    CHECK(parameter("radius").hard == Range{0, 150});
    CHECK(format_value(parameter("border"), parameter("border").initial) == "reflect101");
    CHECK(format_value(parameter("channels"), parameter("channels").initial) == "color");
  }

  TEST_CASE("gaussian-blur: the result is cv::GaussianBlur's, in color and in gray") {
    const Demo& demo = test::demo_named("gaussian-blur");
    cv::RNG generator(1);
    for (int round = 0; round < 60; ++round) {
      const auto b = static_cast<std::size_t>(round) % 5;
      const cv::Size size = test::awkward_sizes()[static_cast<std::size_t>(generator.uniform(0, 10))];
      const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator);
      const bool gray = generator.uniform(0, 2) == 1;
      const int sigma = generator.uniform(1, generator.uniform(0, 4) ? 40 : 501);  // tenths
      const int radius = generator.uniform(0, 2) ? 0 : generator.uniform(1, 151);
      const SnapshotPtr snapshot = test::run(
          demo, test::frame_of(color),
          test::settings_with(demo, {{"sigma", std::to_string(sigma / 10) + "." + std::to_string(sigma % 10)},
                                     {"radius", std::to_string(radius)},
                                     {"border", border_words[b]},
                                     {"channels", gray ? "gray" : "color"}}));
      cv::Mat expected = color.clone();
      if (gray) cv::cvtColor(expected, expected, cv::COLOR_BGR2GRAY);
      const int side = 2 * (radius ? radius : (3 * sigma + 9) / 10) + 1;
      cv::GaussianBlur(expected, expected, {side, side}, sigma / 10.0, sigma / 10.0,
                       opencv_border(test::all_borders[b]) | cv::BORDER_ISOLATED);
      CAPTURE(size);
      CAPTURE(sigma);
      CAPTURE(radius);
      CAPTURE(border_words[b]);
      CHECK(test::largest_difference(test::output_of(*snapshot, "result").image, expected) == 0);
      for (const std::string id : {"rows", "result"}) {
        const cv::Mat reference = compute_reference(*snapshot, demo.find_stage(id).value()).image;
        CHECK(test::largest_difference(test::output_of(*snapshot, id).image, reference) == 0);
      }
    }
  }

  TEST_CASE("gaussian-blur: the picture in color is handed on without a copy") {
    const Demo& demo = test::demo_named("gaussian-blur");
    const FramePtr frame = test::frame_of(test::scene({30, 20}, 2));
    const SnapshotPtr color = test::run(demo, frame, demo.defaults());
    CHECK(test::output_of(*color, "input").image.data == frame->pixels.data);
    CHECK(explain(*color, 0, {3, 4}).rule == Rule::Copy);
    const SnapshotPtr gray = test::run(demo, frame, test::settings_with(demo, {{"channels", "gray"}}));
    CHECK(test::output_of(*gray, "input").image.type() == CV_8UC1);
    CHECK(explain(*gray, 0, {3, 4}).rule == Rule::WeightedSum);
  }

  TEST_CASE("gaussian-blur: the curve holds the weights in use beside the exact ones") {
    const Demo& demo = test::demo_named("gaussian-blur");
    const FramePtr frame = test::frame_of(test::scene({30, 20}, 2));
    for (const std::string sigma : {"0.5", "2", "30"}) {
      const SnapshotPtr snapshot = test::run(demo, frame, test::settings_with(demo, {{"sigma", sigma}}));
      const Curve& curve = kernel_of(*snapshot);
      const auto radius = static_cast<std::size_t>(std::ceil(3 * std::stod(sigma)));
      REQUIRE(curve.x.size() == 2 * radius + 1);
      REQUIRE(curve.y.size() == curve.x.size());
      REQUIRE(curve.reference.size() == curve.x.size());
      CHECK(curve.x.front() == -static_cast<double>(radius));
      CHECK(curve.x.back() == static_cast<double>(radius));
      CHECK(std::accumulate(curve.y.begin(), curve.y.end(), 0.0) == 1);
      const cv::Mat exact = cv::getGaussianKernel(static_cast<int>(curve.x.size()), std::stod(sigma), CV_64F);
      for (std::size_t i = 0; i < curve.x.size(); ++i) {
        CHECK(curve.y[i] * 256 == std::round(curve.y[i] * 256));
        CHECK(curve.reference[i] == doctest::Approx(exact.at<double>(static_cast<int>(i))).epsilon(1e-9));
      }
      // The curve's weights are those of the explanation.
      const Explanation explanation = explain(*snapshot, 1, {15, 10});
      REQUIRE(explanation.terms.size() == 3 * curve.y.size());
      for (std::size_t i = 0; i < curve.y.size(); ++i) CHECK(explanation.terms[i].weight == curve.y[i]);
    }
  }

  TEST_CASE("gaussian-blur: explanations keep the contract at borders and inside") {
    const Demo& demo = test::demo_named("gaussian-blur");
    cv::RNG generator(5);
    for (int round = 0; round < 30; ++round) {
      const cv::Size size = test::awkward_sizes()[static_cast<std::size_t>(round) % 10];
      const FramePtr frame = test::frame_of(test::view_of_noise(size, CV_8UC3, generator));
      const SnapshotPtr snapshot =
          test::run(demo, frame,
                    test::settings_with(demo, {{"sigma", round % 2 ? "1.3" : "4"},
                                               {"border", border_words[static_cast<std::size_t>(round) % 5]},
                                               {"channels", round % 3 ? "color" : "gray"}}));
      for (StageId stage = 0; stage < 3; ++stage) {
        for (const cv::Point at : test::some_places(size, 6, generator)) {
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
        }
      }
    }
  }
}

}  // namespace pixelwhy
