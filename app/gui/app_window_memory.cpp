#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>

#include <utility>

#include "gui/app_window.h"
#include "gui/resume.h"
#include "gui/strings.h"
#include "notes/file.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

std::string on_disk(const fs::path& file) {
  std::string text;
  if (!file.empty()) caught("", [&] { text = read_text(file); });
  return text;
}

/// Writes the text unless it is there already.
void update(const fs::path& file, std::string& known, const std::string& text) {
  if (file.empty() || text == known) return;
  make_folder(file.parent_path());
  write_whole(file, text);
  known = text;
}

}  // namespace

Memory AppWindow::to_remember() const {
  Memory memory = memory_;
  glfwGetWindowSize(graphics_->window(), &memory.width, &memory.height);
  memory.dark = state_.dark;
  memory.language = state_.language;
  memory.user_scale = state_.user_scale;
  memory.panels = state_.panels;
  memory.demo = state_.current_demo().id;
  memory.recent = state_.recent;
  memory.folder = state_.browser.folder.string();
  memory.camera = state_.live.camera;
  memory.mirrored = state_.live.mirrored;
  memory.folded = state_.folded;
  memory.hints_seen = !state_.hints;
  memory.preset_samples = state_.presets.with_sample;
  memory.notes = state_.notebook.folder;
  return memory;
}

bool AppWindow::resume_session(const WindowOptions& options) {
  const RecalledSession last = recall_session(*options.demos, session_file());
  if (last.session) resume(state_, *last.session, options);
  if (!last.set_aside.empty()) {
    const std::string where = last.set_aside.string() + " (" + last.problem + ")";
    state_.notices.inform({strings::session_set_aside.en + where, strings::session_set_aside.zh + where});
  }
  constexpr std::chrono::milliseconds delay{1000};
  keeper_ = std::make_unique<Keeper>(delay, [this] { wake_to_draw(); });
  return last.session.has_value();
}

/// Hands what has changed to the keeper.
void AppWindow::keep_session() {
  if (!keeper_) return;
  if (const auto problem = keeper_->take_problem()) state_.notices.error(problem->text());
  Memory memory = to_remember();
  std::optional<SessionState> session = session_of(state_);
  if (!session) session = noted_session_;
  if (memory == noted_memory_ && session == noted_session_) return;
  noted_memory_ = memory;
  noted_session_ = session;
  keeper_->keep(
      [kept = kept_, demos = state_.demos, memory = std::move(memory), session = std::move(session)] {
        if (!std::exchange(kept->known, true)) {
          kept->memory = on_disk(memory_file());
          kept->session = on_disk(session_file());
          if (const fs::path folder = state_folder(); !folder.empty()) {
            remove_leftovers(memory_file());
            remove_leftovers(session_file());
          }
        }
        update(memory_file(), kept->memory, memory_text(memory));
        if (session) update(session_file(), kept->session, session_text(*demos, *session));
      });
}

}  // namespace pixelwhy::gui
