#pragma once

#include <deque>
#include <functional>
#include <set>
#include <string>

#include "core/error.h"
#include "gui/app_state.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// Reads the second pictures that parameters name, on a thread of its own, into the settings of the demo in
/// view. What people choose becomes the value once it has been read; what cannot be read is told, and changes
/// nothing.
class SecondPictures {
 public:
  explicit SecondPictures(std::function<void()> wake);
  /// Returns whether the settings are whole: nothing is still to be read.
  bool update(AppState& state);
  bool busy() const { return worker_.busy(); }

 private:
  struct Read {
    std::string spec;
    FramePtr frame;
    std::optional<Error> error;
  };
  void take(AppState& state);
  bool fill(Settings& settings);
  FramePtr known(const std::string& spec) const;

  static constexpr std::size_t most_kept = 6;
  std::deque<Read> kept_;             ///< those read last, so that undo finds them
  std::set<std::string> unreadable_;  ///< not tried again until they are chosen again
  std::string reading_;               ///< what the thread is at
  std::optional<ChosenPicture> chosen_;
  Worker<std::string, Read> worker_;
};

}  // namespace pixelwhy::gui
