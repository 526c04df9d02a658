#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The button of the presets at the head of the parameters, and its menu: those that come with the demo,
/// one's own, saving, importing and exporting. `right` is where it ends.
void draw_presets(Ui& ui, ImVec2 right);

}  // namespace pixelwhy::gui
