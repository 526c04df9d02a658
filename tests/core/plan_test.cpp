#include "core/plan.h"

#include <doctest/doctest.h>

#include "core/demo_builder.h"
#include "core/race.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

cv::Mat add(const cv::Mat& image, int value) { return image + cv::Scalar::all(value); }
cv::Mat add_twice(const cv::Mat& image, int one, int two) { return add(add(image, one), two); }
Explanation explain_nothing(cv::Point, const StageImage&, int) { return {}; }

enum Ids : StageId { First, Second, Side, Third };

/// source → first(a) → second(b) → third(c) and first → side(c); `fused` code of third begins at first, and
/// `whole` at the source where a is not 0.
Demo graph() {
  DemoBuilder demo("graph", {"Graph", "图"}, Category::Smoothing, {"A test", "测试"});
  const auto number = [&](const char* id) {
    return demo.integer(id, {"n", "数"}, 1, {{0, 100}, {0, 100}, ""}, {"n", "数"});
  };
  const auto a = number("a");
  const auto b = number("b");
  const auto c = number("c");
  const auto first = demo.stage("first", {"First", "一"}, add, demo.source(), a).explain(explain_nothing);
  const auto second = demo.stage("second", {"Second", "二"}, add, first, b).explain(explain_nothing);
  demo.stage("side", {"Side", "旁"}, add, first, c).explain(explain_nothing);
  demo.stage("third", {"Third", "三"}, add, second, c)
      .explain(explain_nothing)
      .fused("fused", add_twice, first, b, c)
      .fused(
          "whole",
          [](const cv::Mat& image, int one, int two, int three) {
            return add(add_twice(image, one, two), three);
          },
          demo.source(), a, b, c)
      .variant_when([](int one) { return one != 0; }, a);
  return demo.build();
}

struct Outcome {
  std::string code;       ///< that computed the third stage
  std::vector<int> runs;  ///< of each stage
};

Outcome outcome(const Demo& demo, Settings settings, std::vector<StageId> wanted, bool fuse,
                const std::string& variant = {}) {
  const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
  Request request{&demo, frame, std::move(settings), std::move(wanted), variant, true};
  request.fuse = fuse;
  Evaluator evaluator;
  const SnapshotPtr snapshot = evaluator.evaluate(request);
  REQUIRE(snapshot->complete);
  request.fuse = false;
  request.variant = "textbook";
  const SnapshotPtr textbook = Evaluator().evaluate(request);
  const ResultPtr third = snapshot->result(Third);
  REQUIRE(third);
  CHECK(test::largest_difference(third->output.image, textbook->result(Third)->output.image) == 0);
  return {third->variant, evaluator.runs()};
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("fused code passes over the most stages that nobody looks at") {
    const Demo demo = graph();
    const auto check = [&](const Outcome& found, const std::string& code, const std::vector<int>& runs) {
      CHECK(found.code == code);
      CHECK(found.runs == runs);
    };
    check(outcome(demo, {1, 2, 3}, {Third}, true), "whole", {0, 0, 0, 1});
    check(outcome(demo, {0, 2, 3}, {Third}, true), "fused", {1, 0, 0, 1});         // there is no such code
    check(outcome(demo, {1, 2, 3}, {First, Third}, true), "fused", {1, 0, 0, 1});  // one is looked at
    check(outcome(demo, {1, 2, 3}, {Side, Third}, true), "fused", {1, 0, 1, 1});   // another stage reads it
    check(outcome(demo, {1, 2, 3}, {Second, Third}, true), "textbook", {1, 1, 0, 1});
    check(outcome(demo, {1, 2, 3}, {}, true), "textbook", {1, 1, 1, 1});        // all are
    check(outcome(demo, {1, 2, 3}, {Third}, false), "textbook", {1, 1, 0, 1});  // the rest may be
    check(outcome(demo, {1, 2, 3}, {Third}, true, "textbook"), "textbook", {1, 1, 0, 1});
    // What is asked for by name runs, whoever looks at what.
    check(outcome(demo, {1, 2, 3}, {}, false, "fused"), "fused", {1, 1, 1, 1});
    check(outcome(demo, {0, 2, 3}, {Third}, false, "whole"), "textbook", {1, 1, 0, 1});
  }

  TEST_CASE("going from fused code to what it passed over computes what is missing, and no more") {
    const Demo demo = graph();
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    Evaluator evaluator;
    Request request{&demo, frame, {1, 2, 3}, {Third}, {}, true};
    request.fuse = true;
    const SnapshotPtr fused = evaluator.evaluate(request);
    CHECK_FALSE(can_explain(*fused, Third));
    request.wanted = {Second, Third};
    const SnapshotPtr both = evaluator.evaluate(request);
    CHECK(evaluator.runs() == std::vector<int>{1, 1, 0, 2});
    CHECK(can_explain(*both, Third));
    CHECK(both->result(Third)->variant == "textbook");
    request.wanted = {Third};
    request.settings = {1, 2, 4};
    CHECK(evaluator.evaluate(request)->result(Third)->variant == "whole");
    CHECK(evaluator.runs() == std::vector<int>{1, 1, 0, 3});
  }

  TEST_CASE("code that begins further back than the others does not race with them") {
    const Demo demo = graph();
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    const Race result = race(demo, frame, demo.defaults(), Third, {0, 1, 1});
    REQUIRE(result.racers.size() == 1);
    CHECK(result.from == std::vector<StageId>{Second});
  }
}

}  // namespace pixelwhy
