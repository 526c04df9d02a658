#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "core/resampling.h"
#include "core/view.h"
#include "driver.h"
#include "gui/drawing.h"
#include "notes/file.h"
#include "notes/png.h"
#include "pictures.h"
#include "registry.h"

namespace pixelwhy::gui {

namespace {

AppWindow::Setup setup_of(cv::Size size, float scale, float ratio, int limit = 0) {
  return {.visible = false,
          .remember = false,
          .offscreen = size,
          .scale = scale,
          .pixel_ratio = ratio,
          .texture_limit = limit};
}

/// The pixels that lie in the canvas entirely.
cv::Rect in_pixels(const cv::Rect2d& canvas, double ratio) {
  const auto up = [&](double v) { return static_cast<int>(std::ceil(v * ratio)); };
  const auto down = [&](double v) { return static_cast<int>(std::floor(v * ratio)); };
  return {cv::Point(up(canvas.x), up(canvas.y)), cv::Point(down(canvas.br().x), down(canvas.br().y))};
}

bool near_border(double position) { return std::abs(position - std::round(position)) < 1e-4; }

struct Tally {
  int pixels = 0;   ///< of the picture that were compared
  int wrong = 0;    ///< that differ by more than is allowed
  int outside = 0;  ///< pixels beside the picture that are not the ground
};

/// Compares each pixel of the canvas with the rule of core/resampling.h, by the core's own colours.
Tally compare_with_rule(Driver& driver, const cv::Mat& shown, const std::vector<cv::Mat>& pyramid,
                        double ratio, int allowed) {
  const AppState& state = driver.state();
  const CanvasView view = shown_view(driver.state());
  const double zoom = view.zoom * ratio;
  const cv::Size size = pyramid.front().size();
  const double grid = state.viewing.bicubic ? 0 : std::clamp((view.zoom - 8) / 8, 0.0, 1.0);
  const ImVec4& ground = palette(true).canvas;
  const cv::Vec3d ground_color(ground.z * 255, ground.y * 255, ground.x * 255);
  Tally result;
  const cv::Rect canvas = in_pixels(state.canvas, ratio);
  for (int y = canvas.y; y < canvas.br().y; ++y) {
    for (int x = canvas.x; x < canvas.br().x; ++x) {
      const cv::Point2d at = to_picture(view, state.canvas, {(x + 0.5) / ratio, (y + 0.5) / ratio});
      const cv::Vec3b pixel = shown.at<cv::Vec3b>(y, x);
      const bool edge = near_border(at.x) || near_border(at.y);  // 32 bits may take the other side
      if (at.x < 0 || at.y < 0 || at.x >= size.width || at.y >= size.height) {
        if (!edge && cv::norm(cv::Vec3d(pixel) - ground_color, cv::NORM_INF) > 1) ++result.outside;
        continue;
      }
      const bool at_end =
          std::min(at.x, size.width - at.x) < 1e-4 || std::min(at.y, size.height - at.y) < 1e-4;
      if (at_end || (edge && zoom >= 1)) continue;
      cv::Vec3d expected = color_on_screen(pyramid, at, zoom, state.viewing.bicubic);
      const cv::Point2d inside((at.x - std::floor(at.x)) * zoom, (at.y - std::floor(at.y)) * zoom);
      if (grid > 0 && (near_border(inside.x) || near_border(inside.y))) continue;
      if (grid > 0 && (inside.x < 1 || inside.y < 1))
        expected += (cv::Vec3d::all(127.5) - expected) * (0.45 * grid);
      ++result.pixels;
      if (cv::norm(cv::Vec3d(pixel) - expected, cv::NORM_INF) > allowed + 0.5) ++result.wrong;
    }
  }
  return result;
}

void look_at(Driver& driver, double zoom, cv::Point2d center) {
  CanvasView& view = shown_view(driver.state());
  view = {zoom, center, false};
  driver.settle();
}

/// The first stage of each view, of all demos; those with lines or plots over them are left out.
std::vector<std::pair<std::string, std::string>> stages_of_each_view() {
  std::vector<std::pair<std::string, std::string>> found;
  std::set<View> views;
  for (const Demo& demo : all_demos()) {
    for (const Stage& stage : demo.stages) {
      if (!stage.overlay && stage.active(demo.defaults()) && views.insert(stage.view).second)
        found.emplace_back(demo.id, stage.id);
    }
  }
  return found;
}

std::vector<cv::Mat> pyramid_of(Driver& driver) {
  const Look& look = *driver.state().shown_look();
  const cv::Mat weight = look.weight ? look.weight->output.image : cv::Mat();
  return make_pyramid(colorize(look.view, look.range, look.picture(), weight,
                               driver.state().viewing.of(driver.state().demo, look.stage)));
}

}  // namespace

TEST_CASE("view: each pixel of the canvas has the colour that the rule makes of the data") {
  const struct { float scale, ratio; } screens[] = {{1, 1}, {1.5F, 1}, {2, 1}, {1, 1.5F}, {1, 2}};
  std::size_t next = 0;
  for (const auto& [scale, ratio] : screens) {
    const cv::Size size(static_cast<int>(840 * std::max(scale, ratio)),
                        static_cast<int>(600 * std::max(scale, ratio)));
    Driver driver("canny", size, setup_of(size, scale, ratio));
    AppState& state = driver.state();
    state.viewing.color_bar = false;
    for (const auto& [demo, stage] : stages_of_each_view()) {
      for (std::size_t i = 0; i < state.demos->size(); ++i) {
        if ((*state.demos)[i].id == demo) choose_demo(state, static_cast<int>(i));
      }
      choose_stage(state, *state.current_demo().find_stage(stage));
      driver.settle();
      const std::vector<cv::Mat> pyramid = pyramid_of(driver);
      if (!std::holds_alternative<std::monostate>(state.shown_look()->result->output.data)) continue;
      const cv::Size picture = pyramid.front().size();
      constexpr double zooms[] = {1.0 / 24, 0.2, 0.37, 0.5, 0.93, 1.0, 1.3, 2.0, 3.7, 8.0, 12.0};
      const cv::Point2d places[] = {{0.5, 0.5}, {0.113, 0.82}, {0.7, 0.31}};
      const bool usual = scale == 1 && ratio == 1;  // all zooms there, some on the other screens
      for (std::size_t i = usual ? 0 : next++ % 3; i < std::size(zooms); i += usual ? 1 : 3) {
        const cv::Point2d place = places[(i + next) % std::size(places)];
        look_at(driver, zooms[i], {picture.width * place.x + 0.137, picture.height * place.y - 0.219});
        const Tally tally =
            compare_with_rule(driver, driver.window.picture(), pyramid, static_cast<double>(ratio), 2);
        INFO(demo, " ", stage, " zoom ", zooms[i], " scale ", scale, " ratio ", ratio);
        CHECK(tally.pixels > 20);
        CHECK(tally.wrong == 0);
        CHECK(tally.outside == 0);
      }
    }
  }
}

TEST_CASE("view: the same holds of bicubic magnification and of changed levels, gamma, map and channel") {
  const cv::Size size(840, 600);
  Driver driver("sobel", size, setup_of(size, 1, 1));
  AppState& state = driver.state();
  state.viewing.color_bar = false;
  for (const StageId stage : visible_stages(state)) {
    choose_stage(state, stage);
    driver.settle();
    if (state.shown_image().empty()) continue;
    const Look& look = *state.shown_look();
    const bool colored = look.picture().channels() == 3;
    const double middle = (look.range.low + look.range.high) / 2;
    state.viewing.set(state.demo, stage,
                      {.levels = Range{look.range.low, std::floor(middle + look.range.high / 4)},
                       .gamma = 1.6,
                       .channel = colored ? Channel::Green : Channel::All,
                       .map = ColorMap::Viridis});
    const std::vector<cv::Mat> pyramid = pyramid_of(driver);
    for (const bool bicubic : {false, true}) {
      state.viewing.bicubic = bicubic;
      for (const double zoom : {0.21, 1.0, 2.6, 14.0}) {
        look_at(driver, zoom, {pyramid[0].cols * 0.4, pyramid[0].rows * 0.6});
        // Each of 16 colours may be a level off, with weights of up to 1.25 in all.
        const Tally tally = compare_with_rule(driver, driver.window.picture(), pyramid, 1, 3);
        INFO(state.current_demo().stage_id(stage), " zoom ", zoom, " bicubic ", bicubic);
        CHECK(tally.pixels > 1000);
        CHECK(tally.wrong == 0);
      }
    }
    state.viewing.bicubic = false;
  }
}

TEST_CASE("view: a picture in many small textures looks as it does in one") {
  const PictureFolder folder("pixelwhy-gui-tiles");
  cv::Mat picture(1100, 1500, CV_8UC3);
  cv::RNG random(3);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  const std::string file = (folder.path / "noise.png").string();
  write_whole(file, encode_png(picture));
  const cv::Size size(1000, 700);
  std::vector<cv::Mat> whole;
  for (const int limit : {0, 256}) {
    Driver driver("sobel", size, setup_of(size, 1, 1, limit));
    AppState& state = driver.state();
    state.viewing.color_bar = false;
    driver.drop(file);
    std::size_t next = 0;
    for (const char* stage : {"source", "gx", "direction"}) {
      const auto found = state.current_demo().find_stage(stage);
      if (!found) continue;
      choose_stage(state, *found);
      for (const bool bicubic : {false, true}) {
        state.viewing.bicubic = bicubic;
        for (const double zoom : {0.05, 0.3, 0.77, 1.0, 1.5, 6.0}) {
          look_at(driver, zoom, {700.3, 512.7});
          const cv::Mat shown = driver.window.picture()(in_pixels(state.canvas, 1)).clone();
          if (limit == 0) {
            whole.push_back(shown);
          } else {
            INFO(stage, " zoom ", zoom, " bicubic ", bicubic);
            // Positions are told from other corners, so that a mean may be rounded to the other side.
            CHECK(cv::norm(shown, whole[next], cv::NORM_INF) <= (zoom < 1 || bicubic ? 1 : 0));
          }
          ++next;
        }
      }
    }
    CHECK(next == whole.size());
  }
  CHECK(whole.size() >= 24);
}

TEST_CASE("view: a picture of many tiles is whole once they are there, wherever it is looked at") {
  const PictureFolder folder("pixelwhy-gui-large");
  cv::Mat picture(2300, 2900, CV_8UC1);
  cv::RNG random(4);
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  const std::string file = (folder.path / "large.png").string();
  write_whole(file, encode_png(picture));
  const cv::Size size(900, 700);
  Driver driver("sobel", size, setup_of(size, 1, 1));
  AppState& state = driver.state();
  state.viewing.color_bar = false;
  driver.drop(file);
  choose_stage(state, source_stage);
  driver.settle();
  REQUIRE(state.shown_image().total() > StageTextures::at_once);
  const std::vector<cv::Mat> pyramid = pyramid_of(driver);
  for (const double zoom : {0.11, 0.26, 0.6, 1.0, 3.0, 0.3}) {
    for (const cv::Point2d center : {cv::Point2d(1500, 1100), cv::Point2d(2880, 30)}) {
      look_at(driver, zoom, center);
      const Tally tally = compare_with_rule(driver, driver.window.picture(), pyramid, 1, 1);
      INFO(zoom, " ", center.x);
      CHECK(tally.pixels > 1000);
      CHECK(tally.wrong == 0);
      CHECK(tally.outside == 0);
    }
  }
  fit_view(state);
  driver.settle();
  CHECK(compare_with_rule(driver, driver.window.picture(), pyramid, 1, 1).wrong == 0);
}

TEST_CASE("view: of a picture above 16 megapixels only the stages in view are computed") {
  const PictureFolder folder("pixelwhy-gui-huge");
  const std::string file = (folder.path / "huge.png").string();
  write_whole(file, encode_png(cv::Mat(4001, 4000, CV_8UC1, cv::Scalar(90))));
  Driver driver("canny");
  AppState& state = driver.state();
  choose_stage(state, *state.current_demo().find_stage("gray"));
  driver.settle();
  driver.drop(file);
  const auto computed = [&](const char* id) {
    return state.snapshot->result(*state.current_demo().find_stage(id)) != nullptr;
  };
  CHECK(computed("gray"));
  CHECK_FALSE(computed("smooth"));
  CHECK_FALSE(computed("edges"));
  CHECK(driver.window.place("left-out:smooth").has_value());
  CHECK_FALSE(driver.window.place("left-out:gray").has_value());
  driver.click(driver.middle("stage:smooth"));
  driver.settle();
  CHECK(computed("smooth"));
  CHECK_FALSE(computed("edges"));
  CHECK(state.shown_look() != nullptr);
  CHECK_FALSE(driver.window.place("left-out:smooth").has_value());
  CHECK(driver.window.place("left-out:edges").has_value());
  // Back to a usual picture, all are there again.
  state.wishes.open = "sample:street";
  driver.settle();
  CHECK(computed("edges"));
  CHECK_FALSE(driver.window.place("left-out:edges").has_value());
}

}  // namespace pixelwhy::gui
