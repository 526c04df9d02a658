#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "gui/code_page.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The current settings as a program, and our own source of the stage in view with the lines that make the
/// steps of the pinned pixel's explanation.
class CodePanel {
 public:
  /// Into the rest of the current child window; `width` leaves room for its scroll bar.
  void draw(Ui& ui, float width);

 private:
  struct Area {
    ImVec2 min, max;   ///< of the child window
    float gutter = 0;  ///< its width
    float line = 0;    ///< a line's height
  };

  void refresh(const Ui& ui);
  void mark_lines(const AppState& state);
  void measure(const Ui& ui);
  void draw_switches(Ui& ui, float width);
  void draw_text(Ui& ui);
  void draw_back(Ui& ui, const Area& area, std::size_t line, float y);
  void draw_line(Ui& ui, const Area& area, std::size_t line, ImVec2 at);
  void scroll(const Area& area);
  void show_steps(Ui& ui, std::size_t line) const;

  CodeSubject subject_;
  std::unique_ptr<CodePage> page_;
  const ImFont* measured_font_ = nullptr;
  int measured_glyphs_ = 0;
  float longest_ = 0;  ///< the widest line

  std::optional<ChosenStep> looked_at_;  ///< the pin and step that the marks are of
  int marked_serial_ = 0;                ///< the explanation likewise
  std::map<std::size_t, std::vector<Step>> marked_;
  std::optional<std::size_t> main_;  ///< the line of the step that was chosen, else of the last one
  bool scroll_wanted_ = false;
  bool to_top_ = false;
};

}  // namespace pixelwhy::gui
