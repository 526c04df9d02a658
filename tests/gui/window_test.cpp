#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/data_dir.h"
#include "driver.h"
#include "pictures.h"

namespace pixelwhy::gui {

namespace {

double value_of(Driver& driver, const char* id) {
  const AppState& state = driver.state();
  const int index = *state.current_demo().find_parameter(id);
  return std::get<double>(state.current_settings()[static_cast<std::size_t>(index)]);
}

cv::Point2d under(Driver& driver, ImVec2 at) {
  return to_picture(shown_view(driver.state()), driver.state().canvas, {at.x, at.y});
}

}  // namespace

TEST_CASE("the window shows the picture, every stage's look, and nothing wrong") {
  Driver driver;
  CHECK(driver.state().frame);
  CHECK(driver.state().looks.size() == visible_stages(driver.state()).size());
  CHECK(driver.state().notices.list().empty());
  CHECK(shown_view(driver.state()).fitted);
}

TEST_CASE("drag pans, the wheel zooms at the cursor, double-click and F fit, Ctrl+0 is 100 %") {
  Driver driver;
  const ImVec2 middle = driver.middle("canvas");
  const ImVec2 at{middle.x + 60, middle.y - 40};
  const cv::Point2d before = under(driver, at);
  driver.wheel(at, 3);
  CHECK_FALSE(shown_view(driver.state()).fitted);
  CHECK(cv::norm(under(driver, at) - before) < 1e-6);

  const double zoom = shown_view(driver.state()).zoom;
  const cv::Point2d grabbed = under(driver, at);
  driver.drag(at, {at.x + 50, at.y + 30});
  CHECK(cv::norm(under(driver, {at.x + 50, at.y + 30}) - grabbed) < 0.5);
  CHECK(shown_view(driver.state()).zoom == zoom);
  CHECK_FALSE(driver.state().pin.has_value());

  driver.pause();
  driver.double_click(middle);
  CHECK(shown_view(driver.state()).fitted);
  CHECK_FALSE(driver.state().pin.has_value());
  driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
  CHECK(shown_view(driver.state()).zoom == 1);
  driver.key(GLFW_KEY_EQUAL, GLFW_MOD_SHIFT, '+');
  CHECK(shown_view(driver.state()).zoom > 1);
  driver.key(GLFW_KEY_MINUS, 0, '-');
  CHECK(shown_view(driver.state()).zoom == 1);
  driver.key(GLFW_KEY_F);
  CHECK(shown_view(driver.state()).fitted);
}

TEST_CASE("zoom and position stay when stage and demo change") {
  Driver driver;
  driver.wheel(driver.middle("canvas"), 4);
  const CanvasView before = shown_view(driver.state());
  driver.key(GLFW_KEY_2, 0, '2');
  driver.settle();
  CHECK(shown_view(driver.state()).zoom == before.zoom);
  CHECK(shown_view(driver.state()).center == before.center);
  driver.click(driver.middle("demo:sobel"));
  driver.settle();
  CHECK(driver.state().current_demo().id == "sobel");
  CHECK(shown_view(driver.state()).zoom == before.zoom);
}

TEST_CASE("a slider's drag is one entry of undo and pushes the ordered parameter along") {
  Driver driver;
  const auto track = *driver.window.place("slider:low");
  const float y = (track.y + track.w) / 2;
  const double low = value_of(driver, "low");
  driver.drag({track.x + 20, y}, {track.z - 10, y});
  driver.settle();
  CHECK(value_of(driver, "low") > 400);
  CHECK(value_of(driver, "high") >= value_of(driver, "low"));
  CHECK(driver.state().history.depth() == 1);
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  CHECK(value_of(driver, "low") == low);
  CHECK(value_of(driver, "high") == 150);
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  CHECK(value_of(driver, "low") > 400);
}

TEST_CASE("a typed value is held to the hard range, junk keeps the old one, right-click resets") {
  Driver driver;
  driver.double_click(driver.middle("value:sigma"));
  driver.frames(3);
  REQUIRE(driver.state().editing_parameter.has_value());
  driver.type("99999");
  driver.key(GLFW_KEY_ENTER);
  CHECK(value_of(driver, "sigma") == 50);
  driver.pause();
  driver.double_click(driver.middle("value:sigma"));
  driver.frames(3);
  driver.type("f");  // a shortcut elsewhere, a letter here
  driver.key(GLFW_KEY_ENTER);
  CHECK(value_of(driver, "sigma") == 50);
  CHECK(driver.state().notices.list().size() == 1);
  driver.click(driver.middle("slider:sigma"), true);
  CHECK(value_of(driver, "sigma") == 1.4);
}

TEST_CASE("arrow keys nudge the slider touched last") {
  Driver driver;
  driver.click(driver.middle("slider:high"));
  const double before = value_of(driver, "high");
  driver.key(GLFW_KEY_RIGHT);
  CHECK(value_of(driver, "high") > before);
}

TEST_CASE("a click pins, a term is travelled to, a crumb leads back, arrows move the pin") {
  Driver driver;
  driver.key(GLFW_KEY_3, 0, '3');
  driver.settle();
  const ImVec2 middle = driver.middle("canvas");
  driver.click(middle);
  driver.settle();
  REQUIRE(driver.state().pin.has_value());
  const Place pinned{driver.state().chosen_stage(), *driver.state().pin};
  REQUIRE(driver.state().inspection.has_value());
  CHECK(driver.state().inspection->place == pinned);
  CHECK(driver.state().inspection->explanation.result == driver.state().inspection->output);

  const Term term = driver.state().inspection->explanation.terms.front();
  driver.click(driver.middle("term:0"));
  driver.settle();
  CHECK(driver.state().chosen_stage() == term.stage);
  CHECK(*driver.state().pin == *term.at);
  REQUIRE(driver.state().crumbs.size() == 1);
  driver.click(driver.middle("crumb:0"));
  driver.settle();
  CHECK(driver.state().chosen_stage() == pinned.stage);
  CHECK(*driver.state().pin == pinned.at);
  driver.key(GLFW_KEY_RIGHT);
  CHECK(*driver.state().pin == pinned.at + cv::Point(1, 0));
  driver.key(GLFW_KEY_ESCAPE);
  CHECK_FALSE(driver.state().pin.has_value());
  CHECK_FALSE(glfwWindowShouldClose(driver.window.handle()));
}

TEST_CASE("dropping a good file opens it, a bad one leaves the picture and a message") {
  Driver driver;
  driver.drop((data_dir() / "assets" / "samples" / "coins.png").string());
  CHECK(driver.state().frame->name == "coins.png");
  const FramePtr before = driver.state().frame;
  const auto bad = std::filesystem::temp_directory_path() / "pixelwhy-not-a-picture.png";
  std::ofstream(bad) << "not a picture";
  driver.drop(bad.string());
  std::filesystem::remove(bad);
  CHECK(driver.state().frame == before);
  REQUIRE(driver.state().notices.list().size() == 1);
  const int id = driver.state().notices.list()[0].id;
  driver.frames(2);
  driver.click(driver.middle("dismiss:" + std::to_string(id)));
  CHECK(driver.state().notices.list().empty());
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);  // undo goes back to the picture before
  driver.settle();
  CHECK(driver.state().source == "sample:street");
}

TEST_CASE("language, theme, palette and sheet") {
  Driver driver;
  driver.click(driver.middle("action:language"));
  CHECK(driver.state().language == Language::Chinese);
  driver.key(GLFW_KEY_T);
  CHECK_FALSE(driver.state().dark);
  driver.key(GLFW_KEY_P, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  REQUIRE(driver.state().palette_open);
  driver.frames(3);
  driver.type("sobel");
  driver.key(GLFW_KEY_ENTER);
  CHECK_FALSE(driver.state().palette_open);
  CHECK(driver.state().current_demo().id == "sobel");
  driver.frames(3);
  driver.key(GLFW_KEY_SLASH, GLFW_MOD_SHIFT, '?');
  CHECK(driver.state().sheet_open);
  driver.key(GLFW_KEY_ESCAPE);
  CHECK_FALSE(driver.state().sheet_open);
}

TEST_CASE("Shift shows the source while it is held, brackets change the demo") {
  Driver driver;
  driver.hold(GLFW_KEY_LEFT_SHIFT, true, GLFW_MOD_SHIFT);
  CHECK(driver.state().shown_stage() == source_stage);
  driver.hold(GLFW_KEY_LEFT_SHIFT, false);
  CHECK(driver.state().shown_stage() != source_stage);
  const int demo = driver.state().demo;
  driver.key(GLFW_KEY_RIGHT_BRACKET, 0, ']');
  CHECK(driver.state().demo != demo);
  driver.key(GLFW_KEY_LEFT_BRACKET, 0, '[');
  CHECK(driver.state().demo == demo);
}

TEST_CASE("what was computed of a picture is given up when another one is opened") {
  PictureFolder folder("given-up");
  const std::string first = folder.picture("first.png", 300);
  const std::string second = folder.picture("second.png", 40);
  Driver driver("gaussian-blur");
  driver.state().tab = Tab::Data;
  for (int round = 0; round < 8; ++round) {
    driver.drop(first);
    std::vector<std::weak_ptr<const void>> kept{driver.state().frame};
    for (const ResultPtr& result : driver.state().snapshot->stages) kept.emplace_back(result);
    driver.drop(second);
    for (const auto& what : kept) CHECK(what.expired());
  }
}

TEST_CASE("every demo, stage and tab can be drawn at every size") {
  for (const cv::Size size : {cv::Size(320, 240), cv::Size(1920, 1080)}) {
    Driver driver("canny", size);
    for (std::size_t demo = 0; demo < driver.state().demos->size(); ++demo) {
      choose_demo(driver.state(), static_cast<int>(demo));
      for (const StageId stage : visible_stages(driver.state())) {
        choose_stage(driver.state(), stage);
        pin_at(driver.state(), {40, 30});
        for (const Tab tab : {Tab::Why, Tab::About, Tab::Data}) {
          driver.state().tab = tab;
          driver.settle();
          CHECK(driver.window.picture().size() == size);
        }
      }
    }
    CHECK(driver.state().notices.list().empty());
  }
}

}  // namespace pixelwhy::gui
