#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "driver.h"
#include "gui/follow_link.h"
#include "notes/explanation_text.h"
#include "notes/latex.h"
#include "registry.h"

namespace pixelwhy::gui {

namespace {

StageId stage_called(Driver& driver, const char* id) { return *driver.state().current_demo().find_stage(id); }

void go_to(Driver& driver, const char* stage, cv::Point at) {
  choose_stage(driver.state(), stage_called(driver, stage));
  pin_at(driver.state(), at);
  driver.settle();
}

std::string clipboard(Driver& driver) {
  const char* words = glfwGetClipboardString(driver.window.handle());
  return words ? words : "";
}

/// The lit pixels of a stage's mask.
int lit(Driver& driver, const char* stage) {
  const auto& masks = driver.state().field->masks;
  const StageId id = stage_called(driver, stage);
  const cv::Mat& mask = id == source_stage ? masks.back() : masks[static_cast<std::size_t>(id)];
  return mask.empty() ? 0 : cv::countNonZero(mask);
}

}  // namespace

TEST_CASE("text and LaTeX of an explanation are copied by their buttons and keys") {
  Driver driver;
  go_to(driver, "gx", {300, 200});
  const Inspection& shown = *driver.state().inspection;
  driver.click(driver.middle("action:copy-explanation"));
  driver.frames();
  CHECK(clipboard(driver) == explanation_text(*shown.snapshot, shown.place.stage, {300, 200},
                                              shown.explanation, Language::English));
  driver.click(driver.middle("action:copy-latex"));
  driver.frames();
  const std::string latex =
      explanation_latex(*shown.snapshot, shown.place.stage, {300, 200}, shown.explanation, Language::English);
  CHECK(latex.find("\\begin{array}{rrr}") != std::string::npos);
  CHECK(clipboard(driver) == latex);
  driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  driver.frames();
  CHECK(clipboard(driver) != latex);
  driver.key(GLFW_KEY_L, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  driver.frames();
  CHECK(clipboard(driver) == latex);
}

TEST_CASE("the receptive field of a pinned pixel is lit in every stage that it was computed from") {
  Driver driver;
  go_to(driver, "thin", {300, 200});
  const Place origin{stage_called(driver, "thin"), {300, 200}};
  for (const char* stage : {"magnitude", "gx", "gy", "smooth", "gray", "source"}) {
    CAPTURE(stage);
    choose_stage(driver.state(), stage_called(driver, stage));
    driver.settle();
    REQUIRE(driver.state().field);
    CHECK(driver.state().origin == origin);
    CHECK(driver.state().field->place == origin);
    CHECK(lit(driver, stage) > 1);
    CHECK(driver.state().inspection->place.stage == stage_called(driver, stage));
  }
  CHECK(lit(driver, "source") > lit(driver, "smooth"));
  // A stage that the pixel was not computed from begins a field of its own, and so does a moved pin.
  choose_stage(driver.state(), stage_called(driver, "edges"));
  driver.settle();
  CHECK(driver.state().origin == Place{stage_called(driver, "edges"), {300, 200}});
  driver.key(GLFW_KEY_LEFT);
  driver.settle();
  CHECK(driver.state().field->place == Place{stage_called(driver, "edges"), {299, 200}});
  unpin(driver.state());
  driver.settle();
  CHECK_FALSE(driver.state().origin);
}

TEST_CASE("a journey over two terms leaves crumbs, and the field where it began stays lit") {
  Driver driver;
  go_to(driver, "thin", {300, 200});
  const Place origin = *driver.state().asked();
  driver.click(driver.middle("term:0"));
  driver.settle();
  REQUIRE(driver.state().crumbs.size() == 1);
  const Place second = *driver.state().asked();
  driver.click(driver.middle("term:1"));
  driver.settle();
  REQUIRE(driver.state().crumbs.size() == 2);
  CHECK(driver.state().crumbs[0] == origin);
  CHECK(driver.state().crumbs[1] == second);
  CHECK(driver.state().origin == origin);
  driver.key(GLFW_KEY_BACKSPACE);
  driver.settle();
  CHECK(driver.state().asked() == second);
  driver.click(driver.middle("crumb:0"));
  driver.settle();
  CHECK(driver.state().asked() == origin);
  CHECK(driver.state().crumbs.empty());
}

TEST_CASE("a click on a link of the about page opens picture, settings, stage and pixel as one undo step") {
  Driver driver("sobel");
  const std::size_t before = driver.state().history.depth();
  driver.click(driver.middle("tab:about"));
  driver.settle();
  for (int i = 0; i < 100 && driver.middle("link:1").y > 700; ++i) driver.wheel({1000, 650}, -2);
  driver.click(driver.middle("link:1"));
  driver.settle();
  const AppState& state = driver.state();
  CHECK(state.source == "sample:steps");
  CHECK(state.current_demo().stage_id(state.chosen_stage()) == "magnitude");
  CHECK(state.pin == cv::Point(105, 40));
  const auto kernel = static_cast<std::size_t>(*state.current_demo().find_parameter("kernel"));
  CHECK(format_value(state.current_demo().parameters[kernel], state.current_settings()[kernel]) == "sobel5");
  CHECK(state.history.depth() == before + 1);
  CHECK(state.inspection->explanation.result == std::vector<double>{1536});
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(state.source == "sample:street");
  CHECK(state.current_settings() == state.current_demo().defaults());
}

TEST_CASE("a wrong link is a message and changes nothing; a missing picture or pixel is one too") {
  Driver driver;
  AppState& state = driver.state();
  const Settings settings = state.current_settings();
  follow_link(state, "pixelwhy:?stage=nowhere");
  driver.settle();
  REQUIRE(state.notices.list().size() == 1);
  CHECK(state.notices.list()[0].text.en.find("nowhere") != std::string::npos);
  CHECK(state.current_settings() == settings);
  state.notices.clear();
  follow_link(state, "pixelwhy:?source=sample:nothing&sigma=3&at=1,1");
  driver.settle();
  REQUIRE(state.notices.list().size() == 1);
  CHECK_FALSE(state.pin);
  state.notices.clear();
  follow_link(state, "pixelwhy:?at=100000,5");
  driver.settle();
  REQUIRE(state.notices.list().size() == 1);
  CHECK_FALSE(state.pin);
}

TEST_CASE("every rule's layout can be drawn at the border and in the middle, and its terms travelled to") {
  for (const Demo& demo : all_demos()) {
    CAPTURE(demo.id);
    Driver driver(demo.id);
    for (const StageId stage : visible_stages(driver.state())) {
      choose_stage(driver.state(), stage);
      driver.settle();
      const cv::Size size = driver.state().shown_image().size();
      if (size.empty()) continue;
      for (const cv::Point at : {cv::Point(), cv::Point(size.width / 2, size.height / 2)}) {
        choose_stage(driver.state(), stage);
        pin_at(driver.state(), at);
        driver.settle();
        const std::vector<Term> terms = driver.state().inspection->explanation.terms;
        if (!driver.window.place("term:0") || !terms[0].at) continue;
        driver.click(driver.middle("term:0"));
        driver.settle();
        CHECK(driver.state().pin == terms[0].at);
        CHECK(driver.state().chosen_stage() == terms[0].stage);
      }
    }
  }
}

}  // namespace pixelwhy::gui
