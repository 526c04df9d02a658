#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "core/view.h"
#include "driver.h"
#include "notes/file.h"
#include "notes/png.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

/// Pictures in a folder that is gone at the end of the test.
struct Pictures {
  fs::path folder = fs::temp_directory_path() / "pixelwhy-gui-habits";
  Pictures() {
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  ~Pictures() { fs::remove_all(folder); }
  std::string put(const std::string& name, const cv::Mat& picture) const {
    write_whole(folder / name, encode_png(picture));
    return (folder / name).string();
  }
};

cv::Mat noise(cv::Size size) {
  cv::Mat picture(size, CV_8UC3);
  cv::RNG(5).fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

std::size_t slot_of(Driver& driver, const char* id) {
  return static_cast<std::size_t>(*driver.state().current_demo().find_parameter(id));
}

double value_of(Driver& driver, const char* id) {
  return std::get<double>(driver.state().current_settings()[slot_of(driver, id)]);
}

/// What the window shows of a pixel, without a rim of that many units; empty where it is not wholly seen.
cv::Mat shown_pixel(Driver& driver, cv::Point pixel, double rim) {
  const CanvasView& view = shown_view(driver.state());
  const cv::Rect2d& canvas = driver.state().canvas;
  const cv::Point2d a = to_screen(view, canvas, pixel) + cv::Point2d(rim, rim);
  const cv::Point2d b = to_screen(view, canvas, pixel + cv::Point(1, 1)) - cv::Point2d(rim, rim);
  if (!canvas.contains(a) || !canvas.contains(b)) return {};
  return driver.window.picture()(cv::Rect(cv::Point(a), cv::Point(b)));
}

double spread(const cv::Mat& picture) {
  cv::Scalar mean;
  cv::Scalar deviation;
  cv::meanStdDev(picture, mean, deviation);
  return std::max({deviation[0], deviation[1], deviation[2]});
}

}  // namespace

TEST_CASE("above 100 % each pixel is a square of its own colour") {
  const Pictures pictures;
  const cv::Mat picture = noise({40, 30});
  Driver driver;
  driver.drop(pictures.put("noise.png", picture));
  driver.key(GLFW_KEY_0, 0, '0');
  zoom_to(driver.state(), 8);
  driver.settle();
  int seen = 0;
  for (int y = 0; y < picture.rows; y += 3) {
    for (int x = 0; x < picture.cols; x += 3) {
      const cv::Mat square = shown_pixel(driver, {x, y}, 1);
      if (square.empty()) continue;
      ++seen;
      CHECK(cv::norm(square, cv::Mat(square.size(), CV_8UC3, cv::Scalar(picture.at<cv::Vec3b>(y, x))),
                     cv::NORM_INF) <= 1);
    }
  }
  CHECK(seen > 50);
}

TEST_CASE("close up there are a grid and the numbers, which are those of the data") {
  Driver driver;
  driver.click(driver.middle("stage:magnitude"));
  driver.key(GLFW_KEY_P);
  driver.settle();
  CHECK(shown_view(driver.state()).zoom == 48);
  const cv::Rect2d canvas = driver.state().canvas;
  const cv::Point middle = pixel_under(shown_view(driver.state()), canvas,
                                       {canvas.x + canvas.width / 2, canvas.y + canvas.height / 2});
  CHECK(spread(shown_pixel(driver, middle, 4)) > 5);  // one colour but for the number
  // A derivative is negative and a magnitude beyond 255: no texture of colours could say so.
  driver.key(GLFW_KEY_3, 0, '3');
  driver.settle();
  const cv::Mat image = driver.state().shown_image();
  double least = 0;
  cv::Point at;
  cv::minMaxLoc(image, &least, nullptr, &at);
  REQUIRE(least < 0);
  pin_at(driver.state(), at);
  driver.settle();
  CHECK(driver.state().inspection->output == std::vector<double>{least});
}

TEST_CASE("below 100 % the picture is averaged, not picked from") {
  const Pictures pictures;
  cv::Mat checks(1200, 1600, CV_8UC1);
  for (int y = 0; y < checks.rows; ++y) {
    for (int x = 0; x < checks.cols; ++x) checks.at<uchar>(y, x) = (x + y) % 2 == 0 ? 255 : 0;
  }
  Driver driver;
  driver.drop(pictures.put("checks.png", checks));
  driver.key(GLFW_KEY_0, 0, '0');
  zoom_to(driver.state(), 0.25);
  driver.settle();
  const cv::Rect2d& canvas = driver.state().canvas;
  const cv::Rect middle(static_cast<int>(canvas.x + canvas.width / 2) - 50,
                        static_cast<int>(canvas.y + canvas.height / 2) - 50, 100, 100);
  const cv::Mat shown = driver.window.picture()(middle);
  CHECK(spread(shown) < 12);
  CHECK(std::abs(cv::mean(shown)[0] - 127.5) < 12);
}

TEST_CASE("zoom and position stay when the settings or the picture of the same size change") {
  const Pictures pictures;
  pictures.put("a.png", noise({300, 200}));
  pictures.put("b.png", noise({300, 200}));
  Driver driver;
  driver.drop(pictures.folder.string());
  driver.wheel(driver.middle("canvas"), 3);
  const CanvasView before = shown_view(driver.state());
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(driver.state().frame->name == "b.png");
  driver.key(GLFW_KEY_D);
  driver.settle();
  CHECK(shown_view(driver.state()).zoom == before.zoom);
  CHECK(shown_view(driver.state()).center == before.center);
}

TEST_CASE("Ctrl+O opens something to choose from, also without a dialog of the desktop") {
  const test::Variable programs("PATH", "/nowhere");
  Driver driver;
  const cv::Mat before = driver.window.picture();
  driver.key(GLFW_KEY_O, GLFW_MOD_CONTROL);
  driver.settle();
  cv::Mat changed;
  cv::absdiff(before, driver.window.picture(), changed);
  CHECK(cv::mean(changed)[0] > 0.2);
  CHECK(driver.state().frame);
}

TEST_CASE("while a text field has the keys, neither canvas nor demo do anything") {
  Driver driver;
  const int demo = driver.state().demo;
  const StageId stage = driver.state().chosen_stage();
  driver.click(driver.middle("search"));
  const CanvasView before = shown_view(driver.state());
  for (const char c : std::string("f+-1[]0dtlpu?")) {
    const int key = std::isalpha(static_cast<unsigned char>(c)) ? GLFW_KEY_A + (c - 'a') : GLFW_KEY_SLASH;
    driver.key(key, 0, static_cast<unsigned char>(c));
  }
  for (const int key : {GLFW_KEY_LEFT, GLFW_KEY_PAGE_DOWN, GLFW_KEY_BACKSPACE, GLFW_KEY_TAB}) driver.key(key);
  const AppState& state = driver.state();
  CHECK(state.demo == demo);
  CHECK(state.chosen_stage() == stage);
  CHECK(shown_view(driver.state()).zoom == before.zoom);
  CHECK(state.dark);
  CHECK(state.language == Language::English);
  CHECK_FALSE(state.sheet_open);
  CHECK_FALSE(state.focused_parameter.has_value());
  CHECK(state.current_settings() == state.current_demo().defaults());
}

TEST_CASE("a key that is held down is one entry of undo") {
  Driver driver;
  driver.state().focused_parameter = static_cast<int>(slot_of(driver, "high"));
  const std::size_t depth = driver.state().history.depth();
  driver.hold(GLFW_KEY_RIGHT, true);
  for (int i = 0; i < 5; ++i) {
    driver.window.on_key(GLFW_KEY_RIGHT, glfwGetKeyScancode(GLFW_KEY_RIGHT), GLFW_REPEAT, 0);
    driver.frames(1);
  }
  driver.hold(GLFW_KEY_RIGHT, false);
  CHECK(value_of(driver, "high") == 180);  // six steps of 5
  CHECK(driver.state().history.depth() == depth + 1);
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  CHECK(value_of(driver, "high") == 150);
}

TEST_CASE("Tab goes through the parameters, Enter types, Tab while typing goes on with the next number") {
  Driver driver;
  driver.key(GLFW_KEY_TAB);
  CHECK(driver.state().focused_parameter == static_cast<int>(slot_of(driver, "sigma")));
  driver.key(GLFW_KEY_ENTER);
  driver.frames(3);
  REQUIRE(driver.state().editing_parameter == static_cast<int>(slot_of(driver, "sigma")));
  driver.type("3");
  driver.key(GLFW_KEY_TAB);
  driver.frames(3);
  CHECK(value_of(driver, "sigma") == 3);
  CHECK_FALSE(driver.state().editing_parameter.has_value());  // the next one is a choice
  CHECK(driver.state().focused_parameter == static_cast<int>(slot_of(driver, "aperture")));
  driver.state().focused_parameter = static_cast<int>(slot_of(driver, "low"));
  driver.key(GLFW_KEY_ENTER);
  driver.frames(3);
  driver.type("60");
  driver.key(GLFW_KEY_TAB);
  driver.frames(3);
  CHECK(value_of(driver, "low") == 60);
  CHECK(driver.state().editing_parameter == static_cast<int>(slot_of(driver, "high")));
  driver.type("200");
  driver.key(GLFW_KEY_TAB, GLFW_MOD_SHIFT);
  driver.frames(3);
  CHECK(value_of(driver, "high") == 200);
  CHECK(driver.state().editing_parameter == static_cast<int>(slot_of(driver, "low")));
  driver.key(GLFW_KEY_ESCAPE);
  CHECK(value_of(driver, "low") == 60);
  CHECK_FALSE(driver.state().editing_parameter.has_value());
  CHECK(driver.state().history.depth() == 3);  // one entry for each value
}

TEST_CASE(
    "what was typed out of range is said with name, value and range, and the next value takes it back") {
  Driver driver;
  driver.double_click(driver.middle("value:low"));
  driver.frames(3);
  driver.type("-7");
  driver.key(GLFW_KEY_ENTER);
  CHECK(value_of(driver, "low") == 0);
  REQUIRE(driver.state().notices.list().size() == 1);
  const std::string words = driver.state().notices.list()[0].text.en;
  for (const char* part : {"Low threshold", "-7", "0 to 20000"}) CHECK(words.find(part) != std::string::npos);
  driver.double_click(driver.middle("value:low"));
  driver.frames(3);
  driver.type("7");
  driver.key(GLFW_KEY_ENTER);
  CHECK(driver.state().notices.list().empty());
}

TEST_CASE("a group folds, its panel shrinks with it, and Tab passes it over") {
  Driver driver;
  const float tall = driver.window.place("tab:why")->y;
  driver.click(driver.middle("group:Gradient"));
  driver.frames(3);
  CHECK_FALSE(driver.window.place("choice:norm").has_value());
  CHECK(driver.window.place("tab:why")->y < tall - 50);
  CHECK(driver.state().folded.count("canny/Gradient") == 1);
  driver.state().focused_parameter = static_cast<int>(slot_of(driver, "sigma"));
  driver.key(GLFW_KEY_TAB);
  CHECK(driver.state().focused_parameter == static_cast<int>(slot_of(driver, "low")));
}

TEST_CASE("while a slider is held, exactly the stages that depend on it are marked") {
  Driver driver("canny", {1600, 900});
  driver.move(driver.middle("slider:high"));
  driver.press(true);
  const auto& demo = driver.state().current_demo();
  const std::vector<bool> dirty = demo.dirtied_by(static_cast<int>(slot_of(driver, "high")), demo.defaults());
  for (std::size_t i = 0; i < demo.stages.size(); ++i) {
    INFO(demo.stages[i].id);
    CHECK(driver.window.place("dirtied:" + demo.stages[i].id).has_value() == dirty[i]);
  }
  driver.press(false);
  driver.move(driver.middle("canvas"));
  CHECK_FALSE(driver.window.place("dirtied:edges").has_value());
}

TEST_CASE("the stage in work is marked on its card until it is done") {
  const Pictures pictures;
  Driver driver;
  driver.drop(pictures.put("large.png", noise({3000, 2000})));
  set_value(driver.state(), static_cast<int>(slot_of(driver, "sigma")), 8.0);
  const std::vector<Stage>& stages = driver.state().current_demo().stages;
  CHECK(driver.until([&] {
    return std::any_of(stages.begin(), stages.end(), [&](const Stage& stage) {
      return driver.window.place("in-work:" + stage.id).has_value();
    });
  }));
  driver.settle();
  for (const Stage& stage : stages) CHECK_FALSE(driver.window.place("in-work:" + stage.id).has_value());
}

TEST_CASE("the film strip keeps the chosen card in sight, scrolls by wheel and says that there is more") {
  Driver driver("canny", {1024, 700});
  const auto inside = [&](const char* card) {
    const auto place = *driver.window.place(card);
    const cv::Rect2d& canvas = driver.state().canvas;  // as wide as the strip
    return place.x >= static_cast<float>(canvas.x) && place.z <= static_cast<float>(canvas.x + canvas.width);
  };
  CHECK(inside("stage:edges"));
  CHECK(driver.window.place("strip-left").has_value());
  CHECK_FALSE(driver.window.place("strip-right").has_value());
  driver.key(GLFW_KEY_1, 0, '1');
  driver.frames(3);
  CHECK(inside("stage:gray"));
  driver.wheel(driver.middle("stage:gray"), -20);
  driver.frames(3);
  CHECK_FALSE(inside("stage:gray"));
  CHECK(inside("stage:edges"));
  driver.click(driver.middle("strip-left"));
  driver.frames(3);
  CHECK_FALSE(inside("stage:edges"));
}

TEST_CASE("undo brings back the picture before with its settings, and paging is one step") {
  const Pictures pictures;
  for (const char* name : {"a.png", "b.png", "c.png"}) pictures.put(name, noise({40, 30}));
  Driver driver;
  const auto undo_and_wait = [&] {
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    driver.settle();
  };
  reset_all(driver.state());
  set_value(driver.state(), static_cast<int>(slot_of(driver, "high")), 222.0);
  commit(driver.state());
  driver.drop(pictures.folder.string());
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(driver.state().frame->name == "c.png");
  set_value(driver.state(), static_cast<int>(slot_of(driver, "high")), 333.0);
  commit(driver.state());
  undo_and_wait();
  CHECK(driver.state().frame->name == "c.png");
  CHECK(value_of(driver, "high") == 222);
  undo_and_wait();
  CHECK(driver.state().frame->name == "a.png");
  undo_and_wait();
  CHECK(driver.state().source == "sample:street");
  CHECK(value_of(driver, "high") == 222);
  for (int i = 0; i < 3; ++i) {
    driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    driver.settle();
  }
  CHECK(driver.state().frame->name == "c.png");
  CHECK(value_of(driver, "high") == 333);
}

}  // namespace pixelwhy::gui
