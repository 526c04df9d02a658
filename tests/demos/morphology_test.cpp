#include "morphology/morphology.h"

#include <doctest/doctest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "morphology/input.h"
#include "operators/otsu.h"
#include "registry.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

constexpr ElementShape shapes[] = {ElementShape::Rectangle, ElementShape::Ellipse, ElementShape::Cross};
constexpr int opencv_shapes[] = {cv::MORPH_RECT, cv::MORPH_ELLIPSE, cv::MORPH_CROSS};
constexpr Extremum extrema[] = {Extremum::Minimum, Extremum::Maximum};

cv::Mat opencv_step(const cv::Mat& image, ElementShape shape, cv::Size size, Extremum extremum,
                    int iterations) {
  const cv::Mat element = cv::getStructuringElement(opencv_shapes[static_cast<int>(shape)], size);
  cv::Mat result;
  const int border = cv::BORDER_CONSTANT | cv::BORDER_ISOLATED;
  if (extremum == Extremum::Minimum) {
    cv::erode(image, result, element, {-1, -1}, iterations, border);
  } else {
    cv::dilate(image, result, element, {-1, -1}, iterations, border);
  }
  return result;
}

cv::Mat erode(const cv::Mat& image, const StructuringElement& element) {
  return apply_element(image, element, Extremum::Minimum, 1);
}
cv::Mat dilate(const cv::Mat& image, const StructuringElement& element) {
  return apply_element(image, element, Extremum::Maximum, 1);
}

bool nowhere_above(const cv::Mat& a, const cv::Mat& b) { return cv::countNonZero(a > b) == 0; }

const Demo& demo() {
  for (const Demo& candidate : all_demos()) {
    if (candidate.id == "morphology") return candidate;
  }
  throw std::logic_error("no morphology");
}

SnapshotPtr evaluate(const cv::Mat& picture, MorphologyOperation operation, ElementShape shape, cv::Size size,
                     int iterations, MorphologyInput input) {
  Evaluator evaluator;
  const Settings settings = {
      static_cast<int>(operation), static_cast<int>(shape), size.width, size.height, iterations,
      static_cast<int>(input)};
  return evaluator.evaluate({&demo(), test::frame_of(picture), settings, {}, {}, true});
}

ResultPtr stage(const Snapshot& snapshot, const char* id) { return snapshot.result(*demo().find_stage(id)); }

/// The pixels that `iterations` steps reach, found by walking.
std::set<std::pair<int, int>> walk(const StructuringElement& element, cv::Point at, int iterations,
                                   cv::Size picture) {
  std::set<std::pair<int, int>> reached{{at.y, at.x}};
  for (int i = 0; i < iterations; ++i) {
    std::set<std::pair<int, int>> next;
    for (const auto& [y, x] : reached) {
      for (const ElementRow& row : element.rows) {
        for (int dx = row.first; dx <= row.last; ++dx) {
          if (cv::Rect({0, 0}, picture).contains({x + dx, y + row.dy})) next.insert({y + row.dy, x + dx});
        }
      }
    }
    reached = next;
  }
  return reached;
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("structuring elements of every size are OpenCV's") {
    for (std::size_t s = 0; s < std::size(shapes); ++s) {
      int wrong = 0;
      for (int width = 1; width <= 101; ++width) {
        for (int height = 1; height <= 101; ++height) {
          const Matrix ours = element_matrix(structuring_element(shapes[s], {width, height}));
          cv::Mat theirs;
          cv::getStructuringElement(opencv_shapes[s], {width, height}).convertTo(theirs, CV_64F);
          if (test::largest_difference(ours.values, theirs) != 0) ++wrong;
        }
      }
      CHECK(wrong == 0);
    }
  }

  TEST_CASE("erosion and dilation are OpenCV's and the definition's, whatever the sizes") {
    cv::RNG generator(1);
    for (int round = 0; round < 400; ++round) {
      const cv::Size fixed[] = {{1, 1}, {1, 17}, {23, 1}, {2, 2}};
      const cv::Size size =
          round < 4 ? fixed[round] : cv::Size(generator.uniform(1, 60), generator.uniform(1, 50));
      const int type = generator.uniform(0, 2) ? CV_8UC3 : CV_8UC1;
      const cv::Mat whole = test::noise(size + cv::Size(9, 7), type, static_cast<std::uint64_t>(round) + 1);
      const cv::Mat part = whole(cv::Rect({4, 3}, size));
      const int limit = round % 5 == 0 ? 102 : 12;
      const cv::Size element_size(generator.uniform(1, limit), generator.uniform(1, limit));
      const ElementShape shape = shapes[generator.uniform(0, 3)];
      const Extremum extremum = extrema[generator.uniform(0, 2)];
      const int iterations = generator.uniform(1, round % 7 == 0 ? 21 : 4);
      const StructuringElement element = structuring_element(shape, element_size);
      CAPTURE(size);
      CAPTURE(element_size);
      CAPTURE(static_cast<int>(shape));
      CAPTURE(iterations);
      const cv::Mat ours = apply_element(part, element, extremum, iterations);
      CHECK(test::largest_difference(ours, opencv_step(part, shape, element_size, extremum, iterations)) ==
            0);
      CHECK(test::largest_difference(ours, apply_element_directly(part, element, extremum, iterations)) == 0);
    }
  }

  TEST_CASE("every operation on every input is cv::morphologyEx") {
    cv::RNG generator(2);
    for (int round = 0; round < 210; ++round) {
      const cv::Size size(generator.uniform(1, 64), generator.uniform(1, 48));
      const cv::Mat whole = test::scene(size + cv::Size(5, 6), static_cast<std::uint64_t>(round) + 1);
      const cv::Mat picture = whole(cv::Rect({2, 4}, size));
      const int operation = round % 7;
      const int shape = generator.uniform(0, 3);
      const cv::Size element(generator.uniform(1, 16), generator.uniform(1, 16));
      const int iterations = generator.uniform(1, 5);
      const int kind = round % 3;
      const SnapshotPtr snapshot =
          evaluate(picture, static_cast<MorphologyOperation>(operation), shapes[shape], element, iterations,
                   static_cast<MorphologyInput>(kind));
      cv::Mat input = picture.clone();
      if (kind != 1) cv::cvtColor(picture, input, cv::COLOR_BGR2GRAY);
      if (kind == 2) cv::threshold(input, input, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
      cv::Mat result;
      const int operations[] = {cv::MORPH_ERODE,    cv::MORPH_DILATE, cv::MORPH_OPEN,    cv::MORPH_CLOSE,
                                cv::MORPH_GRADIENT, cv::MORPH_TOPHAT, cv::MORPH_BLACKHAT};
      cv::morphologyEx(input, result, operations[operation],
                       cv::getStructuringElement(opencv_shapes[shape], element), {-1, -1}, iterations);
      CAPTURE(operation);
      CAPTURE(kind);
      CHECK(test::largest_difference(stage(*snapshot, "input")->output.image, input) == 0);
      CHECK(test::largest_difference(stage(*snapshot, "result")->output.image, result) == 0);
    }
  }

  TEST_CASE("Otsu's threshold is OpenCV's") {
    cv::RNG generator(3);
    for (int round = 0; round < 300; ++round) {
      cv::Mat gray(generator.uniform(1, 20), generator.uniform(1, 20), CV_8UC1);
      const int low = generator.uniform(0, 256);
      generator.fill(gray, cv::RNG::UNIFORM, low, generator.uniform(low, 256) + 1);
      if (round % 3 == 0) gray = (gray & 128) + low / 3;  // two values
      if (round % 10 == 0) gray.setTo(low);
      cv::Mat ignored;
      const double theirs = cv::threshold(gray, ignored, 0, 255, cv::THRESH_BINARY | cv::THRESH_OTSU);
      CHECK(otsu_threshold(count_gray(gray)) == theirs);
    }
  }

  TEST_CASE("the algebra of erosion and dilation holds") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
      const cv::Mat image = test::noise({41, 33}, CV_8UC1, seed);
      const int n = static_cast<int>(seed);
      const StructuringElement element =
          structuring_element(shapes[seed % 3], {2 * (n % 4) + 1, 2 * (n % 5) + 3});
      const cv::Mat eroded = erode(image, element);
      const cv::Mat dilated = dilate(image, element);
      CHECK(nowhere_above(eroded, image));
      CHECK(nowhere_above(image, dilated));
      const cv::Mat negative = 255 - image;
      CHECK(test::largest_difference(erode(negative, element), 255 - dilated) == 0);
      const cv::Mat opened = dilate(eroded, element);
      const cv::Mat closed = erode(dilated, element);
      CHECK(nowhere_above(opened, image));
      CHECK(nowhere_above(image, closed));
      CHECK(test::largest_difference(dilate(erode(opened, element), element), opened) == 0);
      CHECK(test::largest_difference(erode(dilate(closed, element), element), closed) == 0);
      CHECK(test::largest_difference(apply_element(image, element, Extremum::Minimum, 2),
                                     erode(eroded, element)) == 0);
    }
    const cv::Mat image = test::noise({30, 30}, CV_8UC1, 99);
    const auto rectangle = [](int side) {
      return structuring_element(ElementShape::Rectangle, {side, side});
    };
    CHECK(test::largest_difference(apply_element(image, rectangle(3), Extremum::Maximum, 4),
                                   apply_element(image, rectangle(9), Extremum::Maximum, 1)) == 0);
  }

  TEST_CASE("dilation does not reflect the element, so even sizes shift") {
    cv::Mat dot = cv::Mat::zeros(1, 9, CV_8UC1);
    dot.at<std::uint8_t>(0, 4) = 200;
    const StructuringElement pair = structuring_element(ElementShape::Rectangle, {2, 1});
    const cv::Mat dilated = dilate(dot, pair);
    CHECK(cv::countNonZero(dilated) == 2);
    CHECK(dilated.at<std::uint8_t>(0, 4) == 200);
    CHECK(dilated.at<std::uint8_t>(0, 5) == 200);
    cv::Mat bar = cv::Mat::zeros(1, 9, CV_8UC1);
    bar.colRange(3, 6) = 200;
    const cv::Mat opened = dilate(erode(bar, pair), pair);
    CHECK(opened.at<std::uint8_t>(0, 3) == 0);
    CHECK(cv::countNonZero(opened.colRange(4, 7)) == 3);
  }

  TEST_CASE("the iterated element reaches exactly what walking inside the picture reaches") {
    cv::RNG generator(5);
    for (int round = 0; round < 150; ++round) {
      const cv::Size picture(generator.uniform(1, 25), generator.uniform(1, 25));
      const StructuringElement element =
          structuring_element(shapes[round % 3], {generator.uniform(1, 8), generator.uniform(1, 8)});
      const cv::Point at(generator.uniform(0, picture.width), generator.uniform(0, picture.height));
      const int iterations = generator.uniform(1, 6);
      std::set<std::pair<int, int>> runs;
      for (const PixelRun& run : element_reach(element, at, iterations, picture)) {
        for (int x = run.first; x <= run.last; ++x) runs.insert({run.y, x});
      }
      CHECK(runs == walk(element, at, iterations, picture));
    }
  }

  TEST_CASE("explanations arrive at the pixels, name the winners, and notice a wrong term") {
    cv::RNG generator(6);
    const cv::Mat picture = test::scene({40, 31}, 8);
    for (int round = 0; round < 126; ++round) {
      const auto operation = static_cast<MorphologyOperation>(round % 7);
      const cv::Size size(generator.uniform(1, 12), generator.uniform(1, 12));
      const int iterations = generator.uniform(1, 4);
      const SnapshotPtr snapshot = evaluate(picture, operation, shapes[round % 3], size, iterations,
                                            static_cast<MorphologyInput>(round / 7 % 3));
      for (StageId id = 0; id < static_cast<StageId>(demo().stages.size()); ++id) {
        if (!snapshot->result(id)) continue;
        for (int i = 0; i < 6; ++i) {
          const cv::Point at(generator.uniform(0, picture.cols), generator.uniform(0, picture.rows));
          CHECK(test::check_explanation(*snapshot, id, at) == "");
        }
      }
    }
    cv::Mat image = test::noise({20, 20}, CV_8UC1, 4) / 2 + 50;
    image.at<std::uint8_t>(9, 12) = 0;
    const StructuringElement element = structuring_element(ElementShape::Rectangle, {5, 5});
    const Explanation why = explain_element({10, 9}, {image, 0}, element, Extremum::Minimum, 1);
    CHECK(why.result[0] == 0);
    for (const Term& term : why.terms) CHECK(term.deciding == (term.at == cv::Point(12, 9)));
    CHECK(why.verdict.en.find("(12, 9), 2 right") != std::string::npos);
    cv::Mat wrong = image.clone();
    wrong.at<std::uint8_t>(9, 12) = 90;
    CHECK(explain_element({10, 9}, {wrong, 0}, element, Extremum::Minimum, 1).result != why.result);
  }

  TEST_CASE("only two-step operations have steps, and a copy shares its pixels") {
    const cv::Mat picture = test::scene({24, 18}, 2);
    const auto run = [&](MorphologyOperation operation, MorphologyInput input) {
      return evaluate(picture, operation, ElementShape::Ellipse, {5, 3}, 1, input);
    };
    const SnapshotPtr eroded = run(MorphologyOperation::Erode, MorphologyInput::Gray);
    CHECK(stage(*eroded, "first") == nullptr);
    CHECK(stage(*eroded, "second") == nullptr);
    CHECK(std::get<Matrix>(stage(*eroded, "result")->output.data).values.size() == cv::Size(5, 3));
    const SnapshotPtr opened = run(MorphologyOperation::Open, MorphologyInput::Color);
    CHECK(stage(*opened, "result")->output.image.data == stage(*opened, "second")->output.image.data);
    CHECK(stage(*opened, "input")->output.image.data == picture.data);
    CHECK(cv::countNonZero(std::get<Matrix>(stage(*opened, "first")->output.data).values) == 7);
    const SnapshotPtr gradient = run(MorphologyOperation::Gradient, MorphologyInput::Gray);
    const cv::Mat difference =
        stage(*gradient, "first")->output.image - stage(*gradient, "second")->output.image;
    CHECK(test::largest_difference(stage(*gradient, "result")->output.image, difference) == 0);
  }

  TEST_CASE("the worked example of the about page") {
    const cv::Mat image = (cv::Mat_<std::uint8_t>(5, 5) << 10, 10, 12, 11, 10,  //
                           10, 90, 13, 12, 11,                                  //
                           11, 12, 70, 75, 72,                                  //
                           10, 11, 74, 80, 71,                                  //
                           12, 10, 73, 76, 78);
    const StructuringElement element = structuring_element(ElementShape::Rectangle, {3, 3});
    const cv::Mat eroded = erode(image, element);
    const cv::Mat opened = dilate(eroded, element);
    const cv::Mat difference = (cv::Mat_<std::uint8_t>(5, 5) << 0, 0, 2, 1, 0,  //
                                0, 79, 2, 1, 0,                                 //
                                1, 1, 0, 4, 1,                                  //
                                0, 0, 3, 9, 0,                                  //
                                2, 0, 2, 5, 7);
    CHECK(eroded.at<std::uint8_t>(3, 3) == 70);
    CHECK(test::largest_difference(combine_steps(MorphologyOperation::TopHat, image, eroded, opened),
                                   difference) == 0);
  }
}

}  // namespace pixelwhy
