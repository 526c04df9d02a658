#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

// A line across the picture, along which values are shown.

/// Keeps the line, and brings the values along it into view.
void place_line(AppState& state, const PixelLine& line);

/// The pixel among those whose values stay in view; one that is there already goes.
void keep_pixel(AppState& state, cv::Point at);

void add_profile_actions(std::vector<Action>& actions);

/// The line and the kept pixels, over a picture of that size.
void draw_measured(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const CanvasView& view, cv::Size size);
void draw_line_over(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const CanvasView& view,
                    const PixelLine& line);

}  // namespace pixelwhy::gui
