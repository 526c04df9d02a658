#pragma once

#include <opencv2/core.hpp>

#include "gui/app_state.h"

namespace pixelwhy::gui {

/// Where the parts of the window are. All in ImGui's units, from the window's top left corner.
struct Layout {
  cv::Size2f whole;  ///< at least the least size; larger than the window when that is tiny
  cv::Rect2f top, list, canvas_bar, canvas, strip, parameters, details, status;
};

/// Panels give way to the canvas in a small window, down to a least size below which the window scrolls.
/// `parameters` is the height that the parameters need.
Layout lay_out_window(cv::Size2f window, const PanelSizes& wanted, float parameters, float scale);

}  // namespace pixelwhy::gui
