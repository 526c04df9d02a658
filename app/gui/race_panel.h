#pragma once

#include <optional>

#include "core/race.h"
#include "gui/cost_panel.h"
#include "gui/ui.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// The codes of the stage in view, raced on the picture in view when somebody asks for it, on a thread of its
/// own. The last result stays, and says when it is not of what is seen any more.
class RacePanel {
 public:
  explicit RacePanel(std::function<void()> wake);
  void draw(Ui& ui, float width);
  bool settled() const { return !worker_.busy() && cost_.settled(); }
  /// What is shown; for tests.
  const std::optional<Race>& shown() const { return shown_; }
  const CostPanel& cost() const { return cost_; }

 private:
  struct Job {
    const Demo* demo = nullptr;  ///< null: no race
    FramePtr frame;
    Settings settings;
    StageId stage = 0;
    int threads = 1;
    friend bool operator==(const Job&, const Job&) = default;
  };
  struct Finish {
    Job job;
    std::optional<Race> race;
    Text problem;
  };
  static Finish run(const Job& job, const std::function<bool()>& superseded);
  void draw_codes(Ui& ui, float width) const;
  void draw_bars(Ui& ui, float width, bool stale) const;
  void draw_result(Ui& ui, float width, const Job& job) const;
  std::string work_words(Ui& ui, const Racer& racer) const;
  void draw_build(Ui& ui, float width) const;

  int threads_ = 1;
  bool running_ = false;
  Job of_;  ///< what `shown_` is of
  std::optional<Race> shown_;
  Text problem_;
  OpencvBuild build_ = opencv_build();
  CostPanel cost_;
  Worker<Job, Finish> worker_;
};

}  // namespace pixelwhy::gui
