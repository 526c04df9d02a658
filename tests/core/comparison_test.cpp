#include "core/comparison.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"
#include "core/explanation.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// SSIM by the formulas of the paper, window by window.
double direct_ssim(const cv::Mat& a, const cv::Mat& b, double range) {
  const double c1 = std::pow(0.01 * range, 2);
  const double c2 = std::pow(0.03 * range, 2);
  double total = 0;
  for (int c = 0; c < a.channels(); ++c) {
    for (int y = 0; y < a.rows; ++y) {
      for (int x = 0; x < a.cols; ++x) {
        double weights = 0, ma = 0, mb = 0, va = 0, vb = 0, both = 0;
        const auto over_window = [&](auto visit) {
          for (int dy = -5; dy <= 5; ++dy) {
            for (int dx = -5; dx <= 5; ++dx) {
              const cv::Point at(cv::borderInterpolate(x + dx, a.cols, cv::BORDER_REFLECT_101),
                                 cv::borderInterpolate(y + dy, a.rows, cv::BORDER_REFLECT_101));
              visit(std::exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5)), value_at(a, at, c), value_at(b, at, c));
            }
          }
        };
        over_window([&](double w, double u, double v) {
          weights += w;
          ma += w * u;
          mb += w * v;
        });
        ma /= weights;
        mb /= weights;
        over_window([&](double w, double u, double v) {
          va += w / weights * (u - ma) * (u - ma);
          vb += w / weights * (v - mb) * (v - mb);
          both += w / weights * (u - ma) * (v - mb);
        });
        total += (2 * ma * mb + c1) * (2 * both + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2));
      }
    }
  }
  return total / (a.channels() * static_cast<double>(a.total()));
}

/// A view into a larger picture, so not contiguous.
cv::Mat view(cv::Size size, int type, std::uint64_t seed) {
  const cv::Mat whole = test::noise(size + cv::Size(5, 4), CV_MAKETYPE(CV_8U, CV_MAT_CN(type)), seed);
  cv::Mat converted;
  whole.convertTo(converted, CV_MAT_DEPTH(type), CV_MAT_DEPTH(type) == CV_8U ? 1 : 0.37, 0);
  return converted(cv::Rect({2, 1}, size));
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("the figures of a comparison are those of their definitions") {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 9), cv::Size(9, 1), cv::Size(7, 5),
                                cv::Size(23, 17), cv::Size(12, 150)}) {
      for (const int type : {CV_8UC1, CV_8UC3, CV_32FC1, CV_32FC3}) {
        const cv::Mat ours = view(size, type, 1);
        const cv::Mat theirs = view(size, type, 2);
        CAPTURE(size);
        CAPTURE(type);
        const ComparisonFigures figures = compare_pictures(ours, theirs);
        double squares = 0, largest = 0, low = infinite, high = -infinite;
        std::int64_t differing = 0;
        const cv::Mat difference = signed_difference(ours, theirs);
        CHECK(difference.type() == CV_MAKETYPE(CV_32F, ours.channels()));
        for (int y = 0; y < size.height; ++y) {
          for (int x = 0; x < size.width; ++x) {
            double most = 0;
            for (int c = 0; c < ours.channels(); ++c) {
              const double d = value_at(ours, {x, y}, c) - value_at(theirs, {x, y}, c);
              CHECK(value_at(difference, {x, y}, c) == static_cast<float>(d));
              squares += d * d;
              most = std::max(most, std::abs(d));
              low = std::min(low, value_at(theirs, {x, y}, c));
              high = std::max(high, value_at(theirs, {x, y}, c));
            }
            CHECK(difference_at(ours, theirs, {x, y}) == most);
            largest = std::max(largest, most);
            if (most > 0) ++differing;
          }
        }
        const double mse = squares / (static_cast<double>(ours.total()) * ours.channels());
        const double peak = ours.depth() == CV_8U ? 255 : high > low ? high - low : 1;
        CHECK(figures.pixels == static_cast<std::int64_t>(ours.total()));
        CHECK(figures.differing == differing);
        CHECK(figures.not_finite == 0);
        CHECK(figures.largest == largest);
        CHECK(figures.mse == doctest::Approx(mse));
        CHECK(figures.peak == doctest::Approx(peak));
        CHECK(figures.psnr == doctest::Approx(10 * std::log10(peak * peak / mse)));
        REQUIRE(figures.ssim);
        CHECK(*figures.ssim == doctest::Approx(direct_ssim(ours, theirs, peak)).epsilon(1e-9));
      }
    }
  }

  TEST_CASE("a picture equals itself") {
    const cv::Mat picture = test::scene({30, 20}, 1);
    const ComparisonFigures figures = compare_pictures(picture, picture.clone());
    CHECK(figures.differing == 0);
    CHECK(figures.largest == 0);
    CHECK(figures.mse == 0);
    CHECK(figures.psnr == infinite);
    CHECK(figures.ssim.value() == doctest::Approx(1));
    CHECK(worst_pixels(picture, picture.clone(), 10).empty());
    CHECK_FALSE(next_worst(picture, picture.clone(), std::nullopt));
  }

  TEST_CASE("infinities and what is no number are compared and counted") {
    const auto inf = std::numeric_limits<float>::infinity();
    const cv::Mat ours = (cv::Mat_<float>(1, 6) << nan, nan, inf, inf, 4, 5);
    const cv::Mat theirs = (cv::Mat_<float>(1, 6) << nan, 1, inf, -inf, 4, 3);
    const ComparisonFigures figures = compare_pictures(ours, theirs);
    CHECK(figures.pixels == 6);
    CHECK(figures.not_finite == 4);
    CHECK(figures.differing == 3);
    CHECK(figures.largest == infinite);
    CHECK(figures.mse == 2);  // of the two values that are finite in both
    CHECK(figures.peak == 3);
    CHECK_FALSE(figures.ssim);
    const cv::Mat difference = signed_difference(ours, theirs);
    CHECK(difference.at<float>(0, 0) == 0);
    CHECK(std::isnan(difference.at<float>(0, 1)));
    CHECK(difference.at<float>(0, 2) == 0);
    CHECK(difference.at<float>(0, 3) == inf);
    CHECK(difference.at<float>(0, 5) == 2);
    CHECK(worst_pixels(ours, theirs, 9) ==
          std::vector<DifferingPixel>{{{1, 0}, infinite}, {{3, 0}, infinite}, {{5, 0}, 2}});
    cv::Mat wide = cv::Mat::zeros(1, 40, CV_32F);
    cv::Mat other = wide.clone();
    wide.at<float>(0, 0) = nan;
    other.at<float>(0, 39) = 1;
    CHECK(compare_pictures(wide, other).ssim.has_value());  // windows away from it remain
  }

  TEST_CASE("the walk goes from the worst to the least, ties by row, then by column") {
    cv::Mat ours = cv::Mat::zeros(3, 4, CV_8UC3);
    cv::Mat theirs = ours.clone();
    theirs.at<cv::Vec3b>(2, 0) = {0, 5, 0};
    theirs.at<cv::Vec3b>(0, 3) = {5, 1, 1};
    theirs.at<cv::Vec3b>(2, 3) = {0, 0, 9};
    ours.at<cv::Vec3b>(0, 1) = {5, 0, 0};
    const std::vector<DifferingPixel> walk{{{3, 2}, 9}, {{1, 0}, 5}, {{3, 0}, 5}, {{0, 2}, 5}};
    CHECK(worst_pixels(ours, theirs, 100) == walk);
    CHECK(worst_pixels(ours, theirs, 2) == std::vector<DifferingPixel>(walk.begin(), walk.begin() + 2));
    CHECK(worst_pixels(ours, theirs, 0).empty());
    std::optional<DifferingPixel> at;
    for (const DifferingPixel& pixel : walk) {
      at = next_worst(ours, theirs, at);
      CHECK(at == pixel);
    }
    CHECK_FALSE(next_worst(ours, theirs, at));
    // The same on noise, against a plain sort.
    const cv::Mat a = test::noise({40, 30}, CV_8UC1, 5);
    const cv::Mat b = test::noise({40, 30}, CV_8UC1, 6);
    const std::vector<DifferingPixel> all = worst_pixels(a, b, 5000);
    CHECK(std::is_sorted(all.begin(), all.end(), comes_before));
    CHECK(static_cast<std::int64_t>(all.size()) == compare_pictures(a, b).differing);
    CHECK(worst_pixels(a, b, 77) == std::vector<DifferingPixel>(all.begin(), all.begin() + 77));
  }

  TEST_CASE("pictures of different sizes or channels are refused by a typed error") {
    const cv::Mat one(2, 3, CV_8UC1, cv::Scalar(0));
    CHECK_THROWS_WITH_AS(compare_pictures(one, cv::Mat(3, 2, CV_8UC1)),
                         "pictures of 3×2×1 and 2×3×1 (width×height×channels) cannot be compared; expected "
                         "equal ones",
                         Error);
    CHECK_THROWS_AS(compare_pictures(one, cv::Mat(2, 3, CV_8UC3)), Error);
    CHECK_THROWS_AS(signed_difference(one, cv::Mat()), Error);
    CHECK_THROWS_AS(worst_pixels(one, cv::Mat(2, 2, CV_8UC1), 1), Error);
    CHECK_THROWS_AS(next_worst(one, cv::Mat(2, 2, CV_8UC1), std::nullopt), Error);
    CHECK(signed_difference(one, cv::Mat(2, 3, CV_32FC1, cv::Scalar(0.5))).at<float>(1, 2) == -0.5F);
  }
}

}  // namespace pixelwhy
