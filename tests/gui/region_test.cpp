#define GLFW_INCLUDE_NONE
#include "core/region.h"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "driver.h"
#include "fake_live.h"
#include "gui/living.h"
#include "gui/region_tool.h"
#include "gui/resume.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "pictures.h"
#include "registry.h"
#include "support/pictures.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

/// The middle of a pixel of the stage in view, on the screen.
ImVec2 screen_of(Driver& driver, cv::Point pixel) {
  const cv::Point2d at = to_screen(shown_view(driver.state()), driver.state().canvas,
                                   cv::Point2d(pixel) + cv::Point2d(0.5, 0.5));
  return {static_cast<float>(at.x), static_cast<float>(at.y)};
}

void drag_pixels(Driver& driver, cv::Point from, cv::Point to) {
  driver.drag(screen_of(driver, from), screen_of(driver, to));
}

void undo_and_wait(Driver& driver, int mods = 0) {
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | mods);
  driver.settle();
}

bool shows(const AppState& state, const cv::Mat& picture) {
  return state.frame && state.frame->pixels.size() == picture.size() &&
         cv::norm(state.frame->pixels, picture, cv::NORM_INF) == 0;
}

struct Desk {
  PictureFolder folder{"region"};
  cv::Mat photo = test::noise({160, 120}, CV_8UC3, 4);
  Driver d{"canny"};
  AppState& s = d.state();
  Desk() {
    write_whole(folder.path / "photo.png", std::span<const std::uint8_t>(encode_png(photo)));
    d.drop((folder.path / "photo.png").string());
  }
};

}  // namespace

TEST_CASE("a rectangle is drawn with the mouse, worked on, and undone") {
  Desk desk;
  const cv::Rect wanted(20, 15, 60, 40);
  const std::size_t depth = desk.s.history.depth();
  desk.d.key(GLFW_KEY_K);
  CHECK(desk.s.measuring.tool == CanvasTool::Region);
  const cv::Point2d center = shown_view(desk.s).center;
  drag_pixels(desk.d, wanted.br() - cv::Point(1, 1), wanted.tl());  // from any corner
  desk.d.settle();
  CHECK(desk.s.measuring.tool == CanvasTool::None);
  CHECK(desk.s.region == wanted);
  CHECK(shows(desk.s, desk.photo(wanted)));
  CHECK(desk.s.frame->name == "photo.png [20,15 60×40]");
  CHECK(desk.s.shown_image().size() == wanted.size());
  CHECK(desk.s.history.depth() == depth + 1);
  CHECK_FALSE(desk.s.pin.has_value());  // the drag was no click
  undo_and_wait(desk.d);
  CHECK(shows(desk.s, desk.photo));
  CHECK(shown_view(desk.s).center == center);  // nor did it move the picture
  undo_and_wait(desk.d, GLFW_MOD_SHIFT);
  CHECK(shows(desk.s, desk.photo(wanted)));
  // A region of the region is one of the picture.
  desk.d.key(GLFW_KEY_K);
  drag_pixels(desk.d, {10, 5}, {29, 24});
  desk.d.settle();
  CHECK(desk.s.region == cv::Rect(30, 20, 20, 20));
  CHECK(shows(desk.s, desk.photo(cv::Rect(30, 20, 20, 20))));
  desk.d.key(GLFW_KEY_K, GLFW_MOD_SHIFT);
  desk.d.settle();
  CHECK(shows(desk.s, desk.photo));
  CHECK_FALSE(desk.s.region.has_value());
  undo_and_wait(desk.d);
  CHECK(desk.s.region == cv::Rect(30, 20, 20, 20));
  // Settings and region are steps of their own.
  set_value(desk.s, *desk.s.current_demo().find_parameter("high"), 222.0);
  choose_region(desk.s, std::nullopt);
  undo_and_wait(desk.d);
  CHECK(desk.s.region.has_value());
  CHECK(desk.s.current_settings() != desk.s.current_demo().defaults());
}

TEST_CASE(
    "Esc gives a rectangle up, also while it is drawn, and a drag beyond the picture ends at its edge") {
  Desk desk;
  desk.d.key(GLFW_KEY_K);
  desk.d.key(GLFW_KEY_ESCAPE);
  CHECK(desk.s.measuring.tool == CanvasTool::None);
  desk.d.key(GLFW_KEY_K);
  const CanvasView before = shown_view(desk.s);
  desk.d.move(screen_of(desk.d, {20, 20}));
  desk.d.press(true);
  desk.d.move(screen_of(desk.d, {60, 50}));
  REQUIRE(desk.s.measuring.drawn.has_value());
  CHECK(desk.s.measuring.drawn->to == cv::Point(60, 50));
  desk.d.key(GLFW_KEY_ESCAPE);
  desk.d.move(screen_of(desk.d, {90, 70}));
  desk.d.press(false);
  desk.d.settle();
  CHECK_FALSE(desk.s.region.has_value());
  CHECK_FALSE(desk.s.pin.has_value());
  CHECK(shown_view(desk.s) == before);
  desk.d.key(GLFW_KEY_K);
  desk.d.click(screen_of(desk.d, {30, 30}));  // no rectangle yet
  CHECK(desk.s.measuring.tool == CanvasTool::Region);
  const cv::Rect2d& canvas = desk.s.canvas;
  desk.d.drag(screen_of(desk.d, {100, 80}), {static_cast<float>(canvas.x + canvas.width) - 3,
                                             static_cast<float>(canvas.y + canvas.height) - 3});
  desk.d.settle();
  CHECK(desk.s.region == cv::Rect(100, 80, 60, 40));
}

TEST_CASE("where the stage in view has another size, the rectangle is drawn over the source") {
  Desk desk;
  for (std::size_t i = 0; i < desk.s.demos->size(); ++i) {
    if ((*desk.s.demos)[i].id == "interpolation") choose_demo(desk.s, static_cast<int>(i));
  }
  desk.d.settle();
  REQUIRE(desk.s.shown_image().size() != desk.photo.size());
  desk.d.key(GLFW_KEY_K);
  desk.d.settle();
  CHECK(desk.s.chosen_stage() == source_stage);
  drag_pixels(desk.d, {5, 6}, {14, 25});
  desk.d.settle();
  CHECK(desk.s.region == cv::Rect(5, 6, 10, 20));
}

TEST_CASE("a pinned pixel stays the same one of the picture, and another source is taken whole") {
  Desk desk;
  pin_at(desk.s, {40, 30});
  choose_region(desk.s, cv::Rect(25, 20, 50, 50));
  desk.d.settle();
  CHECK(desk.s.pin == cv::Point(15, 10));
  choose_region(desk.s, std::nullopt);
  desk.d.settle();
  CHECK(desk.s.pin == cv::Point(40, 30));
  choose_region(desk.s, cv::Rect(0, 0, 10, 10));
  desk.d.settle();
  CHECK_FALSE(desk.s.pin.has_value());
  choose_region(desk.s, cv::Rect(100, 100, 61, 10));  // which the picture has not
  CHECK(desk.s.region == cv::Rect(0, 0, 10, 10));
  desk.s.wishes.open = "sample:coins";
  desk.d.settle();
  CHECK_FALSE(desk.s.region.has_value());
  undo_and_wait(desk.d);
  CHECK(shows(desk.s, desk.photo(cv::Rect(0, 0, 10, 10))));
}

TEST_CASE("pictures of a folder are cut alike, and one that is too small is passed over with words") {
  const PictureFolder folder("region-folder");
  const cv::Mat pictures[] = {test::noise({80, 60}, CV_8UC3, 1), test::noise({20, 20}, CV_8UC3, 2),
                              test::noise({80, 60}, CV_8UC3, 3)};
  for (int i = 0; i < 3; ++i)
    write_whole(folder.path / (std::string(1, static_cast<char>('a' + i)) + ".png"),
                std::span<const std::uint8_t>(encode_png(pictures[i])));
  Driver driver;
  driver.drop(folder.path.string());
  const cv::Rect region(30, 20, 24, 16);
  choose_region(driver.state(), region);
  driver.settle();
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(shows(driver.state(), pictures[2](region)));
  REQUIRE(driver.state().notices.list().size() == 1);
  const std::string words = driver.state().notices.list()[0].text.en;
  for (const char* part : {"b.png", "30,20,24,16", "20×20"}) CHECK(words.find(part) != std::string::npos);
}

TEST_CASE("the region stays while frames come, and while they stand still") {
  auto control = std::make_shared<FakeControl>();
  Driver driver("gaussian-blur", {1280, 800}, false, fake_live(control));
  AppState& state = driver.state();
  state.wishes.open = "camera:0";
  driver.settle();
  const cv::Rect region(10, 8, 40, 30);
  choose_region(state, region);
  const auto cut_to = [&](cv::Size size) {
    return driver.until([&] { return state.frame && state.frame->pixels.size() == size; });
  };
  CHECK(cut_to(region.size()));
  const int before = state.frame->index;
  CHECK(driver.until([&] { return state.frame->index > before + 3; }));
  CHECK(state.frame->region == region);
  driver.key(GLFW_KEY_SPACE);
  driver.settle();
  const int frozen = state.frame->index;
  choose_region(state, std::nullopt);
  driver.settle();
  CHECK(state.frame->index == frozen);
  CHECK(state.frame->pixels.size() == cv::Size(96, 64));
  choose_region(state, region);
  driver.key(GLFW_KEY_SPACE);
  CHECK(driver.until([&] { return state.frame->index > frozen; }));
  CHECK(cut_to(region.size()));
  // A frame that is too small is told; the last good one stays until there are others.
  control->height = 20;
  CHECK(driver.until([&] { return state.live.status.message.en.find("96×20") != std::string::npos; }));
  CHECK(state.frame->pixels.size() == region.size());
  control->height = 64;
  CHECK(driver.until([&] { return state.live.status.message.empty(); }));
}

TEST_CASE("what plays from files is cut too, also while it is paused") {
  auto control = std::make_shared<FakeControl>();
  Driver driver("gaussian-blur", {1280, 800}, false, fake_file(control, 50));
  AppState& state = driver.state();
  state.wishes.open = "sample:moving";
  driver.settle();
  driver.key(GLFW_KEY_SPACE);
  driver.settle();
  const cv::Rect region(10, 8, 40, 30);
  choose_region(state, region);
  CHECK(driver.until([&] { return state.frame->region == region; }));
  choose_region(state, std::nullopt);
  CHECK(driver.until([&] { return state.frame->pixels.size() == cv::Size(96, 64); }));
}

TEST_CASE("the region comes back with a picture of the window, and at the next start") {
  Desk desk;
  const cv::Rect region(20, 15, 60, 40);
  choose_region(desk.s, region);
  desk.d.settle();
  pin_at(desk.s, {7, 8});
  const State made = with_source(window_state(desk.s), *desk.s.frame);
  CHECK(made.source->region == region);
  CHECK(made.source->hash == pixel_hash(desk.photo));
  const fs::path figure = desk.folder.path / "made.png";
  write_whole(figure, with_state(encode_png(desk.photo), state_text(desk.s.current_demo(), made)));
  const auto session = session_of(desk.s);
  REQUIRE(session.has_value());
  desk.s.wishes.open = "sample:coins";
  desk.d.settle();
  desk.d.drop(figure.string());
  CHECK(shows(desk.s, desk.photo(region)));
  CHECK(desk.s.region == region);
  CHECK(desk.s.pin == cv::Point(7, 8));
  CHECK(with_source(window_state(desk.s), *desk.s.frame) == made);
  undo_and_wait(desk.d);
  CHECK(desk.s.source == "sample:coins");
  CHECK_FALSE(desk.s.region.has_value());

  AppState next = make_state(*desk.s.demos);
  const SessionState read = session_from_json(*desk.s.demos, session_text(*desk.s.demos, *session));
  resume(next, read, {});
  CHECK(next.wishes.open_region == region);
}

TEST_CASE("a region of the command line is worked on from the start, a wrong one is said") {
  const PictureFolder folder("region-start");
  const fs::path photo = folder.path / "photo.png";
  write_whole(photo, std::span<const std::uint8_t>(encode_png(test::noise({160, 120}, CV_8UC3, 4))));
  WindowOptions options;
  options.demos = &all_demos();
  options.source = photo.string();
  options.size = {900, 600};
  options.screenshot = folder.path / "shot.png";
  options.region = cv::Rect(20, 15, 60, 40);
  CHECK(run_window(options) == 0);
  options.region = cv::Rect(150, 15, 60, 40);
  try {
    run_window(options);
    FAIL("it was accepted");
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    CHECK(std::string(error.what()).find("160×120") != std::string::npos);
  }
}

}  // namespace pixelwhy::gui
