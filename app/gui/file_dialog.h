#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "gui/worker.h"

namespace pixelwhy::gui {

/// The desktop's own file dialog, by zenity or kdialog, on a thread of its own. The portal of sandboxed
/// desktops is not asked: it takes a D-Bus library and its answer's signal for this one question, and where
/// neither program is installed the window's own browser stands in.
class FileDialog {
 public:
  explicit FileDialog(std::function<void()> wake);
  /// Closes a dialog that is still open.
  ~FileDialog();
  FileDialog(const FileDialog&) = delete;
  FileDialog& operator=(const FileDialog&) = delete;
  /// False when the desktop offers none.
  static bool available();
  void ask(const std::string& title) { submit({title, {}}); }
  /// The same for a file that is to be written; `path` is proposed. Whether it may be replaced is not asked.
  void ask_where(const std::string& title, const std::string& path) { submit({title, path}); }
  /// The same for a folder.
  void ask_folder(const std::string& title) { submit({title, {}, true}); }
  bool busy() const { return worker_.busy(); }
  /// The chosen path; empty when the dialog was closed.
  std::optional<std::string> take() { return worker_.take(); }

 private:
  struct Question {
    std::string title;
    std::string path;  ///< to write to; empty when a file is to be opened
    bool folder = false;
  };
  void submit(const Question& question) {
    if (!worker_.busy()) worker_.submit(question);
  }
  std::string run(const Question& question);
  std::string output_of(std::vector<std::string> command);

  std::mutex mutex_;
  pid_t process_ = 0;  ///< the dialog that is open
  bool closing_ = false;
  Worker<Question, std::string> worker_;  ///< last, so that it ends before what it uses
};

}  // namespace pixelwhy::gui
