#include "core/disagreement.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/demo_builder.h"
#include "demos/demo_run.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

/// What is wrong with the planted reference.
enum class Plant { Nothing, Pixel, Border, Rounding, Size, Throw };

const cv::Point planted_at(7, 5);

/// The mean of a pixel and its upper and lower neighbour, in thirds.
cv::Mat mean_of_three(const cv::Mat& image, int border, bool cut) {
  cv::Mat gray;
  cv::extractChannel(image, gray, 0);
  cv::Mat result(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    for (int x = 0; x < gray.cols; ++x) {
      int sum = 0;
      for (int dy = -1; dy <= 1; ++dy)
        sum += gray.at<uchar>(cv::borderInterpolate(y + dy, gray.rows, border), x);
      result.at<uchar>(y, x) = static_cast<uchar>((sum + (cut ? 0 : 1)) / 3);
    }
  }
  return result;
}

cv::Mat ours(const cv::Mat& image) { return mean_of_three(image, cv::BORDER_REFLECT_101, false); }

cv::Mat planted(const cv::Mat& image, Plant plant) {
  cv::Mat result = ours(image);
  switch (plant) {
    case Plant::Nothing:
      break;
    case Plant::Pixel:
      result.at<uchar>(planted_at) ^= 0x40;
      break;
    case Plant::Border:
      return mean_of_three(image, cv::BORDER_REPLICATE, false);
    case Plant::Rounding:
      return mean_of_three(image, cv::BORDER_REFLECT_101, true);
    case Plant::Size:
      return result.rowRange(1, result.rows).clone();
    case Plant::Throw:
      throw std::runtime_error("no such operator");
  }
  return result;
}

/// `runs` counts how often a suspect was computed.
Demo planted_demo(int* runs) {
  DemoBuilder demo("planted", {"Planted", "预置"}, Category::Smoothing, {"A test", "测试"});
  const auto plant = demo.choice("plant", {"Plant", "预置"}, Plant::Nothing,
                                 {{"nothing", {"n", "无"}},
                                  {"pixel", {"p", "像素"}},
                                  {"border", {"b", "边界"}},
                                  {"rounding", {"r", "舍入"}},
                                  {"size", {"s", "大小"}},
                                  {"throw", {"t", "抛出"}}},
                                 {"h", "帮助"});
  const auto with = [runs](int border, bool cut) {
    return [=](const cv::Mat& image) {
      ++*runs;
      return mean_of_three(image, border, cut);
    };
  };
  demo.stage(
          "mean", {"Mean", "均值"}, [](const cv::Mat& image, Plant) { return ours(image); }, demo.source(),
          plant)
      .explain([](cv::Point, const StageImage&, Plant) { return Explanation(); })
      .reference({0, {"a witness", "见证"}}, planted, demo.source(), plant)
      .agrees_when([](Plant p) { return p != Plant::Border; }, plant)
      .suspect({"border", {"replicated border", "复制边界"}}, with(cv::BORDER_REPLICATE, false),
               demo.source())
      .suspect({"rounding", {"sums cut, not rounded", "截断而非舍入"}}, with(cv::BORDER_REFLECT_101, true),
               demo.source())
      .suspect({"both", {"border and rounding", "边界与舍入"}, 2}, with(cv::BORDER_REPLICATE, true),
               demo.source())
      .suspect({"never", {"a rule of other settings", "其他设置的规则"}}, with(cv::BORDER_REFLECT_101, false),
               demo.source())
      .suspect_when([](Plant p) { return p == Plant::Nothing; }, plant)
      .suspect(
          {"broken", {"a suspect that fails", "失败的嫌疑"}},
          [](const cv::Mat&) -> cv::Mat { throw std::runtime_error("broken"); }, demo.source());
  return demo.build();
}

struct Planted {
  int runs = 0;
  Demo demo = planted_demo(&runs);
  FramePtr frame = test::frame_of(test::noise({20, 14}, CV_8UC3, 9));
  SnapshotPtr snapshot;

  Disagreement find(Plant plant, const std::function<bool()>& cancelled = {}) {
    snapshot = test::run(demo, frame, {static_cast<int>(plant)});
    return disagree(*snapshot, 0, cancelled);
  }
};

/// The ids of what is proven at a pixel.
std::vector<std::string> causes(const Disagreement& found, cv::Point at) {
  std::vector<std::string> ids;
  for (const std::size_t cause : cause_at(found, at)) ids.push_back(found.suspects[cause].suspect->id);
  return ids;
}

}  // namespace

TEST_SUITE("core") {
  TEST_CASE("where the two agree nothing is suspected, and nothing more is computed") {
    Planted planted;
    const Disagreement found = planted.find(Plant::Nothing);
    CHECK(found.complete);
    CHECK(found.agrees());
    CHECK(found.figures.pixels == 280);
    CHECK(found.suspects.empty());
    CHECK(planted.runs == 0);
    CHECK(cause_text(found, {0, 0}).en == "the two agree here");
    CHECK_FALSE(next_disagreement(found, std::nullopt));
  }

  TEST_CASE("one planted pixel is found, and no rule is blamed for it") {
    Planted planted;
    const Disagreement found = planted.find(Plant::Pixel);
    CHECK(found.figures.differing == 1);
    CHECK(found.worst == std::vector<DifferingPixel>{{planted_at, 64}});
    CHECK(causes(found, planted_at).empty());
    CHECK(found.unexplained == 1);
    CHECK(cause_text(found, planted_at).en.find("no rule") != std::string::npos);
    CHECK(next_disagreement(found, std::nullopt)->at == planted_at);
    CHECK_FALSE(next_disagreement(found, planted_at));
    CHECK(next_disagreement(found, cv::Point(0, 0))->at == planted_at);
  }

  TEST_CASE("planted borders and roundings are found where they are and named rightly") {
    Planted planted;
    for (const Plant plant : {Plant::Border, Plant::Rounding}) {
      const Disagreement found = planted.find(plant);
      const std::string name = plant == Plant::Border ? "border" : "rounding";
      const cv::Mat wanted = pixelwhy::planted(planted.frame->pixels, plant);
      CAPTURE(name);
      CHECK(found.same_rules == (plant != Plant::Border));
      REQUIRE(found.figures.differing > 5);
      std::int64_t differing = 0;
      for (int y = 0; y < 14; ++y) {
        for (int x = 0; x < 20; ++x) {
          const bool differs = ours(planted.frame->pixels).at<uchar>(y, x) != wanted.at<uchar>(y, x);
          if (plant == Plant::Border) CHECK((!differs || y == 0 || y == 13));
          if (differs) ++differing;
          const std::vector<std::string> told = causes(found, {x, y});
          CHECK(told.empty() == !differs);
          // In the border rows both changes may lead to the same value.
          if (differs) CHECK(std::count(told.begin(), told.end(), name) == 1);
          if (differs && y > 0 && y < 13) CHECK(told.size() == 1);
        }
      }
      CHECK(found.figures.differing == differing);
      CHECK(found.unexplained == 0);
      for (const TriedSuspect& tried : found.suspects) {
        CHECK(tried.suspect->id != "never");
        if (tried.suspect->id == name) {
          CHECK(tried.explained == differing);
        } else {
          CHECK(tried.explained < differing / 4);
        }
      }
    }
    // Both were computed once for both maps and all their pixels: three suspects each.
    CHECK(planted.runs == 6);
  }

  TEST_CASE("the walk meets every differing pixel once") {
    Planted planted;
    const Disagreement found = planted.find(Plant::Rounding);
    std::optional<cv::Point> at;
    std::vector<DifferingPixel> walk;
    while (const auto next = next_disagreement(found, at)) {
      walk.push_back(*next);
      at = next->at;
      REQUIRE(walk.size() <= found.worst.size());
    }
    CHECK(walk == found.worst);
    // Beyond the list the pictures are asked.
    Disagreement cut = found;
    cut.worst.resize(3);
    CHECK(next_disagreement(cut, found.worst[2].at) == found.worst[3]);
    CHECK(next_disagreement(cut, found.worst[7].at) == found.worst[8]);
    CHECK_FALSE(next_disagreement(cut, found.worst.back().at));
  }

  TEST_CASE("a reference that fails or has another size is a typed error") {
    Planted planted;
    CHECK_THROWS_WITH_AS(planted.find(Plant::Throw), "the OpenCV reference of stage mean: no such operator",
                         Error);
    CHECK_THROWS_AS(planted.find(Plant::Size), Error);
  }

  TEST_CASE("a comparison ends between two computations when it is cancelled") {
    Planted planted;
    int asked = 0;
    CHECK_FALSE(planted.find(Plant::Border, [] { return true; }).complete);
    CHECK(planted.find(Plant::Border, [&] { return ++asked < 0; }).complete);
    CHECK(asked > 5);
    planted.runs = 0;
    for (int limit = 0; limit < asked; ++limit) {
      int count = 0;
      CHECK_FALSE(planted.find(Plant::Border, [&] { return count++ >= limit; }).complete);
    }
  }

  TEST_CASE("Canny's interpolated ridges against cv::Canny: the ridge rule is proven to be the cause") {
    const Demo& demo = test::demo_named("canny");
    const StageId edges = demo.find_stage("edges").value();
    const FramePtr frame = test::frame_of(test::scene({160, 120}, 3));
    for (const char* aperture : {"3", "7"}) {
      const Settings settings = test::settings_with(
          demo, {{"nms", "interpolate"}, {"aperture", aperture}, {"low", "20"}, {"high", "60"}});
      CHECK(can_disagree(demo, edges, settings));
      CHECK_FALSE(find_variant(demo.stages[static_cast<std::size_t>(edges)], "opencv", settings));
      Evaluator evaluator;
      const SnapshotPtr snapshot =
          evaluator.evaluate({&demo, frame, settings, stages_to_disagree(demo, edges, settings), {}, true});
      const Disagreement found = disagree(*snapshot, edges);
      CHECK_FALSE(found.same_rules);
      CHECK(found.figures.differing > 10);
      CHECK(found.unexplained == 0);
      CHECK(causes(found, found.worst.front().at) == std::vector<std::string>{"sector"});
    }
    const Settings sector = demo.defaults();
    const SnapshotPtr snapshot = test::run(demo, frame, sector);
    CHECK(disagree(*snapshot, edges).agrees());
    CHECK(disagree(*snapshot, edges).same_rules);
    CHECK_FALSE(can_disagree(demo, demo.find_stage("thin").value(), sector));
    CHECK_FALSE(can_disagree(demo, source_stage, sector));
  }

  TEST_CASE("what OpenCV's interpolation does otherwise is proven for nearly every pixel") {
    const Demo& demo = test::demo_named("interpolation");
    const StageId result = demo.find_stage("result").value();
    const FramePtr frame = test::frame_of(test::scene({90, 70}, 8));
    const auto explained = [&](const test::Words& words, const std::string& id) {
      const SnapshotPtr snapshot = test::run(demo, frame, test::settings_with(demo, words));
      const Disagreement found = disagree(*snapshot, result);
      std::string told;
      for (const auto& [name, value] : words) told += name + "=" + value + " ";
      CAPTURE(told);
      CAPTURE(found.figures.differing);
      CAPTURE(found.unexplained);
      CHECK(found.figures.differing > 0);
      CHECK(static_cast<double>(found.unexplained) <= 0.02 * static_cast<double>(found.figures.differing));
      for (const TriedSuspect& tried : found.suspects) {
        if (tried.suspect->id == id) CHECK(tried.explained > 0);
      }
    };
    explained({{"method", "bilinear"}, {"angle", "10"}}, "positions");
    explained({{"method", "bilinear"}, {"angle", "-33"}, {"border", "wrap"}}, "positions");
    explained({{"method", "bilinear"}, {"scale", "1.7"}}, "weights");
    explained({{"method", "bicubic"}, {"scale", "2.3"}}, "weights");
    explained({{"method", "bicubic"}, {"angle", "10"}}, "positions");
    explained({{"method", "nearest"}, {"scale", "1.7"}}, "corner");
  }

  TEST_CASE("what cv::magnitude does otherwise is the rounding of 32-bit floats") {
    const Demo& demo = test::demo_named("sobel");
    const StageId magnitude = demo.find_stage("magnitude").value();
    const FramePtr frame = test::frame_of(test::noise({60, 50}, CV_8UC3, 8));
    const SnapshotPtr snapshot = test::run(demo, frame, test::settings_with(demo, {{"kernel", "sobel7"}}));
    const Disagreement found = disagree(*snapshot, magnitude);
    CHECK(found.figures.differing > 0);
    CHECK(found.figures.largest <= 0.01);
    CHECK(found.unexplained == 0);
  }
}

}  // namespace pixelwhy
