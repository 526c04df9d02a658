#pragma once

#include "core/statistics.h"
#include "gui/ui.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// What the stage in view holds: its size, how it is stored, exact statistics and histogram of each channel,
/// over all of it or over what is seen; then the values along the line and those of the kept pixels. What
/// takes a look at every pixel is done on a thread of its own; until it is done, what was measured last
/// stays.
class ValuesPanel {
 public:
  explicit ValuesPanel(std::function<void()> wake);
  void draw(Ui& ui, float width);
  bool settled() const { return !worker_.busy(); }
  /// What is shown; for tests.
  const Statistics& statistics() const { return shown_; }

 private:
  struct Job {
    ResultPtr result;
    cv::Rect where;
  };
  void draw_statistics(Ui& ui, float width);
  void draw_histogram(Ui& ui, float width);

  std::weak_ptr<const StageResult> asked_;
  cv::Rect asked_where_;
  Statistics shown_;
  bool all_stages_ = false;  ///< of the kept pixels
  Worker<Job, Statistics> worker_;
};

/// The values along the line, of the stage in view and of those beside it.
void draw_profile(Ui& ui, float width);
/// The kept pixels with their values.
void draw_kept_pixels(Ui& ui, float width, bool& all_stages);

/// Red, green and blue, of channels in memory order.
ImVec4 channel_color(int channel, bool dark);

}  // namespace pixelwhy::gui
