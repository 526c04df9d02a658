#pragma once

#include <optional>

#include "core/cost.h"
#include "gui/ui.h"
#include "gui/worker.h"

namespace pixelwhy::gui {

/// How the time of the codes of the stage in view grows with a parameter or with the picture, measured on a
/// thread of its own when somebody asks for it, and drawn on logarithmic axes as it comes in.
class CostPanel {
 public:
  explicit CostPanel(std::function<void()> wake);
  void draw(Ui& ui, float width);
  bool settled() const { return !worker_.busy(); }
  /// What is shown; for tests.
  const std::optional<Cost>& shown() const { return shown_; }

 private:
  struct Job {
    const Demo* demo = nullptr;  ///< null: nothing is measured
    FramePtr frame;
    Settings settings;
    StageId stage = 0;
    std::optional<int> parameter;  ///< none: the picture's size
    int serial = 0;
  };
  struct Finding {
    Job job;
    std::optional<Cost> cost;
    Text problem;
    bool last = false;
  };
  static void run(const Job& job, const std::function<void(Finding)>& publish,
                  const std::function<bool()>& superseded);
  void draw_choices(Ui& ui, float width);
  void draw_plot(Ui& ui, float width) const;
  void draw_legend(Ui& ui, float width) const;
  std::string quantity_words(Ui& ui) const;

  bool running_ = false;
  int serial_ = 0;
  Job of_;
  std::optional<Cost> shown_;
  Text problem_;
  Worker<Job, Finding> worker_;
};

}  // namespace pixelwhy::gui
