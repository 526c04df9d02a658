#include "core/statistics.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/explanation.h"
#include "core/profile.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();
constexpr float infinity = std::numeric_limits<float>::infinity();

/// The same by sorting, and by OpenCV.
void check_against_oracles(const cv::Mat& image) {
  const Statistics measured = measure(image);
  REQUIRE(measured.channels.size() == static_cast<std::size_t>(image.channels()));
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(image, mean, deviation);
  for (int c = 0; c < image.channels(); ++c) {
    const ChannelStatistics& channel = measured.channels[static_cast<std::size_t>(c)];
    std::vector<double> values;
    for (int y = 0; y < image.rows; ++y) {
      for (int x = 0; x < image.cols; ++x) values.push_back(value_at(image, {x, y}, c));
    }
    std::sort(values.begin(), values.end());
    const std::size_t n = values.size();
    CHECK(channel.count == n);
    CHECK(channel.nan + channel.infinite == 0);
    CHECK(channel.least == values.front());
    CHECK(channel.greatest == values.back());
    CHECK(channel.median == (values[(n - 1) / 2] + values[n / 2]) / 2);
    // Both sum up in double precision, in another order.
    CHECK(channel.mean == doctest::Approx(mean[c]).epsilon(1e-9));
    CHECK(channel.deviation == doctest::Approx(deviation[c]).epsilon(1e-9));
    CHECK(std::accumulate(channel.bins.begin(), channel.bins.end(), std::uint64_t{0}) == n);
  }
}

cv::Mat reals(cv::Size size, int channels, std::uint64_t seed) {
  cv::Mat image(size, CV_32FC(channels));
  cv::RNG(seed).fill(image, cv::RNG::NORMAL, -3, 50);
  return image;
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("statistics equal those of sorting and of cv::meanStdDev") {
    for (const cv::Size size :
         {cv::Size(1, 1), cv::Size(1, 9), cv::Size(64, 1), cv::Size(37, 23), cv::Size(64, 48)}) {
      for (const int channels : {1, 3}) {
        CAPTURE(size);
        check_against_oracles(test::noise(size, CV_8UC(channels), 5));
        check_against_oracles(reals(size, channels, 6));
        cv::Mat shorts;
        reals(size, channels, 7).convertTo(shorts, CV_16S);
        check_against_oracles(shorts);
      }
    }
    check_against_oracles(reals({64, 48}, 3, 8)(cv::Rect(5, 3, 31, 22)));  // with gaps between its rows
    check_against_oracles(test::noise({64, 48}, CV_8UC3, 8)(cv::Rect(5, 3, 31, 22)));
    check_against_oracles(cv::Mat(4, 5, CV_32FC1, cv::Scalar(-7.5)));
  }

  TEST_CASE("NaN and infinities are counted apart, and the rest is as if they were not there") {
    cv::Mat image = reals({20, 10}, 1, 3);
    const Statistics clean = measure(image(cv::Rect(0, 1, 20, 9)));
    image.row(0).setTo(nan);
    image.at<float>(0, 3) = infinity;
    image.at<float>(0, 4) = -infinity;
    const Statistics measured = measure(image);
    const ChannelStatistics& channel = measured.channels[0];
    CHECK(channel.nan == 18);
    CHECK(channel.infinite == 2);
    CHECK(channel.count == 180);
    CHECK(channel.bins == clean.channels[0].bins);
    CHECK(channel.mean == clean.channels[0].mean);
    CHECK(channel.deviation == clean.channels[0].deviation);
    CHECK(channel.median == clean.channels[0].median);
    CHECK(measured.low == clean.low);
    CHECK(measured.high == clean.high);
    image.setTo(nan);
    const Statistics none = measure(image);
    CHECK(none.channels[0].count == 0);
    CHECK(none.channels[0].nan == 200);
    CHECK(none.channels[0].bins.empty());
  }

  TEST_CASE("the histogram of bytes is that of its values, that of reals spans them") {
    const cv::Mat bytes = test::noise({50, 40}, CV_8UC3, 9);
    const Statistics of_bytes = measure(bytes);
    CHECK(of_bytes.low == -0.5);
    CHECK(of_bytes.high == 255.5);
    std::vector<std::uint64_t> counts(256);
    for (int y = 0; y < bytes.rows; ++y) {
      for (int x = 0; x < bytes.cols; ++x) ++counts[bytes.at<cv::Vec3b>(y, x)[1]];
    }
    CHECK(of_bytes.channels[1].bins == counts);
    cv::Mat ramp(1, 512, CV_32FC1);
    for (int x = 0; x < 512; ++x) ramp.at<float>(0, x) = static_cast<float>(x) / 511;
    const Statistics of_ramp = measure(ramp);
    CHECK(of_ramp.low == 0);
    CHECK(of_ramp.high == 1);
    CHECK(of_ramp.channels[0].bins == std::vector<std::uint64_t>(256, 2));
    const cv::Mat wide = (cv::Mat_<float>(1, 3) << -3e38F, 0, 3e38F);
    const Statistics of_wide = measure(wide);
    CHECK(of_wide.channels[0].bins.front() == 1);
    CHECK(of_wide.channels[0].bins.back() == 1);
  }

  TEST_CASE("a part is what lies in the picture") {
    const cv::Mat image = test::noise({30, 20}, CV_8UC1, 1);
    CHECK(measure(image, {25, 15, 100, 100}).channels[0].count == 25);
    CHECK(measure(image, {-5, -5, 6, 7}).channels[0].count == 2);
    CHECK(measure(image, {40, 0, 5, 5}).channels.empty());
    CHECK(measure(cv::Mat()).channels.empty());
  }

  TEST_CASE("the pixels along a line are neighbours from one end to the other, nearest to it") {
    cv::RNG random(4);
    for (int i = 0; i < 500; ++i) {
      const auto some = [&] { return cv::Point(random.uniform(-20, 60), random.uniform(-20, 60)); };
      const cv::Point from = some();
      const cv::Point to = some();
      const std::vector<cv::Point> pixels = pixels_along(from, to);
      CHECK(pixels.front() == from);
      CHECK(pixels.back() == to);
      CHECK(pixels.size() ==
            static_cast<std::size_t>(std::max(std::abs(to.x - from.x), std::abs(to.y - from.y))) + 1);
      const cv::Point2d way = to - from;
      for (std::size_t k = 1; k < pixels.size(); ++k) {
        const cv::Point step = pixels[k] - pixels[k - 1];
        CHECK(std::max(std::abs(step.x), std::abs(step.y)) == 1);
        const cv::Point2d off = pixels[k] - from;
        CHECK(std::abs(way.cross(off)) / std::max(std::abs(way.x), std::abs(way.y)) <= 0.5 + 1e-9);
      }
    }
    CHECK(pixels_along({3, 4}, {3, 4}) == std::vector<cv::Point>{{3, 4}});
  }

  TEST_CASE("the pixels of a bin are those that were counted in it") {
    for (const int type : {CV_8UC1, CV_32FC1, CV_64FC1}) {
      cv::Mat image = reals({40, 30}, 1, 7);
      image.at<float>(3, 4) = std::numeric_limits<float>::quiet_NaN();
      image.at<float>(5, 6) = std::numeric_limits<float>::infinity();
      cv::Mat typed;
      image.convertTo(typed, type, type == CV_8UC1 ? 20 : 1, type == CV_8UC1 ? 100 : 0);
      const cv::Mat part = typed(cv::Rect(1, 2, 35, 25));
      const Statistics statistics = measure(part);
      const auto& counts = statistics.channels[0].bins;
      cv::Mat all(part.size(), CV_32SC1, cv::Scalar(0));
      for (std::size_t i = 0; i < counts.size(); ++i) {
        const cv::Mat mask = pixels_in(
            part, {statistics.low, statistics.high, static_cast<int>(counts.size()), static_cast<int>(i)});
        CHECK(static_cast<std::uint64_t>(cv::countNonZero(mask)) == counts[i]);
        cv::add(all, 1, all, mask);
      }
      // Every finite pixel is in one bin.
      for (int y = 0; y < part.rows; ++y) {
        for (int x = 0; x < part.cols; ++x)
          CHECK(all.at<int>(y, x) == (std::isfinite(value_at(part, {x, y})) ? 1 : 0));
      }
    }
  }

  TEST_CASE("two pictures are measured with bins that both share") {
    const cv::Mat one = reals({30, 20}, 1, 1);
    const cv::Mat other = reals({30, 20}, 1, 2) * 3 + 4;
    const auto [a, b] = measure_both(one, other, {0, 0, 30, 20});
    CHECK(a.low == b.low);
    CHECK(a.high == b.high);
    CHECK(a.low == std::min(measure(one).low, measure(other).low));
    CHECK(a.high == std::max(measure(one).high, measure(other).high));
    CHECK(a.channels[0].median == measure(one).channels[0].median);
    for (const auto* side : {&a, &b}) {
      std::uint64_t sum = 0;
      for (const std::uint64_t count : side->channels[0].bins) sum += count;
      CHECK(sum == 600);
    }
    const cv::Mat bytes(20, 30, CV_8UC1, cv::Scalar(9));
    const auto [c, d] = measure_both(one * 0.01, bytes, {0, 0, 30, 20});
    CHECK(c.high == 9);
    CHECK(d.channels[0].bins.back() == 600);
    CHECK(measure_both(one, bytes, {50, 50, 3, 3}).first.channels.empty());
    const auto [e, f] = measure_both(bytes, bytes, {0, 0, 4, 4});
    CHECK(e.channels[0].bins[9] == 16);
    CHECK(f.high == 255.5);
  }

  TEST_CASE("the values along a line are the data's own, of any depth, NaN outside") {
    const cv::Mat image = reals({12, 9}, 3, 2);
    const cv::Mat part = image(cv::Rect(2, 1, 8, 7));
    const std::vector<cv::Point> pixels = pixels_along({-1, 0}, {7, 6});
    const std::vector<double> values = values_along(part, pixels, 2);
    REQUIRE(values.size() == pixels.size());
    CHECK(std::isnan(values[0]));
    for (std::size_t i = 1; i < values.size(); ++i)
      CHECK(values[i] == static_cast<double>(part.at<cv::Vec3f>(pixels[i])[2]));
  }
}

}  // namespace pixelwhy
