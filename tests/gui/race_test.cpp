#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>

#include "driver.h"
#include "gui/living.h"

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

TEST_CASE("the code that is chosen computes what is in view, and goes with the figure") {
  Driver driver("morphology", {1280, 1000});
  AppState& state = driver.state();
  driver.key(GLFW_KEY_Y);
  driver.settle();
  const auto code_of_result = [&] { return state.snapshot->result(state.chosen_stage())->variant; };
  CHECK(code_of_result() == "fast");
  for (const std::string& code : state.current_demo().codes()) {
    driver.click(driver.middle("code:" + code));
    driver.settle();
    CHECK(state.current_code() == code);
    CHECK(code_of_result() == code);
    CHECK(state.snapshot->complete);
    CHECK(window_state(state).variant == code);
  }
  const State made = window_state(state);
  const std::string named = made.variant;
  driver.click(driver.middle("code:"));
  driver.settle();
  CHECK(state.current_code().empty());
  CHECK(code_of_result() == "fast");
  bring_back_settings(state, made);
  driver.settle();
  CHECK(code_of_result() == named);
  // Another demo keeps its own.
  driver.key(GLFW_KEY_RIGHT_BRACKET, 0, ']');
  driver.settle();
  CHECK(state.current_code().empty());
}

TEST_CASE("the cost lab measures over what is clicked, and draws it as it comes in") {
  Driver driver("gaussian-blur", {1280, 1400});
  driver.key(GLFW_KEY_Y);
  driver.settle();
  CHECK_FALSE(driver.window.place("cost-plot").has_value());
  driver.click(driver.middle("cost:sigma"));
  REQUIRE(driver.until([&] { return driver.window.race().cost().shown().has_value(); }));
  driver.frames(2);
  CHECK(driver.window.place("cost-plot").has_value());
  REQUIRE(driver.until([&] { return driver.window.race().settled(); }));
  driver.frames(2);
  const Cost cost = *driver.window.race().cost().shown();
  CHECK(cost.parameter == driver.state().current_demo().find_parameter("sigma"));
  CHECK(cost.done == cost.places);
  CHECK(cost.curves.size() >= 3);
  CHECK_FALSE(driver.window.place("cost-stop").has_value());
  driver.click(driver.middle("cost:size"));
  REQUIRE(driver.until([&] { return driver.window.place("cost-stop").has_value(); }));
  driver.click(driver.middle("cost-stop"));
  driver.settle();
  CHECK_FALSE(driver.window.place("cost-stop").has_value());
}

}  // namespace pixelwhy::gui
