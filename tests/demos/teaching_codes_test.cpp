#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>

#include "demos/operator_checks.h"
#include "hough-lines/votes.h"
#include "interpolation/resample.h"
#include "morphology/rectangle.h"
#include "operators/gaussian.h"

using namespace pixelwhy;

namespace {

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

/// Pictures that are views of larger ones, of sizes down to one pixel.
template <class Check>
void on_views(const Check& check) {
  cv::RNG generator(19);
  for (const int type : {CV_8UC1, CV_8UC3}) {
    for (const cv::Size size :
         {cv::Size(1, 1), cv::Size(1, 9), cv::Size(13, 1), cv::Size(37, 22), cv::Size(64, 41)})
      check(test::view_of_noise(size, type, generator), generator);
  }
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("a Gaussian as one window has the bytes of two passes") {
    on_views([](const cv::Mat& image, cv::RNG& generator) {
      for (const Border border : test::all_borders) {
        const double sigma = generator.uniform(0.2, 6.0);
        CAPTURE(sigma);
        const std::vector<int> weights = gaussian_weights(sigma, gaussian_radius(sigma));
        CHECK(same(gaussian_window(image, weights, border),
                   gaussian_columns(gaussian_rows(image, weights, border), weights, border)));
      }
    });
  }

  TEST_CASE("the extremum of a rectangle, row by row and in blocks, is cv::erode's and cv::dilate's") {
    on_views([](const cv::Mat& image, cv::RNG& generator) {
      for (const cv::Size size :
           {cv::Size(1, 1), cv::Size(2, 5), cv::Size(7, 1), cv::Size(31, 4), cv::Size(101, 101)}) {
        CAPTURE(size);
        const int iterations = generator.uniform(1, 4);
        const StructuringElement element = structuring_element(ElementShape::Rectangle, size);
        for (const Extremum extremum : {Extremum::Minimum, Extremum::Maximum}) {
          cv::Mat expected;
          cv::morphologyEx(image, expected,
                           extremum == Extremum::Minimum ? cv::MORPH_ERODE : cv::MORPH_DILATE,
                           cv::getStructuringElement(cv::MORPH_RECT, size), {-1, -1}, iterations,
                           cv::BORDER_CONSTANT | cv::BORDER_ISOLATED);
          CHECK(same(apply_rectangle_separably(image, element, extremum, iterations), expected));
          CHECK(same(apply_rectangle_in_blocks(image, element, extremum, iterations), expected));
        }
      }
    });
  }

  TEST_CASE("interpolation pixel by pixel has the bytes of that with tables") {
    on_views([](const cv::Mat& image, cv::RNG& generator) {
      for (const Method method : {Method::Nearest, Method::Bilinear, Method::Bicubic}) {
        for (const double degrees : {0.0, 90.0, 27.5}) {
          const double scale = generator.uniform(0.3, 2.5);
          const Border border = test::all_borders[static_cast<std::size_t>(generator.uniform(0, 5))];
          CAPTURE(scale);
          CHECK(same(resample_pixel_by_pixel(image, method, scale, degrees, Convention::HalfPixel, border),
                     resample(image, method, scale, degrees, Convention::HalfPixel, border)));
        }
      }
    });
  }

  TEST_CASE("votes counted pixel by pixel are those of the tables; the limited ones are some of them") {
    cv::RNG generator(23);
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(40, 3), cv::Size(61, 47)}) {
      CAPTURE(size);
      const cv::Mat picture = test::view_of_noise(size, CV_8UC1, generator);
      const cv::Mat edges = picture > 200;
      for (const double theta : {1.0, 2.5, 7.0}) {
        const cv::Mat votes = hough_votes(edges, 1, theta);
        CHECK(same(hough_votes_directly(edges, 1, theta), votes));
        const cv::Mat limited = gradient_limited_votes(edges, picture, 1, theta);
        CHECK(cv::countNonZero(limited > votes) == 0);
        // In all a pixel votes for 20 of 180 degrees, to within one row.
        if (cv::countNonZero(edges) > 100) {
          const double share = cv::sum(limited)[0] / cv::sum(votes)[0];
          CHECK(share > (20 - 2 * theta) / 180);
          CHECK(share < (20 + 2 * theta) / 180);
        }
      }
    }
  }

  TEST_CASE(
      "an edge votes for its own line when votes are limited by the gradient, and an edge across does not") {
    cv::Mat picture = cv::Mat::zeros(40, 60, CV_8UC1);
    picture.colRange(30, 60).setTo(200);
    cv::Mat edges = cv::Mat::zeros(picture.size(), CV_8UC1);
    edges.col(30).setTo(255);
    const cv::Mat limited = gradient_limited_votes(edges, picture, 1, 1);
    const HoughGrid grid = hough_grid(edges.size(), 1, 1);
    const int own = grid.column_of({30, 0}, 0);
    CHECK(limited.at<float>(0, own) == 40);
    CHECK(cv::sum(limited.row(90))[0] == 0);
    CHECK(cv::sum(limited.row(9))[0] == 40);
    CHECK(cv::sum(limited.row(11))[0] == 0);
    CHECK(cv::sum(limited.row(171))[0] == 40);  // −9°
    CHECK(cv::sum(limited.row(169))[0] == 0);
    const StageImage edge_stage{edges, 0};
    const StageImage smooth_stage{picture, 1};
    CHECK(explain_limited_votes({own, 0}, edge_stage, smooth_stage, 1, 1).result[0] == 40);
    const cv::Point across(grid.column_of({30, 5}, 90), 90);
    const Explanation none = explain_limited_votes(across, edge_stage, smooth_stage, 1, 1);
    CHECK(none.result[0] == 0);
    CHECK(none.steps.back().value == 1);  // the pixel that lies on that line
  }
}
