#define GLFW_INCLUDE_NONE
#include "gui/lighting.h"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include "core/evaluator.h"
#include "driver.h"
#include "gui/canvas.h"

namespace pixelwhy::gui {

namespace {

StageId stage_of(Driver& driver, const char* id) { return *driver.state().current_demo().find_stage(id); }

/// Points at a pixel of what stands in a pane.
void point_at(Driver& driver, int pane, cv::Point pixel, cv::Size size) {
  const CanvasView view = pane_view(driver.state(), pane, size);
  const cv::Rect2d& canvas = driver.state().panes.panes[static_cast<std::size_t>(pane)].canvas;
  const cv::Point2d at = to_screen(view, canvas, cv::Point2d(pixel) + cv::Point2d(0.5, 0.5));
  driver.move({static_cast<float>(at.x), static_cast<float>(at.y)});
  driver.settle();
  driver.frames(2);
}

}  // namespace

TEST_CASE("a bin of the histogram lights up its pixels") {
  Driver driver("canny", {1280, 1000});
  AppState& state = driver.state();
  state.panels.parameters = 96;  // room for all of the tab
  driver.settle();
  driver.click(driver.middle("tab:values"));
  for (const char* id : {"source", "gray", "gx"}) {
    choose_stage(state, stage_of(driver, id));
    driver.settle();
    const ImVec4 place = *driver.window.place("histogram");
    driver.move({place.x + (place.z - place.x) * 0.4F, (place.y + place.w) / 2});
    driver.settle();
    driver.frames(2);
    const Lit* lit = current_light(state);
    REQUIRE(lit);
    REQUIRE(lit->gathered);
    CHECK(lit->gathered->stage == state.shown_stage());
    const Statistics statistics = measure(state.shown_image());
    const auto bin = static_cast<std::size_t>(lit->gathered->bin.index);
    CHECK(lit->gathered->bin.low == statistics.low);
    CHECK(lit->gathered->bin.high == statistics.high);
    // Oracle: the counts of the histogram itself, and the definition of a bin.
    if (statistics.channels.size() == 1)
      CHECK(static_cast<std::uint64_t>(cv::countNonZero(lit->mask)) == statistics.channels[0].bins[bin]);
    const cv::Mat image = state.shown_image();
    const double step =
        (statistics.high - statistics.low) / static_cast<double>(statistics.channels[0].bins.size());
    for (int y = 0; y < image.rows; y += 7) {
      for (int x = 0; x < image.cols; x += 5) {
        bool inside = false;
        for (int c = 0; c < image.channels(); ++c) {
          const double v = value_at(image, {x, y}, c);
          const double low = statistics.low + step * static_cast<double>(bin);
          inside = inside || (v >= low - 1e-9 && v < low + step + 1e-9);
        }
        CHECK((lit->mask.at<uchar>(y, x) == 255) == inside);
      }
    }
  }
  driver.move(driver.middle("canvas"));
  driver.settle();
  driver.frames(2);
  CHECK((!current_light(state) || !current_light(state)->gathered));
}

TEST_CASE("an entry of a histogram that is a stage lights up its pixels in the pane beside it") {
  Driver driver("histogram-equalization");
  AppState& state = driver.state();
  const StageId histogram = stage_of(driver, "histogram");
  choose_stage(state, histogram);
  driver.settle();
  driver.move(driver.middle("canvas"));
  driver.settle();
  driver.frames(2);
  const Lit* lit = current_light(state);
  REQUIRE(lit);
  REQUIRE(lit->gathered);
  const cv::Mat& image = state.looks.at(lit->gathered->stage).result->output.image;
  REQUIRE(image.type() == CV_8UC1);
  const double value = (lit->gathered->bin.low + lit->gathered->bin.high) / 2;
  CHECK(value == std::floor(value));
  cv::Mat equal = image == value;
  CHECK(cv::countNonZero(equal != lit->mask) == 0);
}

TEST_CASE("a cell of the accumulator lights up its line and its voters, an edge pixel its curve") {
  Driver driver("hough-lines");
  AppState& state = driver.state();
  const StageId edges = stage_of(driver, "edges");
  const StageId accumulator = stage_of(driver, "accumulator");
  set_pane_count(state, 2);
  show_in_pane(state, 0, {edges});
  show_in_pane(state, 1, {accumulator});
  activate_pane(state, 0);
  driver.settle();
  const cv::Mat picture = state.looks.at(edges).result->output.image;
  const cv::Mat votes = state.looks.at(accumulator).result->output.image;
  cv::Point most;
  double count = 0;
  cv::minMaxLoc(votes, nullptr, &count, nullptr, &most);
  point_at(driver, 1, most, votes.size());
  REQUIRE(state.pointed.pixel);
  CHECK(state.pointed.pixel->stage == accumulator);
  const Place cell = *state.pointed.pixel;
  const Lit* lit = current_light(state);
  REQUIRE(lit);
  REQUIRE(lit->lines.size() == 1);
  const auto voters = lit->pixels.at(edges);
  CHECK(voters.size() == static_cast<std::size_t>(votes.at<float>(cell.at)));
  const Line line = lit->lines[0];
  for (const cv::Point& at : voters) {
    CHECK(picture.at<uchar>(at) == 255);
    CHECK(std::abs(at.x * std::cos(line.theta) + at.y * std::sin(line.theta) - line.rho) <= 0.51);
  }
  // And back: an edge pixel's curve meets each of its cells once a row.
  const cv::Point voter = voters[voters.size() / 2];
  point_at(driver, 0, voter, picture.size());
  REQUIRE(state.pointed.pixel);
  CHECK(state.pointed.pixel->stage == edges);
  lit = current_light(state);
  REQUIRE(lit);
  if (state.pointed.pixel->at == voter) {
    const auto& curve = lit->pixels.at(accumulator);
    CHECK(curve.size() == static_cast<std::size_t>(votes.rows));
    CHECK(std::find(curve.begin(), curve.end(), cell.at) != curve.end());
  }
  driver.move(driver.middle("tab:about"));
  driver.settle();
  driver.frames(2);
  CHECK_FALSE(current_light(state));
}

TEST_CASE("a term of an explanation lights up its pixel, and so does a place along the line") {
  Driver driver("gaussian-blur", {1280, 1000});
  AppState& state = driver.state();
  pin_at(state, {300, 200});
  driver.settle();
  driver.move(driver.middle("term:0"));
  driver.frames(3);
  REQUIRE(state.pointed.spot);
  CHECK(state.pointed.spot->at == *state.inspection->explanation.terms[0].at);
  CHECK(state.pointed.spot->stage == state.inspection->explanation.terms[0].stage);
  driver.move(driver.middle("tab:about"));
  driver.frames(3);
  CHECK_FALSE(state.pointed.spot);
}

}  // namespace pixelwhy::gui
