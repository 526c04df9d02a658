#define GLFW_INCLUDE_NONE
#include "gui/recording.h"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <thread>

#include "core/error.h"
#include "driver.h"
#include "fake_live.h"
#include "pictures.h"
#include "sources/source.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  return files;
}

/// Frames that have come since the first call.
std::function<bool()> frames_come(FakeControl& control, int count) {
  return [&control, until = control.frames + count] { return control.frames >= until; };
}

}  // namespace

TEST_CASE("Ctrl+R records what the window shows of a live source, with a mark, and tells where it is") {
  const PictureFolder home("recording");
  fs::create_directory(home.path / "Videos");
  auto control = std::make_shared<FakeControl>();
  control->rate = 30;
  Driver driver("gaussian-blur", {1280, 800}, false, fake_live(control));
  AppState& state = driver.state();
  state.wishes.open = "camera:0";
  driver.settle();
  for (const bool both : {false, true}) {
    driver.key(GLFW_KEY_R, GLFW_MOD_CONTROL | (both ? GLFW_MOD_SHIFT : 0));
    REQUIRE(state.recording.wanted);
    REQUIRE(driver.until(frames_come(*control, 20)));
    CHECK(driver.window.place("recording"));
    // A click on the mark ends it as the key does.
    both ? driver.click(driver.middle("recording")) : driver.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
    CHECK(!state.recording.wanted);
    REQUIRE(driver.until([&] { return !state.recording.finishing && !state.notices.list().empty(); }));
    const std::vector<fs::path> files = files_in(home.path / "Videos");
    REQUIRE(files.size() == 1);
    CHECK(files[0].extension() == ".mkv");
    CHECK(files[0].filename().string().starts_with("gaussian-blur "));
    CHECK(state.notices.list().back().text.en.find(files[0].string()) != std::string::npos);
    const auto video = open_source(files[0].string());
    CHECK(video->count().value_or(0) >= 2);
    CHECK(video->frame(0)->pixels.size() == (both ? cv::Size(96 + 8 + 96, 64) : cv::Size(96, 64)));
    fs::remove(files[0]);
    state.notices.clear();
  }
}

TEST_CASE("a recording of a still picture follows its sliders, and lasts as long as it was on") {
  const PictureFolder home("recording");
  Driver driver("gaussian-blur");
  driver.settle();
  AppState& state = driver.state();
  driver.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
  driver.settle();
  set_value(state, 0, 6.0);
  driver.settle();
  REQUIRE(driver.until([&] { return state.recording.elapsed >= std::chrono::seconds(1); }));
  driver.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
  REQUIRE(driver.until([&] { return !state.recording.finishing && !state.notices.list().empty(); }));
  std::optional<fs::path> video;
  for (const fs::path& file : files_in(home.path)) {
    if (file.extension() == ".mkv") video = file;
  }
  REQUIRE(video);
  const auto source = open_source(video->string());
  REQUIRE(source->count() == 3);
  CHECK(cv::norm(source->frame(0)->pixels, source->frame(1)->pixels, cv::NORM_INF) > 20);
  CHECK(source->time_of(2) >= 1);
}

TEST_CASE("a window that closes finishes its recording") {
  const PictureFolder home("recording");
  {
    Driver driver("gaussian-blur");
    driver.settle();
    driver.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
    driver.settle();
    REQUIRE(driver.state().recording.wanted);
  }
  int videos = 0;
  for (const fs::path& file : files_in(home.path)) {
    if (file.extension() != ".mkv") continue;
    ++videos;
    CHECK(file.filename().string().find(".part-") == std::string::npos);
    CHECK(open_source(file.string())->count().value_or(0) >= 1);
  }
  CHECK(videos == 1);
}

TEST_CASE("a folder that takes no recording is told, and nothing is recorded") {
  const PictureFolder home("recording");
  Driver driver("gaussian-blur");
  driver.settle();
  setenv("HOME", (home.path / "none").c_str(), 1);
  driver.key(GLFW_KEY_R, GLFW_MOD_CONTROL);
  driver.frames(2);
  CHECK(!driver.state().recording.wanted);
  REQUIRE(!driver.state().notices.list().empty());
  CHECK(driver.state().notices.list().back().kind == Notice::Kind::Error);
}

TEST_CASE("elapsed time is written as people write it") {
  using std::chrono::seconds;
  CHECK(elapsed_words(seconds(7)) == "0:07");
  CHECK(elapsed_words(seconds(754)) == "12:34");
  CHECK(elapsed_words(seconds(3723)) == "1:02:03");
}

}  // namespace pixelwhy::gui
