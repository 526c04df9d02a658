#include "core/response.h"

#include <doctest/doctest.h>

#include "registry.h"
#include "support/pictures.h"

namespace pixelwhy {

TEST_SUITE("core") {
  TEST_CASE("a moved parameter is answered by the stages that it dirties, and by no other") {
    const FramePtr frame = test::frame_of(test::scene({61, 45}, 5));
    for (const Demo& demo : all_demos()) {
      CAPTURE(demo.id);
      const std::vector<Response> responses = measure_responses(demo, frame, demo.defaults(), 1);
      CHECK_FALSE(responses.empty());
      for (const Response& response : responses) {
        CAPTURE(demo.parameters[static_cast<std::size_t>(response.parameter)].id);
        CHECK(response.median > 0);
        CHECK_FALSE(response.parts.empty());
        // There and back: what has a part in one of both settings alone follows too.
        Settings moved = demo.defaults();
        moved[static_cast<std::size_t>(response.parameter)] = response.moved;
        CHECK(moved != demo.defaults());
        const std::vector<bool> there = demo.dirtied_by(response.parameter, moved);
        const std::vector<bool> back = demo.dirtied_by(response.parameter, demo.defaults());
        double sum = 0;
        for (const auto& [stage, milliseconds] : response.parts) {
          const auto i = static_cast<std::size_t>(stage);
          const Stage& declared = demo.stages[i];
          CHECK((there[i] || back[i] || declared.active(moved) != declared.active(demo.defaults())));
          CHECK(milliseconds >= 0);
          sum += milliseconds;
        }
        CHECK(sum > 0);
      }
    }
  }

  TEST_CASE("measuring the answers ends when it is cancelled") {
    const FramePtr frame = test::frame_of(test::scene({20, 20}, 5));
    int asked = 0;
    measure_responses(all_demos()[0], frame, all_demos()[0].defaults(), 5, [&] { return ++asked > 2; });
    CHECK(asked == 3);
  }
}

}  // namespace pixelwhy
