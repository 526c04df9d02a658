#pragma once

#include <string>

#include "gui/loader.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The parameters of the demo, made from their declaration.
class ParametersPanel {
 public:
  void draw(Ui& ui, SampleLoader& samples, ImVec2 min, ImVec2 max);
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
  void draw_matrix(Ui& ui, int index, ImVec2 at, float label_width, float width);
  void draw_size(Ui& ui, int index, ImVec2 at, float width);
  void draw_cells(Ui& ui, int index, ImVec2 at, float width);
  void draw_picture(Ui& ui, int index, ImVec2 at, float width);
  void draw_picture_menu(Ui& ui, int index, const std::string& now);
  /// One of several labels; returns the one that was picked, else -1.
  static int drop_down(Ui& ui, const std::string& id, const std::vector<std::string>& labels, int chosen,
                       const std::string& preview, ImVec2 at, float width);
  void draw_editor(Ui& ui, int index, ImVec2 at, float width, ImVec2 padding);
  /// What a matrix takes below its row, in units of scale 1.
  static float matrix_height(const MatrixValue& matrix);
  static float height_below(const AppState& state, int index);
  void begin_cell(Ui& ui, int index, int row, int col);
  void finish_cell(Ui& ui, int index);
  void tell_outcome(Ui& ui, int index, Typed outcome);
  void begin_typing(Ui& ui, int index);
  void finish_typing(Ui& ui, int index);
  void step_typing(Ui& ui);

  SampleLoader* samples_ = nullptr;  ///< while it draws
  char typed_[1024] = {};
  cv::Point cell_;  ///< of the matrix that is typed into
  std::string path_;
  FramePtr thumbnail_of_;
  cv::Mat thumbnail_;
  bool focus_editor_ = false;
  int told_ = 0;  ///< the notice about what was typed last
  std::optional<int> focus_in_sight_;
};

}  // namespace pixelwhy::gui
