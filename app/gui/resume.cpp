#include "gui/resume.h"

#include <algorithm>

#include "gui/living.h"
#include "gui/pasted_pictures.h"

namespace pixelwhy::gui {

namespace {

constexpr std::size_t longest_spec = 4000;

/// Where the picture in view is from. What was pasted is gone with the window.
std::optional<SourceState> kept_source(const AppState& state) {
  if (is_pasted(state.source) || state.source.size() > longest_spec) return std::nullopt;
  SourceState source;
  source.spec = state.source;
  source.frame = scene_frame(state);
  source.region = state.region;
  return source;
}

const State* state_of(const SessionState& session, const std::string& demo) {
  const auto found = std::find_if(session.demos.begin(), session.demos.end(),
                                  [&](const State& state) { return state.demo == demo; });
  return found == session.demos.end() ? nullptr : &*found;
}

}  // namespace

std::optional<SessionState> session_of(const AppState& state) {
  if (state.source.empty() || state.returning) return std::nullopt;
  SessionState session;
  session.demo = state.current_demo().id;
  for (std::size_t i = 0; i < state.demos->size(); ++i) {
    const Demo& demo = (*state.demos)[i];
    if (static_cast<int>(i) == state.demo) {
      session.demos.push_back(window_state(state));
      session.demos.back().source = kept_source(state);
      continue;
    }
    State other;
    other.demo = demo.id;
    other.settings = state.settings[i];
    other.stage = demo.stage_id(state.stages[i]);
    session.demos.push_back(std::move(other));
  }
  return session;
}

void resume(AppState& state, const SessionState& session, const WindowOptions& options) {
  for (std::size_t i = 0; i < state.demos->size(); ++i) {
    if (const State* kept = state_of(session, (*state.demos)[i].id)) bring_back_settings(state, *kept);
  }
  const State* current = state_of(session, session.demo);
  if (!current) return;
  const bool source_left_open = options.source.empty() && !options.preset;
  if (options.demo.empty() && source_left_open && !options.at) {
    bring_back(state, *current);
  } else {
    bring_back_settings(state, *current);
  }
  if (!current->source || !source_left_open) return;
  state.wishes.open = resolved_spec(current->source->spec);
  state.wishes.open_frame = current->source->frame;
  state.wishes.open_region = current->source->region;
  state.wishes.open_plain = true;  // a figure that was opened as a picture stays one
  state.resuming = true;
}

}  // namespace pixelwhy::gui
