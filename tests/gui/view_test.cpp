#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <limits>

#include "core/data_dir.h"
#include "driver.h"
#include "gui/shader.h"
#include "notes/file.h"
#include "notes/png.h"
#include "pictures.h"
#include "sources/codecs.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

StageId stage_of(Driver& driver, const char* id) { return *driver.state().current_demo().find_stage(id); }

const ViewSettings& settings_of(Driver& driver) {
  const AppState& state = driver.state();
  return state.viewing.of(state.demo, state.chosen_stage());
}

cv::Vec3b color_on(const cv::Mat& shown, Driver& driver, cv::Point pixel, cv::Point2d within = {0.5, 0.5}) {
  const cv::Point2d at =
      to_screen(shown_view(driver.state()), driver.state().canvas, cv::Point2d(pixel) + within);
  return shown.at<cv::Vec3b>(static_cast<int>(at.y), static_cast<int>(at.x));
}

std::string write_floats(const PictureFolder& folder, const char* name, const cv::Mat& values) {
  const fs::path file = folder.path / name;
  write_whole(file, encode_with_opencv(".tiff", values));
  return file.string();
}

/// The program's data, with shaders of its own that a test may spoil.
class Shaders {
 public:
  Shaders() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    for (const char* part : {"assets", "demos"})
      fs::create_directory_symlink(data_dir() / part, folder_ / part);
    fs::copy(data_dir() / "shaders", folder_ / "shaders");
    variable_.emplace("PIXELWHY_DATA", folder_.string());
  }
  ~Shaders() { fs::remove_all(folder_); }
  Shaders(const Shaders&) = delete;
  Shaders& operator=(const Shaders&) = delete;

  std::string read(const char* name) const {
    std::ifstream in(folder_ / "shaders" / name);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write(const char* name, const std::string& text) const {
    std::ofstream(folder_ / "shaders" / name) << text;
  }

 private:
  fs::path folder_ = fs::temp_directory_path() / "pixelwhy-gui-shaders";
  std::optional<test::Variable> variable_;
};

/// Whether one of the notices tells of that place.
bool told(Driver& driver, const std::string& place) {
  for (const auto& notice : driver.state().notices.list()) {
    if (notice.text.en.find(place) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("view: its menu opens by button and by V, and closes by V, Esc and a click beside it") {
  Driver driver("canny", {1280, 1000});
  AppState& state = driver.state();
  driver.click(driver.middle("view"));
  CHECK(state.viewing.menu_open);
  driver.key(GLFW_KEY_V);
  driver.frames(2);
  CHECK_FALSE(state.viewing.menu_open);
  driver.key(GLFW_KEY_V);
  driver.frames(2);
  CHECK(state.viewing.menu_open);
  driver.key(GLFW_KEY_ESCAPE);
  driver.frames(2);
  CHECK_FALSE(state.viewing.menu_open);
  driver.key(GLFW_KEY_V);
  driver.frames(2);
  const ImVec2 corner{static_cast<float>(state.canvas.x) + 20, static_cast<float>(state.canvas.y) + 20};
  driver.click(corner);
  driver.frames(2);
  CHECK_FALSE(state.viewing.menu_open);
  CHECK_FALSE(state.pin.has_value());
}

TEST_CASE("view: levels, gamma, map and channel are of a stage, and stay over stages, demos and sources") {
  Driver driver("canny", {1280, 1000});
  AppState& state = driver.state();
  choose_stage(state, stage_of(driver, "magnitude"));
  driver.settle();
  const cv::Mat data = state.shown_image().clone();
  const cv::Mat before = driver.window.picture();
  driver.click(driver.middle("view"));
  driver.click(driver.middle("map:viridis"));
  CHECK(settings_of(driver).map == ColorMap::Viridis);
  const ImVec4 white = *driver.window.place("view:white");
  driver.drag({white.z - 8, (white.y + white.w) / 2}, {(white.x + white.z) / 2, (white.y + white.w) / 2});
  REQUIRE(settings_of(driver).levels.has_value());
  const Range all = state.shown_look()->range;
  CHECK(settings_of(driver).levels->high == doctest::Approx((all.low + all.high) / 2).epsilon(0.02));
  CHECK(settings_of(driver).levels->low == all.low);
  const ImVec4 gamma = *driver.window.place("view:gamma");
  driver.click({gamma.x + (gamma.z - gamma.x) * 0.75F, (gamma.y + gamma.w) / 2});
  CHECK(settings_of(driver).gamma > 1.5);
  driver.click({gamma.x + 20, (gamma.y + gamma.w) / 2}, true);
  CHECK(settings_of(driver).gamma == 1);
  driver.key(GLFW_KEY_ESCAPE);
  driver.settle();
  const ViewSettings chosen = settings_of(driver);
  CHECK(cv::norm(driver.window.picture(), before, cv::NORM_INF) > 60);
  CHECK(cv::norm(state.shown_image(), data, cv::NORM_INF) == 0);  // the data are not touched

  choose_stage(state, stage_of(driver, "gx"));
  CHECK(settings_of(driver).automatic());
  const int canny = state.demo;
  choose_demo(state, canny == 0 ? 1 : 0);
  driver.settle();
  choose_demo(state, canny);
  choose_stage(state, stage_of(driver, "magnitude"));
  state.wishes.open = "sample:coins";
  driver.settle();
  CHECK(settings_of(driver) == chosen);
  driver.key(GLFW_KEY_V);
  driver.frames(2);
  driver.click(driver.middle("view:automatic"));
  CHECK(settings_of(driver).automatic());

  // A channel of the source alone; a map can then be chosen too.
  driver.key(GLFW_KEY_ESCAPE);
  choose_stage(state, source_stage);
  driver.settle();
  driver.key(GLFW_KEY_V);
  driver.frames(2);
  CHECK_FALSE(driver.window.place("map:gray").has_value());
  driver.click(driver.middle("view:channel:2"));
  driver.frames(2);
  CHECK(settings_of(driver).channel == Channel::Green);
  CHECK(driver.window.place("map:gray").has_value());
  driver.click(driver.middle("view:magnified:1"));
  CHECK(state.viewing.bicubic);
  driver.click(driver.middle("view:bar:0"));
  CHECK_FALSE(state.viewing.color_bar);
}

TEST_CASE("view: the colour bar stands beside what needs one") {
  Driver driver;
  AppState& state = driver.state();
  choose_stage(state, stage_of(driver, "magnitude"));
  driver.settle();
  CHECK(driver.window.place("color-bar").has_value());
  choose_stage(state, source_stage);
  driver.settle();
  CHECK_FALSE(driver.window.place("color-bar").has_value());
  choose_stage(state, stage_of(driver, "gx"));
  state.viewing.color_bar = false;
  driver.settle();
  CHECK_FALSE(driver.window.place("color-bar").has_value());
}

TEST_CASE("view: the type lens is switched by Z, Shift+Z and the menu, and stripes what 8 bits lose") {
  Driver driver("canny", {1280, 1000});
  AppState& state = driver.state();
  choose_stage(state, stage_of(driver, "gx"));
  CanvasView& view = shown_view(state);
  view = {8, {300, 200}, false};
  driver.settle();
  const cv::Mat values = state.shown_image();
  driver.key(GLFW_KEY_Z);
  driver.settle();
  CHECK(state.viewing.lens == TypeLens::Saturated);
  CHECK(driver.window.place("color-bar").has_value());  // its counts
  const cv::Mat shown = driver.window.picture();
  const cv::Vec3b orange(0, 128, 255);
  int lost = 0, kept = 0;
  for (int y = 180; y < 220; ++y) {
    for (int x = 270; x < 330; ++x) {
      const double value = value_at(values, {x, y});
      bool striped = false;
      for (double part = 0.3; part < 1;
           part += 0.125) {  // a stripe crosses each row of a pixel of 8 × 8 soon
        for (double other = 0.3; other < 1; other += 0.125)
          striped =
              striped || cv::norm(color_on(shown, driver, {x, y}, {part, other}), orange, cv::NORM_INF) <= 1;
      }
      const bool expected = value < -0.5 || value > 255.5;
      CHECK(striped == expected);
      (expected ? lost : kept) += 1;
      if (!expected) {
        const cv::Vec3b color = color_on(shown, driver, {x, y});
        CHECK(std::abs(color[0] - std::clamp(value, 0.0, 255.0)) <= 1.0);
      }
    }
  }
  CHECK(lost > 20);
  CHECK(kept > 20);
  choose_stage(state, stage_of(driver, "smooth"));
  driver.settle();
  CHECK(state.viewing.lens == TypeLens::Saturated);  // it stays over stages
  driver.key(GLFW_KEY_Z, GLFW_MOD_SHIFT);
  CHECK(state.viewing.lens == TypeLens::Wrapped);
  driver.key(GLFW_KEY_Z, GLFW_MOD_SHIFT);
  CHECK(state.viewing.lens == TypeLens::Off);
  driver.key(GLFW_KEY_V);
  driver.frames(2);
  driver.click(driver.middle("view:lens:2"));
  CHECK(state.viewing.lens == TypeLens::Wrapped);
}

TEST_CASE("view: what is not finite is counted, has its colours, and leaves the histogram whole") {
  const PictureFolder folder("pixelwhy-gui-floats");
  cv::Mat values(40, 60, CV_32FC1, cv::Scalar(0.5));
  values.at<float>(10, 20) = std::numeric_limits<float>::quiet_NaN();
  values.at<float>(10, 21) = std::numeric_limits<float>::infinity();
  values.at<float>(11, 20) = -std::numeric_limits<float>::infinity();
  values.at<float>(12, 20) = values.at<float>(10, 21);
  Driver driver("sobel", {1280, 1000});
  AppState& state = driver.state();
  driver.drop(write_floats(folder, "special.tiff", values));
  choose_stage(state, source_stage);
  driver.settle();
  REQUIRE(state.shown_look());
  CHECK(state.shown_look()->strange == NonFinite{1, 2, 1});
  CHECK(driver.window.place("status:not-finite").has_value());
  const cv::Mat shown = driver.window.picture();
  CHECK(color_on(shown, driver, {20, 10}) == nan_color);
  CHECK(color_on(shown, driver, {21, 10}) == plus_infinity_color);
  CHECK(color_on(shown, driver, {20, 11}) == minus_infinity_color);
  CHECK(color_on(shown, driver, {5, 5}) == cv::Vec3b(128, 128, 128));
  driver.click(driver.middle("tab:values"));
  driver.settle();
  const Statistics& statistics = driver.window.values().statistics();
  REQUIRE(statistics.channels.size() == 3);
  CHECK(statistics.channels[0].count == 2400);
  CHECK(driver.window.place("histogram").has_value());
  // The stages have the numbers that the values were read as.
  for (const StageId stage : visible_stages(state)) {
    choose_stage(state, stage);
    driver.settle();
    if (stage != source_stage) CHECK_FALSE(driver.window.place("status:not-finite").has_value());
  }
}

TEST_CASE("view: a transparent picture lies over a checkerboard, at every zoom") {
  const PictureFolder folder("pixelwhy-gui-alpha");
  cv::Mat picture(40, 60, CV_8UC4, cv::Scalar(40, 80, 200, 255));
  picture(cv::Rect(0, 0, 30, 40)).setTo(cv::Scalar(40, 80, 200, 0));
  write_whole(folder.path / "clear.png", encode_with_opencv(".png", picture));
  Driver driver("sobel");
  AppState& state = driver.state();
  driver.drop((folder.path / "clear.png").string());
  choose_stage(state, source_stage);
  const auto near = [&](cv::Vec3b color, const ImVec4& c) {
    return cv::norm(cv::Vec3d(color) - cv::Vec3d(c.z, c.y, c.x) * 255, cv::NORM_INF) <= 1;
  };
  for (const double zoom : {0.5, 1.0, 6.0}) {
    shown_view(state) = {zoom, {30, 20}, false};
    driver.settle();
    const cv::Mat shown = driver.window.picture();
    for (const cv::Point at : {cv::Point(8, 8), cv::Point(14, 21), cv::Point(20, 30)}) {
      const cv::Vec3b color = color_on(shown, driver, at);
      CHECK((near(color, palette(true).checker_a) || near(color, palette(true).checker_b)));
    }
    CHECK(cv::norm(color_on(shown, driver, {45, 20}), cv::Vec3b(40, 80, 200), cv::NORM_INF) <= 1);
  }
}

TEST_CASE("view: a shader that is broken at the start leaves a window that says so, and F5 mends it") {
  const Shaders shaders;
  const std::string good = shaders.read("canvas.frag");
  shaders.write("canvas.frag", "#version 330 core\nout vec4 result;\nvoid main() { nonsense; }\n");
  Driver driver;
  AppState& state = driver.state();
  CHECK(told(driver, "canvas.frag:3: "));
  CHECK(state.looks.size() == visible_stages(state).size());  // everything else works
  driver.click(driver.middle("stage:gx"));
  CHECK(state.chosen_stage() == stage_of(driver, "gx"));
  const cv::Mat without = driver.window.picture();
  shaders.write("canvas.frag", good);
  driver.key(GLFW_KEY_F5);
  driver.settle();
  CHECK(Shader::problems().empty());
  state.notices.clear();
  driver.settle();
  const cv::Mat with = driver.window.picture();
  CHECK(cv::norm(with, without, cv::NORM_INF) > 60);
  // Broken again while it runs, the last good one stays.
  shaders.write("canvas.frag", good + "\nvoid more() { int x = 1.0.x; }\n");
  driver.key(GLFW_KEY_F5);
  driver.settle();
  const long lines = std::count(good.begin(), good.end(), '\n');
  CHECK(told(driver, "canvas.frag:" + std::to_string(lines + 2) + ": "));
  CHECK(told(driver, "last good shader"));
  state.notices.clear();
  driver.settle();
  const cv::Rect canvas(cv::Point(state.canvas.tl()), cv::Point(state.canvas.br()));
  const cv::Rect middle(canvas.x + canvas.width / 4, canvas.y + canvas.height / 4, canvas.width / 2,
                        canvas.height / 2);
  CHECK(cv::norm(driver.window.picture()(middle), with(middle), cv::NORM_INF) == 0);
}

TEST_CASE("view: without the colour shaders the core makes the same colours") {
  const Shaders shaders;
  const cv::Size size(1000, 700);
  cv::Mat pictures[2];
  for (int broken = 0; broken < 2; ++broken) {
    if (broken == 1) {
      fs::remove(data_dir() / "shaders" / "colorize.frag");
      shaders.write("halve.frag", "#version 330 core\nvoid main() {\n  color = 1;\n}\n");
    }
    Driver driver("sobel", size);
    AppState& state = driver.state();
    CHECK(told(driver, "colorize.frag") == (broken == 1));
    CHECK(told(driver, "halve.frag:3: ") == (broken == 1));
    state.notices.clear();
    choose_stage(state, stage_of(driver, "gx"));
    driver.settle();
    pictures[broken] = driver.window.picture()(cv::Rect(state.canvas)).clone();
  }
  CHECK(cv::norm(pictures[0], pictures[1], cv::NORM_INF) <= 2);
}

TEST_CASE("view: a driver's log becomes the file, the line and the words of its first error") {
  const fs::path file = "shaders/canvas.frag";
  CHECK(located_problem(file, "0:12(3): error: `x' undeclared\n0:13(1): error: more\n") ==
        "shaders/canvas.frag:12: `x' undeclared");
  CHECK(located_problem(file, "0(7) : error C0000: syntax error\n") ==
        "shaders/canvas.frag:7: C0000: syntax error");
  CHECK(located_problem(file, "ERROR: 0:44: 'y' : undeclared identifier\n") ==
        "shaders/canvas.frag:44: 'y' : undeclared identifier");
  CHECK(located_problem(file, "0:2(1): warning: odd\n0:5(1): error: bad\n") == "shaders/canvas.frag:5: bad");
  CHECK(located_problem(file, "something else") == "shaders/canvas.frag: something else");
  CHECK(located_problem(file, "").find("canvas.frag") != std::string::npos);
}

}  // namespace pixelwhy::gui
