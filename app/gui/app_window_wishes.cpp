#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>

#include <algorithm>
#include <utility>

#include "gui/app_window.h"
#include "gui/code_page.h"
#include "gui/shader.h"
#include "gui/strings.h"
#include "gui/view_strings.h"
#include "notes/explanation_text.h"
#include "notes/latex.h"

namespace pixelwhy::gui {

/// What goes to the clipboard as text at once, and as a picture when it is made.
void AppWindow::fulfil_copies() {
  Wishes& wishes = state_.wishes;
  const auto copy = [this](const std::string& words, const Text& told) {
    glfwSetClipboardString(graphics_->window(), words.c_str());
    state_.notices.inform(told);
  };
  if (state_.inspection && (wishes.copy_explanation || wishes.copy_latex)) {
    const Inspection& shown = *state_.inspection;
    const auto told = [&](auto form) {
      return form(*shown.snapshot, shown.place.stage, shown.place.at, shown.explanation, state_.language);
    };
    if (wishes.copy_explanation) copy(told(explanation_text), strings::copied);
    if (wishes.copy_latex) copy(told(explanation_latex), strings::copied_latex);
  }
  if (wishes.copy_code) {
    const CodePage page(state_.sources, code_subject(state_));
    if (page.problem().empty()) {
      copy(page.text(), strings::code_copied);
    } else {
      state_.notices.inform(page.problem());
    }
  }
  if (wishes.copy_picture || wishes.copy_figure) {
    if (auto picture = picture_to_copy(state_, wishes.copy_figure)) {
      clipboard_->copy(std::move(*picture));
    } else {
      state_.notices.inform(strings::no_picture_yet);
    }
  }
  wishes.copy_explanation = wishes.copy_latex = wishes.copy_code = false;
  wishes.copy_picture = wishes.copy_figure = false;
}

void AppWindow::fulfil_wishes() {
  Wishes& wishes = state_.wishes;
  GLFWwindow* window = graphics_->window();
  if (wishes.paste) clipboard_->paste();
  fulfil_copies();
  clipboard_->update(state_, [window] {
    const char* text = glfwGetClipboardString(window);
    return std::string(text ? text : "");
  });
  reload_shaders();
  ask_by_dialog();
  if (std::exchange(wishes.ask_for_source, false)) ask_for_source();
  if (wishes.close) glfwSetWindowShouldClose(window, GLFW_TRUE);
  wishes.paste = wishes.ask_for_file = wishes.close = false;
}

void AppWindow::ask_for_source() {
  seeking_source_ = true;
  if (FileDialog::available()) {
    dialog_for_preset_ = false;
    dialog_for_picture_.reset();
    dialog_->ask(find_action(actions_, "find-source").name.in(state_.language));
  } else {
    ui_->run("browse");
  }
}

/// What was chosen in the dialog or the browser that asked for a figure's source.
void AppWindow::take_source() {
  if (!seeking_source_ || dialog_->busy() || state_.browser.open) return;
  seeking_source_ = false;
  if (state_.wishes.open) state_.wishes.open_preset = state_.living;
}

/// The desktop's dialog for a picture or a preset; where there is none, what the window has itself.
void AppWindow::ask_by_dialog() {
  Wishes& wishes = state_.wishes;
  const bool for_preset = std::exchange(wishes.ask_for_preset, false);
  const auto for_picture = std::exchange(wishes.ask_for_picture, std::nullopt);
  if (wishes.ask_for_file || for_preset || (for_picture && FileDialog::available())) {
    if (!FileDialog::available()) {
      if (wishes.ask_for_file) ui_->run("browse");
      state_.presets.menu_wanted = for_preset;
      if (for_preset) state_.presets.focus = Presets::Field::Path;
    } else if (!dialog_->busy()) {
      dialog_for_preset_ = for_preset;
      dialog_for_picture_ = for_picture;
      dialog_->ask((for_preset ? strings::preset_choose : strings::open_file).in(state_.language));
    }
  }
  const auto chosen = dialog_->take();
  if (!chosen || chosen->empty()) return;
  if (const auto parameter = std::exchange(dialog_for_picture_, std::nullopt)) {
    wishes.picture = {*parameter, *chosen};
  } else if (dialog_for_preset_) {
    import_preset(state_, *chosen);
  } else {
    wishes.open = *chosen;
  }
}

/// What does not compile leaves the last good one in use.
void AppWindow::reload_shaders() {
  if (!std::exchange(state_.viewing.shaders_wanted, false)) return;
  const std::vector<Text> problems = Shader::reload_all();
  textures_->forget_colors();
  for (const Text& problem : problems) {
    state_.notices.error(
        {problem.en + "." + strings::shader_kept.en, problem.zh + "。" + strings::shader_kept.zh});
  }
  if (problems.empty()) state_.notices.inform(strings::shaders_reloaded);
}

/// Takes what the presets' thread has done; the actions list the presets.
void AppWindow::update_presets() {
  presets_->update(state_);
  if (listed_presets_ == state_.presets.version) return;
  listed_presets_ = state_.presets.version;
  actions_ = make_actions(*state_.demos, state_.presets.of);
}

/// Each action waits until what the one before asked for is computed.
void AppWindow::do_ordered() {
  if (ordered_.empty()) return;
  frames_wanted_ = std::max(frames_wanted_, 1);
  quiet_ = state_.frame && session_->settled(state_) ? quiet_ + 1 : 0;
  constexpr int enough = 4;
  if (quiet_ < enough) return;
  quiet_ = 0;
  const std::string id = ordered_.front();
  ordered_.pop_front();
  const Action& action = find_action(actions_, id);
  if (action.can_run(state_)) return action.run(state_);
  refused_ = usage_error("--do: '" + id + "' cannot be done here");
  state_.notices.error(refused_->text());
  ordered_.clear();
}

}  // namespace pixelwhy::gui
