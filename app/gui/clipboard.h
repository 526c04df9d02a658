#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "gui/clipboard_tools.h"
#include "gui/pasted_pictures.h"
#include "gui/picture_copy.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// Pictures to and from the desktop's clipboard. Whatever takes time (drawing, packing, the program that
/// serves the clipboard, another one that holds a picture) does so on threads of its own.
class Clipboard {
 public:
  /// What is pasted goes into `pasted`, which must live longer.
  Clipboard(std::function<void()> wake, PastedPictures& pasted);

  void copy(PictureCopy picture) { copy_.submit(std::move(picture)); }
  void paste() { paste_.submit(0); }
  /// Takes what is finished: tells what was copied, and wishes that what was pasted be opened. Where that is
  /// no picture, `text` gives what the clipboard holds as text, which names a source.
  void update(AppState& state, const std::function<std::string()>& text);
  bool busy() const { return copy_.busy() || paste_.busy(); }

 private:
  struct Copied {
    bool figure = false;
    cv::Size size;
    std::optional<Error> error;
  };
  struct Pasted {
    std::optional<std::vector<std::uint8_t>> picture;
    std::string why;  ///< what the tool said where there was none
    std::optional<Error> error;
  };

  static void open_text(AppState& state, const std::string& text, const std::string& why);

  PastedPictures& pasted_;
  Worker<PictureCopy, Copied> copy_;
  Worker<int, Pasted> paste_;
};

}  // namespace pixelwhy::gui
