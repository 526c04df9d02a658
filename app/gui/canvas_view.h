#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <utility>

namespace pixelwhy::gui {

// Two coordinate systems. Screen: ImGui's, y down. Picture: pixel (x, y) covers [x, x+1) × [y, y+1), so its
// centre is at x + ½; positions that operators speak of (pixel centres at integers) are ½ less.

/// Where somebody looks at a picture.
struct CanvasView {
  double zoom = 1;           ///< screen units a pixel
  cv::Point2d center{0, 0};  ///< the picture's position in the middle of the canvas
  bool fitted = true;        ///< follows the size of canvas and picture until moved by hand
  friend bool operator==(const CanvasView&, const CanvasView&) = default;
};

inline constexpr double least_zoom = 1.0 / 64;
inline constexpr double greatest_zoom = 256;

cv::Point2d to_screen(const CanvasView& view, const cv::Rect2d& canvas, cv::Point2d picture);
cv::Point2d to_picture(const CanvasView& view, const cv::Rect2d& canvas, cv::Point2d screen);
/// The pixel that covers a position on the screen; it may lie outside the picture.
cv::Point pixel_under(const CanvasView& view, const cv::Rect2d& canvas, cv::Point2d screen);

/// The zoom at which the whole picture is seen with a margin; whole numbers from 200 % on.
double fit_zoom(cv::Size2d canvas, cv::Size picture);
void fit(CanvasView& view, const cv::Rect2d& canvas, cv::Size picture);

/// Changes the zoom so that what is under `screen` stays there.
void zoom_at(CanvasView& view, const cv::Rect2d& canvas, cv::Point2d screen, double zoom);
void pan(CanvasView& view, cv::Point2d screen_distance);
/// Brings the middle back so far that some of the picture is always seen.
void keep_in_sight(CanvasView& view, cv::Size picture);
/// Moves the view so that the pixel is well inside the canvas; leaves it alone when it already is.
void reveal(CanvasView& view, const cv::Rect2d& canvas, cv::Point pixel);

/// The next of 25, 33, 50, 67, 100, 150, 200 ... % in that direction.
double next_zoom(double zoom, int direction);

/// The view of the picture, shared by all stages of its size; stages of other sizes keep their own.
class ViewMemory {
 public:
  CanvasView& of(cv::Size size) { return views_[{size.width, size.height}]; }
  /// Null when that size was never looked at.
  const CanvasView* find(cv::Size size) const {
    const auto found = views_.find({size.width, size.height});
    return found == views_.end() ? nullptr : &found->second;
  }
  void fit_all() { views_.clear(); }

 private:
  std::map<std::pair<int, int>, CanvasView> views_;
};

}  // namespace pixelwhy::gui
