#include <doctest/doctest.h>

#include <opencv2/core.hpp>

#include "demo_run.h"
#include "operator_checks.h"
#include "rotate-90/rotate.h"
#include "support/demos.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

constexpr Turn all_turns[] = {Turn::Clockwise90,  Turn::HalfTurn,  Turn::Clockwise270, Turn::FlipHorizontal,
                              Turn::FlipVertical, Turn::Transpose, Turn::AntiTranspose};
const std::vector<std::string> turn_words = {
    "90", "180", "270", "flip-horizontal", "flip-vertical", "transpose", "anti-transpose"};
const std::vector<std::string> codes = {"index", "transpose-flip", "rings", "fast"};

/// OpenCV's, of a copy without surroundings.
cv::Mat expected(const cv::Mat& view, Turn turn) {
  const cv::Mat image = view.clone();
  cv::Mat result;
  switch (turn) {
    case Turn::Clockwise90:
      cv::rotate(image, result, cv::ROTATE_90_CLOCKWISE);
      return result;
    case Turn::HalfTurn:
      cv::rotate(image, result, cv::ROTATE_180);
      return result;
    case Turn::Clockwise270:
      cv::rotate(image, result, cv::ROTATE_90_COUNTERCLOCKWISE);
      return result;
    case Turn::FlipHorizontal:
      cv::flip(image, result, 1);
      return result;
    case Turn::FlipVertical:
      cv::flip(image, result, 0);
      return result;
    case Turn::Transpose:
      return image.t();
    case Turn::AntiTranspose:
      cv::flip(cv::Mat(image.t()), result, -1);
      return result;
  }
  return result;
}

std::vector<cv::Size> sizes() {
  std::vector<cv::Size> all = test::awkward_sizes();
  for (const cv::Size size :
       {cv::Size(4, 4), cv::Size(5, 5), cv::Size(64, 64), cv::Size(67, 67), cv::Size(70, 33)})
    all.push_back(size);
  return all;
}

Settings settings_of(const Demo& demo, std::size_t turn) {
  return test::settings_with(demo, {{"turn", turn_words[turn]}});
}

SnapshotPtr run_code(const Demo& demo, const FramePtr& frame, const Settings& settings,
                     const std::string& code) {
  return Evaluator().evaluate({&demo, frame, settings, {}, code, true});
}

}  // namespace

TEST_SUITE("demos") {
  TEST_CASE("rotate-90: declared with its codes") {
    const Demo& demo = test::demo_named("rotate-90");
    CHECK(test::stage_ids(demo) == std::vector<std::string>{"input", "transposed", "result"});
    for (std::size_t turn = 0; turn < turn_words.size(); ++turn) {
      const Settings settings = settings_of(demo, turn);
      CHECK(demo.stages[1].active(settings) == exchanges_sides(all_turns[turn]));
      for (const std::string& code : codes) CHECK(find_variant(demo.stages[2], code, settings) != nullptr);
    }
    // Only one code needs the transposed picture.
    for (const std::string& code : codes)
      CHECK(demo.ancestors(2, demo.defaults(), code)[1] == (code == "transpose-flip"));
  }

  TEST_CASE(
      "rotate-90: every code gives OpenCV's result, on squares and other rectangles, in gray and in color") {
    cv::RNG generator(1);
    for (const cv::Size size : sizes()) {
      for (const int type : {CV_8UC1, CV_8UC3}) {
        const cv::Mat image = test::view_of_noise(size, type, generator);
        const cv::Mat before = image.clone();
        for (const Turn turn : all_turns) {
          CAPTURE(size);
          CAPTURE(static_cast<int>(turn));
          const cv::Mat theirs = expected(image, turn);
          CHECK(theirs.size() == turned_size(size, turn));
          CHECK(test::largest_difference(turn_by_index(image, turn), theirs) == 0);
          CHECK(test::largest_difference(turn_in_place(image, turn), theirs) == 0);
          CHECK(test::largest_difference(turn_in_tiles(image, turn), theirs) == 0);
          const cv::Mat turned = exchanges_sides(turn) ? transposed(image) : image;
          CHECK(test::largest_difference(mirrored(turned, turn), theirs) == 0);
        }
        CHECK(test::largest_difference(image, before) == 0);
      }
    }
  }

  TEST_CASE(
      "rotate-90: where a pixel comes from and where it goes are inverse, and turns combine as they must") {
    cv::RNG generator(2);
    const cv::Mat image = test::noise({23, 14}, CV_8UC3, 3);
    for (const Turn turn : all_turns) {
      for (int i = 0; i < 20; ++i) {
        const cv::Point at(generator.uniform(0, 23), generator.uniform(0, 14));
        const cv::Point target = target_of(at, image.size(), turn);
        CHECK(cv::Rect({0, 0}, turned_size(image.size(), turn)).contains(target));
        CHECK(origin_of(target, image.size(), turn) == at);
      }
    }
    const auto quarter = [](const cv::Mat& m) { return turn_by_index(m, Turn::Clockwise90); };
    CHECK(test::largest_difference(quarter(quarter(image)), turn_by_index(image, Turn::HalfTurn)) == 0);
    CHECK(test::largest_difference(quarter(quarter(quarter(image))),
                                   turn_by_index(image, Turn::Clockwise270)) == 0);
    CHECK(test::largest_difference(quarter(quarter(quarter(quarter(image)))), image) == 0);
    for (const Turn own_inverse :
         {Turn::HalfTurn, Turn::FlipHorizontal, Turn::FlipVertical, Turn::Transpose, Turn::AntiTranspose}) {
      CHECK(test::largest_difference(turn_by_index(turn_by_index(image, own_inverse), own_inverse), image) ==
            0);
    }
  }

  TEST_CASE("rotate-90: a pixel that can be named") {
    // a b      c a
    // c d  ->  d b   turned clockwise
    const cv::Mat letters = (cv::Mat_<std::uint8_t>(2, 2) << 'a', 'b', 'c', 'd');
    const cv::Mat turned = (cv::Mat_<std::uint8_t>(2, 2) << 'c', 'a', 'd', 'b');
    CHECK(test::largest_difference(turn_in_place(letters, Turn::Clockwise90), turned) == 0);
    CHECK(origin_of({1, 0}, {2, 2}, Turn::Clockwise90) == cv::Point(0, 0));
  }

  TEST_CASE("rotate-90: explanations arrive at the pixel for every code") {
    const Demo& demo = test::demo_named("rotate-90");
    cv::RNG generator(4);
    for (const cv::Size size : sizes()) {
      const FramePtr frame = test::frame_of(test::view_of_noise(size, CV_8UC3, generator));
      for (std::size_t turn = 0; turn < turn_words.size(); ++turn) {
        for (const std::string& code : codes) {
          const SnapshotPtr snapshot = run_code(demo, frame, settings_of(demo, turn), code);
          CAPTURE(code);
          for (StageId stage = 0; stage < 3; ++stage) {
            const ResultPtr result = snapshot->result(stage);
            if (!result) continue;
            for (const cv::Point at : test::some_places(result->output.image.size(), 2, generator))
              CHECK(test::check_explanation(*snapshot, stage, at) == "");
          }
          const cv::Point at(0, 0);
          const StageId from = explain(*snapshot, 2, at).terms[0].stage;
          CHECK(from == (code == "transpose-flip" && exchanges_sides(all_turns[turn]) ? 1 : 0));
        }
      }
    }
  }

  TEST_CASE("rotate-90: in place, a pixel of a square moves in a cycle of four within its ring") {
    const Demo& demo = test::demo_named("rotate-90");
    const SnapshotPtr square =
        run_code(demo, test::frame_of(test::scene({9, 9}, 5)), demo.defaults(), "rings");
    const auto last = [&](const SnapshotPtr& snapshot, cv::Point at) {
      return explain(*snapshot, 2, at).steps.back().value;
    };
    CHECK(last(square, {2, 1}) == 4);
    CHECK(last(square, {4, 4}) == 1);  // the middle stays
    CHECK(explain(*square, 2, {2, 1}).steps[2].value == 1);
    // 3 × 2 pixels in memory: two cycles of three places, (0 3 1) and (2 4 5).
    const SnapshotPtr oblong =
        run_code(demo, test::frame_of(test::scene({3, 2}, 5)), demo.defaults(), "rings");
    for (int y = 0; y < 3; ++y) {
      for (int x = 0; x < 2; ++x) CHECK(last(oblong, {x, y}) == 3);
    }
  }
}

}  // namespace pixelwhy
