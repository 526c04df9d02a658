#pragma once

#include "gui/drawing.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The scale of the view, what its labels mean, or what the lens found, in the lower right corner of a canvas.
void draw_color_bar(Ui& ui, ImDrawList* list, const cv::Rect2d& canvas, const Drawing& drawing);

}  // namespace pixelwhy::gui
