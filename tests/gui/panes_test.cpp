#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <opencv2/core.hpp>

#include "core/evaluator.h"
#include "core/view.h"
#include "driver.h"
#include "fake_live.h"
#include "pictures.h"

namespace pixelwhy::gui {

namespace {

using Mode = Compare::Mode;
using Against = Compare::Against;

/// A stage whose colours follow from its own values alone.
void show_magnitude(Driver& driver) {
  choose_stage(driver.state(), *driver.state().current_demo().find_stage("magnitude"));
  driver.settle();
}

StageId stage(Driver& driver, const char* id) { return *driver.state().current_demo().find_stage(id); }

/// The colour that the window shows where a pane has a pixel of its picture.
cv::Vec3b shown(Driver& driver, int pane, cv::Point at) {
  AppState& state = driver.state();
  const cv::Rect2d& canvas = state.panes.panes[static_cast<std::size_t>(pane)].canvas;
  const cv::Size size = state.shown_image().size();
  const cv::Point2d screen = to_screen(pane_view(state, pane, size), canvas, {at.x + 0.5, at.y + 0.5});
  REQUIRE(canvas.contains(screen));
  return driver.window.picture().at<cv::Vec3b>(cv::Point(screen));
}

cv::Vec3b color_at(const Look& look, cv::Point at) {
  const cv::Mat& image = look.result->output.image;
  double values[3] = {};
  for (int c = 0; c < image.channels(); ++c) values[c] = value_at(image, at, c);
  return color_of(look.view, look.range, values, image.channels());
}

/// A pixel of the picture that is seen at this share of the width of a pane.
cv::Point pixel_at(Driver& driver, int pane, double part) {
  AppState& state = driver.state();
  const cv::Rect2d& canvas = state.panes.panes[static_cast<std::size_t>(pane)].canvas;
  return pixel_under(pane_view(state, pane, state.shown_image().size()), canvas,
                     {canvas.x + canvas.width * part, canvas.y + canvas.height * 0.6});
}

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

cv::Mat image_of(const AppState& state, const PaneContent& content) {
  const Look* look = look_of(state, content);
  REQUIRE(look);
  return look->result->output.image;
}

}  // namespace

TEST_CASE("several panes show stages side by side, share zoom and position, and one of them is in use") {
  Driver driver("sobel");
  AppState& state = driver.state();
  show_magnitude(driver);
  driver.key(GLFW_KEY_2, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(state.panes.count == 2);
  const cv::Rect2d left = state.panes.panes[0].canvas;
  const cv::Rect2d right = state.panes.panes[1].canvas;
  CHECK(left.br().x < right.x);
  CHECK(left.size() == right.size());
  CHECK(content_of(state, 0).item.stage == state.chosen_stage());
  CHECK(content_of(state, 1).item.stage != state.chosen_stage());

  // The wheel in one moves both.
  driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
  driver.wheel(driver.middle("pane:1"), 6);
  const cv::Size size = state.shown_image().size();
  CHECK(pane_view(state, 0, size) == pane_view(state, 1, size));
  CHECK(shown_view(state).zoom == doctest::Approx(4));

  // A click takes a pane into use, and the keys then choose its stage.
  driver.click(driver.middle("pane:1"));
  CHECK(state.panes.active == 1);
  CHECK(state.pin.has_value());
  driver.key(GLFW_KEY_1, 0, '1');
  driver.settle();
  CHECK(content_of(state, 1).item.stage == stage(driver, "gray"));
  CHECK(content_of(state, 0).item.stage != stage(driver, "gray"));
  driver.key(GLFW_KEY_U);  // what is lit would change the colours
  driver.move({5, 5});
  for (const int pane : {0, 1}) {
    const cv::Point at = pixel_at(driver, pane, 0.2);
    const Look* look = look_of(state, content_of(state, pane));
    REQUIRE(look);
    CHECK(cv::norm(shown(driver, pane, at), color_at(*look, at), cv::NORM_INF) <=
          40);  // the field is darkened
  }
  driver.key(GLFW_KEY_TAB, GLFW_MOD_CONTROL);
  CHECK(state.panes.active == 0);
  CHECK(state.chosen_stage() != stage(driver, "gray"));

  // All values at the pixel in one table.
  driver.move(driver.middle("pane:0"));
  CHECK(driver.window.place("pane-values"));
  driver.key(GLFW_KEY_4, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(driver.window.place("pane:3"));
  driver.key(GLFW_KEY_1, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK_FALSE(driver.window.place("pane:1"));
  CHECK_FALSE(driver.window.place("pane-values"));
}

TEST_CASE("a pane that is unlinked moves by itself, and linked again keeps its distance") {
  Driver driver("sobel");
  AppState& state = driver.state();
  show_magnitude(driver);
  driver.key(GLFW_KEY_2, GLFW_MOD_CONTROL);
  driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
  driver.settle();
  const cv::Size size = state.shown_image().size();
  driver.click(driver.middle("pane:1"));
  driver.key(GLFW_KEY_J);
  CHECK_FALSE(state.panes.panes[1].linked);
  const ImVec2 at = driver.middle("pane:1");
  const CanvasView before = pane_view(state, 0, size);
  driver.drag(at, {at.x - 60, at.y - 30});
  CHECK(pane_view(state, 0, size) == before);
  CHECK(pane_view(state, 1, size).center.x == doctest::Approx(before.center.x + 60));
  driver.key(GLFW_KEY_J);
  CHECK(state.panes.panes[1].linked);
  const cv::Point2d apart = pane_view(state, 1, size).center - pane_view(state, 0, size).center;
  CHECK(apart.x == doctest::Approx(60));
  driver.drag(at, {at.x + 20, at.y});
  CHECK(pane_view(state, 1, size).center - pane_view(state, 0, size).center == apart);
  CHECK(pane_view(state, 0, size).center != before.center);
}

TEST_CASE("a pane's menu chooses its stage and by what it is computed") {
  Driver driver("canny");
  AppState& state = driver.state();
  driver.key(GLFW_KEY_2, GLFW_MOD_CONTROL);
  driver.settle();
  driver.click(driver.middle("pane-head:1"));
  driver.click(driver.middle("pane-1:stage:gx"));
  CHECK(content_of(state, 1) == PaneContent{{stage(driver, "gx"), Made::Ours}});
  driver.click(driver.middle("pane-head:1"));
  driver.click(driver.middle("pane-1:opencv"));
  driver.settle();
  CHECK(content_of(state, 1) == PaneContent{{stage(driver, "gx"), Made::Reference}});
  CHECK(same(image_of(state, content_of(state, 1)),
             compute_reference(*state.snapshot, stage(driver, "gx")).image));
  CHECK(state.panes.active == 0);  // a menu is no click on the picture
  CHECK_FALSE(state.pin);

  // Where OpenCV has nothing, the pane says so.
  show_in_pane(state, 1, {stage(driver, "thin"), Made::Reference});
  driver.settle();
  Text why;
  CHECK_FALSE(look_of(state, content_of(state, 1), &why));
  CHECK_FALSE(why.empty());
}

TEST_CASE("a wipe shows one picture on each side of a divider that is dragged or moved by keys") {
  Driver driver("sobel");
  AppState& state = driver.state();
  show_magnitude(driver);
  driver.key(GLFW_KEY_W);
  driver.settle();
  CHECK(state.panes.compare.mode == Mode::Wipe);
  const auto check_sides = [&] {
    driver.move({5, 5});
    const double wipe = state.panes.compare.wipe;
    const cv::Point left = pixel_at(driver, 0, wipe - 0.1);
    const cv::Point right = pixel_at(driver, 0, wipe + 0.1);
    const Look& own = *state.shown_look();
    const Look& other = *look_of(state, compared_with(state));
    CHECK(cv::norm(shown(driver, 0, left), color_at(own, left), cv::NORM_INF) <= 1);
    CHECK(cv::norm(shown(driver, 0, right), color_at(other, right), cv::NORM_INF) <= 1);
  };
  driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
  driver.wheel(driver.middle("canvas"), 3);  // 200 %: a texel is a pixel's colour
  CHECK(compared_with(state) == PaneContent{{source_stage}});
  check_sides();
  const ImVec2 divider = driver.middle("wipe");
  driver.drag(divider, {divider.x + 120, divider.y});
  CHECK(state.panes.compare.wipe == doctest::Approx(0.5 + 120 / state.panes.panes[0].canvas.width));
  check_sides();
  driver.key(GLFW_KEY_LEFT, GLFW_MOD_CONTROL);
  driver.key(GLFW_KEY_LEFT, GLFW_MOD_CONTROL);
  driver.key(GLFW_KEY_LEFT, GLFW_MOD_CONTROL);
  CHECK(state.panes.compare.wipe == doctest::Approx(0.35 + 120 / state.panes.panes[0].canvas.width));
  check_sides();
  CHECK_FALSE(state.pin);  // the divider is no pixel
  driver.key(GLFW_KEY_E);  // the next to compare with: OpenCV
  driver.settle();
  CHECK(compared_with(state).item.made == Made::Reference);
  driver.key(GLFW_KEY_ESCAPE);
  CHECK(state.panes.compare.mode == Mode::Off);
}

TEST_CASE("a split shows the same place twice") {
  Driver driver("sobel");
  AppState& state = driver.state();
  show_magnitude(driver);
  driver.key(GLFW_KEY_W, GLFW_MOD_SHIFT);
  driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
  driver.wheel(driver.middle("canvas"), 3);
  driver.move({5, 5});
  driver.settle();
  REQUIRE(state.panes.compare.mode == Mode::Split);
  const cv::Rect2d pane = state.panes.panes[0].canvas;
  const cv::Rect2d right = other_part(state.panes.compare, pane);
  const cv::Size size = state.shown_image().size();
  const cv::Point at(pane_view(state, 0, size).center);
  const cv::Mat window = driver.window.picture();
  const auto color = [&](cv::Rect2d canvas) {
    return window.at<cv::Vec3b>(
        cv::Point(to_screen(pane_view(state, 0, size), canvas, {at.x + 0.5, at.y + 0.5})));
  };
  CHECK(cv::norm(color(own_part(state.panes.compare, pane)), color_at(*state.shown_look(), at),
                 cv::NORM_INF) <= 1);
  CHECK(cv::norm(color(right), color_at(*look_of(state, compared_with(state)), at), cv::NORM_INF) <= 1);
  // A click on the right pins the same pixel as one on the left.
  const cv::Point2d place = to_screen(pane_view(state, 0, size), right, {at.x + 0.5, at.y + 0.5});
  driver.click({static_cast<float>(place.x), static_cast<float>(place.y)});
  CHECK(state.pin == at);
  driver.click(driver.middle("compare-close"));
  CHECK(state.panes.compare.mode == Mode::Off);
}

TEST_CASE("blinking shows the two in turn, and Shift the other one") {
  Driver driver("sobel");
  AppState& state = driver.state();
  show_magnitude(driver);
  driver.key(GLFW_KEY_B);
  driver.key(GLFW_KEY_0, GLFW_MOD_CONTROL);
  driver.wheel(driver.middle("canvas"), 3);
  driver.move({5, 5});
  driver.settle();
  const cv::Point at = pixel_at(driver, 0, 0.4);
  const cv::Vec3b own = color_at(*state.shown_look(), at);
  const cv::Vec3b other = color_at(*look_of(state, compared_with(state)), at);
  REQUIRE(own != other);
  bool seen_own = false, seen_other = false;
  CHECK(driver.until(
      [&] {
        const cv::Vec3b color = shown(driver, 0, at);
        seen_own |= cv::norm(color, own, cv::NORM_INF) <= 1;
        seen_other |= cv::norm(color, other, cv::NORM_INF) <= 1;
        return seen_own && seen_other;
      },
      20));
  compare_against(state, Against::Reference);
  set_compare(state, Mode::Wipe);
  driver.settle();
  driver.hold(GLFW_KEY_LEFT_SHIFT, true, 0);
  CHECK(same(state.shown_image(), image_of(state, {{state.chosen_stage(), Made::Reference}})));
  driver.hold(GLFW_KEY_LEFT_SHIFT, false, 0);
  CHECK(same(state.shown_image(), image_of(state, {{state.chosen_stage(), Made::Ours}})));
}

TEST_CASE("the difference is ours less the other's, and values follow it") {
  Driver driver("gaussian-blur");
  AppState& state = driver.state();
  copy_set(state);
  driver.until([&] { return true; });
  set_value(state, 0, 3.5);
  driver.settle();
  compare_against(state, Against::Other);
  driver.key(GLFW_KEY_D, GLFW_MOD_SHIFT);
  driver.settle();
  REQUIRE(state.panes.compare.mode == Mode::Difference);
  // An oracle: the same demo under both sets of parameters.
  Evaluator evaluator;
  const Request a{&state.current_demo(), state.frame, state.current_settings(), {}, {}, true, 0};
  Request b = a;
  b.settings = other_settings(state);
  REQUIRE(a.settings != b.settings);
  cv::Mat ours, theirs, difference;
  evaluator.evaluate(a)->result(state.chosen_stage())->output.image.convertTo(ours, CV_32F);
  evaluator.evaluate(b)->result(state.chosen_stage())->output.image.convertTo(theirs, CV_32F);
  cv::subtract(ours, theirs, difference);
  CHECK(cv::norm(difference, cv::NORM_INF) > 0);
  CHECK(same(state.shown_image(), difference));
  CHECK(state.shown_look()->range.low == -state.shown_look()->range.high);  // zero in the middle
  CHECK(driver.window.place("compare-bar"));

  driver.key(GLFW_KEY_RIGHT, GLFW_MOD_CONTROL);
  CHECK(state.panes.compare.gain == 2);
  run_action(driver.window.actions(), "difference-sign", state);
  driver.settle();
  CHECK(same(state.shown_image(), cv::abs(difference)));

  // It survives another stage, demo and source.
  driver.key(GLFW_KEY_2, 0, '2');
  driver.click(driver.middle("demo:canny"));
  driver.settle();
  CHECK(state.panes.compare.mode == Mode::Difference);
  PictureFolder folder("panes");
  driver.drop(folder.picture("other.png", 120));
  driver.settle();
  CHECK(state.panes.compare.mode == Mode::Difference);
  CHECK(state.shown_image().size().width == 120);
  driver.key(GLFW_KEY_D, GLFW_MOD_SHIFT);
  CHECK(state.panes.compare.mode == Mode::Off);
}

TEST_CASE("pictures that cannot be subtracted say why") {
  Driver driver("canny");
  AppState& state = driver.state();
  compare_against(state, Against::Source);
  set_compare(state, Mode::Difference);
  driver.settle();
  Text why;
  CHECK_FALSE(look_of(state, content_of(state, 0), &why));
  CHECK(why.en.find("colour") != std::string::npos);
}

TEST_CASE("two sets of parameters are exchanged, and what they do stands side by side") {
  Driver driver("gaussian-blur");
  AppState& state = driver.state();
  const Settings first = state.current_settings();
  driver.key(GLFW_KEY_X, GLFW_MOD_SHIFT);
  set_value(state, 0, 6.0);
  const Settings second = state.current_settings();
  driver.key(GLFW_KEY_2, GLFW_MOD_CONTROL);
  show_in_pane(state, 1, {state.chosen_stage(), Made::Other});
  driver.settle();
  const cv::Mat strong = state.shown_image();
  const cv::Mat weak = image_of(state, content_of(state, 1));
  CHECK_FALSE(same(strong, weak));
  driver.key(GLFW_KEY_X);
  driver.settle();
  CHECK(state.panes.on_b);
  CHECK(state.current_settings() == first);
  CHECK(other_settings(state) == second);
  CHECK(same(state.shown_image(), weak));
  CHECK(same(image_of(state, content_of(state, 1)), strong));
}

TEST_CASE("O puts ours, OpenCV's and the difference side by side, for whatever stage, and takes it back") {
  Driver driver("canny");
  AppState& state = driver.state();
  driver.key(GLFW_KEY_O);
  driver.settle();
  REQUIRE(shows_disagreement(state));
  CHECK(same(image_of(state, content_of(state, 1)),
             compute_reference(*state.snapshot, state.chosen_stage()).image));
  CHECK(cv::norm(image_of(state, content_of(state, 2)), cv::NORM_INF) == 0);
  driver.key(GLFW_KEY_O);
  CHECK(state.panes.count == 1);
}

TEST_CASE("the disagreement is measured, walked through from the worst pixel on, and its cause is named") {
  Driver driver("canny");
  AppState& state = driver.state();
  set_value(state, *state.current_demo().find_parameter("nms"), 1);
  driver.key(GLFW_KEY_O);
  driver.settle();
  const Compared* compared = current_comparison(state);
  REQUIRE(compared);
  REQUIRE(compared->disagreement);
  // Oracles: the figures by OpenCV, the cause by the sector rule's own result.
  const cv::Mat ours = state.shown_image();
  const cv::Mat theirs = compute_reference(*state.snapshot, state.chosen_stage()).image;
  cv::Mat differs = ours != theirs;
  const int count = cv::countNonZero(differs);
  REQUIRE(count > 0);
  CHECK(compared->figures.differing == count);
  CHECK(compared->figures.pixels == ours.total());
  CHECK(compared->figures.psnr == doctest::Approx(cv::PSNR(ours, theirs)));
  CHECK(compared->disagreement->unexplained == 0);
  std::vector<cv::Point> seen;
  for (int i = 0; i < 3; ++i) {
    driver.key(GLFW_KEY_N);
    driver.settle();
    REQUIRE(state.pin);
    CHECK(differs.at<uchar>(*state.pin) == 255);
    CHECK(std::find(seen.begin(), seen.end(), *state.pin) == seen.end());
    seen.push_back(*state.pin);
    CHECK(cause_text(*compared->disagreement, *state.pin).en.find("ridge rule") != std::string::npos);
  }
  driver.click(driver.middle("next-disagreement"));
  CHECK(std::find(seen.begin(), seen.end(), *state.pin) == seen.end());
  driver.click(driver.middle("compare-close"));
  CHECK(state.panes.count == 1);
  driver.frames(2);
  CHECK_FALSE(state.compared);
}

TEST_CASE("while frames come, what stands side by side is of one and the same frame") {
  auto control = std::make_shared<FakeControl>();
  Driver driver("gaussian-blur", {1280, 800}, false, fake_live(control));
  AppState& state = driver.state();
  state.wishes.open = "camera:0";
  REQUIRE(driver.until([&] { return state.live.running; }));
  show_disagreement(state);
  copy_set(state);
  set_pane_count(state, 4);
  show_in_pane(state, 3, {state.chosen_stage(), Made::Other});
  int seen = 0;
  FramePtr last;
  REQUIRE(driver.until([&] {
    if (!state.frame || state.frame->name != "fake") return false;  // the picture before is still in view
    if (state.frame == last) return seen > 30;
    const Look* reference = look_of(state, content_of(state, 1));
    const Look* other = look_of(state, content_of(state, 3));
    if (!reference || !other || !state.shown_look()) return false;
    last = state.frame;
    ++seen;
    const double expected = state.frame->pixels.at<cv::Vec3b>(0, 0)[0];
    CHECK(value_at(state.shown_look()->result->output.image, {0, 0}) == expected);
    CHECK(value_at(reference->result->output.image, {0, 0}) == expected);
    CHECK(value_at(other->result->output.image, {0, 0}) == expected);
    return seen > 30;
  }));
}

}  // namespace pixelwhy::gui
