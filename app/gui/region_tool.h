#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

// Work on a part of the source. The region is in pixels of the whole picture, whatever is in view.

/// That region, or all of the picture; an undo step. Does nothing where it does not fit in the source.
void choose_region(AppState& state, std::optional<cv::Rect> region);
/// The same without an undo step.
void enter_region(AppState& state, std::optional<cv::Rect> region);

/// The size of the whole source, empty while there is none.
cv::Size whole_size(const AppState& state);

void add_region_actions(std::vector<Action>& actions);

/// Begins drawing, or ends it without effect where that tool is in use already. A rectangle can be drawn over
/// stages of the source's size: from any other the source comes into view.
void begin_tool(AppState& state, CanvasTool tool);
void end_tool(AppState& state);

/// Reads the mouse for the tool in use, over a picture of that size in a pane whose button is the last item;
/// true when the left button is the tool's.
bool use_tool(Ui& ui, int pane, const cv::Rect2d& canvas, const CanvasView& view, cv::Size size);
/// What is being drawn, and how to go on.
void draw_tool(Ui& ui, ImDrawList* list, int pane, const cv::Rect2d& canvas, const CanvasView& view,
               cv::Size size);

}  // namespace pixelwhy::gui
