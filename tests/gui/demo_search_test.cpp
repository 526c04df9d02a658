// Searching the list of demos, as people do it: by typing.

#include <doctest/doctest.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "driver.h"

namespace pixelwhy::gui {

namespace {

bool seen(const Driver& driver, const std::string& demo) {
  return driver.window.place("demo:" + demo).has_value();
}

void search(Driver& driver, const std::string& words) {
  driver.click(driver.middle("search"));
  driver.hold(GLFW_KEY_LEFT_CONTROL, true, GLFW_MOD_CONTROL);
  driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
  driver.hold(GLFW_KEY_LEFT_CONTROL, false);
  driver.key(GLFW_KEY_DELETE);
  driver.type(words);
  driver.settle();
}

}  // namespace

TEST_CASE("what is typed is found in choices and pages, in both languages, and in vain") {
  Driver driver;
  for (const char* words : {"dilate", "膨胀"}) {
    search(driver, words);
    CAPTURE(words);
    CHECK(driver.state().search == words);
    CHECK(seen(driver, "morphology"));
    CHECK_FALSE(seen(driver, "hough-lines"));
  }
  search(driver, "xqxq");
  CHECK_FALSE(seen(driver, "morphology"));
  CHECK_FALSE(seen(driver, "canny"));
  search(driver, "");
  for (const Demo& demo : *driver.state().demos) CHECK(seen(driver, demo.id));
}

TEST_CASE("names stand above what is found in the text, whose reason makes an entry higher") {
  Driver driver;
  search(driver, "sobel");
  const auto named = driver.window.place("demo:sobel");
  const auto said = driver.window.place("demo:edge-operators");
  REQUIRE(named);
  REQUIRE(said);
  CHECK(named->y < said->y);
  CHECK(said->w - said->y > named->w - named->y + 10);
}

TEST_CASE("Enter takes the first; a click on what a page says opens the page there") {
  Driver driver("sobel");
  search(driver, "dilate");
  driver.key(GLFW_KEY_ENTER);
  driver.settle();
  CHECK(driver.state().current_demo().id == "morphology");

  search(driver, "Scharr");
  driver.click(driver.middle("demo:sobel"));
  search(driver, "ITU-R");
  REQUIRE(seen(driver, "sobel"));
  driver.click(driver.middle("demo:sobel"));
  driver.settle();
  CHECK(driver.state().current_demo().id == "sobel");
  CHECK(driver.state().tab == Tab::About);
  const auto passage = driver.window.place("passage");
  REQUIRE(passage);
  CHECK(passage->y > 0);
  CHECK(passage->w < 800);
  // Another demo forgets it.
  driver.key(GLFW_KEY_ESCAPE);
  driver.key(GLFW_KEY_RIGHT_BRACKET, 0, ']');
  driver.settle();
  CHECK_FALSE(driver.window.place("passage"));
}

}  // namespace pixelwhy::gui
