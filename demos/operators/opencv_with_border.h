#pragma once

#include <opencv2/core.hpp>

#include "operators/border.h"

namespace pixelwhy {

/// An OpenCV filter of one picture under any border, for comparison. `filter(image, border)` gets a
/// cv::BorderTypes and returns a picture of the same size. OpenCV's filter engine refuses BORDER_WRAP; there
/// the filter sees the picture enlarged by cv::copyMakeBorder on all sides by `reach` pixels, and the
/// enlargement is cut off again. BORDER_ISOLATED keeps a view of a larger picture from being continued by its
/// surroundings.
template <class Filter>
cv::Mat opencv_with_border(const cv::Mat& image, int reach, Border border, Filter filter) {
  if (border != Border::Wrap) return filter(image, opencv_border(border) | cv::BORDER_ISOLATED);
  cv::Mat enlarged;
  cv::copyMakeBorder(image, enlarged, reach, reach, reach, reach, cv::BORDER_WRAP | cv::BORDER_ISOLATED);
  const cv::Mat filtered = filter(enlarged, cv::BORDER_REPLICATE);
  return filtered(cv::Rect(cv::Point(reach, reach), image.size())).clone();
}

}  // namespace pixelwhy
