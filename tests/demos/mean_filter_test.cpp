#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "demo_run.h"
#include "mean-filter/integral.h"
#include "operator_checks.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const std::vector<std::string> border_words = {"reflect101", "reflect", "replicate", "wrap", "constant"};
const std::vector<std::string> codes = {"direct", "running-sum", "integral-image", "fast"};

SnapshotPtr run_code(const Demo& demo, const FramePtr& frame, const Settings& settings,
                     const std::string& code) {
  return Evaluator().evaluate({&demo, frame, settings, {}, code, true});
}

/// cv::blur as people call it, on the picture enlarged where it refuses the border.
cv::Mat blurred(const cv::Mat& image, cv::Size window, Border border) {
  cv::Mat result;
  if (border != Border::Wrap) {
    cv::blur(image.clone(), result, window, {-1, -1}, opencv_border(border));
    return result;
  }
  const int reach = std::max(window.width, window.height);
  cv::Mat wide;
  cv::copyMakeBorder(image.clone(), wide, reach, reach, reach, reach, cv::BORDER_WRAP);
  cv::blur(wide, result, window);
  return result(cv::Rect({reach, reach}, image.size())).clone();
}

/// Sums in whole numbers, straight from the definition, of the picture that cv::copyMakeBorder continues.
cv::Mat window_sums(const cv::Mat& image, cv::Size window, Border border) {
  const int left = window.width / 2;
  const int top = window.height / 2;
  cv::Mat wide;
  cv::copyMakeBorder(image, wide, top, window.height - 1 - top, left, window.width - 1 - left,
                     opencv_border(border) | cv::BORDER_ISOLATED);
  cv::Mat sums(image.size(), CV_64FC(image.channels()));
  for (int y = 0; y < image.rows; ++y) {
    for (int x = 0; x < image.cols; ++x) {
      const cv::Scalar sum = cv::sum(wide(cv::Rect({x, y}, window)));
      for (int c = 0; c < image.channels(); ++c) sums.ptr<double>(y)[x * image.channels() + c] = sum[c];
    }
  }
  return sums;
}

struct Case {
  cv::Mat color;
  cv::Size window;
  std::size_t border = 0;
  bool gray = false;

  Settings settings(const Demo& demo) const {
    return test::settings_with(demo, {{"width", std::to_string(window.width)},
                                      {"height", std::to_string(window.height)},
                                      {"border", border_words[border]},
                                      {"channels", gray ? "gray" : "color"}});
  }
};

Case some_case(int round, cv::RNG& generator) {
  const int most = round % 4 == 0 ? 102 : 17;
  Case drawn;
  drawn.color = test::view_of_noise(test::awkward_sizes()[static_cast<std::size_t>(generator.uniform(0, 10))],
                                    CV_8UC3, generator);
  drawn.window = {generator.uniform(1, most), generator.uniform(1, most)};
  drawn.border = static_cast<std::size_t>(round) % 5;
  drawn.gray = generator.uniform(0, 2) == 1;
  return drawn;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("mean-filter: declared with its codes") {
    const Demo& demo = test::demo_named("mean-filter");
    CHECK(test::stage_ids(demo) == std::vector<std::string>{"input", "row-sums", "integral", "result"});
    const Settings settings = demo.defaults();
    const Stage& result = demo.stages.back();
    for (const std::string& code : codes) CHECK(find_variant(result, code, settings) != nullptr);
    CHECK(find_variant(result, "direct", settings) == find_variant(result, "textbook", settings));
    // Only the integral image needs the table.
    const auto table = static_cast<std::size_t>(*demo.find_stage("integral"));
    for (const std::string& code : codes)
      CHECK(demo.ancestors(3, settings, code)[table] == (code == "integral-image"));
  }

  TEST_CASE("mean-filter: every code gives cv::blur's result at every pixel, whatever the border") {
    const Demo& demo = test::demo_named("mean-filter");
    cv::RNG generator(1);
    for (int round = 0; round < 100; ++round) {
      const Case drawn = some_case(round, generator);
      if (drawn.window.area() == 2) continue;  // where cv::blur is wrong by 1, or by 255
      const Settings settings = drawn.settings(demo);
      CAPTURE(drawn.color.size());
      CAPTURE(drawn.window);
      CAPTURE(border_words[drawn.border]);
      cv::Mat input = drawn.color.clone();
      if (drawn.gray) cv::cvtColor(input, input, cv::COLOR_BGR2GRAY);
      const cv::Mat expected = blurred(input, drawn.window, test::all_borders[drawn.border]);
      const cv::Mat direct =
          test::output_of(*run_code(demo, test::frame_of(drawn.color), settings, "direct"), "result").image;
      // Halves of large windows fall as a product in single or double precision does, by where in the row
      // they are.
      const bool halves = drawn.window.area() > 256 && drawn.window.area() % 2 == 0;
      CHECK(test::largest_difference(direct, expected) <= (halves ? 1 : 0));
      for (const std::string& code : codes) {
        CAPTURE(code);
        const SnapshotPtr snapshot = run_code(demo, test::frame_of(drawn.color), settings, code);
        CHECK(snapshot->result(3)->variant == (code == "direct" ? "textbook" : code));
        CHECK(test::largest_difference(test::output_of(*snapshot, "result").image, direct) == 0);
      }
    }
  }

  TEST_CASE("mean-filter: no pixel is further than a rounding from the true mean") {
    const Demo& demo = test::demo_named("mean-filter");
    cv::RNG generator(2);
    for (int round = 0; round < 60; ++round) {
      const Case drawn = some_case(round, generator);
      const SnapshotPtr snapshot = test::run(demo, test::frame_of(drawn.color), drawn.settings(demo));
      const cv::Mat& input = test::output_of(*snapshot, "input").image;
      const cv::Mat sums = window_sums(input, drawn.window, test::all_borders[drawn.border]);
      const int area = drawn.window.area();
      const double most = rounds_further_up(area) ? 0.5 + 1.0 / area : 0.5;
      cv::Mat result;
      test::output_of(*snapshot, "result").image.convertTo(result, CV_64F);
      CHECK(cv::norm(sums / area, result, cv::NORM_INF) <= most + 1e-9);
    }
  }

  TEST_CASE("mean-filter: rounding, from every sum") {
    for (const int area : {1, 2, 3, 4, 9, 12, 16, 25, 64, 81, 225, 256}) {
      for (int sum = 0; sum <= 255 * area; ++sum) {
        const int up = rounds_further_up(area) ? 1 : 0;
        const int expected = std::min(255, static_cast<int>(std::floor((sum + area / 2.0 + up) / area)));
        if (rounded_mean(sum, area) != expected) FAIL_CHECK(area << " " << sum);
      }
    }
    // Odd areas have no halves: to nearest, also above 256 pixels.
    for (const int area : {257, 961, 10201}) {
      for (int sum = 0; sum <= 255 * area; ++sum)
        if (rounded_mean(sum, area) != (2 * sum + area) / (2 * area)) FAIL_CHECK(area << " " << sum);
    }
    CHECK(rounded_mean(5, 4) == 2);  // 1.25: OpenCV's rule for powers of two
    CHECK(rounded_mean(255 * 2, 2) == 255);
  }

  TEST_CASE("mean-filter: the integral image is the sum of all that lies to the left and above") {
    const Demo& demo = test::demo_named("mean-filter");
    cv::RNG generator(3);
    for (int round = 0; round < 40; ++round) {
      const Case drawn = some_case(round, generator);
      const SnapshotPtr snapshot = test::run(demo, test::frame_of(drawn.color), drawn.settings(demo));
      const cv::Mat& input = test::output_of(*snapshot, "input").image;
      const cv::Mat& integral = test::output_of(*snapshot, "integral").image;
      CHECK(integral.depth() == CV_64F);
      CHECK(integral.size() == input.size() + drawn.window - cv::Size(1, 1));
      // The last entry is the sum of everything, border included.
      const int left = drawn.window.width / 2;
      const int top = drawn.window.height / 2;
      cv::Mat wide;
      cv::copyMakeBorder(input, wide, top, drawn.window.height - 1 - top, left, drawn.window.width - 1 - left,
                         opencv_border(test::all_borders[drawn.border]) | cv::BORDER_ISOLATED);
      for (int c = 0; c < input.channels(); ++c) {
        CHECK(value_at(integral, {integral.cols - 1, integral.rows - 1}, c) == cv::sum(wide)[c]);
        const cv::Point at(generator.uniform(0, wide.cols), generator.uniform(0, wide.rows));
        CHECK(value_at(integral, at, c) == cv::sum(wide(cv::Rect(0, 0, at.x + 1, at.y + 1)))[c]);
      }
      for (const std::string id : {"row-sums", "integral"}) {
        const cv::Mat reference = compute_reference(*snapshot, demo.find_stage(id).value()).image;
        CHECK(test::largest_difference(test::output_of(*snapshot, id).image, reference) == 0);
      }
    }
  }

  TEST_CASE("mean-filter: sums beyond 2^24 stay exact") {
    const cv::Mat white(400, 500, CV_8UC1, cv::Scalar(255));
    const cv::Mat integral = integral_of(row_sums(white, 3, Border::Replicate), 3, Border::Replicate);
    CHECK(value_at(integral, {501, 401}) == 502.0 * 402 * 255);
    CHECK(502.0 * 402 * 255 > (1 << 24));
    CHECK(cv::countNonZero(mean_from_integral(integral, {3, 3}) != 255) == 0);
  }

  TEST_CASE("mean-filter: the integral image explains a pixel by four corners, the others by the window") {
    const Demo& demo = test::demo_named("mean-filter");
    const FramePtr frame = test::frame_of(test::scene({40, 30}, 4));
    const Settings settings = test::settings_with(demo, {{"width", "5"}, {"height", "3"}});
    const cv::Point at(20, 11);
    const SnapshotPtr by_table = run_code(demo, frame, settings, "integral-image");
    const Explanation corners = explain(*by_table, 3, at);
    REQUIRE(corners.terms.size() == 4);
    const StageId table = *demo.find_stage("integral");
    const cv::Point expected[] = {{24, 13}, {24, 10}, {19, 13}, {19, 10}};
    for (std::size_t i = 0; i < 4; ++i) {
      CHECK(corners.terms[i].stage == table);
      CHECK(corners.terms[i].at == expected[i]);
      CHECK(corners.terms[i].weight * 15 == doctest::Approx(i == 0 || i == 3 ? 1 : -1));
    }
    // At the first pixel three of them lie before the table.
    const Explanation first = explain(*by_table, 3, {0, 0});
    CHECK(std::count_if(first.terms.begin(), first.terms.end(), [](const Term& t) { return !t.at; }) == 3);
    CHECK(explain(*run_code(demo, frame, settings, "direct"), 3, at).terms.size() == 15);
    CHECK(explain(*test::run(demo, frame, settings), 3, at).terms.size() == 15);
    // The window slides: the sum of the one before, less a column, plus a column.
    const Explanation sliding = explain(*run_code(demo, frame, settings, "running-sum"), 3, at);
    REQUIRE(sliding.steps.size() == 6);
    CHECK(sliding.steps[0].value - sliding.steps[1].value + sliding.steps[2].value == sliding.steps[3].value);
    CHECK(sliding.steps[3].value == explain(*test::run(demo, frame, settings), 3, at).steps[0].value);
  }

  TEST_CASE("mean-filter: explanations arrive at the pixel for every code, at borders and inside") {
    const Demo& demo = test::demo_named("mean-filter");
    cv::RNG generator(5);
    for (int round = 0; round < 40; ++round) {
      const Case drawn = some_case(round, generator);
      const std::string& code = codes[static_cast<std::size_t>(round) % codes.size()];
      const SnapshotPtr snapshot = run_code(demo, test::frame_of(drawn.color), drawn.settings(demo), code);
      CAPTURE(code);
      CAPTURE(drawn.window);
      for (StageId stage = 0; stage < 4; ++stage) {
        const cv::Mat& image = snapshot->result(stage)->output.image;
        for (const cv::Point at : test::some_places(image.size(), 4, generator))
          CHECK(test::check_explanation(*snapshot, stage, at) == "");
      }
    }
  }
}

}  // namespace pixelwhy
