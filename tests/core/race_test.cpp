#include "core/race.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <opencv2/core/version.hpp>

#include "demos/demo_run.h"
#include "support/pictures.h"

namespace pixelwhy {

TEST_SUITE("core") {
  TEST_CASE("every stage that can be raced runs all its codes, from the results that OpenCV's takes") {
    const FramePtr frame = test::frame_of(test::scene({60, 44}, 3));
    for (const Demo& demo : all_demos()) {
      const Settings settings = demo.defaults();
      for (StageId stage = 0; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        if (!can_race(demo, stage, settings)) continue;
        CAPTURE(demo.id);
        CAPTURE(demo.stage_id(stage));
        const Race result = race(demo, frame, settings, stage, {0, 3, 3});
        REQUIRE(result.racers.size() >= 2);
        CHECK(result.racers[0].variant == "textbook");
        CHECK(result.stages.back() == stage);
        CHECK(std::is_sorted(result.stages.begin(), result.stages.end()));
        for (const StageId given : result.from)
          CHECK(std::find(result.stages.begin(), result.stages.end(), given) == result.stages.end());
        const Stage& declared = demo.stages[static_cast<std::size_t>(stage)];
        const bool fair = declared.reference && declared.reference->agrees(settings);
        CHECK((result.opencv() != nullptr) == fair);
        for (const Racer& racer : result.racers) {
          CAPTURE(racer.variant);
          CHECK(racer.milliseconds.size() == 3);
          CHECK(std::is_sorted(racer.milliseconds.begin(), racer.milliseconds.end()));
          CHECK(racer.median == racer.milliseconds[1]);
          CHECK(racer.bytes.has_value() == (racer.variant != "opencv" && declared.kind == StageKind::Image));
          CHECK(racer.lower <= racer.median);
          CHECK(racer.median <= racer.upper);
          const Variant* variant = declared.find_variant(racer.variant, settings);
          const auto allowed = racer.variant == "opencv" ? std::optional(declared.reference->tolerance)
                               : variant                 ? variant->tolerance
                                                         : std::optional(1.0);
          if (racer.difference && allowed) CHECK(*racer.difference <= *allowed);
          CHECK(result.ratio(racer).has_value() == fair);
        }
      }
    }
  }

  TEST_CASE("a race against Canny begins where cv::Canny does, and computes all that lies between") {
    const Demo& demo = test::demo_named("canny");
    const FramePtr frame = test::frame_of(test::scene({60, 44}, 3));
    const StageId edges = *demo.find_stage("edges");
    const Race result = race(demo, frame, demo.defaults(), edges, {0, 1, 1});
    CHECK(result.from == std::vector<StageId>{*demo.find_stage("smooth")});
    for (const char* between : {"gx", "gy", "magnitude", "thin"}) {
      const StageId stage = *demo.find_stage(between);
      CHECK(std::find(result.stages.begin(), result.stages.end(), stage) != result.stages.end());
    }
    // With the interpolated rule OpenCV follows another one, and does not race.
    const Settings other = test::settings_with(demo, {{"nms", "interpolate"}});
    if (can_race(demo, edges, other)) CHECK_FALSE(race(demo, frame, other, edges, {0, 1, 1}).opencv());
  }

  TEST_CASE("a race ends when it is cancelled") {
    const Demo& demo = test::demo_named("morphology");
    const FramePtr frame = test::frame_of(test::scene({60, 44}, 3));
    const auto stage = static_cast<StageId>(demo.stages.size() - 1);
    int asked = 0;
    race(demo, frame, demo.defaults(), stage, {0, 2, 2}, [&] { return ++asked < 0; });
    REQUIRE(asked > 4);
    for (int limit = 0; limit < asked; ++limit) {
      int count = 0;
      CHECK(race(demo, frame, demo.defaults(), stage, {0, 2, 2}, [&] {
              return count++ >= limit;
            }).racers.empty());
    }
  }

  TEST_CASE("what OpenCV was built for is told") {
    const OpencvBuild build = opencv_build();
    CHECK(build.version == CV_VERSION);
    CHECK_FALSE(build.baseline.empty());
    CHECK(build.baseline.find('\n') == std::string::npos);
    CHECK_FALSE(machine_words().empty());
  }
}

}  // namespace pixelwhy
