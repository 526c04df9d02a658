#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// A histogram, curve, matrix, or list of lines or points as a plot; `labelled` adds axes, numbers and a reading
/// under the mouse.
void draw_plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Data& data, bool labelled);

}  // namespace pixelwhy::gui
