#include "intensity/intensity.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/error.h"
#include "demo_run.h"
#include "operator_checks.h"
#include "operators/gray.h"
#include "sources/second_picture.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

using Method = IntensityMethod;

Histogram histogram_of(const std::vector<int>& values) {
  Histogram histogram{std::vector<double>(256, 0.0)};
  for (const int value : values) ++histogram.counts[static_cast<std::size_t>(value)];
  return histogram;
}

std::vector<int> random_values(cv::RNG& generator) {
  const int count = generator.uniform(1, 400);
  const int low = generator.uniform(0, 256);
  const int high = generator.uniform(low, 256);
  std::vector<int> values;
  for (int i = 0; i < count; ++i) values.push_back(generator.uniform(low, high + 1));
  return values;
}

std::vector<int> levels(const Curve& curve) { return {curve.y.begin(), curve.y.end()}; }

int byte(double value) { return static_cast<int>(std::floor(std::min(std::max(value, 0.0), 255.0) + 0.5)); }

/// The share of the values that are at most `value`, counted one by one.
double share(const std::vector<int>& values, int value) {
  double count = 0;
  for (const int one : values) count += one <= value ? 1 : 0;
  return count / static_cast<double>(values.size());
}

PictureValue picture_of(const cv::Mat& pixels) { return {"test", test::frame_of(pixels)}; }

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("the curves are their formulas") {
    cv::RNG generator(2);
    for (int round = 0; round < 100; ++round) {
      const std::vector<int> values = random_values(generator);
      IntensityOptions o{Method::Gamma, generator.uniform(0.0, 40.0), generator.uniform(60.0, 100.0),
                         generator.uniform(0.05, 5.0), generator.uniform(0.1, 9000.0)};
      const auto curve = [&](Method method) {
        o.method = method;
        return levels(intensity_curve(histogram_of(values), {}, o));
      };
      const std::vector<int> by_gamma = curve(Method::Gamma);
      const std::vector<int> by_logarithm = curve(Method::Logarithm);
      const std::vector<int> negative = curve(Method::Negative);
      const std::vector<int> stretched = curve(Method::Stretch);
      std::vector<int> sorted = values;
      std::sort(sorted.begin(), sorted.end());
      const auto at = [&](double percent) {
        const double rank = std::max(1.0, std::ceil(percent * static_cast<double>(sorted.size()) / 100));
        return sorted[static_cast<std::size_t>(rank) - 1];
      };
      const int a = at(o.low);
      const int b = at(o.high);
      for (int v = 0; v < 256; ++v) {
        const auto i = static_cast<std::size_t>(v);
        CHECK(by_gamma[i] == byte(255 * std::pow(v / 255.0, o.gamma)));
        CHECK(by_logarithm[i] == byte(255 * std::log(1 + o.strength * v / 255) / std::log(1 + o.strength)));
        CHECK(negative[i] == 255 - v);
        CHECK(stretched[i] == (a == b ? v : byte(255.0 * (v - a) / (b - a))));
      }
    }
  }

  TEST_CASE("matching is the least level with at least our share, by counting one by one") {
    cv::RNG generator(4);
    for (int round = 0; round < 60; ++round) {
      const std::vector<int> source = random_values(generator);
      const std::vector<int> target = random_values(generator);
      const std::vector<int> curve =
          levels(intensity_curve(histogram_of(source), histogram_of(target), {Method::Match, 0, 100, 1, 1}));
      for (int v = 0; v < 256; v += 1 + round % 3) {
        int level = 0;
        // The sizes are below 2^9, so shares that differ do so by more than 2^-18.
        while (level < 255 && share(target, level) < share(source, v) - 1e-7) ++level;
        CHECK(curve[static_cast<std::size_t>(v)] == level);
      }
    }
  }

  TEST_CASE("a picture that is matched to itself stays, and any picture takes over the target's tones") {
    const cv::Mat own = test::scene({90, 70}, 5);
    const cv::Mat gray = to_gray(own);
    const Histogram source = gray_histogram(gray);
    const IntensityOptions match{Method::Match, 0, 100, 1, 1};
    CHECK(test::largest_difference(
              apply_curve(gray, intensity_curve(source, target_histogram(picture_of(own)), match)), gray) ==
          0);
    cv::Mat dark = own / 3;
    const Histogram target = target_histogram(picture_of(dark));
    const cv::Mat result = apply_curve(gray, intensity_curve(source, target, match));
    const GrayCounts after = count_gray(result);
    const GrayCounts wanted = counts_of(target);
    double brighter = 0;
    for (int v = 255; v >= 0; --v) {
      if (wanted[static_cast<std::size_t>(v)] > 0) break;
      brighter += after[static_cast<std::size_t>(v)];
    }
    CHECK(brighter == 0);
  }

  TEST_CASE("every curve but the negative rises, and 0 and 255 hold where they must") {
    const Histogram source = gray_histogram(to_gray(test::scene({60, 40}, 3)));
    for (const Method method : {Method::Stretch, Method::Gamma, Method::Logarithm, Method::Match}) {
      const std::vector<int> curve = levels(intensity_curve(source, source, {method, 2, 98, 0.4, 100}));
      CHECK(std::is_sorted(curve.begin(), curve.end()));
      if (method == Method::Match) continue;
      CHECK(curve.front() == 0);
      CHECK(curve.back() == 255);
    }
  }

  TEST_CASE("explanations arrive at the pixel for every method, size and second picture") {
    const Demo& demo = test::demo_named("intensity");
    cv::RNG generator(9);
    for (const cv::Size size : test::awkward_sizes()) {
      for (const char* method : {"stretch", "gamma", "logarithm", "negative", "match"}) {
        Settings settings = test::settings_with(demo, {{"method", method}, {"match", "sample:room"}});
        read_pictures(demo, settings);
        const SnapshotPtr snapshot = test::run(demo, test::frame_of(test::scene(size, 8)), settings);
        const auto last = static_cast<StageId>(demo.stages.size()) - 1;
        for (const cv::Point at : test::some_places(size, 4, generator))
          CHECK(test::check_explanation(*snapshot, last, at) == "");
        const Stage& stage = demo.stages.back();
        CHECK(stage.reference->applies(settings) == (std::string(method) != "match"));
        if (stage.reference->applies(settings))
          CHECK(test::largest_difference(compute_reference(*snapshot, last).image,
                                         snapshot->result(last)->output.image) <= 1);
      }
    }
  }

  TEST_CASE(
      "a second picture that has not been read, or that the settings do not need, is told or left alone") {
    const Demo& demo = test::demo_named("intensity");
    const FramePtr frame = test::frame_of(test::scene({9, 7}, 8));
    const auto error_of = [&](const char* method) {
      Settings settings = test::settings_with(demo, {{"method", method}, {"match", "/nowhere/x.png"}});
      const SnapshotPtr snapshot = test::run(demo, frame, settings);
      const auto& error = snapshot->result(static_cast<StageId>(demo.stages.size()) - 1)->error;
      return error ? std::string(error->what()) : "";
    };
    CHECK(error_of("gamma").empty());
    CHECK(error_of("match").find("'/nowhere/x.png' has not been read") != std::string::npos);
  }
}

}  // namespace pixelwhy
