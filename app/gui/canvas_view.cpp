#include "gui/canvas_view.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace pixelwhy::gui {

namespace {
cv::Point2d middle(const cv::Rect2d& canvas) {
  return {canvas.x + canvas.width / 2, canvas.y + canvas.height / 2};
}
}  // namespace

cv::Point2d to_screen(const CanvasView& view, const cv::Rect2d& canvas, cv::Point2d picture) {
  return middle(canvas) + (picture - view.center) * view.zoom;
}

cv::Point2d to_picture(const CanvasView& view, const cv::Rect2d& canvas, cv::Point2d screen) {
  return view.center + (screen - middle(canvas)) / view.zoom;
}

cv::Point pixel_under(const CanvasView& view, const cv::Rect2d& canvas, cv::Point2d screen) {
  const cv::Point2d place = to_picture(view, canvas, screen);
  return {static_cast<int>(std::floor(place.x)), static_cast<int>(std::floor(place.y))};
}

double fit_zoom(cv::Size2d canvas, cv::Size picture) {
  if (picture.width < 1 || picture.height < 1) return 1;
  const double margin = 16;
  const double across = std::max(canvas.width - 2 * margin, 16.0) / picture.width;
  const double down = std::max(canvas.height - 2 * margin, 16.0) / picture.height;
  double zoom = std::min(across, down);
  if (zoom >= 2) zoom = std::floor(zoom);
  return std::clamp(zoom, 1e-4, greatest_zoom);
}

void fit(CanvasView& view, const cv::Rect2d& canvas, cv::Size picture) {
  view.zoom = fit_zoom(canvas.size(), picture);
  view.center = {picture.width / 2.0, picture.height / 2.0};
  view.fitted = true;
}

void zoom_at(CanvasView& view, const cv::Rect2d& canvas, cv::Point2d screen, double zoom) {
  const cv::Point2d place = to_picture(view, canvas, screen);
  view.zoom = std::clamp(zoom, least_zoom, greatest_zoom);
  view.center = place - (screen - middle(canvas)) / view.zoom;
  view.fitted = false;
}

void pan(CanvasView& view, cv::Point2d screen_distance) {
  view.center -= screen_distance / view.zoom;
  view.fitted = false;
}

void keep_in_sight(CanvasView& view, cv::Size picture) {
  view.center.x = std::clamp(view.center.x, 0.0, static_cast<double>(picture.width));
  view.center.y = std::clamp(view.center.y, 0.0, static_cast<double>(picture.height));
}

void reveal(CanvasView& view, const cv::Rect2d& canvas, cv::Point pixel) {
  const cv::Point2d target{pixel.x + 0.5, pixel.y + 0.5};
  const cv::Point2d screen = to_screen(view, canvas, target);
  const double margin = std::min({48.0, canvas.width / 4, canvas.height / 4});
  const bool seen = screen.x >= canvas.x + margin && screen.x <= canvas.x + canvas.width - margin &&
                    screen.y >= canvas.y + margin && screen.y <= canvas.y + canvas.height - margin;
  if (seen || view.fitted) return;
  view.center = target;
}

double next_zoom(double zoom, int direction) {
  static constexpr std::array steps{
      1.0 / 64, 1.0 / 48, 1.0 / 32, 1.0 / 24, 1.0 / 16, 1.0 / 12, 1.0 / 8, 1.0 / 6, 0.25, 1.0 / 3,
      0.5,      2.0 / 3,  1.0,      1.5,      2.0,      3.0,      4.0,     6.0,     8.0,  12.0,
      16.0,     24.0,     32.0,     48.0,     64.0,     96.0,     128.0,   192.0,   256.0};
  const double slack = 1.001;
  if (direction > 0) {
    const auto* found =
        std::find_if(steps.begin(), steps.end(), [&](double step) { return step > zoom * slack; });
    return found == steps.end() ? steps.back() : *found;
  }
  const auto found =
      std::find_if(steps.rbegin(), steps.rend(), [&](double step) { return step < zoom / slack; });
  return found == steps.rend() ? steps.front() : *found;
}

}  // namespace pixelwhy::gui
