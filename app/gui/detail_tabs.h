#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The names of the tabs below the parameters, in a bar that high; a click chooses one.
inline constexpr float detail_tabs_height = 41;
void draw_detail_tabs(Ui& ui, ImVec2 min, ImVec2 max);

}  // namespace pixelwhy::gui
