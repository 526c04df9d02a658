#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "driver.h"
#include "pictures.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace fs = std::filesystem;

namespace {

/// The window with Canny, and a folder of presets of nobody else's.
struct PresetDriver {
  PictureFolder home{"presets"};
  test::Variable settings{"XDG_CONFIG_HOME", (home.path / "config").string()};
  test::Variable programs{"PATH", "/nowhere"};
  Driver driver{"canny"};
  PresetDriver() { driver.settle(); }

  AppState& state() { return driver.state(); }
  fs::path own(const std::string& id) const {
    return home.path / "config" / "pixelwhy" / "presets" / "canny" / (id + ".json");
  }
  void open_menu() {
    driver.frames(3);
    if (!driver.window.place("##preset-name")) driver.click(driver.middle("presets"));
    driver.frames(3);
  }
  void save_as(const std::string& name) {
    open_menu();
    driver.click(driver.middle("##preset-name"));
    driver.type(name);
    driver.click(driver.middle("preset-save"));
    driver.settle();
  }
  void close_menu() {
    driver.key(GLFW_KEY_ESCAPE);
    driver.frames(3);
  }
};

}  // namespace

TEST_CASE("a preset is chosen with the mouse, tells its lesson, and is one undo step") {
  PresetDriver window;
  Driver& driver = window.driver;
  const Settings before = window.state().current_settings();
  window.open_menu();
  driver.click(driver.middle("preset:too-little-smoothing"));
  driver.settle();
  CHECK(window.state().current_settings()[0] == Value(0.0));
  REQUIRE(!window.state().notices.list().empty());
  CHECK(window.state().notices.list().back().text.en.starts_with("Too little smoothing: "));
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(window.state().current_settings() == before);
}

TEST_CASE("one's own presets are saved, asked about before they are replaced, and deleted") {
  PresetDriver window;
  Driver& driver = window.driver;
  window.state().current_settings()[0] = Value(2.5);
  window.save_as("Mine");
  REQUIRE(fs::exists(window.own("Mine")));
  window.close_menu();
  window.state().current_settings()[0] = Value(3.5);
  window.save_as("Mine");
  REQUIRE(window.state().presets.question);
  driver.click(driver.middle("preset-keep"));
  driver.settle();
  window.close_menu();
  window.open_menu();
  driver.click(driver.middle("own-preset:Mine"));
  driver.settle();
  CHECK(window.state().current_settings()[0] == Value(2.5));
  window.open_menu();
  driver.click(driver.middle("delete:Mine"));
  driver.frames(3);
  REQUIRE(window.state().presets.question);
  driver.click(driver.middle("preset-agree"));
  driver.settle();
  CHECK_FALSE(fs::exists(window.own("Mine")));
}

TEST_CASE("a preset that is dropped is imported; one that is none changes nothing and says why") {
  PresetDriver window;
  Driver& driver = window.driver;
  driver.drop(
      window.home.file("given.json", R"({"demo": "canny", "name": "Given", "parameters": {"sigma": 4}})"));
  driver.settle();
  CHECK(window.state().current_settings()[0] == Value(4.0));
  CHECK(fs::exists(window.own("Given")));
  const Settings before = window.state().current_settings();
  driver.drop(window.home.file("bad.json", R"({"demo": "canny", "parameters": {"sigma": -4}})"));
  driver.settle();
  CHECK(window.state().current_settings() == before);
  REQUIRE(!window.state().notices.list().empty());
  const Notice& notice = window.state().notices.list().back();
  CHECK(notice.kind == Notice::Kind::Error);
  CHECK(notice.text.en.find("sigma") != std::string::npos);
}

TEST_CASE("the parameters are exported to a file that can be imported again") {
  PresetDriver window;
  Driver& driver = window.driver;
  window.state().current_settings()[0] = Value(1.75);
  const std::string file = (window.home.path / "out.json").string();
  window.open_menu();
  driver.click(driver.middle("##preset-path"));
  driver.type(file);
  driver.click(driver.middle("preset-export"));
  driver.settle();
  REQUIRE(fs::exists(file));
  window.close_menu();
  window.state().current_settings()[0] = Value(0.0);
  driver.drop(file);
  driver.settle();
  CHECK(window.state().current_settings()[0] == Value(1.75));
}

}  // namespace pixelwhy::gui
