#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

#include "gui/app_state.h"

namespace pixelwhy::gui {

/// What the whole way costs: from the start of the program to the first picture, and from a moved slider to
/// the picture of its result; and how often the window is drawn.
class WholeWay {
 public:
  using Clock = std::chrono::steady_clock;

  /// From the start of the process to here; its clock ticks a hundred times a second.
  WholeWay();
  /// A part of the start ends here.
  void mark(Text part);

  /// A frame is on the screen.
  void drawn(const AppState& state);
  /// Before anything of a frame: what is moved in it is moved from now on.
  void begin_frame() { begun_ = Clock::now(); }

  struct Part {
    Text name;
    double milliseconds = 0;  ///< since the part before
  };
  const std::vector<Part>& start() const { return start_; }
  double start_ms() const;

  /// The last change of a parameter that was followed to its end.
  struct Answer {
    double computed_ms = 0;  ///< until every stage was there
    double shown_ms = 0;     ///< until the frame that shows it was handed to the screen
  };
  const std::optional<Answer>& answer() const { return answer_; }
  void forget_answer() { answer_.reset(); }

  /// How many frames were drawn in the last ten seconds, and in all.
  int lately() const;
  int frames() const { return frames_; }

 private:
  Clock::time_point last_;
  Clock::time_point begun_;
  std::vector<Part> start_;
  bool picture_ = false;  ///< the first one was shown
  int demo_ = -1;
  Settings settings_;
  std::optional<Clock::time_point> moved_;
  std::optional<Answer> answer_;
  std::deque<Clock::time_point> recent_;
  int frames_ = 0;
};

/// As the race tab shows it.
void draw_whole_way(struct Ui& ui, const WholeWay& way, float width);

}  // namespace pixelwhy::gui
