#include <doctest/doctest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "core/image_pool.h"
#include "interpolation/resample.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

struct Setting {
  Method method = Method::Bilinear;
  double scale = 1;
  double degrees = 0;
  Convention convention = Convention::HalfPixel;
  Border border = Border::Replicate;
};

cv::Mat run(const cv::Mat& image, const Setting& s) {
  return resample(image, s.method, s.scale, s.degrees, s.convention, s.border);
}

/// The same picture from the definitions alone, written without a look at the operator: cv::borderInterpolate
/// for the border, the two-sided sums over every pixel in reach, long double.
struct Oracle {
  const cv::Mat& image;
  Setting s;

  static long double kernel(long double t, Method method) {
    t = std::fabs(t);
    if (method == Method::Bilinear) return t < 1 ? 1 - t : 0;
    const long double a = -0.75L;
    if (t < 1) return (a + 2) * t * t * t - (a + 3) * t * t + 1;
    if (t < 2) return a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a;
    return 0;
  }

  long double pixel(int x, int y, int c) const {
    const int px = cv::borderInterpolate(x, image.cols, opencv_border(s.border));
    const int py = cv::borderInterpolate(y, image.rows, opencv_border(s.border));
    return px < 0 || py < 0 ? 0.0L : image.ptr<uchar>(py)[px * image.channels() + c];
  }

  static long double along(long double v, int input, int output, Convention convention) {
    if (convention == Convention::HalfPixel) return (v + 0.5L) * input / output - 0.5L;
    if (convention == Convention::Asymmetric) return v * input / output;
    return output == 1 ? 0 : v * (input - 1) / (output - 1);
  }

  /// The value before rounding; for Method::Nearest `tie` tells that the position is halfway but for rounding
  /// errors.
  long double value(int x, int y, int c, cv::Size size, bool& tie) const {
    // cv::getRotationMatrix2D leads from the unrotated to the rotated picture.
    const long double cx = (size.width - 1) / 2.0L;
    const long double cy = (size.height - 1) / 2.0L;
    const long double angle = s.degrees * 3.14159265358979323846264338L / 180;
    const long double u = cx + std::cos(angle) * (x - cx) - std::sin(angle) * (y - cy);
    const long double v = cy + std::sin(angle) * (x - cx) + std::cos(angle) * (y - cy);
    const long double sx = along(u, image.cols, size.width, s.convention);
    const long double sy = along(v, image.rows, size.height, s.convention);
    if (s.method == Method::Nearest) {
      const auto halfway = [](long double p) { return std::fabs(p + 0.5L - std::round(p + 0.5L)) < 1e-9L; };
      tie = halfway(sx) || halfway(sy);
      return pixel(static_cast<int>(std::floor(sx + 0.5L)), static_cast<int>(std::floor(sy + 0.5L)), c);
    }
    long double sum = 0;
    const int left = static_cast<int>(std::floor(sx));
    const int top = static_cast<int>(std::floor(sy));
    for (int j = top - 2; j <= top + 3; ++j) {
      for (int i = left - 2; i <= left + 3; ++i) {
        sum += pixel(i, j, c) * kernel(sx - i, s.method) * kernel(sy - j, s.method);
      }
    }
    return sum;
  }
};

/// The number of values that are not the exact ones, rounded; sums within 1e-9 of a tie may go either way.
int mistakes(const cv::Mat& image, const Setting& s, const cv::Mat& result) {
  const Oracle oracle{image, s};
  int count = 0;
  for (int y = 0; y < result.rows; ++y) {
    for (int x = 0; x < result.cols; ++x) {
      for (int c = 0; c < image.channels(); ++c) {
        bool tie = false;
        const long double exact = oracle.value(x, y, c, result.size(), tie);
        const long double got = value_at(result, {x, y}, c);
        const long double wanted = std::min(255.0L, std::max(0.0L, exact));
        if (!tie && std::fabs(got - wanted) > 0.5L + 1e-9L) ++count;
      }
    }
  }
  return count;
}

Setting random_setting(cv::RNG& generator) {
  const double angles[] = {0, 0, 90, -90, 180, -180, generator.uniform(-180.0, 180.0), 30, -45.5};
  const double scales[] = {1, 2, 0.5, 3, generator.uniform(0.05, 4.0), generator.uniform(0.05, 1.0), 0.05};
  return {static_cast<Method>(generator.uniform(0, 3)), scales[generator.uniform(0, 7)],
          angles[generator.uniform(0, 9)], static_cast<Convention>(generator.uniform(0, 3)),
          static_cast<Border>(generator.uniform(0, 5))};
}

cv::Size random_size(cv::RNG& generator) {
  const cv::Size sizes[] = {{1, 1}, {1, 9}, {7, 1}, {2, 2}, {3, 5}};
  const int choice = generator.uniform(0, 10);
  return choice < 5 ? sizes[choice] : cv::Size(generator.uniform(2, 40), generator.uniform(2, 40));
}

cv::Mat row_of(std::vector<int> values) { return cv::Mat(cv::Mat(values).t()) * 1; }

cv::Mat bytes(const cv::Mat& integers) {
  cv::Mat result;
  integers.convertTo(result, CV_8U);
  return result;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("interpolation: every pixel is the exact formula rounded once") {
    cv::RNG generator(1);
    for (int round = 0; round < 300; ++round) {
      const Setting s = random_setting(generator);
      const int type = round % 3 == 0 ? CV_8UC1 : CV_8UC3;
      const cv::Mat whole =
          test::noise(random_size(generator) + cv::Size(3, 2), type, static_cast<std::uint64_t>(round));
      const cv::Mat image = whole(cv::Rect(1, 2, whole.cols - 3, whole.rows - 2));  // not contiguous
      const cv::Mat before = whole.clone();
      const cv::Mat result = run(image, s);
      CAPTURE(image.size());
      CAPTURE(static_cast<int>(s.method));
      CAPTURE(s.scale);
      CAPTURE(s.degrees);
      CAPTURE(static_cast<int>(s.convention));
      CAPTURE(static_cast<int>(s.border));
      CHECK(result.type() == type);
      CHECK(result.cols == std::max(1, static_cast<int>(std::floor(image.cols * s.scale + 0.5))));
      CHECK(result.rows == std::max(1, static_cast<int>(std::floor(image.rows * s.scale + 0.5))));
      CHECK(mistakes(image, s, result) == 0);
      CHECK(test::largest_difference(whole, before) == 0);
    }
  }

  TEST_CASE("interpolation: explanations arrive at the pixel from their terms") {
    cv::RNG generator(2);
    for (int round = 0; round < 200; ++round) {
      const Setting s = random_setting(generator);
      const cv::Mat image = test::noise(random_size(generator), CV_8UC3, static_cast<std::uint64_t>(round));
      const cv::Mat result = run(image, s);
      for (int k = 0; k < 20; ++k) {
        const cv::Point at(generator.uniform(0, result.cols), generator.uniform(0, result.rows));
        const Explanation explanation =
            explain_resample(at, {image, 7}, s.method, s.scale, s.degrees, s.convention, s.border);
        CHECK(explanation.rule == Rule::Interpolation);
        const std::size_t window = s.method == Method::Nearest ? 1 : s.method == Method::Bilinear ? 4 : 16;
        CHECK(explanation.terms.size() == 3 * window);
        REQUIRE(explanation.result.size() == 3);
        for (int c = 0; c < 3; ++c) {
          double sum = 0;
          double weights = 0;
          for (const Term& term : explanation.terms) {
            if (term.channel != c) continue;
            sum += term.value * term.weight;
            weights += term.weight;
            if (term.at) CHECK(value_at(image, *term.at, c) == term.value);
          }
          const auto rounded = std::clamp(std::floor(sum + 0.5), 0.0, 255.0);
          CHECK(weights == doctest::Approx(1).epsilon(1e-12));
          CHECK(explanation.result[static_cast<std::size_t>(c)] == value_at(result, at, c));
          CHECK(rounded == value_at(result, at, c));
        }
      }
    }
  }

  TEST_CASE("interpolation: known answers") {
    const cv::Mat step = bytes(row_of({0, 100}));
    const auto scaled = [&](Method method, Convention convention) {
      return resample(step, method, 2, 0, convention, Border::Replicate).row(0).clone();
    };
    const auto same = [](const cv::Mat& row, std::vector<int> wanted) {
      return test::largest_difference(row, bytes(row_of(std::move(wanted)))) == 0;
    };
    CHECK(same(scaled(Method::Nearest, Convention::HalfPixel), {0, 0, 100, 100}));
    CHECK(same(scaled(Method::Bilinear, Convention::HalfPixel), {0, 25, 75, 100}));
    CHECK(same(scaled(Method::Bilinear, Convention::AlignCorners), {0, 33, 67, 100}));
    CHECK(same(scaled(Method::Bilinear, Convention::Asymmetric), {0, 50, 100, 100}));
    // Halfway between two pixels the cubic weights are -3/32, 19/32, 19/32, -3/32.
    CHECK(cubic_kernel(0.5) == 19.0 / 32);
    CHECK(cubic_kernel(1.5) == -3.0 / 32);
    CHECK(cubic_kernel(0) == 1);
    CHECK(cubic_kernel(1) == 0);
    CHECK(cubic_kernel(2) == 0);
    const cv::Mat flat(5, 4, CV_8UC3, cv::Scalar(7, 200, 255));
    const cv::Mat larger = resample(flat, Method::Bicubic, 3.3, 17, Convention::HalfPixel, Border::Wrap);
    CHECK(test::largest_difference(larger, cv::Mat(larger.size(), CV_8UC3, cv::Scalar(7, 200, 255))) == 0);
  }

  TEST_CASE(
      "interpolation: scale 1 without rotation changes nothing, whatever the method and the convention") {
    const cv::Mat image = test::scene({31, 22}, 4);
    for (const Method method : {Method::Nearest, Method::Bilinear, Method::Bicubic}) {
      for (const Convention convention :
           {Convention::HalfPixel, Convention::AlignCorners, Convention::Asymmetric}) {
        CHECK(test::largest_difference(image, resample(image, method, 1, 0, convention, Border::Constant)) ==
              0);
      }
    }
  }

  TEST_CASE("interpolation: quarter turns of a square picture are exact and counter-clockwise") {
    const cv::Mat image = test::noise({24, 24}, CV_8UC3, 5);
    for (const Method method : {Method::Nearest, Method::Bilinear, Method::Bicubic}) {
      const auto turned = [&](double degrees) {
        return resample(image, method, 1, degrees, Convention::HalfPixel, Border::Constant);
      };
      cv::Mat wanted;
      cv::rotate(image, wanted, cv::ROTATE_90_COUNTERCLOCKWISE);
      CHECK(test::largest_difference(turned(90), wanted) == 0);
      cv::rotate(image, wanted, cv::ROTATE_90_CLOCKWISE);
      CHECK(test::largest_difference(turned(-90), wanted) == 0);
      cv::rotate(image, wanted, cv::ROTATE_180);
      CHECK(test::largest_difference(turned(180), wanted) == 0);
      CHECK(test::largest_difference(turned(-180), wanted) == 0);
    }
  }

  TEST_CASE("interpolation: multiples of 90 degrees lead to exact positions") {
    const cv::Size size(7, 7);
    const auto source = [&](double degrees) {
      return Mapping(size, size, degrees, Convention::AlignCorners).source_of({1, 2});
    };
    CHECK(source(0) == cv::Point2d(1, 2));
    CHECK(source(90) == cv::Point2d(4, 1));
    CHECK(source(-90) == cv::Point2d(2, 5));
    CHECK(source(180) == cv::Point2d(5, 4));
    CHECK(source(-180) == cv::Point2d(5, 4));
  }

  TEST_CASE("interpolation: rotation is that of cv::getRotationMatrix2D") {
    const cv::Size size(40, 30);
    for (const double degrees : {30.0, -77.0, 123.4}) {
      const Mapping mapping(size, size, degrees, Convention::HalfPixel);
      const cv::Mat matrix = cv::getRotationMatrix2D({19.5F, 14.5F}, degrees, 1);
      const cv::Point2d from = mapping.source_of({7, 21});
      const cv::Mat back = matrix * (cv::Mat_<double>(3, 1) << from.x, from.y, 1);
      CHECK(back.at<double>(0) == doctest::Approx(7));
      CHECK(back.at<double>(1) == doctest::Approx(21));
    }
  }

  TEST_CASE("interpolation: agrees with cv::resize within 2 levels") {
    const cv::Mat image = test::scene({53, 37}, 6);
    for (const double scale : {2.0, 0.5, 1.7, 0.31, 4.0}) {
      for (const Method method : {Method::Bilinear, Method::Bicubic}) {
        const cv::Mat ours = resample(image, method, scale, 0, Convention::HalfPixel, Border::Replicate);
        cv::Mat theirs;
        cv::resize(image, theirs, ours.size(), 0, 0,
                   method == Method::Bilinear ? cv::INTER_LINEAR : cv::INTER_CUBIC);
        CHECK(test::largest_difference(ours, theirs) <= 2);  // its weights are in units of 1/2048
      }
    }
  }

  TEST_CASE("interpolation: sizes") {
    CHECK(scaled_size({1, 1}, 0.05) == cv::Size(1, 1));
    CHECK(scaled_size({5, 3}, 0.5) == cv::Size(3, 2));
    CHECK(scaled_size({1 << 14, 1 << 12}, 2) == cv::Size(1 << 15, 1 << 13));
    CHECK_THROWS_AS(scaled_size({1 << 14, (1 << 12) + 1}, 2), Error);
    try {
      scaled_size({10000, 10000}, 32);
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.kind() == Error::Kind::Usage);
      const std::string words = error.what();
      for (const char* part : {"scale 32", "320000x320000", "268435456"})
        CHECK(words.find(part) != std::string::npos);
    }
  }

  TEST_CASE("interpolation: sample points are positions in the input, at most 4096") {
    CHECK(sample_points({4, 3}, 2, 0, Convention::HalfPixel).points.size() == 48);
    CHECK(sample_points({4, 3}, 2, 0, Convention::HalfPixel).points[1] == cv::Point2d(0.25, -0.25));
    for (const cv::Size size :
         {cv::Size(1920, 1080), cv::Size(1, 100000), cv::Size(64, 64), cv::Size(65, 64)}) {
      const auto count = sample_points(size, 1, 0, Convention::HalfPixel).points.size();
      CHECK(count <= 4096);
      CHECK(count >= 1000);
    }
  }
}

}  // namespace pixelwhy
