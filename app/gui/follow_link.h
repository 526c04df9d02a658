#pragma once

#include <string>

#include "gui/app_state.h"

namespace pixelwhy::gui {

/// Opens the picture, settings and stage that a link of the current demo's page names (notes/link.h), as one
/// undo step, and pins its pixel once the stage has been computed. A wrong link is a message.
void follow_link(AppState& state, const std::string& target);

}  // namespace pixelwhy::gui
