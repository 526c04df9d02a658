#include "threshold/threshold.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "demo_run.h"
#include "operator_checks.h"
#include "operators/window_mean.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

using Method = ThresholdMethod;

const std::vector<std::string> method_words = {"fixed", "otsu", "triangle", "adaptive-mean",
                                               "adaptive-gaussian"};

/// Pictures of many kinds: noise, few values, dark, bright, a scene, one value.
cv::Mat some_picture(int kind, cv::Size size, cv::RNG& generator) {
  cv::Mat image(size, CV_8UC3);
  const int low = generator.uniform(0, 256);
  switch (kind % 6) {
    case 0:
      return test::view_of_noise(size, CV_8UC3, generator);
    case 1:
      return test::view_of_noise(size, CV_8UC3, generator, generator.uniform(1, 40));
    case 2: {  // one hill, and its long slope
      image.create(size, CV_8UC3);
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
          const double v =
              low + generator.gaussian(4) + (generator.uniform(0, 5) == 0 ? generator.uniform(0, 90) : 0);
          image.at<cv::Vec3b>(y, x) = cv::Vec3b::all(cv::saturate_cast<std::uint8_t>(v));
        }
      }
      return image;
    }
    case 3:
      image = cv::Scalar::all(low);
      return image;
    case 4:
      image = cv::Scalar::all(low);
      image(cv::Rect(0, 0, (size.width + 1) / 2, size.height)) = cv::Scalar::all(generator.uniform(0, 256));
      return image;
    default:
      return test::scene(size, static_cast<std::uint64_t>(low) + 1);
  }
}

struct Drawn {
  int method = 0;
  int fixed = 0;
  int radius = 0;
  int offset = 0;
  bool inverted = false;
};

Drawn draw(int round, cv::RNG& generator) {
  return {round % 5, generator.uniform(0, 256),
          round % 7 == 0 ? generator.uniform(1, 151) : generator.uniform(1, 12), generator.uniform(-20, 21),
          generator.uniform(0, 2) == 1};
}

Settings settings_of(const Demo& demo, const Drawn& drawn) {
  return test::settings_with(demo, {{"method", method_words[static_cast<std::size_t>(drawn.method)]},
                                    {"threshold", std::to_string(drawn.fixed)},
                                    {"radius", std::to_string(drawn.radius)},
                                    {"offset", std::to_string(drawn.offset)},
                                    {"inverted", drawn.inverted ? "on" : "off"}});
}

cv::Mat expected_result(const cv::Mat& gray, const Drawn& drawn) {
  cv::Mat result;
  int type = drawn.inverted ? cv::THRESH_BINARY_INV : cv::THRESH_BINARY;
  if (drawn.method >= 3) {
    cv::adaptiveThreshold(gray, result, 255,
                          drawn.method == 3 ? cv::ADAPTIVE_THRESH_MEAN_C : cv::ADAPTIVE_THRESH_GAUSSIAN_C,
                          type, 2 * drawn.radius + 1, drawn.offset);
    return result;
  }
  if (drawn.method == 1) type |= cv::THRESH_OTSU;
  if (drawn.method == 2) type |= cv::THRESH_TRIANGLE;
  cv::threshold(gray, result, drawn.fixed, 255, type);
  return result;
}

GrayCounts counts_with(std::initializer_list<std::pair<int, int>> bars) {
  GrayCounts counts{};
  for (const auto& [value, count] : bars) counts[static_cast<std::size_t>(value)] = count;
  return counts;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("threshold: declared with its stages") {
    const Demo& demo = test::demo_named("threshold");
    CHECK(test::stage_ids(demo) ==
          std::vector<std::string>{"gray", "histogram", "mean", "surface", "result"});
    // A threshold for the whole picture needs no local mean.
    for (const std::string& word : method_words) {
      const Settings settings = test::settings_with(demo, {{"method", word}});
      CHECK(demo.stages[2].active(settings) == word.starts_with("adaptive"));
    }
  }

  TEST_CASE("threshold: the result is cv::threshold's and cv::adaptiveThreshold's, at every pixel") {
    const Demo& demo = test::demo_named("threshold");
    cv::RNG generator(1);
    for (int round = 0; round < 200; ++round) {
      const Drawn drawn = draw(round, generator);
      const cv::Size size = test::awkward_sizes()[static_cast<std::size_t>(generator.uniform(0, 10))];
      const cv::Mat color = some_picture(generator.uniform(0, 6), size, generator);
      cv::Mat gray;
      cv::cvtColor(color.clone(), gray, cv::COLOR_BGR2GRAY);
      CAPTURE(size);
      CAPTURE(method_words[static_cast<std::size_t>(drawn.method)]);
      CAPTURE(drawn.fixed);
      CAPTURE(drawn.radius);
      const SnapshotPtr snapshot = test::run(demo, test::frame_of(color), settings_of(demo, drawn));
      CHECK(test::largest_difference(test::output_of(*snapshot, "result").image,
                                     expected_result(gray, drawn)) == 0);
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        const ResultPtr result = snapshot->result(stage);
        if (!result || !demo.stages[static_cast<std::size_t>(stage)].reference) continue;
        CAPTURE(demo.stage_id(stage));
        CHECK(test::largest_difference(result->output.image, compute_reference(*snapshot, stage).image) == 0);
      }
    }
  }

  TEST_CASE("threshold: larger pictures, on which more rounding falls on the edge") {
    const Demo& demo = test::demo_named("threshold");
    for (const std::string word : {"adaptive-mean", "adaptive-gaussian"}) {
      for (const int radius : {1, 2, 3, 4, 7, 15, 40}) {
        const cv::Mat color = test::scene({400, 300}, static_cast<std::uint64_t>(radius));
        cv::Mat gray;
        cv::cvtColor(color, gray, cv::COLOR_BGR2GRAY);
        const Drawn drawn{word == "adaptive-mean" ? 3 : 4, 0, radius, 3, false};
        const SnapshotPtr snapshot = test::run(demo, test::frame_of(color), settings_of(demo, drawn));
        CAPTURE(word);
        CAPTURE(radius);
        CHECK(test::largest_difference(test::output_of(*snapshot, "result").image,
                                       expected_result(gray, drawn)) == 0);
      }
    }
  }

  TEST_CASE("threshold: the weights of the local mean are OpenCV's for 32-bit float") {
    for (int size = 1; size <= 301; size += 2) {
      const cv::Mat expected = cv::getGaussianKernel(size, 0, CV_32F);
      const std::vector<float> weights = adaptive_weights(size);
      REQUIRE(static_cast<int>(weights.size()) == size);
      for (int i = 0; i < size; ++i)
        if (weights[static_cast<std::size_t>(i)] != expected.at<float>(i)) FAIL_CHECK(size << " " << i);
    }
  }

  TEST_CASE("threshold: Otsu's value is the best of all, by the definition in whole numbers") {
    cv::RNG generator(2);
    for (int round = 0; round < 60; ++round) {
      const cv::Mat gray = test::noise({generator.uniform(1, 30), generator.uniform(1, 20)}, CV_8UC1,
                                       static_cast<std::uint64_t>(round));
      const GrayCounts counts = count_gray(gray);
      const auto between = [&](int t) {
        double n1 = 0, n2 = 0, s1 = 0, s2 = 0;
        for (int y = 0; y < gray.rows; ++y) {
          for (int x = 0; x < gray.cols; ++x) {
            const int value = gray.at<std::uint8_t>(y, x);
            (value > t ? n2 : n1) += 1;
            (value > t ? s2 : s1) += value;
          }
        }
        if (n1 == 0 || n2 == 0) return 0.0;
        const double n = n1 + n2;
        return n1 / n * n2 / n * std::pow(s1 / n1 - s2 / n2, 2);
      };
      const std::vector<ClassSplit> splits = class_splits(counts);
      const double best = between(otsu_threshold(counts));
      for (int t = 0; t < 256; ++t) {
        CHECK(splits[static_cast<std::size_t>(t)].between == doctest::Approx(between(t)).epsilon(1e-6));
        CHECK(between(t) <= best * (1 + 1e-9));
      }
    }
  }

  TEST_CASE("threshold: the triangle's value is furthest below the line") {
    // A peak of 100 at 50, a slope to 90 that bends at 60: (60, 10) is furthest from the line to (91, 0).
    const GrayCounts bent = counts_with({{50, 100}, {55, 60}, {60, 10}, {70, 8}, {80, 6}, {90, 4}});
    const Triangle right = triangle_of(bent);
    CHECK(right.peak == 50);
    CHECK(right.end == 91);
    for (int v = 51; v < 91; ++v) {  // the same by the distance of a point from a line through two others
      const cv::Point2d along(91 - 50, -100);
      const cv::Point2d tip(v - 50, bent[static_cast<std::size_t>(v)] - 100.0);
      const double distance = std::max(0.0, -along.cross(tip) / cv::norm(along));
      CHECK(right.distance[static_cast<std::size_t>(v)] == doctest::Approx(distance));
      CHECK(distance <= right.distance[static_cast<std::size_t>(right.farthest)] + 1e-9);
    }
    // Mirrored, all is mirrored.
    GrayCounts mirrored{};
    std::reverse_copy(bent.begin(), bent.end(), mirrored.begin());
    const Triangle left = triangle_of(mirrored);
    CHECK(left.peak == 255 - right.peak);
    CHECK(left.farthest == 255 - right.farthest);
    CHECK(left.threshold == 255 - right.threshold);
  }

  TEST_CASE("threshold: extreme histograms") {
    for (const int value : {0, 1, 127, 254, 255}) {
      const cv::Mat gray(4, 6, CV_8UC1, cv::Scalar(value));
      CHECK(otsu_threshold(count_gray(gray)) == 0);
      cv::Mat binary;
      CHECK(triangle_of(count_gray(gray)).threshold ==
            cv::threshold(gray, binary, 0, 255, cv::THRESH_TRIANGLE));
    }
  }

  TEST_CASE("threshold: the surface is flat or follows the local mean, and the result compares with it") {
    const Demo& demo = test::demo_named("threshold");
    const FramePtr frame = test::frame_of(test::scene({60, 40}, 3));
    for (const std::string& word : method_words) {
      const SnapshotPtr snapshot = test::run(
          demo, frame, test::settings_with(demo, {{"method", word}, {"radius", "4"}, {"offset", "7"}}));
      const cv::Mat& surface = test::output_of(*snapshot, "surface").image;
      CHECK(surface.type() == CV_32FC1);
      const cv::Mat& gray = test::output_of(*snapshot, "gray").image;
      cv::Mat floats;
      gray.convertTo(floats, CV_32F);
      CHECK(test::largest_difference(test::output_of(*snapshot, "result").image, floats > surface) == 0);
      double low = 0;
      double high = 0;
      cv::minMaxIdx(surface, &low, &high);
      const auto& histogram = std::get<Histogram>(test::output_of(*snapshot, "histogram").data);
      CHECK(histogram.counts == gray_histogram(gray).counts);
      CHECK(histogram.mark.has_value() == !word.starts_with("adaptive"));
      CHECK(histogram.measure.empty() == (word != "otsu" && word != "triangle"));
      if (word.starts_with("adaptive")) {
        CHECK(low < high);
      } else {
        CHECK(low == high);
        CHECK(*histogram.mark == low + 1);
      }
      if (word == "otsu") {
        const auto best = std::max_element(histogram.measure.begin(), histogram.measure.end());
        CHECK(best - histogram.measure.begin() == static_cast<int>(low));
      }
    }
  }

  TEST_CASE("threshold: inverted is the exact complement") {
    const Demo& demo = test::demo_named("threshold");
    const FramePtr frame = test::frame_of(test::scene({60, 40}, 4));
    for (const std::string& word : method_words) {
      const SnapshotPtr plain = test::run(demo, frame, test::settings_with(demo, {{"method", word}}));
      const SnapshotPtr inverted =
          test::run(demo, frame, test::settings_with(demo, {{"method", word}, {"inverted", "on"}}));
      const cv::Mat sum =
          test::output_of(*plain, "result").image + test::output_of(*inverted, "result").image;
      CHECK(cv::countNonZero(sum != 255) == 0);
    }
  }

  TEST_CASE("threshold: explanations arrive at the pixel for every method, at borders and inside") {
    const Demo& demo = test::demo_named("threshold");
    cv::RNG generator(5);
    for (int round = 0; round < 60; ++round) {
      const Drawn drawn = draw(round, generator);
      const cv::Size size = test::awkward_sizes()[static_cast<std::size_t>(generator.uniform(0, 10))];
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(some_picture(generator.uniform(0, 6), size, generator)),
                    settings_of(demo, drawn));
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        const ResultPtr result = snapshot->result(stage);
        if (!result || result->output.image.empty()) continue;
        for (const cv::Point at : test::some_places(size, 4, generator))
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
      }
    }
    const SnapshotPtr otsu = test::run(demo, test::frame_of(test::scene({60, 40}, 4)), demo.defaults());
    const Explanation surface = explain(*otsu, 3, {10, 10});
    for (const Step& step : surface.steps) CHECK(step.holds.value_or(true));
    CHECK(explain(*otsu, 4, {10, 10}).rule == Rule::Comparison);
  }
}

}  // namespace pixelwhy
