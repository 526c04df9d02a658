#include <doctest/doctest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "demo_run.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const std::vector<std::string> method_words = {"unsharp", "laplacian", "laplacian8"};

/// A number of hundredths, as a word.
std::string hundredths(int value) {
  return std::to_string(value / 100) + "." + std::to_string(value % 100 / 10) + std::to_string(value % 10);
}

struct Draw {
  cv::Mat color;
  std::string method;
  bool gray = false;
  int sigma = 0, amount = 0, threshold = 0;  // hundredths

  test::Words words() const {
    return {{"method", method},
            {"sigma", hundredths(sigma)},
            {"amount", hundredths(amount)},
            {"threshold", hundredths(threshold)},
            {"channels", gray ? "gray" : "color"}};
  }
};

Draw random_draw(cv::RNG& generator, int round) {
  Draw draw;
  draw.color =
      test::view_of_noise(test::awkward_sizes()[static_cast<std::size_t>(round) % 10], CV_8UC3, generator);
  draw.method = method_words[static_cast<std::size_t>(generator.uniform(0, 3))];
  draw.gray = generator.uniform(0, 2) == 1;
  draw.sigma = generator.uniform(10, generator.uniform(0, 4) ? 400 : 5000);
  draw.amount = generator.uniform(0, 3) ? 50 * generator.uniform(0, 8) : generator.uniform(0, 1000);
  draw.threshold = generator.uniform(0, 2) ? 0 : 100 * generator.uniform(0, 40);
  return draw;
}

/// The detail from first principles: OpenCV's blur, or the neighbours one by one.
cv::Mat expected_detail(const cv::Mat& input, const Draw& draw) {
  cv::Mat detail(input.size(), CV_32FC(input.channels()));
  cv::Mat blurred;
  const int radius = (3 * draw.sigma + 99) / 100;
  cv::GaussianBlur(input, blurred, {2 * radius + 1, 2 * radius + 1}, draw.sigma / 100.0, draw.sigma / 100.0,
                   cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED);
  for (int y = 0; y < input.rows; ++y) {
    for (int x = 0; x < input.cols; ++x) {
      for (int c = 0; c < input.channels(); ++c) {
        double value = 0;
        const double here = value_at(input, {x, y}, c);
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) {
            if (draw.method == "laplacian" && dx * dy != 0) continue;
            value += here - value_at(input,
                                     {cv::borderInterpolate(x + dx, input.cols, cv::BORDER_REFLECT_101),
                                      cv::borderInterpolate(y + dy, input.rows, cv::BORDER_REFLECT_101)},
                                     c);
          }
        }
        if (draw.method == "unsharp") value = here - value_at(blurred, {x, y}, c);
        detail.ptr<float>(y)[x * input.channels() + c] = static_cast<float>(value);
      }
    }
  }
  return detail;
}

/// Values along a row, as a gray picture in three channels.
cv::Mat picture_of(const std::vector<int>& values) {
  cv::Mat picture(3, static_cast<int>(values.size()), CV_8UC3);
  for (int y = 0; y < picture.rows; ++y) {
    for (int x = 0; x < picture.cols; ++x)
      picture.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<uchar>(values[static_cast<std::size_t>(x)]));
  }
  return picture;
}

const Curve& edge_of(const Snapshot& snapshot) {
  const auto* curve = std::get_if<Curve>(&test::output_of(snapshot, "result").data);
  REQUIRE(curve != nullptr);
  return *curve;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("sharpening: declared as said") {
    const Demo& demo = test::demo_named("sharpening");
    CHECK(test::stage_ids(demo) ==
          std::vector<std::string>{"input", "blurred", "detail", "overshoot", "result"});
    for (const char* id : {"method", "sigma", "amount", "threshold"}) CHECK(demo.find_parameter(id));
  }

  TEST_CASE("sharpening: detail, result and overshoot are the formula's, on any picture and setting") {
    const Demo& demo = test::demo_named("sharpening");
    cv::RNG generator(41);
    for (int round = 0; round < 120; ++round) {
      const Draw draw = random_draw(generator, round);
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(draw.color), test::settings_with(demo, draw.words()));
      cv::Mat input = draw.color.clone();
      if (draw.gray) cv::cvtColor(input, input, cv::COLOR_BGR2GRAY);
      CAPTURE(draw.method);
      CAPTURE(input.size());
      CAPTURE(draw.sigma);
      CAPTURE(draw.amount);
      CAPTURE(draw.threshold);
      const cv::Mat detail = expected_detail(input, draw);
      CHECK(test::largest_difference(test::output_of(*snapshot, "detail").image, detail) == 0);
      const cv::Mat result = test::output_of(*snapshot, "result").image;
      const cv::Mat overshoot = test::output_of(*snapshot, "overshoot").image;
      REQUIRE(result.type() == input.type());
      for (int y = 0; y < input.rows; ++y) {
        for (int x = 0; x < input.cols; ++x) {
          int worst = 0;
          for (int c = 0; c < input.channels(); ++c) {
            const double more = detail.ptr<float>(y)[x * input.channels() + c];
            const double sum = value_at(input, {x, y}, c) +
                               (std::abs(more) >= draw.threshold / 100.0 ? draw.amount / 100.0 * more : 0);
            const double stored = std::min(255.0, std::max(0.0, std::floor(sum + 0.5)));
            CHECK(value_at(result, {x, y}, c) == stored);
            bool above = true;
            bool below = true;
            for (int v = std::max(0, y - 1); v <= std::min(input.rows - 1, y + 1); ++v) {
              for (int u = std::max(0, x - 1); u <= std::min(input.cols - 1, x + 1); ++u) {
                above = above && stored > value_at(input, {u, v}, c);
                below = below && stored < value_at(input, {u, v}, c);
              }
            }
            const int label = std::floor(sum + 0.5) > 255 ? 4 : sum < -0.5 ? 3 : above ? 2 : below ? 1 : 0;
            worst = std::max(worst, label);
          }
          CHECK(overshoot.at<uchar>(y, x) == worst);
        }
      }
      for (const char* stage : {"detail", "overshoot", "result"}) {
        const StageId id = demo.find_stage(stage).value();
        CHECK(test::largest_difference(snapshot->result(id)->output.image,
                                       compute_reference(*snapshot, id).image) <=
              demo.stages[static_cast<std::size_t>(id)].reference->tolerance);
      }
    }
  }

  TEST_CASE("sharpening: unsharp masking is cv::addWeighted's, but for the rounding of halves") {
    const Demo& demo = test::demo_named("sharpening");
    cv::RNG generator(42);
    const cv::Mat color = test::view_of_noise({61, 40}, CV_8UC3, generator);
    // Quarters of an odd detail are never halves; both must then agree wherever the sum is no half.
    for (const char* amount : {"0.25", "0.75", "1.25", "2.75"}) {
      const SnapshotPtr snapshot = test::run(
          demo, test::frame_of(color), test::settings_with(demo, {{"sigma", "1.4"}, {"amount", amount}}));
      const double a = std::stod(amount);
      cv::Mat blurred;
      cv::GaussianBlur(color, blurred, {11, 11}, 1.4, 1.4, cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED);
      cv::Mat expected;
      cv::addWeighted(color, 1 + a, blurred, -a, 0, expected);
      const cv::Mat detail = test::output_of(*snapshot, "detail").image;
      const cv::Mat result = test::output_of(*snapshot, "result").image;
      for (int y = 0; y < color.rows; ++y) {
        for (int i = 0; i < 3 * color.cols; ++i) {
          const bool half = std::fmod(std::abs(a * detail.ptr<float>(y)[i]), 1.0) == 0.5;
          const int off = std::abs(result.ptr<uchar>(y)[i] - expected.ptr<uchar>(y)[i]);
          CHECK(off <= (half ? 1 : 0));
        }
      }
    }
  }

  TEST_CASE("sharpening: nothing is added to flat ground, to a ramp, or without an amount") {
    const Demo& demo = test::demo_named("sharpening");
    const cv::Mat flat(9, 12, CV_8UC3, cv::Scalar(30, 128, 220));
    cv::RNG generator(43);
    const cv::Mat noise = test::view_of_noise({20, 11}, CV_8UC3, generator);
    const cv::Mat ramp = picture_of({10, 20, 30, 40, 50, 60, 70, 80, 90, 100});
    for (const std::string& method : method_words) {
      CAPTURE(method);
      const auto result = [&](const cv::Mat& picture, const test::Words& more) {
        test::Words words = {{"method", method}, {"sigma", "1"}};
        words.insert(words.end(), more.begin(), more.end());
        return test::output_of(*test::run(demo, test::frame_of(picture), test::settings_with(demo, words)),
                               "result")
            .image;
      };
      CHECK(test::largest_difference(result(flat, {{"amount", "10"}}), flat) == 0);
      CHECK(test::largest_difference(result(noise, {{"amount", "0"}}), noise) == 0);
      const cv::Mat inner = result(ramp, {{"amount", "3"}}).colRange(4, 6);
      CHECK(test::largest_difference(inner, ramp.colRange(4, 6)) == 0);
    }
  }

  TEST_CASE("sharpening: a step gets a dark and a bright halo, and is lost at the ends of 8 bits") {
    const Demo& demo = test::demo_named("sharpening");
    const cv::Mat step = picture_of({100, 100, 100, 100, 150, 150, 150, 150});
    const auto labels = [&](const char* amount) {
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(step),
                    test::settings_with(demo, {{"method", "laplacian"}, {"amount", amount}}));
      const cv::Mat row = test::output_of(*snapshot, "overshoot").image.row(1);
      return std::vector<int>(row.begin<uchar>(), row.end<uchar>());
    };
    CHECK(labels("1") == std::vector<int>{0, 0, 0, 1, 2, 0, 0, 0});
    CHECK(labels("2") == std::vector<int>{0, 0, 0, 1, 2, 0, 0, 0});    // 0 and 250: not lost
    CHECK(labels("2.5") == std::vector<int>{0, 0, 0, 3, 4, 0, 0, 0});  // −25 and 275
    CHECK(labels("0") == std::vector<int>(8, 0));
  }

  TEST_CASE("sharpening: the curve is an edge before and after, and overshoots with the amount") {
    const Demo& demo = test::demo_named("sharpening");
    const FramePtr frame = test::frame_of(test::scene({20, 16}, 2));
    double last = 0;
    for (const char* amount : {"0", "0.5", "1", "3"}) {
      const SnapshotPtr snapshot = test::run(demo, frame, test::settings_with(demo, {{"amount", amount}}));
      const Curve& edge = edge_of(*snapshot);
      REQUIRE(edge.x.size() == edge.y.size());
      REQUIRE(edge.x.size() == edge.reference.size());
      CHECK(edge.reference.front() == 64);
      CHECK(edge.reference.back() == 192);
      CHECK(edge.y.front() == 64);
      CHECK(edge.y.back() == 192);
      const double top = *std::ranges::max_element(edge.y);
      CHECK((std::string(amount) == "0" ? edge.y == edge.reference : top > last));
      last = top;
    }
    CHECK(last == 255);
  }

  TEST_CASE("sharpening: explanations keep the contract at borders and inside") {
    const Demo& demo = test::demo_named("sharpening");
    cv::RNG generator(44);
    for (int round = 0; round < 40; ++round) {
      Draw draw = random_draw(generator, round);
      draw.sigma = std::min(draw.sigma, 400);
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(draw.color), test::settings_with(demo, draw.words()));
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        if (!snapshot->result(stage)) continue;
        for (const cv::Point at : test::some_places(draw.color.size(), 4, generator))
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
      }
    }
  }
}

}  // namespace pixelwhy
