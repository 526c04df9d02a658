#include "core/engine.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

#include "core/demo_builder.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

Explanation explain_nothing(cv::Point, const StageImage&, int) { return {}; }

cv::Mat add(const cv::Mat& image, int value) { return image + cv::Scalar::all(value); }

/// source → first(a) → second(b) → third(c); `b` of 13 makes the second stage throw.
Demo chain(std::function<void()> in_first = {}) {
  DemoBuilder demo("chain", {"Chain", "链"}, Category::Smoothing, {"A test", "测试"});
  const auto number = [&](const char* id) {
    return demo.integer(id, {"n", "数"}, 1, {{0, 100}, {0, 100}, ""}, {"n", "数"});
  };
  const auto a = number("a");
  const auto b = number("b");
  const auto c = number("c");
  const auto first = demo.stage(
                             "first", {"First", "一"},
                             [in_first](const cv::Mat& image, int value) {
                               if (in_first) in_first();
                               return add(image, value);
                             },
                             demo.source(), a)
                         .explain(explain_nothing);
  const auto second = demo.stage(
                              "second", {"Second", "二"},
                              [](const cv::Mat& image, int value) {
                                if (value == 13) throw std::runtime_error("thirteen");
                                return add(image, value);
                              },
                              first, b)
                          .explain(explain_nothing);
  demo.stage("third", {"Third", "三"}, add, second, c).explain(explain_nothing);
  return demo.build();
}

Request request_of(const Demo& demo, const FramePtr& frame, int a, int b, int c) {
  return {&demo, frame, {a, b, c}, {}, {}, true};
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("only what depends on a change is run again") {
    const Demo demo = chain();
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    Evaluator evaluator;
    evaluator.evaluate(request_of(demo, frame, 1, 1, 1));
    CHECK(evaluator.runs() == std::vector<int>{1, 1, 1});
    evaluator.evaluate(request_of(demo, frame, 1, 1, 2));
    CHECK(evaluator.runs() == std::vector<int>{1, 1, 2});
    evaluator.evaluate(request_of(demo, frame, 1, 2, 2));
    CHECK(evaluator.runs() == std::vector<int>{1, 2, 3});
    evaluator.evaluate(request_of(demo, frame, 1, 2, 2));
    CHECK(evaluator.runs() == std::vector<int>{1, 2, 3});
    evaluator.evaluate(request_of(demo, test::frame_of(frame->pixels), 1, 2, 2));
    CHECK(evaluator.runs() == std::vector<int>{2, 3, 4});
  }

  TEST_CASE("stages that nobody wants are not computed") {
    const Demo demo = chain();
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    Evaluator evaluator;
    Request request = request_of(demo, frame, 1, 1, 1);
    request.wanted = {1};
    const SnapshotPtr snapshot = evaluator.evaluate(request);
    CHECK(evaluator.runs() == std::vector<int>{1, 1, 0});
    CHECK(snapshot->result(1) != nullptr);
    CHECK(snapshot->result(2) == nullptr);
  }

  TEST_CASE("intermediate results are given back when they are not to be kept") {
    const Demo demo = chain();
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    Evaluator evaluator;
    Request request = request_of(demo, frame, 1, 1, 1);
    request.wanted = {2};
    request.keep_intermediate = false;
    const SnapshotPtr snapshot = evaluator.evaluate(request);
    CHECK(snapshot->result(0) == nullptr);
    CHECK(snapshot->result(1) == nullptr);
    REQUIRE(snapshot->result(2) != nullptr);
    CHECK(snapshot->result(2)->output.image.at<cv::Vec3b>(0, 0) ==
          cv::Mat(frame->pixels + cv::Scalar::all(3)).at<cv::Vec3b>(0, 0));
  }

  TEST_CASE("a stage that throws shows its error, and the program goes on") {
    const Demo demo = chain();
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    Evaluator evaluator;
    const SnapshotPtr bad = evaluator.evaluate(request_of(demo, frame, 1, 13, 1));
    CHECK_FALSE(bad->result(0)->error.has_value());
    REQUIRE(bad->result(1)->error.has_value());
    CHECK(bad->result(1)->error->text().en == "stage second: thirteen");
    CHECK(bad->result(2)->error.has_value());
    const SnapshotPtr good = evaluator.evaluate(request_of(demo, frame, 1, 14, 1));
    CHECK_FALSE(good->result(2)->error.has_value());
  }

  TEST_CASE("the newest request wins and supersedes work in progress between stages") {
    std::promise<void> entered;
    std::promise<void> may_go;
    std::atomic<int> runs_of_first = 0;
    const std::shared_future<void> gate = may_go.get_future().share();
    const Demo demo = chain([&] {
      if (++runs_of_first == 1) {
        entered.set_value();
        gate.wait();
      }
    });
    const FramePtr frame = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    Engine engine;
    engine.submit(request_of(demo, frame, 1, 1, 1));
    entered.get_future().wait();
    engine.submit(request_of(demo, frame, 2, 1, 1));
    engine.submit(request_of(demo, frame, 1, 7, 7));
    CHECK(engine.busy());
    may_go.set_value();
    engine.wait_until_idle();
    const SnapshotPtr latest = engine.latest();
    CHECK(latest->complete);
    CHECK(latest->request.settings == Settings{1, 7, 7});
    CHECK(runs_of_first == 1);  // neither the dropped request nor an unchanged stage ran it again
  }

  TEST_CASE("a new frame alone does not supersede the frame in progress") {
    std::promise<void> entered;
    std::promise<void> may_go;
    std::atomic<int> runs_of_first = 0;
    const std::shared_future<void> gate = may_go.get_future().share();
    const Demo demo = chain([&] {
      if (++runs_of_first == 1) {
        entered.set_value();
        gate.wait();
      }
    });
    const FramePtr one = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    const FramePtr two = test::frame_of(test::noise({8, 8}, CV_8UC3, 2));
    std::atomic<int> complete = 0;
    Engine* engine_seen = nullptr;
    Engine engine([&] {
      if (engine_seen && engine_seen->latest()->complete) ++complete;
    });
    engine_seen = &engine;
    engine.submit(request_of(demo, one, 1, 1, 1));
    entered.get_future().wait();
    engine.submit(request_of(demo, two, 1, 1, 1));
    may_go.set_value();
    engine.wait_until_idle();
    CHECK(complete == 2);
    CHECK(engine.latest()->request.frame == two);
  }

  TEST_CASE("frames of a feed are taken one after the other, the newest each time, and none is given up") {
    const Demo demo = chain();
    std::mutex mutex;
    int next = 0;
    int taken = 0;
    FramePtr newest;
    Engine engine;
    const auto take = [&] {
      const std::scoped_lock lock(mutex);
      FramePtr frame = std::exchange(newest, nullptr);
      if (frame) ++taken;
      return frame;
    };
    const int number = engine.set_feed({take, {}});
    Request request = request_of(demo, nullptr, 1, 1, 1);
    request.wanted = {1};
    engine.submit(request);
    const auto begin = std::chrono::steady_clock::now();
    while (engine.figures().processed < 20 &&
           std::chrono::steady_clock::now() - begin < std::chrono::seconds(20)) {
      auto frame = std::make_shared<Frame>(*test::frame_of(test::noise({8, 8}, CV_8UC3, 1)));
      frame->captured = std::chrono::steady_clock::now();
      {
        const std::scoped_lock lock(mutex);
        frame->index = next++;
        newest = frame;
      }
      engine.look();
      std::this_thread::yield();
    }
    engine.set_feed({});
    engine.wait_until_idle();
    const SnapshotPtr latest = engine.latest();
    CHECK(latest->complete);
    CHECK(latest->request.feed == number);
    CHECK(latest->result(1));
    CHECK_FALSE(latest->result(2));  // nobody wants it
    CHECK(taken >= 20);
    const int before = taken;
    {
      const std::scoped_lock lock(mutex);
      newest = test::frame_of(test::noise({8, 8}, CV_8UC3, 2));
    }
    engine.look();
    engine.submit(request_of(demo, latest->request.frame, 1, 1, 2));
    engine.wait_until_idle();
    CHECK(taken == before);  // the feed that was ended is not asked any more
    CHECK(engine.latest()->request.feed == 0);
    CHECK(engine.latest()->result(2));
  }

  TEST_CASE("new parameters go on with the last frame of a feed, and a survey computes every stage of it") {
    const Demo demo = chain();
    const FramePtr only = test::frame_of(test::noise({8, 8}, CV_8UC3, 1));
    FramePtr newest = only;
    Engine engine;
    engine.set_feed({[&] { return std::exchange(newest, nullptr); }, std::chrono::milliseconds(1)});
    Request request = request_of(demo, nullptr, 1, 1, 1);
    request.wanted = {0};
    engine.submit(request);
    engine.wait_until_idle();
    const SnapshotPtr survey = engine.survey();
    REQUIRE(survey);
    CHECK(survey->request.frame == only);
    CHECK(survey->result(2));
    request.settings = {2, 1, 1};
    request.wanted.clear();
    engine.submit(request);
    engine.wait_until_idle();
    CHECK(engine.latest()->request.frame == only);
    CHECK(engine.latest()->request.settings == Settings{2, 1, 1});
    CHECK(engine.latest()->complete);
    CHECK(engine.figures().processed == 1);
  }

  TEST_CASE("a snapshot holds nothing of another frame") {
    const Demo demo = chain();
    Evaluator evaluator;
    evaluator.evaluate(request_of(demo, test::frame_of(test::noise({8, 8}, CV_8UC3, 1)), 1, 1, 1));
    Request request = request_of(demo, test::frame_of(test::noise({8, 8}, CV_8UC3, 2)), 1, 1, 1);
    request.wanted = {0};
    const SnapshotPtr snapshot = evaluator.evaluate(request);
    CHECK(snapshot->result(0));
    CHECK_FALSE(snapshot->result(1));
    CHECK_FALSE(snapshot->result(2));
  }

  TEST_CASE("an engine that is destroyed while it works stops between stages") {
    const Demo demo = chain();
    for (int i = 0; i < 20; ++i) {
      Engine engine;
      engine.submit(request_of(demo, test::frame_of(test::noise({64, 64}, CV_8UC3, 1)), i, 1, 1));
    }
  }

  TEST_CASE("declarations with errors are refused") {
    const auto build = [](const char* parameter, const char* stage) {
      DemoBuilder demo("some-demo", {"n", "名"}, Category::Edges, {"s", "述"});
      const auto p = demo.integer(parameter, {"n", "名"}, 1, {{0, 100}, {0, 100}, ""}, {"n", "名"});
      demo.stage(stage, {"S", "段"}, add, demo.source(), p).explain(explain_nothing);
      return demo.build();
    };
    CHECK_NOTHROW(build("amount", "sum"));
    for (const char* reserved : {"stage", "variant", "preset", "frame", "at", "json", "size", "theme", "lang",
                                 "help", "force", "threads"}) {
      CHECK_THROWS_AS(build(reserved, "sum"), std::logic_error);
    }
    CHECK_THROWS_AS(build("amount", "source"), std::logic_error);
    CHECK_THROWS_AS(build("Amount", "sum"), std::logic_error);
    CHECK_THROWS_AS(build("amount", "a sum"), std::logic_error);
  }
}

}  // namespace pixelwhy
