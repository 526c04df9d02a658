#pragma once

#include "gui/ui.h"

namespace pixelwhy::gui {

/// What the stage in view holds: its size, how it is stored, least, greatest and mean, a histogram.
class ValuesPanel {
 public:
  void draw(Ui& ui, float width);

 private:
  void measure(const cv::Mat& image);

  std::weak_ptr<const StageResult> measured_;
  double least_ = 0, greatest_ = 0, mean_ = 0;
  Curve histogram_;
};

}  // namespace pixelwhy::gui
