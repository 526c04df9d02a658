#pragma once

#include <vector>

#include "gui/actions.h"

namespace pixelwhy::gui {

/// What saves figures and sweeps, and what helps with those that were opened.
void add_figure_actions(std::vector<Action>& actions);

}  // namespace pixelwhy::gui
