#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The button of the view in the bar above the canvas, and its menu. `right` is where it ends, `left` where
/// the stage's name begins, which goes before the button where both have no room; returns where it begins.
float draw_view_menu(Ui& ui, ImVec2 right, float left);

}  // namespace pixelwhy::gui
