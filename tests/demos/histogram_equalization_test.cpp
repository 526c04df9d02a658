#include <doctest/doctest.h>

#include <numeric>
#include <opencv2/imgproc.hpp>

#include "histogram-equalization/clahe.h"
#include "histogram-equalization/equalize.h"
#include "registry.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

cv::Mat equalize(const cv::Mat& gray) { return apply_curve(gray, equalization_curve(count_gray(gray))); }

cv::Mat clahe(const cv::Mat& gray, double clip, int tiles) {
  return apply_tables(gray, clahe_tables(gray, clip, tiles), tiles);
}

cv::Mat opencv_equalize(const cv::Mat& gray) {
  cv::Mat result;
  cv::equalizeHist(gray, result);
  return result;
}

cv::Mat opencv_clahe(const cv::Mat& gray, double clip, int tiles) {
  cv::Mat result;  // of a copy, for OpenCV's padding of a part would show what surrounds the part
  cv::createCLAHE(clip, {tiles, tiles})->apply(gray.clone(), result);
  return result;
}

/// Noise in a random range of values, as a part of a larger picture.
cv::Mat random_part(cv::Size size, cv::RNG& generator) {
  cv::Mat whole(size + cv::Size(6, 5), CV_8UC1);
  const int low = generator.uniform(0, 256);
  const int high = generator.uniform(low, 256);
  if (generator.uniform(0, 2)) {
    generator.fill(whole, cv::RNG::UNIFORM, low, high + 1);
  } else {
    generator.fill(whole, cv::RNG::NORMAL, low, 1 + high / 10);
  }
  return whole(cv::Rect({3, 2}, size));
}

cv::Size random_size(int round, cv::RNG& generator) {
  static const cv::Size fixed[] = {{1, 1}, {1, 19}, {31, 1}, {2, 2}, {64, 64}, {128, 64}};
  if (round < static_cast<int>(std::size(fixed))) return fixed[round];
  return {generator.uniform(1, 150), generator.uniform(1, 120)};
}

const Demo& demo() {
  for (const Demo& candidate : all_demos()) {
    if (candidate.id == "histogram-equalization") return candidate;
  }
  throw std::logic_error("no histogram-equalization");
}

SnapshotPtr evaluate(const cv::Mat& picture, bool local, double clip = 2, int tiles = 8) {
  Evaluator evaluator;
  const Settings settings = {local ? 1 : 0, clip, tiles};
  return evaluator.evaluate({&demo(), test::frame_of(picture), settings, {}, {}, true});
}

const Output& output(const Snapshot& snapshot, const char* id) {
  return snapshot.result(*demo().find_stage(id))->output;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("global equalization is cv::equalizeHist") {
    cv::RNG generator(1);
    for (int round = 0; round < 300; ++round) {
      const cv::Mat gray = random_part(random_size(round, generator), generator);
      CHECK(test::largest_difference(equalize(gray), opencv_equalize(gray)) == 0);
    }
    for (const int value : {0, 1, 128, 255}) {
      const cv::Mat flat(7, 9, CV_8UC1, cv::Scalar::all(value));
      CHECK(test::largest_difference(equalize(flat), flat) == 0);
    }
  }

  TEST_CASE("CLAHE is cv::createCLAHE for every size, number of tiles and clip limit") {
    cv::RNG generator(2);
    for (int round = 0; round < 400; ++round) {
      const cv::Size size = random_size(round, generator);
      const cv::Mat gray = random_part(size, generator);
      const int tiles = generator.uniform(1, round % 4 == 0 ? 65 : 12);
      const double clip = round % 3 == 0 ? generator.uniform(0.1, 100.0) : generator.uniform(0.1, 8.0);
      CAPTURE(size);
      CAPTURE(tiles);
      CAPTURE(clip);
      CHECK(test::largest_difference(clahe(gray, clip, tiles), opencv_clahe(gray, clip, tiles)) == 0);
    }
  }

  TEST_CASE("a grid is enlarged on both sides if one is not divisible") {
    CHECK(tile_grid({64, 40}, 8).covered == cv::Size(64, 40));
    CHECK(tile_grid({64, 41}, 8).covered == cv::Size(72, 48));
    CHECK(tile_grid({63, 40}, 8).tile == cv::Size(8, 6));
    CHECK(tile_grid({1, 1}, 64).tile == cv::Size(1, 1));
    CHECK(clip_limit(2, {8, 6}) == 1);
    CHECK(clip_limit(2, {32, 32}) == 8);
  }

  TEST_CASE("the mapping spreads from 0 to 255, keeps the order, and forgets any brightening before it") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      const cv::Mat gray = test::noise({37, 29}, CV_8UC1, seed) / 3 + 20;
      const Curve curve = equalization_curve(count_gray(gray));
      CHECK(std::is_sorted(curve.y.begin(), curve.y.end()));
      CHECK(curve.reference.back() == 255);
      double low = 0;
      double high = 0;
      cv::minMaxLoc(equalize(gray), &low, &high);
      CHECK(low == 0);
      CHECK(high == 255);
      CHECK(test::largest_difference(equalize(gray * 2 + 17), equalize(gray)) == 0);
      const Matrix tables = clahe_tables(gray, 3, 4);
      for (int row = 0; row < tables.values.rows; ++row) {
        const auto* table = tables.values.ptr<double>(row);
        CHECK(std::is_sorted(table, table + 256));
        CHECK(table[255] == 255);
      }
    }
  }

  TEST_CASE(
      "without clipping, one tile is the cumulative histogram; with the tightest, nearly the identity") {
    const cv::Mat gray = test::noise({32, 32}, CV_8UC1, 5) / 2;
    const GrayCounts counts = count_gray(gray);
    const Matrix table = clahe_tables(gray, 100, 1);
    int cumulative = 0;
    int wrong = 0;
    for (int value = 0; value < 256; ++value) {
      cumulative += counts[static_cast<std::size_t>(value)];
      if (std::abs(table.values.at<double>(0, value) - 255.0 * cumulative / 1024) > 0.5) ++wrong;
    }
    CHECK(wrong == 0);
    CHECK(test::largest_difference(clahe(gray, 0.1, 1), gray) <= 60);
  }

  TEST_CASE("the data stages have the contract's shapes") {
    const cv::Mat picture = test::scene({50, 34}, 3);
    const SnapshotPtr global = evaluate(picture, false);
    const auto& before = std::get<Histogram>(output(*global, "histogram").data).counts;
    const auto& after = std::get<Histogram>(output(*global, "result").data).counts;
    CHECK(before.size() == 256);
    CHECK(std::accumulate(before.begin(), before.end(), 0.0) == 50 * 34);
    CHECK(std::accumulate(after.begin(), after.end(), 0.0) == 50 * 34);
    CHECK(std::get<Curve>(output(*global, "mapping").data).y.size() == 256);
    CHECK(output(*global, "mapping").image.empty());
    const SnapshotPtr local = evaluate(picture, true, 3, 5);
    CHECK(std::get<Matrix>(output(*local, "mapping").data).values.size() == cv::Size(256, 25));
  }

  TEST_CASE("explanations arrive at the pixels, with weights that add up to 1") {
    cv::RNG generator(6);
    for (int round = 0; round < 60; ++round) {
      const cv::Size size(generator.uniform(1, 70), generator.uniform(1, 60));
      const bool local = round % 3 != 0;
      const int tiles = generator.uniform(1, 20);
      const SnapshotPtr snapshot = evaluate(test::scene(size, static_cast<std::uint64_t>(round)), local,
                                            generator.uniform(0.1, 20.0), tiles);
      const StageId result = *demo().find_stage("result");
      const StageId mapping = *demo().find_stage("mapping");
      for (int i = 0; i < 12; ++i) {
        const cv::Point at(generator.uniform(0, size.width), generator.uniform(0, size.height));
        CHECK(test::check_explanation(*snapshot, result, at) == "");
        if (!local) continue;
        const Explanation why = explain(*snapshot, result, at);
        const Matrix& tables = std::get<Matrix>(output(*snapshot, "mapping").data);
        double weight = 0;
        for (const Term& term : why.terms) {
          weight += term.weight;
          if (term.stage == mapping) CHECK(tables.values.at<double>(*term.at) == term.value);
        }
        CHECK(weight == doctest::Approx(1).epsilon(1e-6));
        CHECK(why.terms.size() <= 5);
      }
    }
  }

  TEST_CASE("a wrong entry or a wrong pixel changes what is explained") {
    const cv::Mat gray = test::noise({40, 32}, CV_8UC1, 7);
    const Histogram histogram = gray_histogram(gray);
    Curve curve = equalization_curve(count_gray(gray));
    const Explanation right = explain_curve({5, 6}, {gray, 0}, {curve, 2}, histogram);
    curve.y[gray.at<std::uint8_t>(6, 5)] += 3;
    CHECK(explain_curve({5, 6}, {gray, 0}, {curve, 2}, histogram).result != right.result);
    const Matrix tables = clahe_tables(gray, 2, 4);
    const Explanation local = explain_tables({5, 6}, {gray, 0}, {tables, 2}, 4);
    cv::Mat wrong = gray.clone();
    wrong.at<std::uint8_t>(6, 5) ^= 128;
    CHECK(explain_tables({5, 6}, {wrong, 0}, {tables, 2}, 4).result != local.result);
  }

  TEST_CASE("the worked example of the about page") {
    const cv::Mat gray = (cv::Mat_<std::uint8_t>(3, 3) << 52, 55, 61, 55, 55, 61, 61, 79, 52);
    const cv::Mat expected = (cv::Mat_<std::uint8_t>(3, 3) << 0, 109, 219, 109, 109, 219, 219, 255, 0);
    CHECK(test::largest_difference(equalize(gray), expected) == 0);
  }
}

}  // namespace pixelwhy
