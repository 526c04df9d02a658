#pragma once

#include <optional>
#include <string>

#include "gui/worker.h"

namespace pixelwhy::gui {

/// The desktop's own file dialog, by zenity or kdialog, on a thread of its own.
class FileDialog {
 public:
  explicit FileDialog(std::function<void()> wake);
  /// False when the desktop offers none.
  static bool available();
  void ask(const std::string& title) {
    if (!worker_.busy()) worker_.submit(title);
  }
  /// The chosen path; empty when the dialog was closed.
  std::optional<std::string> take() { return worker_.take(); }

 private:
  Worker<std::string, std::string> worker_;
};

}  // namespace pixelwhy::gui
