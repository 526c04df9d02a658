#pragma once

#include "core/statistics.h"
#include "gui/ui.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// What the stage in view holds: its size, how it is stored, exact statistics and histogram of each channel,
/// over all of it or over what is seen, beside those of what it is compared with; then the values along the
/// line and those of the kept pixels. What takes a look at every pixel is done on a thread of its own; until
/// it is done, what was measured last stays.
class ValuesPanel {
 public:
  explicit ValuesPanel(std::function<void()> wake);
  void draw(Ui& ui, float width);
  bool settled() const { return !worker_.busy(); }
  /// What is shown; for tests.
  const Statistics& statistics() const { return shown_.own; }
  const Statistics& compared() const { return shown_.other; }

 private:
  struct Job {
    ResultPtr result;
    ResultPtr other;  ///< what it is compared with, or null
    cv::Rect where;
  };
  struct Measured {
    Statistics own;
    Statistics other;  ///< with no channels where nothing is compared
  };
  bool compares() const { return !shown_.other.channels.empty(); }
  void draw_statistics(Ui& ui, float width);
  void draw_histogram(Ui& ui, float width);

  std::weak_ptr<const StageResult> asked_, asked_other_;
  cv::Rect asked_where_;
  Measured shown_;
  ResultPtr result_;         ///< in view
  bool all_stages_ = false;  ///< of the kept pixels
  Worker<Job, Measured> worker_;
};

/// The values along the line, of the stage in view and of those beside it.
void draw_profile(Ui& ui, float width);
/// The kept pixels with their values.
void draw_kept_pixels(Ui& ui, float width, bool& all_stages);

/// Of a channel of a colour picture, 0 to 2 in memory order (B, G, R).
ImVec4 channel_color(int channel, bool dark);

}  // namespace pixelwhy::gui
