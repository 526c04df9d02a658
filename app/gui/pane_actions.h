#pragma once

#include "gui/actions.h"

namespace pixelwhy::gui {

void add_pane_actions(std::vector<Action>& actions);

}  // namespace pixelwhy::gui
