#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The stages with small pictures, names and times.
void draw_film_strip(Ui& ui, ImVec2 min, ImVec2 max);

}  // namespace pixelwhy::gui
