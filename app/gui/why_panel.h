#pragma once

#include "gui/ui.h"
#include "notes/term_layout.h"

namespace pixelwhy::gui {

/// Why the pixel has its value: the verdict, the numbers it was computed from, the steps, the result.
class WhyPanel {
 public:
  /// Into the current child window, that wide.
  void draw(Ui& ui, float width);

 private:
  void draw_head(Ui& ui, const Place& place, float width);
  void draw_terms(Ui& ui, const Inspection& inspection, float width);
  void draw_windows(Ui& ui, const Explanation& explanation, float width);
  void draw_channel_choice(Ui& ui, float width);
  void draw_steps(Ui& ui, const Inspection& inspection, float width);
  void draw_trail_button(Ui& ui, const Inspection& inspection, float width);
  void draw_result(Ui& ui, const Inspection& inspection, float width);

  int channel_ = 2;   ///< of colour windows: which one is laid out
  int laid_out_ = 0;  ///< serial of the explanation that `layout_` is of
  TermLayout layout_;
};

}  // namespace pixelwhy::gui
