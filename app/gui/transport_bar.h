#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// Whether the source that is open has something to be played, stepped or frozen.
bool has_transport(const AppState& state);

/// The bar under the canvas: play, step, seek, loop and speed of what has an end; state and mirror of what is
/// live.
class TransportBar {
 public:
  void draw(Ui& ui, ImVec2 min, ImVec2 max);

 private:
  void draw_file(Ui& ui, float left, float right, float middle);
  void draw_live(Ui& ui, float left, float right, float middle);
  void draw_seek(Ui& ui, float left, float right, float middle);
  float draw_speed(Ui& ui, float right, float middle);
};

/// What is the matter with the source, over the canvas; gone as soon as it is well again.
void draw_live_banner(Ui& ui, ImVec2 canvas_min, ImVec2 canvas_max);

/// Shows in the canvas that the picture is frozen.
void draw_frozen_mark(Ui& ui, ImVec2 canvas_min, ImVec2 canvas_max);

}  // namespace pixelwhy::gui
