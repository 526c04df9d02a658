#pragma once

#include <vector>

#include "core/data.h"
#include "core/parameter.h"

namespace pixelwhy {

enum class ElementShape {
  Rectangle,
  Ellipse,  ///< inscribed in the rectangle; of height 1 it is its centre alone, as OpenCV has it
  Cross     ///< the anchor's row and column
};

/// The choices of a `shape` parameter, in the order of the enumeration.
std::vector<Option> element_shape_options();

/// One row of a structuring element: the offsets (first..last, dy) from the anchor, both ends included.
/// It always contains the anchor's column: first <= 0 <= last.
struct ElementRow {
  int dy = 0;
  int first = 0;
  int last = 0;
  int length() const { return last - first + 1; }
};

/// The pixels around a place that an erosion or dilation looks at. The anchor is (width / 2, height / 2), so
/// that the middle of an even size lies half a pixel to its upper left.
struct StructuringElement {
  cv::Size size;
  std::vector<ElementRow> rows;  ///< from top to bottom, one for each row of `size`

  cv::Point anchor() const { return {size.width / 2, size.height / 2}; }
  bool anchor_alone() const;  ///< nothing takes part but the anchor: the operation changes nothing
};

/// The element that cv::getStructuringElement makes. The ellipse's half-width in row dy is
/// c·√((r² − dy²) / r²) with c = width / 2, r = height / 2 (whole numbers), rounded half to even.
StructuringElement structuring_element(ElementShape shape, cv::Size size);

/// 1 where a pixel takes part, 0 elsewhere.
Matrix element_matrix(const StructuringElement& element);

/// A run of pixels of one row of a picture, both ends included.
struct PixelRun {
  int y = 0;
  int first = 0;
  int last = 0;
};

/// The pixels inside the picture that decide the pixel `at` after `iterations` erosions or dilations with the
/// element. Each iteration ignores what lies outside, so a chain of offsets counts only if it never leaves
/// the picture. Every row is one run, for each step can stay in its column.
std::vector<PixelRun> element_reach(const StructuringElement& element, cv::Point at, int iterations,
                                    cv::Size picture);

}  // namespace pixelwhy
