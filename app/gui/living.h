#pragma once

#include <functional>
#include <string>

#include "gui/app_state.h"
#include "notes/preset.h"

namespace pixelwhy::gui {

// The living figure: what the window shows as a State, and back.

/// What the window shows. The source's size and hash are left out, as they take a look at every pixel:
/// with_source() puts them in, on whatever thread.
State window_state(const AppState& state);
State with_source(State state, const Frame& frame);

/// Demo, settings and stage of a state that was validated; pin and view follow by update_return(), once the
/// stage has been computed. Not an undo entry yet.
void bring_back(AppState& state, const State& from);
/// The same without pin and view, which make no sense on another picture.
void bring_back_settings(AppState& state, const State& from);

/// How the window stands now, for undo.
SceneView scene_view(const AppState& state);
/// Puts the pin and the view back that are awaited, once the stage in view is there.
void update_return(AppState& state);

/// What opening a file that may be a picture of ours says.
struct Living {
  std::optional<Preset> preset;  ///< empty: it is no picture of ours, or cannot be used
  Text problem;                  ///< why a state that is there cannot be used
};
/// Reads what a file carries. Never throws: what is wrong makes it an ordinary picture.
Living read_living(const std::vector<Demo>& demos, const std::string& path);

/// Throws a usage error when a stage that the state names takes no part under its settings.
void check_stages(const Demo& demo, const State& state);

/// The spec of the source within a picture of ours.
std::string spec_within(const std::filesystem::path& picture);
/// The picture of such a spec; empty for any other.
std::filesystem::path picture_of_spec(const std::string& spec);
/// The frame of such a spec; throws a failure.
FramePtr frame_within(const std::vector<Demo>& demos, const std::filesystem::path& picture);

}  // namespace pixelwhy::gui
