// A matrix and a second picture among the parameters, as people change them with mouse and keys.

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <opencv2/core.hpp>
#include <string>

#include "driver.h"
#include "notes/file.h"
#include "notes/png.h"
#include "pictures.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

struct Kinds {
  PictureFolder home{"kinds"};
  test::Variable settings{"XDG_CONFIG_HOME", (home.path / "config").string()};
  test::Variable programs{"PATH", "/nowhere"};  // no file dialog of the desktop
  Driver driver;
  explicit Kinds(const std::string& demo) : driver(demo, {1280, 1100}) { driver.settle(); }

  AppState& state() { return driver.state(); }
  const Value& value(const std::string& id) {
    return state()
        .current_settings()[static_cast<std::size_t>(state().current_demo().find_parameter(id).value())];
  }
  const MatrixValue& kernel() { return std::get<MatrixValue>(value("kernel")); }
  void type_into(const std::string& cell, const std::string& text) {
    driver.click(driver.middle(cell));
    driver.frames(4);
    driver.type(text);
    driver.key(GLFW_KEY_ENTER);
    driver.settle();
  }
  std::string picture(const std::string& name, int seed) {
    cv::Mat noise(40, 60, CV_8UC3);
    cv::RNG random(static_cast<std::uint64_t>(seed));
    random.fill(noise, cv::RNG::UNIFORM, 0, 100);
    const std::string path = (home.path / name).string();
    write_whole(path, encode_png(noise));
    return path;
  }
};

}  // namespace

TEST_CASE("a number of the kernel is typed over, and that is one undo step") {
  Kinds window("convolution");
  const MatrixValue before = window.kernel();
  const std::size_t depth = window.state().history.depth();
  window.type_into("cell:kernel:1,1", "1/4");
  CHECK(window.kernel().at(1, 1) == 0.25);
  CHECK(window.state().history.depth() == depth + 1);
  window.driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  window.driver.settle();
  CHECK(window.kernel() == before);
  window.driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  window.driver.settle();
  CHECK(window.kernel().at(1, 1) == 0.25);
  window.driver.click(window.driver.middle("cell:kernel:0,0"), true);
  window.driver.settle();
  CHECK(window.kernel() == before);
}

TEST_CASE("Tab goes from number to number, a whole matrix is taken, and junk is refused with words") {
  Kinds window("convolution");
  window.driver.click(window.driver.middle("cell:kernel:0,0"));
  window.driver.frames(4);
  window.driver.type("7");
  window.driver.key(GLFW_KEY_TAB);
  window.driver.frames(4);
  window.driver.type("8");
  window.driver.key(GLFW_KEY_ENTER);
  window.driver.settle();
  CHECK(window.kernel().at(0, 0) == 7);
  CHECK(window.kernel().at(0, 1) == 8);
  window.type_into("cell:kernel:2,2", "1 2; 3 4");
  CHECK(window.kernel() == parse_matrix("1 2; 3 4"));
  window.type_into("cell:kernel:0,1", "much");
  CHECK(window.kernel() == parse_matrix("1 2; 3 4"));
  REQUIRE(!window.state().notices.list().empty());
  CHECK(window.state().notices.list().back().text.en.find("“much” is not a number") != std::string::npos);
  window.type_into("cell:kernel:0,1", "99999");
  CHECK(window.kernel().at(0, 1) == 1000);
}

TEST_CASE("rows and columns are added and taken away around the middle") {
  Kinds window("convolution");
  window.type_into("cell:kernel:1,1", "5");
  window.driver.click(window.driver.middle("matrix:kernel:rows:more"));
  window.driver.click(window.driver.middle("matrix:kernel:columns:fewer"));
  window.driver.settle();
  CHECK(window.kernel().rows == 4);
  CHECK(window.kernel().cols == 2);
  CHECK(window.kernel().at(2, 1) == 5);
  CHECK(window.driver.window.place("cell:kernel:3,1"));
  CHECK_FALSE(window.driver.window.place("cell:kernel:3,2"));
}

TEST_CASE("a kernel with a name is chosen from the menu, and the arrow keys leaf through them") {
  Kinds window("convolution");
  window.driver.click(window.driver.middle("choice:kernel"));
  window.driver.frames(3);
  window.driver.click(window.driver.middle("choice:kernel:5"));
  window.driver.settle();
  const Parameter& parameter = window.state().current_demo().parameters[0];
  CHECK(window.value("kernel") == Value{parameter.named[5].value});
  nudge(window.state(), 0, 1);
  CHECK(window.value("kernel") == Value{parameter.named[6].value});
  nudge(window.state(), 0, -2);
  CHECK(window.value("kernel") == Value{parameter.named[4].value});
}

TEST_CASE("random settings are acceptable matrices") {
  Kinds window("convolution");
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    roll_dice(window.state(), seed);
    CHECK_NOTHROW(window.state().current_demo().check(window.state().current_settings()));
  }
}

TEST_CASE(
    "a second picture is chosen by path, sample or drop, undone, and refused without losing the one before") {
  Kinds window("intensity");
  Driver& driver = window.driver;
  set_value(window.state(), 0, 4);  // match
  commit(window.state());
  driver.settle();
  CHECK(std::get<PictureValue>(window.value("match")).frame);
  const auto result = [&] {
    return window.state().snapshot->result(window.state().current_demo().find_stage("result").value());
  };
  REQUIRE(result());
  CHECK_FALSE(result()->error);
  const cv::Mat first = result()->output.image;
  const std::string path = window.picture("dark.png", 3);

  driver.click(driver.middle("picture:match"));
  driver.frames(3);
  driver.click(driver.middle("picture-path"));
  driver.type(path);
  driver.key(GLFW_KEY_ENTER);
  driver.settle();
  CHECK(std::get<PictureValue>(window.value("match")).spec == path);
  CHECK(cv::norm(result()->output.image, first, cv::NORM_INF) > 0);

  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(std::get<PictureValue>(window.value("match")).spec == "sample:still-life");
  CHECK(cv::norm(result()->output.image, first, cv::NORM_INF) == 0);

  driver.move(driver.middle("picture:match"));
  driver.drop(window.picture("other.png", 4));
  driver.settle();
  CHECK(std::get<PictureValue>(window.value("match")).spec == (window.home.path / "other.png").string());
  const std::string source = window.state().source;
  CHECK(source.find("other.png") == std::string::npos);

  window.state().wishes.picture = {5, "/nowhere/at-all.png"};
  driver.settle();
  CHECK(std::get<PictureValue>(window.value("match")).spec == (window.home.path / "other.png").string());
  REQUIRE(!window.state().notices.list().empty());
  CHECK(window.state().notices.list().back().text.en.find("/nowhere/at-all.png") != std::string::npos);

  driver.click(driver.middle("picture:match"), true);
  driver.settle();
  CHECK(std::get<PictureValue>(window.value("match")).spec == "sample:still-life");
  CHECK_FALSE(result()->error);
}

TEST_CASE("undo remembers the names of second pictures and not their pixels") {
  Kinds window("intensity");
  set_value(window.state(), 0, 4);
  commit(window.state());
  window.driver.settle();
  const Settings& kept = window.state().history.present().settings;
  CHECK_FALSE(std::get<PictureValue>(kept[5]).frame);
  CHECK(std::get<PictureValue>(window.value("match")).frame);
}

}  // namespace pixelwhy::gui
