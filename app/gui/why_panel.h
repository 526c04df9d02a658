#pragma once

#include "gui/term_grid.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// A stage and a pixel, as people read it.
std::string place_name(Ui& ui, const Place& place);

/// Why the pixel has its value: the verdict, the numbers it was computed from, the steps, the result.
class WhyPanel {
 public:
  /// Into the current child window, that wide.
  void draw(Ui& ui, float width);

 private:
  void draw_head(Ui& ui, const Place& place, float width);
  void draw_terms(Ui& ui, const Inspection& inspection, float width);
  void draw_grid(Ui& ui, const Inspection& inspection, const TermGrid& grid, float width);
  void draw_list(Ui& ui, const Inspection& inspection, const std::vector<int>& rest, float width);
  void draw_steps(Ui& ui, const Explanation& explanation, float width);
  void draw_result(Ui& ui, const Inspection& inspection, float width);

  int channel_ = 2;   ///< of colour windows: which one is laid out
  int laid_out_ = 0;  ///< serial of the explanation that `layout_` is of
  TermLayout layout_;
};

}  // namespace pixelwhy::gui
