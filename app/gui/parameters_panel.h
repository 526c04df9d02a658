#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// The parameters of the demo, made from their declaration.
class ParametersPanel {
 public:
  void draw(Ui& ui, ImVec2 min, ImVec2 max);
  /// What it takes to show every parameter that is not folded.
  float height(const Ui& ui) const;

 private:
  static constexpr float row_height = 26;
  static constexpr float row_step = 32;
  static constexpr float header_height = 44;

  void draw_group(Ui& ui, const Text& group, float width);
  void draw_row(Ui& ui, int index, float label_width, float width);
  void draw_number(Ui& ui, int index, ImVec2 at, float width);
  void draw_value(Ui& ui, int index, ImVec2 at, ImVec2 size);
  void draw_track(Ui& ui, int index, ImVec2 at, ImVec2 size);
  void draw_choice(Ui& ui, int index, ImVec2 at, float width);
  void draw_editor(Ui& ui, int index, ImVec2 at, float width);
  void begin_typing(Ui& ui, int index);
  void finish_typing(Ui& ui, int index);
  void step_typing(Ui& ui);

  char typed_[64] = {};
  bool focus_editor_ = false;
  int told_ = 0;  ///< the notice about what was typed last
  std::optional<int> focus_in_sight_;
};

}  // namespace pixelwhy::gui
