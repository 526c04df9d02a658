#pragma once

#include "gui/app_state.h"
#include "gui/window.h"
#include "notes/session_file.h"

namespace pixelwhy::gui {

/// What the window would come back to. Empty as long as that is not settled: before the first picture, and
/// while a view is still on its way back.
std::optional<SessionState> session_of(const AppState& state);

/// Brings a session back where the options leave it open: a demo, a source or a preset that was asked for
/// wins, and then pin and view stay away. The source is opened by a wish, for which a sample stands in when
/// it has gone.
void resume(AppState& state, const SessionState& session, const WindowOptions& options);

}  // namespace pixelwhy::gui
