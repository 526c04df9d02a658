#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>

#include "driver.h"

namespace pixelwhy::gui {

TEST_CASE("the race tab races the stage in view when asked, and says when its result is an older one") {
  Driver driver("morphology", {1280, 1000});
  AppState& state = driver.state();
  driver.key(GLFW_KEY_Y);
  driver.settle();
  CHECK(state.tab == Tab::Race);
  CHECK_FALSE(driver.window.race().shown().has_value());
  driver.click(driver.middle("race-start"));
  driver.settle();
  driver.frames(2);
  REQUIRE(driver.window.race().shown().has_value());
  const Race race = *driver.window.race().shown();
  CHECK(race.stage == state.shown_stage());
  REQUIRE(race.racers.size() >= 3);  // textbook, direct and OpenCV
  for (const Racer& racer : race.racers) {
    CHECK(driver.window.place("racer:" + racer.variant).has_value());
    CHECK(racer.difference == 0.0);
  }
  CHECK_FALSE(driver.window.place("race-stop").has_value());
  // Stopped, it leaves the last result.
  driver.click(driver.middle("race-start"));
  driver.frames(2);
  if (driver.window.place("race-stop")) driver.click(driver.middle("race-stop"));
  driver.settle();
  CHECK(driver.window.race().shown().has_value());
  // A stage with one code alone offers none.
  choose_stage(state, source_stage);
  driver.settle();
  CHECK_FALSE(driver.window.place("race-start").has_value());
  CHECK(driver.window.race().shown().has_value());
  driver.key(GLFW_KEY_Y);
  CHECK(state.tab == Tab::Why);
}

}  // namespace pixelwhy::gui
