#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "demo_run.h"
#include "edge-operators/edges.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const std::vector<std::string> operator_words = {"roberts",    "prewitt",    "sobel", "scharr",
                                                 "laplacian4", "laplacian8", "log",   "dog"};
constexpr int isolated = cv::BORDER_REFLECT_101 | cv::BORDER_ISOLATED;

struct Pair {
  cv::Mat x, y;
  cv::Point anchor;
};

/// The kernels of the gradients as books print them.
Pair book_kernels(const std::string& op) {
  if (op == "roberts")
    return {(cv::Mat_<float>(2, 2) << 1, 0, 0, -1), (cv::Mat_<float>(2, 2) << 0, 1, -1, 0), {0, 0}};
  if (op == "prewitt")
    return {(cv::Mat_<float>(3, 3) << -1, 0, 1, -1, 0, 1, -1, 0, 1),
            (cv::Mat_<float>(3, 3) << -1, -1, -1, 0, 0, 0, 1, 1, 1),
            {1, 1}};
  if (op == "sobel")
    return {(cv::Mat_<float>(3, 3) << -1, 0, 1, -2, 0, 2, -1, 0, 1),
            (cv::Mat_<float>(3, 3) << -1, -2, -1, 0, 0, 0, 1, 2, 1),
            {1, 1}};
  return {(cv::Mat_<float>(3, 3) << -3, 0, 3, -10, 0, 10, -3, 0, 3),
          (cv::Mat_<float>(3, 3) << -3, -10, -3, 0, 0, 0, 3, 10, 3),
          {1, 1}};
}

/// A bell of two dimensions that adds up to 1, in a window of that radius.
cv::Mat bell(double sigma, int own, int radius) {
  cv::Mat weights = cv::Mat::zeros(2 * radius + 1, 2 * radius + 1, CV_64F);
  for (int y = -own; y <= own; ++y) {
    for (int x = -own; x <= own; ++x)
      weights.at<double>(y + radius, x + radius) = std::exp(-(x * x + y * y) / (2 * sigma * sigma));
  }
  return weights / cv::sum(weights)[0];
}

/// σ²∇²G and the difference of two bells, from their formulas in two dimensions.
cv::Mat book_second(const std::string& op, double sigma, double ratio) {
  if (op == "laplacian4") return (cv::Mat_<double>(3, 3) << 0, 1, 0, 1, -4, 1, 0, 1, 0);
  if (op == "laplacian8") return (cv::Mat_<double>(3, 3) << 1, 1, 1, 1, -8, 1, 1, 1, 1);
  const int narrow = static_cast<int>(std::ceil(4 * sigma));
  if (op == "dog") {
    const int wide = static_cast<int>(std::ceil(4 * ratio * sigma));
    return bell(ratio * sigma, wide, wide) - bell(sigma, narrow, wide);
  }
  cv::Mat weights = bell(sigma, narrow, narrow);
  double moment = 0;
  for (int y = -narrow; y <= narrow; ++y) {
    for (int x = -narrow; x <= narrow; ++x) moment += x * x * weights.at<double>(y + narrow, x + narrow);
  }
  for (int y = -narrow; y <= narrow; ++y) {
    for (int x = -narrow; x <= narrow; ++x)
      weights.at<double>(y + narrow, x + narrow) *= (x * x + y * y) / moment - 2;
  }
  return weights;
}

SnapshotPtr run_with(const cv::Mat& color, const test::Words& words) {
  const Demo& demo = test::demo_named("edge-operators");
  return test::run(demo, test::frame_of(color), test::settings_with(demo, words));
}

/// The sum over the window, pixel by pixel.
double brute_force(const cv::Mat& image, const cv::Mat& weights, cv::Point at) {
  double sum = 0;
  for (int v = 0; v < weights.rows; ++v) {
    for (int u = 0; u < weights.cols; ++u) {
      const int x = cv::borderInterpolate(at.x + u - weights.cols / 2, image.cols, cv::BORDER_REFLECT_101);
      const int y = cv::borderInterpolate(at.y + v - weights.rows / 2, image.rows, cv::BORDER_REFLECT_101);
      sum += weights.at<double>(v, u) * image.at<uchar>(y, x);
    }
  }
  return sum;
}

/// Zero crossings once more, pair by pair rather than pixel by pixel.
cv::Mat crossings_by_pairs(const cv::Mat& response, double limit) {
  cv::Mat edges = cv::Mat::zeros(response.size(), CV_8U);
  for (const cv::Point step : {cv::Point(1, 0), cv::Point(0, 1)}) {
    for (int y = 0; y < response.rows; ++y) {
      for (int x = 0; x < response.cols; ++x) {
        const cv::Point a(x, y);
        cv::Point b = a + step;
        const cv::Rect whole({0, 0}, response.size());
        if (!whole.contains(b)) continue;
        cv::Point edge = std::abs(response.at<float>(b)) < std::abs(response.at<float>(a)) ? b : a;
        if (response.at<float>(b) == 0) {
          edge = b;
          b += step;
          if (!whole.contains(b)) continue;
        }
        const double p = response.at<float>(a);
        const double q = response.at<float>(b);
        if (((p < 0 && q > 0) || (p > 0 && q < 0)) && std::abs(p - q) > limit) edges.at<uchar>(edge) = 255;
      }
    }
  }
  return edges;
}

std::vector<int> edges_of(const std::vector<float>& row, double limit) {
  const cv::Mat response(1, static_cast<int>(row.size()), CV_32F, const_cast<float*>(row.data()));
  const cv::Mat edges = find_edges(response, EdgeOperator::Log, limit);
  return {edges.begin<uchar>(), edges.end<uchar>()};
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("edge-operators: declared as said") {
    const Demo& demo = test::demo_named("edge-operators");
    CHECK(test::stage_ids(demo) ==
          std::vector<std::string>{"gray", "smooth", "gx", "gy", "response", "all", "edges"});
    for (const char* id : {"operator", "sigma", "ratio", "threshold"}) CHECK(demo.find_parameter(id));
  }

  TEST_CASE("edge-operators: gradients are cv::filter2D's with the kernels that books print") {
    cv::RNG generator(51);
    for (const std::string op : {"roberts", "prewitt", "sobel", "scharr"}) {
      const Pair kernels = book_kernels(op);
      for (const cv::Size size : test::awkward_sizes()) {
        const bool smoothed = generator.uniform(0, 2) == 1;
        const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator);
        const SnapshotPtr snapshot = run_with(color, {{"operator", op}, {"sigma", smoothed ? "1.2" : "0"}});
        cv::Mat gray;
        cv::cvtColor(color, gray, cv::COLOR_BGR2GRAY);
        if (smoothed) cv::GaussianBlur(gray, gray, {9, 9}, 1.2, 1.2, isolated);
        cv::Mat gx;
        cv::Mat gy;
        cv::filter2D(gray, gx, CV_32F, kernels.x, kernels.anchor, 0, isolated);
        cv::filter2D(gray, gy, CV_32F, kernels.y, kernels.anchor, 0, isolated);
        CAPTURE(op);
        CAPTURE(size);
        CHECK(test::largest_difference(test::output_of(*snapshot, "gx").image, gx) == 0);
        CHECK(test::largest_difference(test::output_of(*snapshot, "gy").image, gy) == 0);
        const cv::Mat response = test::output_of(*snapshot, "response").image;
        for (int y = 0; y < size.height; ++y) {
          for (int x = 0; x < size.width; ++x)
            CHECK(response.at<float>(y, x) ==
                  doctest::Approx(std::hypot(gx.at<float>(y, x), gy.at<float>(y, x))).epsilon(1e-6));
        }
      }
    }
  }

  TEST_CASE("edge-operators: second derivatives are those of brute force and of cv::Laplacian") {
    cv::RNG generator(52);
    for (int round = 0; round < 60; ++round) {
      const std::string op = operator_words[static_cast<std::size_t>(4 + round % 4)];
      const cv::Size size = test::awkward_sizes()[static_cast<std::size_t>(generator.uniform(0, 10))];
      const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator);
      const int sigma = generator.uniform(3, generator.uniform(0, 4) ? 30 : 90);  // tenths
      const std::string word = std::to_string(sigma / 10) + "." + std::to_string(sigma % 10);
      const SnapshotPtr snapshot = run_with(color, {{"operator", op}, {"sigma", word}, {"ratio", "1.7"}});
      const bool own = op == "log" || op == "dog";
      const cv::Mat image = test::output_of(*snapshot, own ? "gray" : "smooth").image;
      const cv::Mat weights = book_second(op, sigma / 10.0, 1.7);
      CHECK(std::abs(cv::sum(weights)[0]) < 1e-9);
      const cv::Mat response = test::output_of(*snapshot, "response").image;
      CAPTURE(op);
      CAPTURE(size);
      CAPTURE(sigma);
      for (const cv::Point at : test::some_places(size, 12, generator)) {
        // Rounded to 1/1024, and nothing else.
        CHECK(std::abs(response.at<float>(at) - brute_force(image, weights, at)) <= 0.5 / 1024 + 1e-9);
      }
      if (op == "laplacian4") {
        cv::Mat expected;
        cv::Laplacian(image, expected, CV_32F, 1, 1, 0, isolated);
        CHECK(test::largest_difference(response, expected) == 0);
      }
      cv::Mat filtered;
      cv::filter2D(image, filtered, CV_64F, weights, {-1, -1}, 0, isolated);
      filtered.convertTo(filtered, CV_32F);
      // The rounding of 32-bit float comes on top.
      CHECK(test::largest_difference(response, filtered) <= 0.5 / 1024 + 1e-4);
      const auto directly = Evaluator().evaluate({&test::demo_named("edge-operators"),
                                                  snapshot->request.frame,
                                                  snapshot->request.settings,
                                                  {},
                                                  "direct",
                                                  true});
      CHECK(test::largest_difference(response, test::output_of(*directly, "response").image) <= 1.0 / 1024);
    }
  }

  TEST_CASE("edge-operators: flat ground answers exactly 0, whatever the bell, and has no edges") {
    const cv::Mat flat(21, 30, CV_8UC3, cv::Scalar::all(201));
    for (const std::string& op : operator_words) {
      for (const char* sigma : {"0", "0.05", "0.37", "1", "2.9", "7.3", "50"}) {
        const SnapshotPtr snapshot = run_with(flat, {{"operator", op}, {"sigma", sigma}, {"threshold", "0"}});
        CAPTURE(op);
        CAPTURE(sigma);
        CHECK(cv::countNonZero(test::output_of(*snapshot, "response").image) == 0);
        CHECK(cv::countNonZero(test::output_of(*snapshot, "edges").image) == 0);
        CHECK(cv::countNonZero(test::output_of(*snapshot, "all").image) == 0);
      }
    }
  }

  TEST_CASE("edge-operators: LoG without a width is half of the Laplacian, and DoG comes near to LoG") {
    const cv::Mat color = test::scene({70, 50}, 6);
    const cv::Mat log =
        test::output_of(*run_with(color, {{"operator", "log"}, {"sigma", "0"}}), "response").image;
    const cv::Mat four =
        test::output_of(*run_with(color, {{"operator", "laplacian4"}, {"sigma", "0"}}), "response").image;
    CHECK(test::largest_difference(2 * log, four) == 0);

    const auto wide = [&](const char* op, const char* ratio) {
      return test::output_of(*run_with(color, {{"operator", op}, {"sigma", "3"}, {"ratio", ratio}}),
                             "response")
          .image.clone();
    };
    const cv::Mat reference = wide("log", "1.6");
    const auto off = [&](const char* ratio) {
      const cv::Mat dog = wide("dog", ratio) / (std::stod(ratio) - 1);
      return cv::norm(dog, reference) / cv::norm(reference);
    };
    CHECK(off("1.1") < 0.12);
    CHECK(off("1.6") < 0.6);
    CHECK(off("1.1") < off("1.6"));
    CHECK(off("1.6") < off("3"));
    const SnapshotPtr none =
        run_with(color, {{"operator", "dog"}, {"sigma", "2"}, {"ratio", "1"}, {"threshold", "0"}});
    CHECK(cv::countNonZero(test::output_of(*none, "edges").image) == 0);
  }

  TEST_CASE("edge-operators: where a zero is crossed, and what becomes of ties") {
    CHECK(edges_of({0, 0, 3, -2, 0, 0}, 0) == std::vector<int>{0, 0, 0, 255, 0, 0});  // the nearer one
    CHECK(edges_of({0, 0, 2, -3, 0, 0}, 0) == std::vector<int>{0, 0, 255, 0, 0, 0});
    CHECK(edges_of({0, 0, 2, -2, 0, 0}, 0) ==
          std::vector<int>{0, 0, 255, 0, 0, 0});                                // of equals the left one
    CHECK(edges_of({0, 2, 0, -5, 0}, 0) == std::vector<int>{0, 0, 255, 0, 0});  // zero in the middle
    CHECK(edges_of({0, 2, 0, 0, -2, 0}, 0) == std::vector<int>(6, 0));          // flat ground between
    CHECK(edges_of({2, 0, 2}, 0) == std::vector<int>(3, 0));                    // touched, not crossed
    CHECK(edges_of({2, -3}, 5) == std::vector<int>(2, 0));                      // not more than the limit
    CHECK(edges_of({2, -3}, 4.9) == std::vector<int>{255, 0});
    CHECK(edges_of({2}, 0) == std::vector<int>{0});
    CHECK(edges_of({0, -2}, 0) == std::vector<int>(2, 0));  // the rim crosses nothing
    CHECK(edges_of({3, -1, 3}, 0) == std::vector<int>{0, 255, 0});
    cv::RNG generator(53);
    for (const cv::Size size : test::awkward_sizes()) {
      cv::Mat response(size, CV_32F);
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x)
          response.at<float>(y, x) = static_cast<float>(generator.uniform(-3, 4));
      }
      for (const double limit : {0.0, 2.0, 3.5}) {
        CHECK(test::largest_difference(find_edges(response, EdgeOperator::Dog, limit),
                                       crossings_by_pairs(response, limit)) == 0);
        cv::Mat turned;
        cv::transpose(response, turned);
        cv::Mat edges;
        cv::transpose(find_edges(response, EdgeOperator::Dog, limit), edges);
        CHECK(test::largest_difference(find_edges(turned, EdgeOperator::Dog, limit), edges) == 0);
      }
    }
  }

  TEST_CASE("edge-operators: one threshold means the same height of a step for every operator and sigma") {
    for (const int height : {10, 40, 90}) {
      cv::Mat step(20, 60, CV_8UC3, cv::Scalar::all(100));
      step.colRange(30, 60).setTo(cv::Scalar::all(100 + height));
      for (std::size_t i = 0; i < operator_words.size(); ++i) {
        const bool own = has_own_bell(static_cast<EdgeOperator>(i));
        for (const char* sigma : {"0", "1", "1.5"}) {
          if (own && std::string(sigma) == "0") continue;
          // A Laplacian of what was rounded to 8 bits is told from its rounding only at high steps.
          const bool twice = !own && i >= 4;
          if (twice && std::string(sigma) != "0" && (std::string(sigma) != "1" || height < 90)) continue;
          // Smoothing rounds to 8 bits, so the height is then met within a few levels only.
          const bool exact = own || std::string(sigma) == "0";
          for (const int off : {-1, 1}) {
            const int by = off * (exact ? 1 : 2 + height / 5);
            const SnapshotPtr snapshot = run_with(step, {{"operator", operator_words[i]},
                                                         {"sigma", sigma},
                                                         {"threshold", std::to_string(height + by)}});
            CAPTURE(operator_words[i]);
            CAPTURE(sigma);
            CAPTURE(height);
            CAPTURE(by);
            const int edges = cv::countNonZero(test::output_of(*snapshot, "edges").image.row(10));
            CHECK((edges > 0) == (off < 0));
            // A second derivative marks one pixel of a step, a first one all that it straddles.
            if (off < 0 && exact) CHECK(edges == (i >= 1 && i <= 3 ? 2 : 1));
          }
        }
      }
    }
  }

  TEST_CASE("edge-operators: side by side stand the edges of every operator") {
    cv::RNG generator(54);
    for (const cv::Size size :
         {cv::Size(33, 20), cv::Size(1, 1), cv::Size(1, 9), cv::Size(40, 1), cv::Size(2, 2)}) {
      const cv::Mat color = test::view_of_noise(size, CV_8UC3, generator);
      for (const char* sigma : {"0", "1.3"}) {
        const test::Words words = {{"sigma", sigma}, {"threshold", "30"}, {"ratio", "2"}};
        const cv::Mat all = test::output_of(*run_with(color, words), "all").image;
        REQUIRE(all.size() == cv::Size(4 * size.width, 2 * size.height));
        for (int i = 0; i < edge_operator_count; ++i) {
          test::Words with = words;
          with.emplace_back("operator", operator_words[static_cast<std::size_t>(i)]);
          const cv::Mat edges = test::output_of(*run_with(color, with), "edges").image;
          const cv::Rect cell({i % 4 * size.width, i / 4 * size.height}, size);
          CHECK(test::largest_difference(all(cell), edges / 255 * (i + 1)) == 0);
        }
      }
    }
  }

  TEST_CASE("edge-operators: explanations keep the contract at borders and inside") {
    const Demo& demo = test::demo_named("edge-operators");
    cv::RNG generator(55);
    for (int round = 0; round < 40; ++round) {
      const auto r = static_cast<std::size_t>(round);
      const cv::Size size = test::awkward_sizes()[r % 10];
      const SnapshotPtr snapshot =
          run_with(test::view_of_noise(size, CV_8UC3, generator), {{"operator", operator_words[r % 8]},
                                                                   {"sigma", r % 3 ? "0.8" : "0"},
                                                                   {"threshold", r % 2 ? "0" : "35.5"}});
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        if (!snapshot->result(stage)) continue;
        const cv::Size whole = snapshot->result(stage)->output.image.size();
        for (const cv::Point at : test::some_places(whole, 6, generator))
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
      }
    }
  }
}

}  // namespace pixelwhy
