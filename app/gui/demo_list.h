#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The demos by category, with a search field.
void draw_demo_list(Ui& ui, ImVec2 min, ImVec2 max);

}  // namespace pixelwhy::gui
