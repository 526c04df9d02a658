#include "operators/canny.h"

#include <doctest/doctest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <queue>

#include "operator_checks.h"
#include "operators/gaussian.h"
#include "operators/gray.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

struct CannySettings {
  int aperture = 3;
  Norm norm = Norm::L2;
  double low = 50;
  double high = 150;
  NmsMode nms = NmsMode::Sector;
};

struct CannyStages {
  cv::Mat gx, gy, magnitude, thin, classes, edges;
};

CannyStages canny_stages(const cv::Mat& image, const CannySettings& s) {
  CannyStages stages;
  stages.gx = derivative(image, canny_kernel(s.aperture), Axis::X, Border::Replicate);
  stages.gy = derivative(image, canny_kernel(s.aperture), Axis::Y, Border::Replicate);
  stages.magnitude = gradient_magnitude(stages.gx, stages.gy, s.norm);
  stages.thin = suppress_non_maxima(stages.magnitude, stages.gx, stages.gy, s.nms, s.norm);
  stages.classes = classify_edges(stages.thin, stages.gx, stages.gy, s.low, s.high, s.aperture, s.norm);
  stages.edges = link_edges(stages.classes);
  return stages;
}

CannySettings random_canny(cv::RNG& generator) {
  CannySettings s;
  s.aperture = 3 + 2 * generator.uniform(0, 3);
  s.norm = generator.uniform(0, 2) ? Norm::L2 : Norm::L1;
  const double usual = s.aperture == 3 ? 600 : s.aperture == 5 ? 6000 : 20000;
  const double scale = generator.uniform(0, 4) ? usual : generator.uniform(0, 2) ? 20000.0 : 5.0;
  s.low = generator.uniform(0, 5) ? generator.uniform(0.0, scale) : 0;
  s.high = generator.uniform(0, 5) ? generator.uniform(0.0, scale) : s.low;
  if (generator.uniform(0, 2)) s.low = std::floor(s.low), s.high = std::floor(s.high);
  if (s.low > s.high) std::swap(s.low, s.high);
  return s;
}

/// Noise of few or many levels, smoothed or not, and now and then a scene.
cv::Mat random_gray(cv::Size size, int round, cv::RNG& generator) {
  if (round % 5 == 4) return to_gray(test::scene(size, static_cast<std::uint64_t>(round)));
  const cv::Mat image = test::view_of_noise(size, CV_8UC1, generator, 1 << generator.uniform(1, 9));
  return round % 2 ? smooth(image, generator.uniform(0.3, 3.0), Border::Reflect101) : image;
}

float padded(const cv::Mat& image, int x, int y) {
  return x < 0 || y < 0 || x >= image.cols || y >= image.rows ? 0.0F : image.at<float>(y, x);
}

/// CONTRACT's rule for `sector`, word by word.
bool sector_ridge(const CannyStages& s, Norm norm, int x, int y) {
  const auto strength = [&](int dx, int dy) {
    const double gx = padded(s.gx, x + dx, y + dy);
    const double gy = padded(s.gy, x + dx, y + dy);
    return norm == Norm::L1 ? std::abs(gx) + std::abs(gy) : gx * gx + gy * gy;
  };
  const double gx = s.gx.at<float>(y, x);
  const double gy = s.gy.at<float>(y, x);
  const double tangent = 13573.0 / 32768;
  const double here = strength(0, 0);
  if (std::abs(gy) < tangent * std::abs(gx)) return here > strength(-1, 0) && here >= strength(1, 0);
  if (std::abs(gy) > (tangent + 2) * std::abs(gx)) return here > strength(0, -1) && here >= strength(0, 1);
  const bool falling = gx * gy < 0;  // the gradient runs from the lower left to the upper right or back
  return here > strength(falling ? 1 : -1, -1) && here > strength(falling ? -1 : 1, 1);
}

/// The textbook rule: the magnitude where the gradient's line crosses the ring of neighbours.
bool interpolated_ridge(const CannyStages& s, int x, int y) {
  const double gx = s.gx.at<float>(y, x);
  const double gy = s.gy.at<float>(y, x);
  const double longer = std::max(std::abs(gx), std::abs(gy));
  double u = gx / longer;
  double v = gy / longer;
  if (u < 0 ? std::abs(u) == 1 : v < 0 && std::abs(u) != 1)
    u = -u, v = -v;  // towards the right or lower side
  const auto sample = [&](double px, double py) {
    const double fx = px - std::floor(px);
    const double fy = py - std::floor(py);
    const int x0 = x + static_cast<int>(std::floor(px));
    const int y0 = y + static_cast<int>(std::floor(py));
    const double first = padded(s.magnitude, x0, y0);
    const double second = fx > 0 ? padded(s.magnitude, x0 + 1, y0) : padded(s.magnitude, x0, y0 + 1);
    return first + (fx + fy) * (second - first);
  };
  const double here = s.magnitude.at<float>(y, x);
  // Where the two sides are as good as equal, the last bit of two ways of calculating may differ.
  constexpr double hair = 1e-9;
  const double before = sample(-u, -v);
  const double after = sample(u, v);
  if (std::abs(here - before) < hair * here || std::abs(here - after) < hair * here) {
    return s.thin.at<float>(y, x) != 0;
  }
  return here > before && here >= after;
}

/// Steps over the classes from each pixel to the nearest strong one, by a flood from all strong pixels.
cv::Mat distance_to_strong(const cv::Mat& classes) {
  cv::Mat distance(classes.size(), CV_32SC1, cv::Scalar::all(-1));
  std::queue<cv::Point> open;
  for (int y = 0; y < classes.rows; ++y) {
    for (int x = 0; x < classes.cols; ++x) {
      if (classes.at<uchar>(y, x) != StrongEdge) continue;
      distance.at<int>(y, x) = 0;
      open.emplace(x, y);
    }
  }
  for (; !open.empty(); open.pop()) {
    const cv::Point at = open.front();
    for (int i = 0; i < 9; ++i) {
      const cv::Point next = at + cv::Point(i % 3 - 1, i / 3 - 1);
      if (!cv::Rect({0, 0}, classes.size()).contains(next)) continue;
      if (classes.at<uchar>(next) == NoEdge || distance.at<int>(next) >= 0) continue;
      distance.at<int>(next) = distance.at<int>(at) + 1;
      open.push(next);
    }
  }
  return distance;
}

cv::Mat random_classes(cv::Size size, cv::RNG& generator) {
  cv::Mat classes(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const int dice = generator.uniform(0, 100);
      classes.at<uchar>(y, x) = static_cast<uchar>(dice < 60 ? NoEdge : dice < 98 ? WeakEdge : StrongEdge);
    }
  }
  return classes;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("canny: equals cv::Canny in every pixel") {
    cv::RNG generator(1);
    const std::vector<cv::Size> sizes = test::awkward_sizes();
    int edge_pixels = 0;
    for (int round = 0; round < 1500; ++round) {
      const cv::Size size = round % 3 ? cv::Size(generator.uniform(1, 60), generator.uniform(1, 50))
                                      : sizes[static_cast<std::size_t>(round / 3) % sizes.size()];
      const cv::Mat image = random_gray(size, round, generator);
      const CannySettings s = random_canny(generator);
      cv::Mat expected;
      cv::Canny(image.clone(), expected, s.low, s.high, s.aperture, s.norm == Norm::L2);
      CAPTURE(size);
      CAPTURE(s.aperture);
      CAPTURE(static_cast<int>(s.norm));
      CAPTURE(s.low);
      CAPTURE(s.high);
      CHECK(test::largest_difference(canny_stages(image, s).edges, expected) == 0);
      edge_pixels += cv::countNonZero(expected);
    }
    CHECK(edge_pixels > 10000);
  }

  TEST_CASE("canny: thresholds are compared as whole numbers") {
    CHECK(strength_threshold(50, 3, Norm::L1) == 50);
    CHECK(strength_threshold(50.99, 5, Norm::L1) == 50);
    CHECK(strength_threshold(1.5, 3, Norm::L2) == 2);
    CHECK(strength_threshold(0, 3, Norm::L2) == 0);
    CHECK(strength_threshold(100, 7, Norm::L1) == 6);
    CHECK(strength_threshold(100, 7, Norm::L2) == 39);
    CHECK(strength_threshold(20000, 3, Norm::L2) == 400000000);
  }

  TEST_CASE("nms: equals a literal transcription of both rules") {
    cv::RNG generator(2);
    for (int round = 0; round < 200; ++round) {
      const cv::Size size(generator.uniform(1, 40), generator.uniform(1, 30));
      CannySettings s = random_canny(generator);
      const cv::Mat image = random_gray(size, round, generator);
      for (const NmsMode mode : {NmsMode::Sector, NmsMode::Interpolate}) {
        s.nms = mode;
        const CannyStages stages = canny_stages(image, s);
        int wrong = 0;
        for (int y = 0; y < size.height; ++y) {
          for (int x = 0; x < size.width; ++x) {
            const float magnitude = stages.magnitude.at<float>(y, x);
            const bool ridge = magnitude > 0 && (mode == NmsMode::Sector ? sector_ridge(stages, s.norm, x, y)
                                                                         : interpolated_ridge(stages, x, y));
            if (stages.thin.at<float>(y, x) != (ridge ? magnitude : 0.0F)) ++wrong;
          }
        }
        CAPTURE(round);
        CAPTURE(static_cast<int>(mode));
        CHECK(wrong == 0);
      }
    }
  }

  TEST_CASE("nms: of a plateau across the gradient only its left or upper side stays") {
    // A step over two pixels has two equal magnitudes side by side.
    cv::Mat image(9, 12, CV_8UC1, cv::Scalar::all(10));
    image.colRange(6, 12).setTo(200);
    for (const NmsMode mode : {NmsMode::Sector, NmsMode::Interpolate}) {
      for (const bool across : {true, false}) {
        const CannyStages stages = canny_stages(across ? image : cv::Mat(image.t()), {.nms = mode});
        const cv::Mat thin = across ? stages.thin : cv::Mat(stages.thin.t());
        CHECK(thin.at<float>(4, 5) == 760);
        CHECK(cv::countNonZero(thin) == 9);
        CHECK(cv::countNonZero(thin.col(5)) == 9);
      }
    }
  }

  TEST_CASE("nms: interpolation on a slanted plateau is a tie and not noise") {
    // The same gradient everywhere: no pixel exceeds its neighbour before, so only the picture's rim may
    // stay.
    const cv::Mat gx(9, 9, CV_32FC1, cv::Scalar::all(23));
    for (int slant = -23; slant <= 23; ++slant) {
      const cv::Mat gy(9, 9, CV_32FC1, cv::Scalar::all(slant));
      const cv::Mat magnitude = gradient_magnitude(gx, gy, Norm::L2);
      const cv::Mat thin = suppress_non_maxima(magnitude, gx, gy, NmsMode::Interpolate, Norm::L2);
      CHECK(cv::countNonZero(thin(cv::Rect(1, 1, 7, 7))) == 0);
    }
  }

  TEST_CASE("linking: keeps the components that hold a strong pixel") {
    cv::RNG generator(3);
    for (int round = 0; round < 60; ++round) {
      const cv::Size size(generator.uniform(1, 50), generator.uniform(1, 40));
      const cv::Mat classes = random_classes(size, generator);
      cv::Mat labels;
      const int count = cv::connectedComponents(classes != 0, labels, 8, CV_32S);
      std::vector<bool> strong(static_cast<std::size_t>(count), false);
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
          if (classes.at<uchar>(y, x) == StrongEdge)
            strong[static_cast<std::size_t>(labels.at<int>(y, x))] = true;
        }
      }
      cv::Mat expected(size, CV_8UC1);
      for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
          const auto label = static_cast<std::size_t>(labels.at<int>(y, x));
          expected.at<uchar>(y, x) = label != 0 && strong[label] ? 255 : 0;
        }
      }
      CHECK(test::largest_difference(link_edges(classes), expected) == 0);
    }
  }

  TEST_CASE("linking: the chain is connected, over weak pixels, ends at a strong one, and is shortest") {
    cv::RNG generator(4);
    int reached = 0;
    int stranded = 0;
    for (int round = 0; round < 20; ++round) {
      const cv::Mat classes = random_classes({40, 30}, generator);
      const cv::Mat distance = distance_to_strong(classes);
      const cv::Mat edges = link_edges(classes);
      for (int i = 0; i < 200; ++i) {
        const cv::Point at(generator.uniform(0, 40), generator.uniform(0, 30));
        const EdgeChain chain = find_chain(classes, at);
        const Explanation explanation = explain_link(at, {classes, 0});
        CHECK(test::arrives_at(explanation, edges, at));
        CHECK(chain.reached == (edges.at<uchar>(at) != 0));
        if (classes.at<uchar>(at) == NoEdge) {
          CHECK(chain.pixels.empty());
          continue;
        }
        REQUIRE(explanation.terms.size() == chain.pixels.size());
        CHECK(chain.pixels.front() == at);
        if (!chain.reached) {
          ++stranded;
          for (const cv::Point pixel : chain.pixels) CHECK(classes.at<uchar>(pixel) == WeakEdge);
          continue;
        }
        ++reached;
        CHECK(static_cast<int>(chain.pixels.size()) == distance.at<int>(at) + 1);
        CHECK(classes.at<uchar>(chain.pixels.back()) == StrongEdge);
        CHECK(explanation.terms.back().deciding);
        for (std::size_t k = 0; k + 1 < chain.pixels.size(); ++k) {
          const cv::Point step = chain.pixels[k + 1] - chain.pixels[k];
          CHECK(std::max(std::abs(step.x), std::abs(step.y)) == 1);
          CHECK(classes.at<uchar>(chain.pixels[k]) == WeakEdge);
        }
      }
    }
    CHECK(reached > 100);
    CHECK(stranded > 100);
  }
}

}  // namespace pixelwhy
