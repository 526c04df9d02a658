#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <malloc.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "driver.h"
#include "fake_live.h"
#include "gui/memory.h"
#include "pictures.h"
#include "support/variable.h"
#include "support/videos.h"

namespace pixelwhy::gui {

namespace {

using State = PlayerStatus::State;

void open(Driver& driver, const std::string& spec) {
  driver.state().wishes.open = spec;
  driver.settle();
}

int value_in(const ResultPtr& result) {
  const cv::Mat& image = result->output.image;
  return image.empty() ? -1 : cvRound(value_at(image, {image.cols / 2, image.rows / 2}));
}

/// Everything that is seen belongs to the frame that the state holds.
void check_one_frame(const AppState& state) {
  REQUIRE(state.frame);
  const int number = cvRound(value_at(state.frame->pixels, {0, 0}));
  if (state.snapshot) CHECK(state.snapshot->request.frame == state.frame);
  for (const auto& [stage, look] : state.looks) CHECK(value_in(look.result) == number);
  if (state.inspection) {
    CHECK(state.inspection->snapshot->request.frame == state.frame);
    CHECK(cvRound(state.inspection->output.at(0)) == number);
    CHECK(cvRound(state.inspection->explanation.result.at(0)) == number);
  }
  if (state.field) CHECK(state.field->snapshot->request.frame == state.frame);
  std::set<int> strip;
  for (const auto& [stage, look] : state.strip) strip.insert(value_in(look.result));
  CHECK(strip.size() <= 1);  // the cards are of one frame, though not always of this one
}

/// What the program holds, without what its allocator keeps for later.
std::size_t bytes_in_use() {
  const struct mallinfo2 heap = mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

struct LiveDriver {
  std::shared_ptr<FakeControl> control = std::make_shared<FakeControl>();
  Driver driver;
  explicit LiveDriver(const std::string& demo = "gaussian-blur")
      : driver(demo, {1280, 800}, false, fake_live(control)) {}
  AppState& state() { return driver.state(); }
};

struct FilmDriver {
  std::shared_ptr<FakeControl> control = std::make_shared<FakeControl>();
  Driver driver;
  explicit FilmDriver(int count, double rate = 30)
      : driver("gaussian-blur", {1280, 800}, false, fake_file(control, count)) {
    control->rate = rate;
    open(driver, "sample:moving");
  }
  AppState& state() { return driver.state(); }
  bool shows(int index) {
    return driver.until([&] { return state().frame_index == index && state().frame->index == index; });
  }
};

}  // namespace

TEST_CASE("whatever is seen of a live source at one time belongs to one frame") {
  LiveDriver live;
  Driver& driver = live.driver;
  open(driver, "camera:0");
  REQUIRE(live.state().live.running);
  pin_at(live.state(), {40, 30});
  std::set<int> seen;
  const ImVec2 middle = driver.middle("canvas");
  int round = 0;
  REQUIRE(driver.until(
      [&] {
        check_one_frame(live.state());
        seen.insert(live.state().frame->index);
        ++round;
        driver.window.pointer->at = {middle.x + static_cast<float>(round % 40), middle.y};
        if (round % 50 == 20) unpin(live.state());
        if (round % 50 == 40) pin_at(live.state(), {50, 20});
        if (round % 30 == 0) step_stage(live.state(), round % 60 == 0 ? 1 : -1);
        if (round % 30 == 5) set_value(live.state(), 0, 1.0 + round % 4);
        if (round % 60 == 15) toggle_play(live.state());
        if (round % 60 == 25) toggle_play(live.state());
        return round >= 240;
      },
      120));
  CHECK(seen.size() > 30);
}

TEST_CASE("Space freezes the frame in view, everything works on it, and Space goes on live") {
  LiveDriver live;
  Driver& driver = live.driver;
  open(driver, "camera:0");
  pin_at(live.state(), {40, 30});
  REQUIRE(driver.until([&] { return live.state().frame->index > 20 && live.state().inspection; }));
  driver.hold(GLFW_KEY_SPACE, true);
  driver.hold(GLFW_KEY_SPACE, false);
  const FramePtr frozen = live.state().frame;
  driver.settle();
  CHECK(live.state().live.frozen());
  CHECK(driver.window.place("frozen"));
  for (int i = 0; i < 20; ++i) {
    driver.frames(1);
    CHECK(live.state().frame == frozen);
  }
  CHECK(live.state().snapshot->complete);
  CHECK(live.state().looks.size() == visible_stages(live.state()).size());
  for (const auto& [stage, look] : live.state().looks) CHECK_FALSE(look.thumbnail.empty());
  CHECK(live.state().field);
  set_value(live.state(), 0, 4.5);
  driver.settle();
  CHECK(live.state().frame == frozen);
  CHECK(live.state().snapshot->request.settings == live.state().current_settings());
  choose_stage(live.state(), 0);
  driver.settle();
  CHECK(live.state().inspection->place.stage == 0);
  check_one_frame(live.state());

  driver.click(driver.middle("freeze"));  // the button of the top bar
  REQUIRE(driver.until([&] { return live.state().live.running && live.state().frame != frozen; }));
  CHECK(live.state().frame->index > frozen->index);
  CHECK_FALSE(live.state().live.frozen());
  check_one_frame(live.state());
}

TEST_CASE("of a source that runs only what is looked at is computed, and now and then everything") {
  LiveDriver live("sobel");
  Driver& driver = live.driver;
  open(driver, "camera:0");
  const Demo& demo = live.state().current_demo();
  const auto stage = [&](const char* id) { return *demo.find_stage(id); };
  choose_stage(live.state(), stage("gx"));
  REQUIRE(
      driver.until([&] { return live.state().snapshot->request.wanted == stages_looked_at(live.state()); }));
  int brief = 0;
  std::set<const void*> surveys;
  REQUIRE(driver.until([&] {
    const AppState& state = live.state();
    if (!state.snapshot->request.wanted.empty()) {
      ++brief;
      const auto computed = [&](const char* id) {
        return state.snapshot->current[static_cast<std::size_t>(stage(id))];
      };
      CHECK(computed("gx"));
      CHECK_FALSE(computed("gy"));
      CHECK_FALSE(computed("direction"));
    }
    if (const auto card = state.strip.find(stage("direction")); card != state.strip.end())
      surveys.insert(card->second.result.get());
    return brief > 40 && surveys.size() >= 3;
  }));
  // The direction needs the magnitude for its colours.
  choose_stage(live.state(), stage("direction"));
  REQUIRE(driver.until([&] { return live.state().shown_look() && live.state().shown_look()->weight; }));
}

TEST_CASE("an unplugged camera leaves its frame and a message, and comes back by itself") {
  LiveDriver live;
  Driver& driver = live.driver;
  open(driver, "camera:0");
  CHECK(live.state().source == "camera:0");
  CHECK(live.state().live.camera == "camera:0");
  CHECK(live.state().recent.front() == "camera:0");
  live.control->plugged = false;
  REQUIRE(driver.until([&] { return live.state().live.status.state == State::Waiting; }));
  driver.settle();
  CHECK(driver.window.place("live-banner"));
  const FramePtr last = live.state().frame;
  CHECK(live.state().snapshot->request.wanted.empty());  // what stays is computed in full
  set_value(live.state(), 0, 3.5);
  driver.settle();
  CHECK(live.state().frame == last);
  CHECK(live.state().snapshot->request.settings == live.state().current_settings());
  live.control->plugged = true;
  REQUIRE(driver.until([&] { return live.state().live.running && live.state().frame != last; }, 10));
  CHECK_FALSE(driver.window.place("live-banner"));
}

TEST_CASE("a camera that is not there yet leaves the picture alone, and can be given up") {
  LiveDriver live;
  Driver& driver = live.driver;
  live.control->plugged = false;
  driver.state().wishes.open = "camera:0";
  REQUIRE(driver.until([&] { return live.state().live.opening && driver.window.place("live-banner"); }));
  CHECK(live.state().source == "sample:street");
  set_value(live.state(), 0, 3.5);
  REQUIRE(driver.until([&] { return !live.state().engine_busy; }));
  driver.click(driver.middle("give-up"));
  driver.settle();
  CHECK_FALSE(live.state().live.opening);
  CHECK_FALSE(live.state().opening);
  driver.state().wishes.open = "camera:0";
  REQUIRE(driver.until([&] { return live.state().live.opening.has_value(); }));
  live.control->plugged = true;
  REQUIRE(driver.until([&] { return live.state().source == "camera:0" && live.state().live.running; }));
}

TEST_CASE("another size in mid-stream fits the view anew and keeps a pin that is inside") {
  LiveDriver live;
  Driver& driver = live.driver;
  open(driver, "camera:0");
  pin_at(live.state(), {40, 30});
  driver.wheel(driver.middle("canvas"), 3);
  CHECK_FALSE(shown_view(live.state()).fitted);
  const double zoom = shown_view(live.state()).zoom;
  const int index = live.state().frame->index;
  REQUIRE(driver.until([&] { return live.state().frame->index > index + 10; }));
  CHECK(shown_view(live.state()).zoom == zoom);
  live.control->width = 200;
  live.control->height = 120;
  REQUIRE(driver.until([&] {
    check_one_frame(live.state());
    return live.state().frame->pixels.cols == 200;
  }));
  CHECK(shown_view(live.state()).fitted);
  CHECK(live.state().pin == cv::Point(40, 30));
  live.control->width = 32;
  REQUIRE(driver.until([&] { return live.state().frame->pixels.cols == 32; }));
  CHECK_FALSE(live.state().pin);
}

TEST_CASE("opening a camera is one undo entry, and its frames are none") {
  LiveDriver live;
  Driver& driver = live.driver;
  const std::size_t depth = live.state().history.depth();
  open(driver, "camera:0");
  const int index = live.state().frame->index;
  REQUIRE(driver.until([&] { return live.state().frame->index > index + 30; }));
  CHECK(live.state().history.depth() == depth + 1);
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(live.state().source == "sample:street");
  CHECK_FALSE(live.state().live.active);
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
  driver.settle();
  CHECK(live.state().source == "camera:0");
  CHECK(live.state().live.running);
}

TEST_CASE("a film is paused, stepped, and played to its end") {
  FilmDriver film(40, 4);
  Driver& driver = film.driver;
  AppState& state = film.state();
  driver.key(GLFW_KEY_SPACE, 0, ' ');
  REQUIRE(driver.until([&] { return state.live.status.state == State::Paused; }));
  driver.settle();
  const int index = state.frame_index;
  driver.key(GLFW_KEY_PERIOD, 0, '.');
  REQUIRE(film.shows(index + 1));
  driver.settle();
  check_one_frame(state);
  CHECK(state.looks.size() == visible_stages(state).size());
  driver.key(GLFW_KEY_COMMA, 0, ',');
  driver.key(GLFW_KEY_COMMA, 0, ',');
  REQUIRE(film.shows(std::max(0, index - 1)));
  set_speed(state, 8);
  driver.key(GLFW_KEY_SPACE, 0, ' ');
  REQUIRE(driver.until([&] { return state.live.status.state == State::Ended; }));
  REQUIRE(film.shows(39));
  driver.settle();
  CHECK_FALSE(state.live.running);
  CHECK(state.snapshot->request.wanted.empty());
  driver.key(GLFW_KEY_SPACE, 0, ' ');  // begins again
  REQUIRE(driver.until([&] { return state.live.running && state.frame_index < 38; }));
}

TEST_CASE("the seek bar follows the mouse, and the picture follows the bar") {
  FilmDriver film(101, 5);
  Driver& driver = film.driver;
  AppState& state = film.state();
  driver.key(GLFW_KEY_SPACE, 0, ' ');
  driver.settle();
  const auto bar = driver.window.place("seek");
  REQUIRE(bar);
  const float y = (bar->y + bar->w) / 2;
  const auto at = [&](float part) { return ImVec2{bar->x + (bar->z - bar->x) * part, y}; };
  driver.move(at(0));
  driver.press(true);
  for (const int index : {20, 50, 80}) {
    driver.move(at(static_cast<float>(index) / 100));
    REQUIRE(film.shows(index));  // while the button is still down
    check_one_frame(state);
  }
  driver.press(false);
  driver.settle();
  CHECK(state.frame_index == 80);
  CHECK_FALSE(state.live.seeking);
  CHECK(state.live.status.state == State::Paused);
  driver.click(driver.middle("action:loop"));
  REQUIRE(driver.until([&] { return state.live.status.loop; }));
  driver.click(driver.middle("speed"));
  driver.click(driver.middle("speed:4×"));
  REQUIRE(driver.until([&] { return state.live.status.speed == 4; }));
  driver.click(driver.middle("action:freeze"));
  REQUIRE(driver.until([&] { return state.live.running && state.frame_index < 60; }));  // it went round
}

TEST_CASE("a video file plays, and any frame is found again") {
  PictureFolder folder("video");
  test::VideoPlan plan;
  plan.frames = 50;
  if (!test::can_write(plan)) return;
  const std::string path = (folder.path / "film.mp4").string();
  test::write_video(path, plan);
  Driver driver("gaussian-blur");
  driver.drop(path);
  AppState& state = driver.state();
  CHECK(state.source == path);
  REQUIRE(driver.until([&] { return state.live.status.count == 50 && state.frame_index > 3; }));
  driver.key(GLFW_KEY_SPACE, 0, ' ');
  for (const int index : {30, 7}) {
    seek_frame(state, index);
    REQUIRE(driver.until(
        [&] { return state.frame_index == index && test::number_in(state.frame->pixels) == index; }));
    driver.settle();
    CHECK(state.snapshot->request.frame == state.frame);
    CHECK(state.snapshot->request.wanted.empty());
  }
  driver.drop(folder.file("broken.mp4", "no film"));
  CHECK(state.source == path);  // what was there stays
  CHECK_FALSE(state.notices.list().empty());
}

TEST_CASE("a folder is leafed through, and played when that is asked for") {
  PictureFolder folder("sequence");
  for (int i = 1; i <= 4; ++i) folder.picture("p" + std::to_string(i) + ".png", 40 + i);
  Driver driver;
  driver.drop(folder.path.string());
  AppState& state = driver.state();
  CHECK(state.frame_count == 4);
  CHECK_FALSE(state.live.active);
  CHECK(driver.window.place("transport"));
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(state.frame->pixels.cols == 42);
  const std::size_t depth = state.history.depth();
  driver.key(GLFW_KEY_PERIOD, 0, '.');
  REQUIRE(driver.until([&] { return state.live.active && state.frame->pixels.cols == 43; }));
  driver.settle();
  CHECK(state.live.status.state == State::Paused);
  CHECK(state.history.depth() == depth);
  driver.key(GLFW_KEY_PAGE_UP);
  REQUIRE(driver.until([&] { return state.frame->pixels.cols == 42; }));
  driver.key(GLFW_KEY_SPACE, 0, ' ');
  REQUIRE(driver.until([&] { return state.frame->pixels.cols == 44; }));
}

TEST_CASE("the camera menu lists what is plugged in, and remembers what was opened") {
  PictureFolder folder("devices");
  folder.file("sys/class/video4linux/video0/name", "Desk Camera\n");
  folder.file("sys/class/video4linux/video0/index", "0\n");
  folder.file("sys/class/video4linux/video2/name", "Microscope\n");
  folder.file("sys/class/video4linux/video2/index", "0\n");
  const test::Variable devices("PIXELWHY_DEVICES", folder.path.string());
  LiveDriver live;
  Driver& driver = live.driver;
  driver.click(driver.middle("camera"));
  REQUIRE(driver.until([&] { return driver.window.place("camera:2").has_value(); }));
  CHECK_FALSE(driver.window.place("camera-last"));
  driver.click(driver.middle("camera:2"));
  driver.frames(4);
  driver.key(GLFW_KEY_ESCAPE);
  live.state().live.camera = "camera:Microscope@1280x720@30";
  driver.click({400, 500});
  driver.click(driver.middle("camera"));
  REQUIRE(driver.until([&] { return driver.window.place("camera-last").has_value(); }));
  driver.click(driver.middle("camera-last"));
  driver.settle();
  CHECK(live.state().source == "camera:Microscope@1280x720@30");
  CHECK(live.state().live.running);

  driver.click(driver.middle("camera"));
  driver.frames(2);
  driver.click(driver.middle("address"));
  driver.type("htp:/nowhere");
  driver.click(driver.middle("open-address"));
  CHECK(live.state().source == "camera:Microscope@1280x720@30");
}

TEST_CASE("a frozen source wakes nobody") {
  const auto control = std::make_shared<FakeControl>();
  std::atomic<int> wakes = 0;
  Driver driver;  // the demos, and a state
  AppState state = make_state(*driver.state().demos);
  const PastedPictures pasted;
  Session session([&] { ++wakes; }, fake_live(control), pasted);
  state.wishes.open = "camera:0";
  const auto wait = [&](auto holds) {
    for (int i = 0; i < 10000 && !holds(); ++i) {
      session.update(state);
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    REQUIRE(holds());
  };
  wait([&] { return state.live.running && session.settled(state); });
  toggle_play(state);
  session.update(state);
  wait([&] { return state.live.status.state == State::Paused && session.settled(state); });
  // What was begun before may still end and be shown; then there is half a second in which nothing is.
  int heard = wakes;
  for (int quiet = 0, tries = 0; quiet < 500; ++tries) {
    REQUIRE(tries < 10000);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    const bool changed = session.update(state);
    quiet = changed || wakes != heard ? 0 : quiet + 1;
    heard = wakes;
  }
  const int before = wakes;
  const int delivered = control->frames;
  for (int i = 0; i < 30; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK_FALSE(session.update(state));
  }
  CHECK(wakes == before);
  CHECK(control->frames > delivered);  // though the camera is read on
  CHECK_FALSE(session.due(state));
}

TEST_CASE("memory does not grow while frames pass") {
  LiveDriver live("canny");
  live.control->width = 640;
  live.control->height = 480;
  live.control->rate = 60;
  Driver& driver = live.driver;
  open(driver, "camera:0");
  const auto pass = [&](int frames) {
    const auto until_there = live.state().live.processing.processed + static_cast<std::uint64_t>(frames);
    REQUIRE(driver.until([&] { return live.state().live.processing.processed >= until_there; }, 120));
  };
  pass(150);
  // A long run by hand: PIXELWHY_LIVE_FRAMES=2000.
  const char* wish = std::getenv("PIXELWHY_LIVE_FRAMES");
  const int rounds = std::max(1, (wish ? std::atoi(wish) : 0) / 250);
  const std::size_t before = bytes_in_use();
  for (int round = 0; round < rounds; ++round) {
    pass(250);
    if (wish) MESSAGE("MiB: ", bytes_in_use() >> 20);
  }
  // The pictures in work at the one moment and at the other may differ by some frames.
  CHECK(bytes_in_use() < before + (std::size_t{24} << 20));
}

}  // namespace pixelwhy::gui
