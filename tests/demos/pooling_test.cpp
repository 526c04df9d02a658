#include "pooling/pooling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "demo_run.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const std::vector<std::string> method_words = {"max", "average", "global-max", "global-average"};

/// Brute force on a picture of doubles with the padding in it as NaN: one list of values a window.
struct Brute {
  cv::Mat value;     ///< CV_64F, before rounding
  cv::Mat gradient;  ///< CV_64F
};

Brute brute(const cv::Mat& image, const Pooling& pooling) {
  const int channels = image.channels();
  const bool global = is_global(pooling.method);
  const int kw = global ? image.cols : pooling.kernel;
  const int kh = global ? image.rows : pooling.kernel;
  const int stride = global ? 1 : pooling.stride;
  const int padding = global ? 0 : pooling.padding;
  const int width = (image.cols + 2 * padding - kw) / stride + 1;
  const int height = (image.rows + 2 * padding - kh) / stride + 1;
  Brute result{cv::Mat(height, width, CV_64FC(channels), cv::Scalar::all(0)),
               cv::Mat(image.size(), CV_64FC(channels), cv::Scalar::all(0))};
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c) {
        std::vector<cv::Point> places;
        for (int v = 0; v < kh; ++v) {
          for (int u = 0; u < kw; ++u) {
            const cv::Point at(x * stride + u - padding, y * stride + v - padding);
            if (at.x >= 0 && at.y >= 0 && at.x < image.cols && at.y < image.rows) places.push_back(at);
          }
        }
        if (places.empty()) continue;
        double& out = result.value.ptr<double>(y)[x * channels + c];
        const auto back = [&](cv::Point at) -> double& {
          return result.gradient.ptr<double>(at.y)[at.x * channels + c];
        };
        if (takes_maximum(pooling.method)) {
          const auto best = std::max_element(places.begin(), places.end(), [&](cv::Point a, cv::Point b) {
            return value_at(image, a, c) < value_at(image, b, c);
          });
          out = value_at(image, *best, c);
          back(*best) += 1;
          continue;
        }
        const double count = pooling.counts_padding ? kw * kh : static_cast<double>(places.size());
        for (const cv::Point at : places) {
          out += value_at(image, at, c) / count;
          back(at) += 1 / count;
        }
      }
    }
  }
  return result;
}

Pooling some_pooling(cv::RNG& generator) {
  Pooling pooling;
  pooling.method = static_cast<PoolingMethod>(generator.uniform(0, 6) % 4);
  pooling.kernel = generator.uniform(1, generator.uniform(0, 4) ? 6 : 20);
  pooling.stride = generator.uniform(1, generator.uniform(0, 4) ? 5 : 20);
  pooling.padding = generator.uniform(0, pooling.kernel + 1);
  pooling.counts_padding = generator.uniform(0, 2) == 1;
  return pooling;
}

Settings settings_of(const Demo& demo, const Pooling& pooling, bool gray) {
  return test::settings_with(demo, {{"method", method_words[static_cast<std::size_t>(pooling.method)]},
                                    {"kernel", std::to_string(pooling.kernel)},
                                    {"stride", std::to_string(pooling.stride)},
                                    {"padding", std::to_string(pooling.padding)},
                                    {"count-padding", pooling.counts_padding ? "on" : "off"},
                                    {"channels", gray ? "gray" : "color"}});
}

bool fits(cv::Size size, const Pooling& pooling) {
  return is_global(pooling.method) ||
         std::min(size.width, size.height) + 2 * pooling.padding >= pooling.kernel;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("pooling: declared with its stages") {
    CHECK(test::stage_ids(test::demo_named("pooling")) ==
          std::vector<std::string>{"input", "result", "gradient"});
  }

  TEST_CASE("pooling: result, gradient and OpenCV's way agree with brute force") {
    const Demo& demo = test::demo_named("pooling");
    cv::RNG generator(1);
    int computed = 0;
    for (int round = 0; round < 250; ++round) {
      const cv::Size size = test::awkward_sizes()[static_cast<std::size_t>(generator.uniform(0, 10))];
      // Few values, so that many are equal.
      const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator, generator.uniform(0, 2) ? 256 : 4);
      const Pooling pooling = some_pooling(generator);
      const SnapshotPtr snapshot =
          test::run(demo, test::frame_of(color), settings_of(demo, pooling, generator.uniform(0, 2) == 1));
      CAPTURE(size);
      CAPTURE(method_words[static_cast<std::size_t>(pooling.method)]);
      CAPTURE(pooling.kernel);
      CAPTURE(pooling.stride);
      CAPTURE(pooling.padding);
      REQUIRE(snapshot->result(1)->error.has_value() == !fits(size, pooling));
      if (!fits(size, pooling)) continue;
      ++computed;
      const cv::Mat& input = test::output_of(*snapshot, "input").image;
      const cv::Mat& result = test::output_of(*snapshot, "result").image;
      const Brute expected = brute(input, pooling);
      REQUIRE(result.size() == expected.value.size());
      for (int y = 0; y < result.rows; ++y) {
        for (int x = 0; x < result.cols; ++x) {
          for (int c = 0; c < result.channels(); ++c) {
            const double exact = value_at(expected.value, {x, y}, c);
            CHECK(value_at(result, {x, y}, c) == std::floor(exact + 0.5 + 1e-9));
          }
        }
      }
      cv::Mat gradient;
      test::output_of(*snapshot, "gradient").image.convertTo(gradient, CV_64F);
      CHECK(test::largest_difference(gradient, expected.gradient) < 1e-5);
      CHECK(test::largest_difference(compute_reference(*snapshot, 1).image, result) == 0);
      CHECK(test::largest_difference(pool(input, pooling), result) == 0);
      for (StageId stage = 0; stage < 3; ++stage) {
        for (const cv::Point at :
             test::some_places(snapshot->result(stage)->output.image.size(), 3, generator))
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
      }
    }
    CHECK(computed > 120);
  }

  TEST_CASE("pooling: of equal values the first in reading order wins, and gets all of the gradient") {
    const cv::Mat image = (cv::Mat_<std::uint8_t>(4, 4) << 1, 3, 2, 0, 4, 6, 1, 2, 5, 2, 7, 8, 0, 1, 3, 4);
    const Pooling maximum;
    const cv::Mat result = pool(image, maximum);
    CHECK(test::largest_difference(result, (cv::Mat_<std::uint8_t>(2, 2) << 6, 2, 5, 8)) == 0);
    const cv::Mat gradient = pooling_gradient(image, result, maximum);
    const cv::Mat expected = (cv::Mat_<float>(4, 4) << 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0);
    CHECK(test::largest_difference(gradient, expected) == 0);
    Pooling average;
    average.method = PoolingMethod::Average;
    CHECK(test::largest_difference(pool(image, average), (cv::Mat_<std::uint8_t>(2, 2) << 4, 1, 2, 6)) == 0);
  }

  TEST_CASE("pooling: the gradient is the derivative of the sum of the results") {
    // Values far apart, so that raising one by 1 changes no winner.
    cv::Mat image(6, 7, CV_8UC1);
    for (int i = 0; i < 42; ++i)
      image.at<std::uint8_t>(i / 7, i % 7) = static_cast<std::uint8_t>(i * 11 % 42 * 6);
    Pooling pooling;
    pooling.kernel = 3;
    pooling.stride = 2;
    pooling.padding = 1;
    const cv::Mat result = pool(image, pooling);
    const cv::Mat gradient = pooling_gradient(image, result, pooling);
    for (int y = 0; y < image.rows; ++y) {
      for (int x = 0; x < image.cols; ++x) {
        cv::Mat raised = image.clone();
        raised.at<std::uint8_t>(y, x) += 1;
        CHECK(cv::sum(pool(raised, pooling))[0] - cv::sum(result)[0] ==
              static_cast<double>(gradient.at<float>(y, x)));
      }
    }
    CHECK(cv::sum(gradient)[0] == static_cast<double>(result.total()));
  }

  TEST_CASE("pooling: the sizes that exams ask for") {
    const auto length = [](int n, int k, int s, int p) {
      return pooled_length(n, {PoolingMethod::Max, k, s, p, true});
    };
    CHECK(length(224, 2, 2, 0) == 112);
    CHECK(length(7, 3, 2, 0) == 3);
    CHECK(length(7, 3, 2, 1) == 4);
    CHECK(length(5, 2, 2, 0) == 2);
    CHECK(length(1, 2, 2, 0) == 0);
    CHECK(length(2, 3, 5, 0) == 0);
    CHECK(length(1, 2, 2, 1) == 1);
    CHECK(pooled_length(5, {PoolingMethod::GlobalMax, 9, 9, 0, true}) == 1);
  }

  TEST_CASE("pooling: what gives no pixels, or makes no sense, is refused in one line") {
    const Demo& demo = test::demo_named("pooling");
    const SnapshotPtr snapshot = test::run(demo, test::frame_of(test::scene({5, 3}, 1)),
                                           test::settings_with(demo, {{"kernel", "8"}, {"padding", "2"}}));
    for (const StageId stage : {1, 2}) {
      REQUIRE(snapshot->result(stage)->error);
      const Error& error = *snapshot->result(stage)->error;
      CHECK(error.kind() == Error::Kind::Usage);
      CHECK(error.text().en ==
            "kernel: 8 does not fit into a picture of 5×3 with padding 2, so the result would have no "
            "pixels; expected "
            "at most 7");
      CHECK_FALSE(error.text().zh.empty());
    }
    const auto refused = [&](const test::Words& words) {
      try {
        test::settings_with(demo, words);
        return std::string();
      } catch (const Error& error) {
        return error.text().en;
      }
    };
    CHECK(refused({{"stride", "0"}}).find("stride") != std::string::npos);
    CHECK(refused({{"kernel", "0"}}).find("kernel") != std::string::npos);
    CHECK(refused({{"kernel", "3"}, {"padding", "4"}}).find("padding 4 exceeds kernel 3") !=
          std::string::npos);
    CHECK(refused({{"kernel", "3"}, {"padding", "3"}}).empty());
  }

  TEST_CASE("pooling: the winner alone decides") {
    const Demo& demo = test::demo_named("pooling");
    const SnapshotPtr snapshot = test::run(demo, test::frame_of(test::scene({40, 30}, 2)),
                                           test::settings_with(demo, {{"kernel", "5"}, {"stride", "3"}}));
    const Explanation explanation = explain(*snapshot, 1, {4, 3});
    CHECK(explanation.terms.size() == 25);
    const auto deciding = std::count_if(explanation.terms.begin(), explanation.terms.end(),
                                        [](const Term& term) { return term.deciding; });
    CHECK(deciding == 1);
    // A whole photograph has more pixels than an explanation lists; the winner is among those.
    const SnapshotPtr global = test::run(demo, test::frame_of(test::scene({900, 700}, 3)),
                                         test::settings_with(demo, {{"method", "global-max"}}));
    const Explanation whole = explain(*global, 1, {0, 0});
    CHECK(whole.terms_total == 900U * 700U);
    CHECK(whole.terms.size() <= max_terms);
    CHECK(
        std::any_of(whole.terms.begin(), whole.terms.end(), [](const Term& term) { return term.deciding; }));
  }
}

}  // namespace pixelwhy
