#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <thread>

#include "driver.h"
#include "fake_live.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/state.h"
#include "pictures.h"
#include "registry.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

void type_into(Driver& driver, const std::string& field, const std::string& words) {
  driver.click(driver.middle(field));
  driver.key(GLFW_KEY_A, GLFW_MOD_CONTROL);
  driver.type(words);
  driver.frames(2);
}

void choose_parameter(Driver& driver, int axis, const std::string& id) {
  const std::string selector = "sweep:parameter:" + std::to_string(axis);
  driver.pause();
  driver.click(driver.middle(selector));
  driver.frames(3);
  driver.click(driver.middle(selector + ":" + id));
  driver.frames(3);
}

void choose_numbers(Driver& driver, int axis, const std::string& from, const std::string& to,
                    const std::string& step) {
  const std::string end = ":" + std::to_string(axis);
  type_into(driver, "sweep:from" + end, from);
  type_into(driver, "sweep:to" + end, to);
  type_into(driver, "sweep:step" + end, step);
}

bool ends(Driver& driver) {
  return driver.until([&] { return !driver.state().sweeping.running; });
}

State state_in(const fs::path& path) {
  const std::string text = read_text(path, std::uintmax_t{64} << 20);
  return state_from_json(all_demos(),
                         read_carried(std::vector<std::uint8_t>(text.begin(), text.end())).state);
}

}  // namespace

TEST_CASE(
    "a sweep of two parameters becomes a contact sheet that carries the settings of its first picture") {
  const PictureFolder home("sweep");
  Driver driver("canny");
  driver.settle();
  AppState& state = driver.state();
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  REQUIRE(state.sweeping.open);
  choose_parameter(driver, 0, "sigma");
  choose_numbers(driver, 0, "1", "3", "1");
  choose_parameter(driver, 1, "high");
  choose_numbers(driver, 1, "100", "200", "50");
  const Settings before = state.current_settings();
  driver.click(driver.middle("sweep:start"));
  CHECK_FALSE(state.sweeping.open);
  CHECK(state.sweeping.total == 9);
  REQUIRE(ends(driver));
  const fs::path file = home.path / "canny-sigma-high.png";
  REQUIRE(fs::exists(file));
  CHECK(state.notices.list().back().text.en.find(file.string()) != std::string::npos);
  CHECK(state.current_settings() == before);
  const State carried = state_in(file);
  CHECK(carried.stage == "edges");
  CHECK(std::get<double>(carried.settings[0]) == 1);
  CHECK(std::get<double>(carried.settings[4]) == 100);
  CHECK(carried.source->spec == "sample:street");
  // The next one is not the same file, and the choices are remembered.
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  driver.key(GLFW_KEY_ENTER);
  REQUIRE(ends(driver));
  CHECK(fs::exists(home.path / "canny-sigma-high-2.png"));
}

TEST_CASE("choices are swept over by their buttons, into an animation or a video") {
  const PictureFolder home("sweep");
  Driver driver("morphology");
  driver.settle();
  AppState& state = driver.state();
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  choose_parameter(driver, 0, "operation");
  for (const char* option : {"erode", "dilate", "gradient", "tophat", "blackhat"}) {
    driver.pause();
    driver.click(driver.middle(std::string("sweep:option:0:") + option));
  }
  type_into(driver, "sweep:name", "kinds.mkv");
  driver.click(driver.middle("sweep:start"));
  REQUIRE(state.sweeping.total == 2);
  REQUIRE(ends(driver));
  CHECK(open_source((home.path / "kinds.mkv").string())->count() == 2);
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  type_into(driver, "sweep:name", "kinds.webp");
  driver.click(driver.middle("sweep:start"));
  REQUIRE(ends(driver));
  CHECK(open_source((home.path / "kinds.webp").string())->frame(0)->pixels.cols >= 320);
}

TEST_CASE("what cannot be swept is said, and does not start; an existing file is asked about") {
  const PictureFolder home("sweep");
  Driver driver("canny");
  driver.settle();
  AppState& state = driver.state();
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  const auto refuses = [&] {
    driver.frames(2);
    driver.click(driver.middle("sweep:start"));
    driver.key(GLFW_KEY_ENTER);
    driver.frames(2);
    CHECK_FALSE(state.sweeping.running);
    CHECK(state.sweeping.open);
  };
  choose_parameter(driver, 0, "sigma");
  for (const auto& [from, to, step] : {std::tuple{"1", "3", "0"},
                                       {"1", "3", "-1"},
                                       {"0", "60", "10"},
                                       {"x", "3", "1"},
                                       {"0", "50", "0.001"},
                                       {"", "", ""}}) {
    choose_numbers(driver, 0, from, to, step);
    refuses();
  }
  choose_numbers(driver, 0, "1", "2", "1");
  for (const char* name : {"", "x.gif", "x"}) {
    type_into(driver, "sweep:name", name[0] ? name : " ");
    if (!name[0]) driver.key(GLFW_KEY_BACKSPACE);
    refuses();
  }
  type_into(driver, "sweep:name", "x.png");
  type_into(driver, "sweep:folder", (home.path / "nowhere").string());
  refuses();
  type_into(driver, "sweep:folder", home.path.string());
  write_whole(home.path / "x.png", std::string("mine"));
  driver.click(driver.middle("sweep:start"));
  driver.frames(2);
  CHECK_FALSE(state.sweeping.running);
  driver.click(driver.middle("sweep:keep"));
  driver.frames(2);
  CHECK(read_text(home.path / "x.png") == "mine");
  driver.pause();
  driver.click(driver.middle("sweep:start"));
  driver.frames(2);
  driver.click(driver.middle("sweep:replace"));
  REQUIRE(ends(driver));
  CHECK(fs::file_size(home.path / "x.png") > 1000);
  // Escape closes it, and nothing else.
  state.pin = cv::Point(3, 3);
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  driver.key(GLFW_KEY_ESCAPE);
  driver.frames(2);
  CHECK_FALSE(state.sweeping.open);
  CHECK(state.pin);
}

TEST_CASE("a running sweep shows how far it is, lets the window be used, and is cancelled without a trace") {
  const PictureFolder home("sweep");
  Driver driver("gaussian-blur");
  driver.settle();
  AppState& state = driver.state();
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  choose_parameter(driver, 0, "sigma");
  choose_numbers(driver, 0, "1", "50", "0.1");
  driver.click(driver.middle("sweep:start"));
  REQUIRE(driver.until([&] { return state.sweeping.done >= 2; }));
  CHECK(driver.window.place("sweep:progress"));
  set_value(state, 0, 4.0);
  driver.key(GLFW_KEY_1, 0, '1');
  driver.frames(2);
  CHECK(state.chosen_stage() == visible_stages(state)[1]);
  CHECK(state.sweeping.running);
  // Another one waits for its end.
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  driver.click(driver.middle("sweep:start"));
  CHECK(state.sweeping.open);
  driver.key(GLFW_KEY_ESCAPE);
  driver.frames(2);
  driver.click(driver.middle("sweep:stop"));
  REQUIRE(ends(driver));
  CHECK(state.notices.list().back().text.en.find("cancelled") != std::string::npos);
  CHECK(fs::is_empty(home.path));
}

TEST_CASE("closing the window ends a sweep that runs") {
  const PictureFolder home("sweep");
  {
    Driver driver("gaussian-blur");
    driver.settle();
    driver.key(GLFW_KEY_G);
    driver.frames(3);
    choose_parameter(driver, 0, "sigma");
    choose_numbers(driver, 0, "1", "50", "0.1");
    driver.click(driver.middle("sweep:start"));
    REQUIRE(driver.until([&] { return driver.state().sweeping.done >= 1; }));
  }
  CHECK(fs::is_empty(home.path));
}

TEST_CASE("of a source that plays the frame in view is swept over") {
  const PictureFolder home("sweep");
  auto control = std::make_shared<FakeControl>();
  control->rate = 30;
  Driver driver("gaussian-blur", {1280, 800}, false, fake_live(control));
  AppState& state = driver.state();
  state.wishes.open = "camera:0";
  driver.settle();
  driver.key(GLFW_KEY_G);
  driver.frames(3);
  choose_parameter(driver, 0, "sigma");
  choose_numbers(driver, 0, "1", "3", "1");
  driver.click(driver.middle("sweep:start"));
  REQUIRE(ends(driver));
  const State carried = state_in(home.path / "gaussian-blur-sigma.png");
  CHECK(carried.source->size == state.frame->pixels.size());
}

TEST_CASE("the sheet keeps within small windows in both languages") {
  for (const cv::Size size : {cv::Size(1280, 800), {640, 480}, {420, 300}}) {
    Driver driver("canny", size);
    AppState& state = driver.state();
    for (const Language language : {Language::English, Language::Chinese}) {
      state.language = language;
      driver.settle();
      state.sweeping.open = true;
      driver.frames(4);
      for (const char* widget : {"sweep:start", "sweep:close", "sweep:x", "sweep:words"}) {
        const ImVec4 at = driver.window.place(widget).value_or(ImVec4{-1, -1, -1, -1});
        CAPTURE(widget);
        CHECK(at.x >= 0);
        CHECK(at.z <= static_cast<float>(size.width));
        CHECK(at.w <= static_cast<float>(size.height));
      }
      state.sweeping.open = false;
    }
  }
}

}  // namespace pixelwhy::gui
