// Explanations of Canny's decisions: they arrive at the stages' pixels, and their words fit.

#include <doctest/doctest.h>

#include "demo_run.h"
#include "operator_checks.h"
#include "operators/canny.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

bool says(const Explanation& explanation, const std::string& words) {
  return explanation.verdict.en.find(words) != std::string::npos;
}

/// A weak line that runs from the left to a strong pixel, and a weak pair that touches nothing.
cv::Mat line_and_island() {
  cv::Mat classes = cv::Mat::zeros(7, 12, CV_8UC1);
  classes.row(1).colRange(2, 8).setTo(WeakEdge);
  classes.at<uchar>(2, 8) = StrongEdge;
  classes.at<uchar>(5, 3) = classes.at<uchar>(5, 4) = WeakEdge;
  classes.at<uchar>(5, 10) = WeakEdge;
  return classes;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("canny: every stage is explained, whatever the settings") {
    const Demo& demo = test::demo_named("canny");
    cv::RNG generator(21);
    for (int round = 0; round < 24; ++round) {
      const cv::Size size = round % 4 ? cv::Size(generator.uniform(2, 40), generator.uniform(2, 30))
                                      : test::awkward_sizes()[static_cast<std::size_t>(round) % 10];
      const FramePtr frame = test::frame_of(test::scene(size, static_cast<std::uint64_t>(round)));
      const SnapshotPtr snapshot =
          test::run(demo, frame,
                    test::settings_with(demo, {{"aperture", round % 3 == 0   ? "3"
                                                            : round % 3 == 1 ? "5"
                                                                             : "7"},
                                               {"norm", round % 2 ? "l1" : "l2"},
                                               {"nms", round % 4 < 2 ? "sector" : "interpolate"},
                                               {"sigma", round % 5 ? "1" : "0"},
                                               {"low", "20.5"},
                                               {"high", "90.25"}}));
      for (const std::string id : {"gx", "gy", "magnitude", "direction", "thin", "classes", "edges"}) {
        const StageId stage = demo.find_stage(id).value();
        for (const cv::Point at : test::some_places(size, 8, generator)) {
          CAPTURE(id);
          CAPTURE(at);
          CHECK(test::arrives_at(explain(*snapshot, stage, at), test::output_of(*snapshot, id).image, at));
        }
      }
    }
  }

  TEST_CASE("canny: a weak chain is told step by step") {
    const cv::Mat classes = line_and_island();
    const StageImage stage{classes, 7};

    const Explanation far = explain_link({2, 1}, stage);
    CHECK(far.rule == Rule::Connection);
    CHECK(far.result == std::vector<double>{255});
    REQUIRE(far.terms.size() == 7);
    CHECK(far.terms.front().at == cv::Point(2, 1));
    CHECK(far.terms.back().at == cv::Point(8, 2));
    CHECK(far.terms.back().value == StrongEdge);
    CHECK(says(far, "6 steps over weak pixels"));
    CHECK(says(far, "(8, 2)"));

    CHECK(says(explain_link({7, 1}, stage), "touches the strong pixel at (8, 2)"));
    CHECK(says(explain_link({8, 2}, stage), "itself is strong"));
  }

  TEST_CASE("canny: a weak pixel that reaches no strong one is told its component") {
    const cv::Mat classes = line_and_island();
    const StageImage stage{classes, 7};

    const Explanation pair = explain_link({3, 5}, stage);
    CHECK(pair.result == std::vector<double>{0});
    CHECK(pair.terms.size() == 2);
    CHECK(says(pair, "none of the 2 weak pixels"));
    CHECK(says(explain_link({10, 5}, stage), "no other weak or strong pixel touches it"));

    const Explanation nothing = explain_link({0, 0}, stage);
    CHECK(nothing.result == std::vector<double>{0});
    REQUIRE(nothing.terms.size() == 1);
    CHECK(nothing.terms[0].value == NoEdge);
    CHECK(says(nothing, "neither strong nor weak"));
  }

  TEST_CASE("canny: a corrupted class, neighbour or ridge is noticed") {
    cv::Mat classes = line_and_island();
    const cv::Mat edges = link_edges(classes);
    classes.at<uchar>(1, 5) = NoEdge;
    CHECK_FALSE(test::arrives_at(explain_link({2, 1}, {classes, 7}), edges, {2, 1}));

    cv::Mat gx = cv::Mat::zeros(3, 5, CV_32FC1);
    const cv::Mat gy = cv::Mat::zeros(3, 5, CV_32FC1);
    gx.at<float>(1, 2) = 400;
    cv::Mat magnitude = gradient_magnitude(gx, gy, Norm::L2);
    for (const NmsMode mode : {NmsMode::Sector, NmsMode::Interpolate}) {
      const cv::Mat thin = suppress_non_maxima(magnitude, gx, gy, mode, Norm::L2);
      const cv::Mat class_image = classify_edges(thin, gx, gy, 50, 150, 3, Norm::L2);
      const cv::Point at(2, 1);
      CHECK(test::arrives_at(explain_nms(at, {magnitude, 4}, {gx, 2}, {gy, 3}, mode, Norm::L2), thin, at));

      cv::Mat stronger = gx.clone();
      stronger.at<float>(1, 3) = 500;
      const cv::Mat other = gradient_magnitude(stronger, gy, Norm::L2);
      CHECK_FALSE(
          test::arrives_at(explain_nms(at, {other, 4}, {stronger, 2}, {gy, 3}, mode, Norm::L2), thin, at));

      const cv::Mat removed = cv::Mat::zeros(3, 5, CV_32FC1);
      CHECK_FALSE(test::arrives_at(explain_class(at, {removed, 6}, {gx, 2}, {gy, 3}, 50, 150, 3, Norm::L2),
                                   class_image, at));
    }
  }
}

}  // namespace pixelwhy
