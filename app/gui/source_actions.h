#pragma once

#include <vector>

#include "gui/actions.h"

namespace pixelwhy::gui {

/// What opens pictures, pastes, copies and leafs through them.
void add_picture_actions(std::vector<Action>& actions);
/// What is done with a source that plays, and recordings.
void add_live_actions(std::vector<Action>& actions);

}  // namespace pixelwhy::gui
