#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The parameters of the demo, made from their declaration.
class ParametersPanel {
 public:
  void draw(Ui& ui, ImVec2 min, ImVec2 max);

 private:
  void draw_row(Ui& ui, int index, float label_width, float width);
  void draw_number(Ui& ui, int index, ImVec2 at, float width);
  void draw_choice(Ui& ui, int index, ImVec2 at, float width);
  void draw_editor(Ui& ui, int index, ImVec2 at, float width);
  void begin_typing(Ui& ui, int index);

  char typed_[64] = {};
  bool focus_editor_ = false;
};

/// Where a value lies on its slider, 0 to 1, and back; logarithmic where the range spans two powers of ten.
double slider_place(const Parameter& parameter, double value);
double slider_value(const Parameter& parameter, double place);

}  // namespace pixelwhy::gui
