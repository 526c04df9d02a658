#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "notes/state.h"

namespace pixelwhy {

/// What comes back at the next start: every demo's settings and stage; the one in view also with its pin, the
/// view of its picture, and the source.
struct SessionState {
  std::string demo;  ///< the one in view
  std::vector<State> demos;
  friend bool operator==(const SessionState&, const SessionState&) = default;
};

/// `$XDG_STATE_HOME/pixelwhy/session.json`, or below `~/.local/state`; empty when there is neither.
std::filesystem::path session_file();

/// `{"format": 1, "demo": "canny", "demos": [...]}`, each demo as presets hold it.
std::string session_text(const std::vector<Demo>& demos, const SessionState& session);

/// Reads it as strictly as a preset; demos that this program does not have are passed over. Throws a usage
/// error.
SessionState session_from_json(const std::vector<Demo>& demos, std::string_view text);

struct RecalledSession {
  std::optional<SessionState> session;  ///< empty when there is none that can be used
  std::filesystem::path set_aside;      ///< where a file was left that cannot be understood
  std::string problem;                  ///< why not
};
/// A file that is damaged or of a newer program is set aside, so that it is not lost.
RecalledSession recall_session(const std::vector<Demo>& demos, const std::filesystem::path& file);

}  // namespace pixelwhy
