#pragma once

#include "notes/sweep_sheet.h"

namespace pixelwhy {

/// The pictures of a sweep of one parameter as frames of one size, each with the parameter's name, its value
/// and where it lies among the others on a strip below. The first picture decides on the size; one of another
/// size is fitted into it.
class SweepFrames {
 public:
  /// `tile` of the look is the picture's width; 0: its own, at most 960.
  SweepFrames(const Sweep& sweep, const FramePtr& frame, const SweepLook& look);

  /// CV_8UC3, sides even.
  cv::Mat draw(const SweptPicture& picture);

 private:
  Figure lay_out(const SweptPicture& picture);
  double put_strip(Sheet& sheet, std::size_t index, double top);

  const Sweep& sweep_;
  cv::Size source_;
  SweepLook look_;
  cv::Size room_;  ///< of the picture, in units; empty before the first one
};

}  // namespace pixelwhy
