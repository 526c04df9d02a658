#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/evaluator.h"
#include "hough-lines/edges.h"
#include "hough-lines/hough.h"
#include "registry.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

std::vector<cv::Vec3f> opencv_lines(const cv::Mat& edges, double rho, double theta, int threshold) {
  std::vector<cv::Vec3f> lines;
  cv::HoughLines(edges, lines, rho, theta * CV_PI / 180, threshold);
  return lines;
}

/// Whether both name the same lines in the same order, to the last bit.
bool same_lines(const Lines& ours, const std::vector<cv::Vec3f>& theirs) {
  const auto equal = [](const Line& a, const cv::Vec3f& b) {
    return a.rho == b[0] && a.theta == b[1] && static_cast<float>(a.votes) == b[2];
  };
  return std::equal(ours.lines.begin(), ours.lines.end(), theirs.begin(), theirs.end(), equal);
}

Lines our_lines(const cv::Mat& edges, double rho, double theta, int threshold) {
  return hough_peaks(hough_votes(edges, rho, theta), edges, rho, theta, threshold).data;
}

cv::Mat sprinkled(cv::Size size, double share, std::uint64_t seed) {
  return test::noise(size, CV_8UC1, seed) < share * 256;
}

cv::Mat gray_scene(cv::Size size, std::uint64_t seed) {
  cv::Mat gray;
  cv::cvtColor(test::scene(size, seed), gray, cv::COLOR_BGR2GRAY);
  return gray;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("hough-lines: lines, order and votes are cv::HoughLines's") {
    cv::RNG generator(1);
    const double rhos[] = {1, 0.25, 10, 2};
    const double thetas[] = {1, 0.1, 10, 7, 0.7, 4.5};
    std::size_t found = 0;
    for (int round = 0; round < 400; ++round) {
      const cv::Size sizes[] = {{1, 1}, {1, 40},  {40, 1},   {2, 2},  {2, 30},
                                {9, 1}, {90, 70}, {120, 50}, {33, 64}};
      const cv::Size size = sizes[generator.uniform(0, 9)];
      const auto seed = static_cast<std::uint64_t>(round);
      const cv::Mat edges = round % 2 ? sprinkled(size, generator.uniform(0.02, 1.0), seed)
                                      : canny_edges(gray_scene(size, seed), 40, 120);
      const int choice = generator.uniform(0, 8);
      const double rho = choice < 4 ? rhos[choice] : generator.uniform(0.25, 10.0);
      const int other = generator.uniform(0, 12);
      const double theta = other < 6 ? thetas[other] : generator.uniform(0.1, 10.0);
      const int threshold = generator.uniform(1, 30);
      CAPTURE(size);
      CAPTURE(rho);
      CAPTURE(theta);
      CAPTURE(threshold);
      const auto theirs = opencv_lines(edges, rho, theta, threshold);
      CHECK(same_lines(our_lines(edges, rho, theta, threshold), theirs));
      found += theirs.size();
    }
    CHECK(found > 10000);
  }

  TEST_CASE("hough-lines: votes beyond the ends of a row still compete, as in cv::HoughLines's guard cells") {
    int decided = 0;  // cells that only such votes keep from being peaks
    for (int round = 0; round < 600; ++round) {
      const cv::Mat edges = sprinkled({3 + round % 40, 1}, 0.3, static_cast<std::uint64_t>(round));
      const double rho = 5 + round % 6;
      const cv::Mat votes = hough_votes(edges, rho, 3);
      const HoughGrid grid = hough_grid(edges.size(), rho, 3);
      for (int angle = 0; angle < votes.rows; ++angle) {
        for (const int column : {0, votes.cols - 1}) {
          PeakComparison cell = compare_cell(votes, edges, grid, {column, angle});
          const bool peak = cell.peak(1);
          (column == 0 ? cell.left : cell.right) = 0;
          decided += cell.peak(1) && !peak ? 1 : 0;
        }
      }
      CHECK(same_lines(our_lines(edges, rho, 3, 1), opencv_lines(edges, rho, 3, 1)));
      CHECK(same_lines(our_lines(edges.t(), rho, 3, 1), opencv_lines(edges.t(), rho, 3, 1)));
    }
    CHECK(decided > 0);
  }

  TEST_CASE("hough-lines: edges are cv::Canny's") {
    cv::RNG generator(2);
    for (int round = 0; round < 60; ++round) {
      const cv::Size size(generator.uniform(1, 70), generator.uniform(1, 70));
      const cv::Mat gray = gray_scene(size, static_cast<std::uint64_t>(round));
      const double low = generator.uniform(0.0, 200.0);
      const double high = low + generator.uniform(0.0, 200.0);
      cv::Mat theirs;
      cv::Canny(gray, theirs, low, high, 3, true);
      CHECK(test::largest_difference(canny_edges(gray, low, high), theirs) == 0);
    }
  }

  TEST_CASE("hough-lines: an edge is explained from its neighbourhood alone, also over long chains") {
    // A ramp whose contrast fades: only its one end is strong, so the chain runs along the whole step.
    cv::Mat fading(40, 200, CV_8UC1, cv::Scalar(20));
    for (int x = 0; x < 200; ++x) fading(cv::Rect(x, 20, 1, 20)).setTo(20 + 30 + (200 - x) / 5);
    for (const cv::Mat& gray : {fading, gray_scene({64, 50}, 3)}) {
      for (const double high : {150.0, 260.0, 275.0, 400.0}) {
        const cv::Mat edges = canny_edges(gray, 60, high);
        for (int y = 0; y < gray.rows; ++y) {
          for (int x = 0; x < gray.cols; x += 3) {
            const Explanation explanation = explain_canny_edge({x, y}, {gray, 1}, 60, high, 1, 1);
            REQUIRE(explanation.result[0] == edges.at<uchar>(y, x));
            REQUIRE(explanation.trail.has_value() == (edges.at<uchar>(y, x) != 0));
          }
        }
      }
    }
  }

  TEST_CASE("hough-lines: an edge pixel's trail holds exactly the cells that it votes for") {
    cv::Mat gray(30, 30, CV_8UC1, cv::Scalar(0));
    gray(cv::Rect(10, 0, 20, 30)).setTo(200);
    const cv::Mat edges = canny_edges(gray, 50, 150);
    cv::Point at(-1, -1);
    for (int x = 0; x < 30; ++x) {
      if (edges.at<uchar>(15, x)) at = {x, 15};
    }
    REQUIRE(at.x >= 0);
    const Explanation explanation = explain_canny_edge(at, {gray, 1}, 50, 150, 0.5, 2);
    REQUIRE(explanation.trail.has_value());
    cv::Mat single(gray.size(), CV_8UC1, cv::Scalar(0));
    single.at<uchar>(at) = 255;
    cv::Mat votes = hough_votes(single, 0.5, 2);
    CHECK(explanation.trail->stage == "accumulator");
    CHECK(explanation.trail->cells.size() == static_cast<std::size_t>(votes.rows));
    for (const cv::Point cell : explanation.trail->cells) votes.at<float>(cell) -= 1;
    CHECK(cv::countNonZero(votes) == 0);
  }

  TEST_CASE("hough-lines: a drawn line is found where it was drawn") {
    cv::Mat edges(100, 120, CV_8UC1, cv::Scalar(0));
    edges.col(37).setTo(255);
    const Lines vertical = our_lines(edges, 1, 1, 50);
    REQUIRE(!vertical.lines.empty());
    CHECK(vertical.lines[0] == Line{37, 0, 100});

    edges.setTo(0);
    edges.row(21).setTo(255);
    const Lines horizontal = our_lines(edges, 1, 1, 50);
    REQUIRE(!horizontal.lines.empty());
    CHECK(horizontal.lines[0].rho == 21);
    CHECK(horizontal.lines[0].theta == doctest::Approx(CV_PI / 2));
    CHECK(horizontal.lines[0].votes == 120);

    edges.setTo(0);
    for (int i = 0; i < 60; ++i) edges.at<uchar>(70 - i, 10 + i) = 255;  // x + y = 80
    const Lines diagonal = our_lines(edges, 1, 1, 50);
    REQUIRE(!diagonal.lines.empty());
    CHECK(diagonal.lines[0].theta == doctest::Approx(CV_PI / 4));
    CHECK(std::abs(diagonal.lines[0].rho - 80 / std::sqrt(2.0)) <= 0.5);
    CHECK(diagonal.lines[0].votes == 60);

    CHECK(our_lines(edges, 1, 1, 59).lines.size() == 1);
    CHECK(our_lines(edges, 1, 1, 60).lines.empty());  // strictly more than the threshold
  }

  TEST_CASE("hough-lines: every edge pixel votes once a row") {
    const cv::Mat edges = sprinkled({50, 40}, 0.2, 7);
    const cv::Mat votes = hough_votes(edges, 0.5, 3);
    CHECK(votes.rows == 60);
    CHECK(votes.cols == 362);  // (2·(50 + 40) + 1) / 0.5
    for (int angle = 0; angle < votes.rows; ++angle) {
      CHECK(cv::sum(votes.row(angle))[0] == cv::countNonZero(edges));
    }
  }

  TEST_CASE("hough-lines: votes and peaks are explained by their voters and neighbours") {
    cv::RNG generator(3);
    for (int round = 0; round < 40; ++round) {
      const cv::Size size(generator.uniform(1, 40), generator.uniform(1, 40));
      const cv::Mat edges = sprinkled(size, 0.3, static_cast<std::uint64_t>(round));
      const double rho = generator.uniform(0.25, 10.0);
      const double theta = generator.uniform(0.5, 10.0);
      const int threshold = generator.uniform(1, 8);
      const cv::Mat votes = hough_votes(edges, rho, theta);
      const cv::Mat peaks = hough_peaks(votes, edges, rho, theta, threshold).image;
      for (int k = 0; k < 60; ++k) {
        const cv::Point at(generator.uniform(0, votes.cols), generator.uniform(0, votes.rows));
        const Explanation vote = explain_votes(at, {edges, 2}, rho, theta);
        double sum = 0;
        for (const Term& term : vote.terms) sum += term.weight * (term.value == 255);
        CHECK(sum == votes.at<float>(at));
        CHECK(vote.result == std::vector<double>{votes.at<float>(at)});
        CHECK(!vote.terms.empty());
        const Explanation peak = explain_peak(at, {votes, 3}, {edges, 2}, rho, theta, threshold);
        CHECK(peak.result == std::vector<double>{peaks.at<float>(at)});
        CHECK(peak.terms.size() == 5);
        const bool all_hold =
            std::all_of(peak.steps.begin(), peak.steps.end(), [](const Step& s) { return *s.holds; });
        CHECK(all_hold == (peaks.at<float>(at) > 0));
      }
    }
  }

  TEST_CASE("hough-lines: too fine a grid is refused with its cause") {
    CHECK_NOTHROW(hough_grid({4000, 3000}, 0.25, 0.1));
    try {
      hough_grid({40000, 30000}, 0.25, 0.1);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == Error::Kind::Usage);
      const std::string words = error.what();
      for (const char* part : {"rho 0.25", "theta 0.1", "268435456"})
        CHECK(words.find(part) != std::string::npos);
    }
  }

  TEST_CASE("hough-lines: the demo's result is the untouched picture with the strongest lines") {
    cv::Mat pixels(80, 120, CV_8UC3, cv::Scalar(30, 60, 90));
    pixels(cv::Rect(40, 20, 50, 40)).setTo(cv::Scalar(220, 200, 180));
    const std::vector<Demo>& demos = all_demos();
    const auto demo =
        std::find_if(demos.begin(), demos.end(), [](const Demo& d) { return d.id == "hough-lines"; });
    REQUIRE(demo != demos.end());
    Settings settings = demo->defaults();
    settings[static_cast<std::size_t>(demo->find_parameter("threshold").value())] = 25;
    settings[static_cast<std::size_t>(demo->find_parameter("max-lines").value())] = 3;
    Evaluator evaluator;
    const SnapshotPtr snapshot = evaluator.evaluate({&*demo, test::frame_of(pixels), settings, {}, {}, true});
    const Output& peaks = snapshot->result(*demo->find_stage("peaks"))->output;
    const StageId last = *demo->find_stage("result");
    const Output& result = snapshot->result(last)->output;
    const auto& all = std::get<Lines>(peaks.data).lines;
    const auto& shown = std::get<Lines>(result.data).lines;
    CHECK(result.image.data == pixels.data);
    REQUIRE(all.size() >= 4);
    REQUIRE(shown.size() == 3);
    CHECK(std::equal(shown.begin(), shown.end(), all.begin()));
    CHECK(test::same_data(result.data, compute_reference(*snapshot, last).data));
    CHECK(cv::countNonZero(peaks.image) == static_cast<int>(all.size()));
    // A pixel on the strongest line names it.
    const Line& line = shown[0];
    cv::Point on(static_cast<int>(std::lround(line.rho * std::cos(line.theta))),
                 static_cast<int>(std::lround(line.rho * std::sin(line.theta))));
    const Explanation explanation = explain(*snapshot, last, on);
    CHECK(explanation.rule == Rule::Copy);
    CHECK(!explanation.steps.empty());
  }
}

}  // namespace pixelwhy
