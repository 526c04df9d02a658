#pragma once

#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <set>
#include <vector>

#include "core/explanation.h"

namespace pixelwhy::gui {

/// What a drag with the left button draws on the canvas instead of moving the picture.
enum class CanvasTool { None, Region, Line };

/// Two pixels of pictures of a size, and what lies between.
struct PixelLine {
  cv::Point from, to;
  cv::Size size;
  friend bool operator==(const PixelLine&, const PixelLine&) = default;
};

/// A pixel of all stages of a size.
struct KeptPixel {
  cv::Point at;
  cv::Size size;
  friend bool operator==(const KeptPixel&, const KeptPixel&) = default;
};

/// What people measure in the picture, and how the values are shown.
struct Measuring {
  CanvasTool tool = CanvasTool::None;
  std::optional<PixelLine>
      drawn;            ///< by the drag that goes on: the corners of a rectangle, the ends of a line
  bool let_go = false;  ///< that drag was given up, and goes on without drawing

  std::optional<PixelLine> line;            ///< along which values are shown
  std::map<int, std::set<StageId>> beside;  ///< of each demo, stages whose values are shown too
  std::vector<KeptPixel> kept;
  bool logarithmic = false;  ///< the counts of the histogram
  bool in_view = false;      ///< only of the pixels that are seen
};

}  // namespace pixelwhy::gui
