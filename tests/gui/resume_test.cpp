#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "core/data_dir.h"
#include "gui/app_window.h"
#include "notes/file.h"
#include "registry.h"
#include "support/folder.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

/// A folder for what windows remember.
struct Remembered {
  test::TemporaryFolder folder;
  test::Variable variable{"XDG_STATE_HOME", folder.path().string()};
};

WindowOptions plain_options() {
  WindowOptions options;
  options.demos = &all_demos();
  return options;
}

/// A window that remembers, from start to end.
struct Start {
  AppWindow window;
  AppState& state() { return window.state(); }

  explicit Start(const WindowOptions& options = plain_options(), bool remember = true)
      : window(options, {false, remember, cv::Size(1280, 800), 1, {}}) {
    window.pointer = AppWindow::Pointer{};
    settle();
  }
  void settle() { REQUIRE(window.settle(60)); }
};

double value_of(const AppState& state, const std::string& demo, const char* id) {
  for (std::size_t i = 0; i < state.demos->size(); ++i) {
    const Demo& one = (*state.demos)[i];
    if (one.id == demo)
      return std::get<double>(state.settings[i][static_cast<std::size_t>(*one.find_parameter(id))]);
  }
  FAIL("no such demo");
  return 0;
}

void choose(AppState& state, const std::string& demo) {
  for (std::size_t i = 0; i < state.demos->size(); ++i) {
    if ((*state.demos)[i].id == demo) choose_demo(state, static_cast<int>(i));
  }
}

std::string coins() { return (data_dir() / "assets" / "samples" / "coins.png").string(); }

/// Leaves a window behind that was used.
void use_window(const std::string& source) {
  Start start;
  AppState& state = start.state();
  state.wishes.open = source;
  choose(state, "canny");
  set_value(state, *state.current_demo().find_parameter("high"), 211.0);
  choose(state, "sobel");
  set_value(state, *state.current_demo().find_parameter("sigma"), 2.5);
  choose_stage(state, *state.current_demo().find_stage("gx"));
  start.settle();
  pin_at(state, {21, 34});
  CanvasView& view = shown_view(state);
  view.fitted = false;
  view.zoom = 3;
  view.center = {40, 50};
  start.settle();
}

}  // namespace

TEST_CASE("the first start is as always, the next one is where the last one ended") {
  const Remembered remembered;
  {
    Start first;
    CHECK(first.state().current_demo().id == "canny");
    CHECK(first.state().source == "sample:street");
    CHECK(first.state().hints);
    CHECK(first.state().pin.has_value());
    CHECK(first.state().notices.list().empty());
  }
  use_window(coins());
  Start next;
  const AppState& state = next.state();
  CHECK(state.current_demo().id == "sobel");
  CHECK(state.source == coins());
  CHECK(value_of(state, "sobel", "sigma") == 2.5);
  CHECK(value_of(state, "canny", "high") == 211);
  CHECK(state.current_demo().stage_id(state.chosen_stage()) == "gx");
  CHECK(state.pin == cv::Point(21, 34));
  const CanvasView& view = shown_view(next.state());
  CHECK_FALSE(view.fitted);
  CHECK(view.zoom == 3);
  CHECK(view.center == cv::Point2d(40, 50));
  CHECK(state.notices.list().empty());
  CHECK_FALSE(state.history.can_undo());
}

TEST_CASE("the words of the command line win over the session") {
  const Remembered remembered;
  use_window(coins());
  {
    WindowOptions options = plain_options();
    options.source = "sample:noise";
    Start start(options);
    CHECK(start.state().source == "sample:noise");
    CHECK(start.state().current_demo().id == "sobel");
    CHECK(value_of(start.state(), "sobel", "sigma") == 2.5);
    CHECK_FALSE(start.state().pin.has_value());
    CHECK(shown_view(start.state()).fitted);
  }
  WindowOptions options = plain_options();
  options.demo = "canny";
  options.settings = all_demos()[2].defaults();
  REQUIRE(all_demos()[2].id == "canny");
  options.at = cv::Point(5, 6);
  Start start(options);
  CHECK(start.state().current_demo().id == "canny");
  CHECK(value_of(start.state(), "canny", "high") == 150);
  CHECK(value_of(start.state(), "sobel", "sigma") == 2.5);
  CHECK(start.state().pin == cv::Point(5, 6));
  CHECK(start.state().source == "sample:noise");
}

TEST_CASE("a source that has gone is told, and the street stands in for it") {
  const Remembered remembered;
  const test::TemporaryFolder pictures;
  const fs::path file = pictures / "mine.png";
  fs::copy_file(coins(), file);
  use_window(file.string());
  fs::remove(file);
  Start start;
  CHECK(start.state().source == "sample:street");
  CHECK(start.state().frame);
  REQUIRE(start.state().notices.list().size() == 1);
  CHECK(start.state().notices.list()[0].text.en.find("mine.png") != std::string::npos);
  CHECK(start.state().notices.list()[0].text.en.find("street sample") != std::string::npos);
  CHECK(value_of(start.state(), "sobel", "sigma") == 2.5);
}

TEST_CASE("a session that cannot be understood is set aside and told, and the window starts afresh") {
  const Remembered remembered;
  for (const std::string text : {"{ broken", "", R"({"format": 7})",
                                 R"({"demo": "canny", "demos": [{"demo": "canny", "stage": "x"}]})"}) {
    CAPTURE(text);
    use_window("sample:coins");
    write_whole(session_file(), text);
    {
      Start start;
      REQUIRE(start.state().notices.list().size() == 1);
      CHECK(start.state().notices.list()[0].text.en.find("session.json.broken") != std::string::npos);
      CHECK(start.state().source == "sample:street");
      CHECK(value_of(start.state(), "canny", "high") == 150);
    }
    CHECK(fs::exists(session_file()));
    Start again;
    CHECK(again.state().notices.list().empty());
  }
}

TEST_CASE("a state folder that cannot be written to is told once, and everything else works") {
  const test::Variable nowhere("XDG_STATE_HOME", "/proc/nowhere");
  Start start;
  const auto told = [&] { return start.state().notices.list().size(); };
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (told() == 0 && std::chrono::steady_clock::now() < end) start.settle();
  REQUIRE(told() == 1);
  CHECK(start.state().notices.list()[0].text.en.find("/proc/nowhere") != std::string::npos);
  start.state().notices.clear();
  choose(start.state(), "canny");
  set_value(start.state(), *start.state().current_demo().find_parameter("high"), 99.0);
  for (int i = 0; i < 30; ++i) {
    start.settle();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  CHECK(told() == 0);
}

TEST_CASE("what has changed is on the disk soon, and while nothing changes nothing is written") {
  const Remembered remembered;
  Start start;
  choose(start.state(), "canny");
  set_value(start.state(), *start.state().current_demo().find_parameter("high"), 123.0);
  start.settle();
  const auto written = [] {
    const RecalledSession session = recall_session(all_demos(), session_file());
    if (!session.session) return false;
    for (const State& state : session.session->demos) {
      if (state.demo == "canny") return std::get<double>(state.settings[4]) == 123;
    }
    return false;
  };
  for (int i = 0; i < 400 && !written(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(25));
  REQUIRE(written());
  std::this_thread::sleep_for(std::chrono::milliseconds(1300));  // the other file too
  const auto session_time = fs::last_write_time(session_file());
  const auto memory_time = fs::last_write_time(memory_file());
  start.window.pointer->at = {500, 400};  // pointing is no change
  start.settle();
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  CHECK(fs::last_write_time(session_file()) == session_time);
  CHECK(fs::last_write_time(memory_file()) == memory_time);
}

TEST_CASE("a window that remembers nothing neither reads nor writes") {
  const Remembered remembered;
  use_window(coins());
  const std::string before = read_text(session_file());
  {
    Start start(plain_options(), false);
    CHECK(start.state().source == "sample:street");
    CHECK(value_of(start.state(), "canny", "high") == 150);
    set_value(start.state(), 0, 3.0);
    start.settle();
  }
  CHECK(read_text(session_file()) == before);
}

TEST_CASE("two windows leave the session of the one that wrote last") {
  const Remembered remembered;
  use_window("sample:coins");
  {
    const Keeper other(std::chrono::milliseconds(0), [] {});
    Start first;
    set_value(first.state(), *first.state().current_demo().find_parameter("sigma"), 1.5);
    first.settle();
    // What another program writes meanwhile.
    std::thread writer([] {
      for (int i = 0; i < 200; ++i) {
        SessionState session;
        session.demo = "canny";
        write_whole(session_file(), session_text(all_demos(), session));
      }
    });
    for (int i = 0; i < 50; ++i) {
      set_value(first.state(), *first.state().current_demo().find_parameter("sigma"), 1.5 + i * 0.1);
      first.settle();
      CHECK(recall_session(all_demos(), session_file()).session.has_value());
    }
    writer.join();
  }
  Start next;
  CHECK(next.state().current_demo().id == "sobel");
  CHECK(value_of(next.state(), "sobel", "sigma") == doctest::Approx(6.4));
  CHECK(next.state().notices.list().empty());
}

}  // namespace pixelwhy::gui
