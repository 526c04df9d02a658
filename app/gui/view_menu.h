#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The button of the view in the bar above the canvas, and its menu. `right` is where it ends; returns where
/// it begins.
float draw_view_menu(Ui& ui, ImVec2 right);

}  // namespace pixelwhy::gui
