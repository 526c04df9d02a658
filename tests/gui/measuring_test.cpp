#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "core/profile.h"
#include "driver.h"
#include "gui/profile_tool.h"
#include "gui/region_tool.h"

namespace pixelwhy::gui {

namespace {

ImVec2 screen_of(Driver& driver, cv::Point pixel) {
  const cv::Point2d at = to_screen(shown_view(driver.state()), driver.state().canvas,
                                   cv::Point2d(pixel) + cv::Point2d(0.5, 0.5));
  return {static_cast<float>(at.x), static_cast<float>(at.y)};
}

StageId stage_of(Driver& driver, const char* id) { return *driver.state().current_demo().find_stage(id); }

bool same(const Statistics& a, const Statistics& b) {
  bool equal = a.low == b.low && a.high == b.high && a.channels.size() == b.channels.size();
  for (std::size_t i = 0; equal && i < a.channels.size(); ++i) {
    equal = a.channels[i].bins == b.channels[i].bins && a.channels[i].median == b.channels[i].median &&
            a.channels[i].mean == b.channels[i].mean && a.channels[i].count == b.channels[i].count;
  }
  return equal;
}

}  // namespace

TEST_CASE("the data tab measures every pixel of the stage in view, or those that are seen") {
  Driver driver;
  AppState& state = driver.state();
  driver.click(driver.middle("tab:values"));
  for (const char* id : {"source", "gx", "edges"}) {
    choose_stage(state, stage_of(driver, id));
    driver.settle();
    CHECK(same(driver.window.values().statistics(), measure(state.shown_image())));
  }
  driver.click(driver.middle("range:1"));
  CHECK(state.measuring.in_view);
  zoom_to(state, 20);
  driver.settle();
  const CanvasView& view = shown_view(state);
  const cv::Rect seen = cv::Rect(pixel_under(view, state.canvas, state.canvas.tl()),
                                 pixel_under(view, state.canvas, state.canvas.br()) + cv::Point(1, 1)) &
                        cv::Rect({0, 0}, state.shown_image().size());
  REQUIRE(seen.area() < static_cast<int>(state.shown_image().total()));
  CHECK(same(driver.window.values().statistics(), measure(state.shown_image(), seen)));
  set_value(state, *state.current_demo().find_parameter("high"), 400.0);
  driver.settle();
  CHECK(same(driver.window.values().statistics(), measure(state.shown_image(), seen)));
  driver.click(driver.middle("range:0"));
  driver.settle();
  CHECK(same(driver.window.values().statistics(), measure(state.shown_image())));
  driver.click(driver.middle("scale:1"));
  CHECK(state.measuring.logarithmic);
}

TEST_CASE("the data tab follows what is compared: the difference, or both pictures") {
  Driver driver("gaussian-blur");
  AppState& state = driver.state();
  driver.click(driver.middle("tab:values"));
  set_compare(state, Compare::Mode::Wipe);
  compare_against(state, Compare::Against::Source);
  REQUIRE(state.panes.compare.mode == Compare::Mode::Wipe);
  driver.settle();
  driver.frames(3);
  driver.settle();
  const cv::Mat ours = state.shown_image();
  const cv::Mat& source = state.frame->pixels;
  const auto [own, other] = measure_both(ours, source, {{0, 0}, ours.size()});
  CHECK(same(driver.window.values().statistics(), own));
  REQUIRE(driver.window.values().compared().channels.size() == 3);
  CHECK(same(driver.window.values().compared(), other));
  set_compare(state, Compare::Mode::Difference);
  driver.settle();
  driver.frames(3);
  driver.settle();
  cv::Mat difference;
  cv::subtract(ours, source, difference, cv::noArray(), CV_32F);
  CHECK(same(driver.window.values().statistics(), measure(difference)));
  CHECK(driver.window.values().compared().channels.empty());
  set_compare(state, Compare::Mode::Off);
  driver.settle();
  driver.frames(3);
  driver.settle();
  CHECK(same(driver.window.values().statistics(), measure(ours)));
}

TEST_CASE("a line is drawn with the mouse, kept over stages, and removed by Esc, its key or its cross") {
  Driver driver("canny", {1280, 1000});
  AppState& state = driver.state();
  const CanvasView before = shown_view(state);
  const auto draw = [&] {
    driver.key(GLFW_KEY_I);
    CHECK(state.measuring.tool == CanvasTool::Line);
    driver.drag(screen_of(driver, {300, 200}), screen_of(driver, {420, 260}));
    driver.settle();
  };
  draw();
  REQUIRE(state.measuring.line.has_value());
  CHECK(*state.measuring.line == PixelLine{{300, 200}, {420, 260}, state.frame->pixels.size()});
  CHECK(state.tab == Tab::Data);
  CHECK_FALSE(state.pin.has_value());
  CHECK(shown_view(state) == before);
  choose_stage(state, stage_of(driver, "thin"));
  driver.settle();
  CHECK(driver.window.place("profile").has_value());
  // Another stage beside it, and back.
  state.panels.parameters = 96;  // room for all of the tab
  driver.settle();
  driver.wheel(driver.middle("histogram"), -40);
  driver.frames(3);
  driver.click(driver.middle("profile:magnitude"));
  CHECK(state.measuring.beside[state.demo] == std::set<StageId>{stage_of(driver, "magnitude")});
  driver.frames(3);  // the tab has become shorter
  driver.click(driver.middle("profile:magnitude"));
  CHECK(state.measuring.beside[state.demo].empty());
  driver.move(driver.middle("profile"));  // the values under the mouse are read out
  driver.key(GLFW_KEY_ESCAPE);
  CHECK_FALSE(state.measuring.line.has_value());
  draw();
  driver.key(GLFW_KEY_I);
  CHECK_FALSE(state.measuring.line.has_value());
  CHECK(state.measuring.tool == CanvasTool::None);
  draw();
  driver.wheel(driver.middle("histogram"), -40);
  driver.frames(3);
  driver.click(driver.middle("line-remove"));
  CHECK_FALSE(state.measuring.line.has_value());
}

TEST_CASE("Canny's thresholds are lines across what they are compared with, in its units") {
  Driver driver;
  const Demo& demo = driver.state().current_demo();
  const auto& thresholds = demo.stages[static_cast<std::size_t>(stage_of(driver, "thin"))].thresholds;
  REQUIRE(thresholds.size() == 2);
  Settings settings = demo.defaults();
  CHECK(thresholds[0].value(settings) == 50);
  CHECK(thresholds[1].value(settings) == 150);
  settings[static_cast<std::size_t>(*demo.find_parameter("aperture"))] = 2;  // 7×7: both are divided by 16
  CHECK(thresholds[1].value(settings) == 150.0 / 16);
}

TEST_CASE("kept pixels keep their rows while sliders move and regions change") {
  Driver driver("canny", {1280, 1000});
  AppState& state = driver.state();
  driver.hold(GLFW_KEY_LEFT_CONTROL, true, GLFW_MOD_CONTROL);
  driver.click(screen_of(driver, {310, 210}));
  driver.hold(GLFW_KEY_LEFT_CONTROL, false);
  const cv::Size size = state.frame->pixels.size();
  CHECK(state.measuring.kept == std::vector<KeptPixel>{{{310, 210}, size}});
  CHECK_FALSE(state.pin.has_value());
  CHECK(state.tab == Tab::Data);
  driver.move(screen_of(driver, {200, 150}));
  driver.key(GLFW_KEY_H);
  REQUIRE(state.measuring.kept.size() == 2);
  CHECK(state.measuring.kept[1].at == cv::Point(200, 150));
  set_value(state, *state.current_demo().find_parameter("sigma"), 3.0);
  choose_stage(state, stage_of(driver, "gx"));
  driver.settle();
  CHECK(state.measuring.kept.size() == 2);
  choose_region(state, cv::Rect(300, 200, 50, 50));
  driver.settle();
  CHECK(state.measuring.kept == std::vector<KeptPixel>{{{10, 10}, {50, 50}}});
  choose_region(state, std::nullopt);
  driver.settle();
  CHECK(state.measuring.kept == std::vector<KeptPixel>{{{310, 210}, size}});
  state.panels.parameters = 96;
  driver.settle();
  driver.wheel(driver.middle("histogram"), -40);
  driver.frames(3);
  driver.click(driver.middle("kept-remove:1"));
  CHECK(state.measuring.kept.empty());
}

}  // namespace pixelwhy::gui
