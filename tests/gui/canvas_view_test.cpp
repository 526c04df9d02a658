#include "gui/canvas_view.h"

#include <doctest/doctest.h>

namespace pixelwhy::gui {

TEST_CASE("screen and picture coordinates are inverse, and a zoom keeps its place") {
  const cv::Rect2d canvas(100, 50, 800, 600);
  CanvasView view{2.5, {320, 200}, false};
  const cv::Point2d screen(333, 444);
  const cv::Point2d place = to_picture(view, canvas, screen);
  CHECK(cv::norm(to_screen(view, canvas, place) - screen) < 1e-9);
  zoom_at(view, canvas, screen, 17);
  CHECK(cv::norm(to_picture(view, canvas, screen) - place) < 1e-9);
}

TEST_CASE("fitting shows all of a large picture and whole multiples of a small one") {
  const cv::Rect2d canvas(0, 0, 800, 600);
  CanvasView view;
  fit(view, canvas, {4000, 1000});
  CHECK(view.zoom * 4000 <= 800);
  fit(view, canvas, {50, 50});
  CHECK(view.zoom == 11);
  fit(view, canvas, {1, 1});
  CHECK(view.zoom == greatest_zoom);
}

TEST_CASE("zoom steps go up and down the same ladder") {
  CHECK(next_zoom(1, 1) == 1.5);
  CHECK(next_zoom(1.5, -1) == 1);
  CHECK(next_zoom(0.68, 1) == 1);
  CHECK(next_zoom(256, 1) == 256);
}

}  // namespace pixelwhy::gui
