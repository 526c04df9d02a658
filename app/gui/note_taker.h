#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "gui/file_dialog.h"
#include "gui/picture_copy.h"
#include "gui/ui.h"
#include "gui/worker.h"
#include "notes/notebook.h"

namespace pixelwhy::gui {

/// Adds what is seen to the notebook, on a thread of its own, and asks once in which folder it lies.
class NoteTaker {
 public:
  explicit NoteTaker(std::function<void()> wake);
  /// Takes what is done into the state, and hands out what is wanted.
  void update(AppState& state);
  /// The card that asks for the folder.
  void draw(Ui& ui);
  bool settled(const AppState& state) const {
    return !worker_.busy() && waiting_.empty() && !state.notebook.wanted;
  }

 private:
  struct Job {
    PictureCopy picture;
    std::filesystem::path folder;
    bool make_folder = false;  ///< it was chosen just now
  };
  struct Taken {
    std::optional<Error> error;
    AddedNote added;
  };
  static Taken take(const Job& job);
  void add(AppState& state, bool make_folder);
  void choose(AppState& state);
  void draw_card(Ui& ui, float width);

  FileDialog dialog_;
  bool for_note_ = false;  ///< a note waits for the folder
  bool drawn_ = false;
  float height_ = 0;  ///< of the card, as it was drawn last
  std::vector<Job> waiting_;
  Worker<Job, Taken> worker_;
};

}  // namespace pixelwhy::gui
