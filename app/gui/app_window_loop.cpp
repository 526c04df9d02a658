#define GLFW_INCLUDE_NONE  // OpenGL comes from libepoxy
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "gui/app_window.h"
#include "gui/graphics.h"

namespace pixelwhy::gui {

namespace {

constexpr int settling_frames = 3;  // ImGui settles over some frames

}  // namespace

void AppWindow::wake_to_draw() {
  woken_ = true;
  glfwPostEmptyEvent();
}

/// How old a frame is when the window shows it.
void AppWindow::note_swap() {
  if (!state_.live.running || state_.frame == swapped_ || !state_.frame) return;
  swapped_ = state_.frame;
  const std::chrono::duration<double, std::milli> age =
      std::chrono::steady_clock::now() - state_.frame->captured;
  double& smoothed = state_.live.swap_ms;
  smoothed = smoothed == 0 ? age.count() : smoothed + (age.count() - smoothed) / 4;
}

/// Waits until there is something to draw; false when what woke the window changes nothing that is seen.
bool AppWindow::sleep() {
  const bool blinking = ImGui::GetIO().WantTextInput || state_.panes.compare.mode == Compare::Mode::Blink;
  const std::optional<double> due = session_->due(state_);
  if (blinking || due) {
    glfwWaitEventsTimeout(std::min(blinking ? 0.4 : 1e6, due.value_or(1e6)));
  } else {
    glfwWaitEvents();
  }
  if (frames_wanted_ > 0) return true;  // by an event
  const bool changed = session_->update(state_);
  if (woken_.exchange(false) || (changed && !state_.live.running)) {
    frames_wanted_ = settling_frames;
  } else if (changed || blinking || due) {
    frames_wanted_ = 1;
  }
  return frames_wanted_ > 0;
}

/// Waits if need be, and draws one frame if there is something to draw.
void AppWindow::step() {
  if (frames_wanted_ > 0) {
    glfwPollEvents();
    if (woken_.exchange(false)) frames_wanted_ = settling_frames;
  } else if (!sleep()) {
    return;
  }
  --frames_wanted_;
  if (!glfwGetWindowAttrib(graphics_->window(), GLFW_ICONIFIED)) frame();
}

void AppWindow::run() {
  while (!glfwWindowShouldClose(graphics_->window())) step();
}

bool AppWindow::settled() const {
  return session_->settled(state_) && browser_->settled(state_) && figure_sheet_->settled(state_) &&
         presets_->settled(state_) && !clipboard_->busy() && sweep_sheet_->settled() &&
         notes_->settled(state_) && values_->settled() && race_->settled() && !lenses_->busy() &&
         !list_->busy() && !textures_->loading();
}

bool AppWindow::settle(double seconds) {
  const auto begin = std::chrono::steady_clock::now();
  int quiet = 0;
  while (quiet < 4) {
    glfwPollEvents();
    frame();
    quiet = settled() && !pin_wanted_ && ordered_.empty() ? quiet + 1 : 0;
    if (quiet == 0) std::this_thread::sleep_for(std::chrono::milliseconds(4));
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    if (elapsed.count() > seconds) return false;
  }
  return true;
}

}  // namespace pixelwhy::gui
