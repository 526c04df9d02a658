#pragma once

#include <optional>
#include <string>

#include "gui/ui.h"

namespace pixelwhy::gui {

/// Small buttons side by side, which go on in the next line where the width ends.
class Chips {
 public:
  /// They begin where the cursor is.
  Chips(Ui& ui, float width);

  struct Look {
    bool on = false;
    bool fixed = false;              ///< it cannot be clicked
    std::optional<ImVec4> dot = {};  ///< drawn full when it is on, else as a ring; none: `on` fills the chip
  };
  /// Returns whether it was clicked; `id` names it for ImGui and the tests.
  bool add(const std::string& id, const std::string& name, const Look& look);

  /// Puts the cursor below them.
  void end();

 private:
  Ui& ui_;
  float left_;
  float width_;
  ImVec2 next_;
  float height_;
};

}  // namespace pixelwhy::gui
