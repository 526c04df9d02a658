#include <doctest/doctest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "demo_run.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const std::vector<std::string> border_words = {"reflect101", "reflect", "replicate", "wrap", "constant"};
const std::vector<std::string> kernel_words = {"sobel3", "sobel5", "sobel7", "scharr"};

/// OpenCV's derivative of a picture that has been enlarged under the border first; valid for every border.
cv::Mat opencv_gradient(const cv::Mat& image, std::size_t kernel, int dx, int border) {
  constexpr int reach = 3;
  cv::Mat enlarged;
  cv::copyMakeBorder(image, enlarged, reach, reach, reach, reach, border);
  cv::Mat result;
  if (kernel_words[kernel] == "scharr") {
    cv::Scharr(enlarged, result, CV_32F, dx, 1 - dx);
  } else {
    cv::Sobel(enlarged, result, CV_32F, dx, 1 - dx, 3 + 2 * static_cast<int>(kernel));
  }
  return result(cv::Rect(cv::Point(reach, reach), image.size())).clone();
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("sobel: declared as the contract says") {
    const Demo& demo = test::demo_named("sobel");
    CHECK(test::stage_ids(demo) ==
          std::vector<std::string>{"gray", "smooth", "gx", "gy", "magnitude", "direction"});
    const auto initial = [&](const char* id) {
      const Parameter& parameter = demo.parameters[static_cast<std::size_t>(demo.find_parameter(id).value())];
      return format_value(parameter, parameter.initial);
    };
    CHECK(demo.parameters.size() == 4);
    CHECK(initial("kernel") == "sobel3");
    CHECK(initial("sigma") == "0");
    CHECK(initial("norm") == "l2");
    CHECK(initial("border") == "reflect101");
  }

  TEST_CASE("sobel: gx and gy are cv::Sobel's or cv::Scharr's, under every border") {
    const Demo& demo = test::demo_named("sobel");
    cv::RNG generator(2);
    for (std::size_t kernel = 0; kernel < kernel_words.size(); ++kernel) {
      for (std::size_t border = 0; border < border_words.size(); ++border) {
        for (const cv::Size size : test::awkward_sizes()) {
          const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator);
          const bool smoothed = generator.uniform(0, 2) == 1;
          const SnapshotPtr snapshot =
              test::run(demo, test::frame_of(color),
                        test::settings_with(demo, {{"kernel", kernel_words[kernel]},
                                                   {"border", border_words[border]},
                                                   {"sigma", smoothed ? "1.2" : "0"}}));
          const int opencv = opencv_border(test::all_borders[border]);
          cv::Mat expected;
          cv::cvtColor(color, expected, cv::COLOR_BGR2GRAY);
          if (smoothed) cv::GaussianBlur(expected, expected, {9, 9}, 1.2, 1.2, opencv | cv::BORDER_ISOLATED);
          CAPTURE(kernel_words[kernel]);
          CAPTURE(border_words[border]);
          CAPTURE(size);
          CHECK(test::largest_difference(test::output_of(*snapshot, "smooth").image, expected) == 0);
          const cv::Mat gx = opencv_gradient(expected, kernel, 1, opencv);
          const cv::Mat gy = opencv_gradient(expected, kernel, 0, opencv);
          CHECK(test::largest_difference(test::output_of(*snapshot, "gx").image, gx) == 0);
          CHECK(test::largest_difference(test::output_of(*snapshot, "gy").image, gy) == 0);
          for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
            const auto& reference = demo.stages[static_cast<std::size_t>(stage)].reference;
            if (!reference) continue;
            CHECK(test::largest_difference(snapshot->result(stage)->output.image,
                                           compute_reference(*snapshot, stage).image) <=
                  reference->tolerance);
          }
        }
      }
    }
  }

  TEST_CASE("sobel: magnitude and direction follow from gx and gy") {
    const Demo& demo = test::demo_named("sobel");
    for (const std::string norm : {"l1", "l2"}) {
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(test::scene({40, 30}, 4)),
                    test::settings_with(demo, {{"norm", norm}, {"kernel", "scharr"}}));
      const cv::Mat gx = test::output_of(*snapshot, "gx").image;
      const cv::Mat gy = test::output_of(*snapshot, "gy").image;
      const cv::Mat magnitude = test::output_of(*snapshot, "magnitude").image;
      const cv::Mat direction = test::output_of(*snapshot, "direction").image;
      for (int y = 0; y < gx.rows; ++y) {
        for (int x = 0; x < gx.cols; ++x) {
          const double u = gx.at<float>(y, x);
          const double v = gy.at<float>(y, x);
          const double length = norm == "l1" ? std::abs(u) + std::abs(v) : std::hypot(u, v);
          CHECK(magnitude.at<float>(y, x) == doctest::Approx(length).epsilon(1e-6));
          const double angle = direction.at<float>(y, x) * CV_PI / 180;
          const double euclidean = std::hypot(u, v);
          CHECK(std::abs(euclidean * std::cos(angle) - (euclidean == 0 ? 0 : u)) <= 1e-3);
          CHECK(std::abs(euclidean * std::sin(angle) - v) <= 1e-3);
        }
      }
    }
  }

  TEST_CASE("sobel: a vertical edge has a horizontal gradient, whose sign tells the brighter side") {
    const Demo& demo = test::demo_named("sobel");
    cv::Mat edge(12, 16, CV_8UC3, cv::Scalar::all(50));
    edge.colRange(8, 16).setTo(cv::Scalar::all(90));
    const SnapshotPtr snapshot = test::run(demo, test::frame_of(edge), demo.defaults());
    CHECK(test::output_of(*snapshot, "gx").image.at<float>(6, 7) == 4 * 40);
    CHECK(test::output_of(*snapshot, "gy").image.at<float>(6, 7) == 0);
    CHECK(test::output_of(*snapshot, "direction").image.at<float>(6, 7) == 0);
    cv::flip(edge, edge, 1);
    const SnapshotPtr mirrored = test::run(demo, test::frame_of(edge), demo.defaults());
    CHECK(test::output_of(*mirrored, "gx").image.at<float>(6, 7) == -4 * 40);
    CHECK(test::output_of(*mirrored, "direction").image.at<float>(6, 7) == 180);
  }

  TEST_CASE("sobel: explanations keep the contract at borders and inside") {
    const Demo& demo = test::demo_named("sobel");
    cv::RNG generator(5);
    for (int round = 0; round < 40; ++round) {
      const auto r = static_cast<std::size_t>(round);
      const cv::Size size = test::awkward_sizes()[r % 10];
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(test::view_of_noise(size, CV_8UC3, generator)),
                    test::settings_with(demo, {{"kernel", kernel_words[r % 4]},
                                               {"border", border_words[r % 5]},
                                               {"norm", r % 2 ? "l1" : "l2"},
                                               {"sigma", r % 3 ? "0" : "0.9"}}));
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        for (const cv::Point at : test::some_places(size, 5, generator)) {
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
        }
      }
    }
  }
}

}  // namespace pixelwhy
