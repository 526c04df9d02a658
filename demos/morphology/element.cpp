#include "morphology/element.h"

#include <algorithm>
#include <cmath>

namespace pixelwhy {

std::vector<Option> element_shape_options() {
  return {{"rect", {"Rectangle", "矩形"}, "cv::MORPH_RECT"},
          {"ellipse", {"Ellipse", "椭圆"}, "cv::MORPH_ELLIPSE"},
          {"cross", {"Cross", "十字"}, "cv::MORPH_CROSS"}};
}

bool StructuringElement::anchor_alone() const {
  return std::all_of(rows.begin(), rows.end(),
                     [](const ElementRow& row) { return row.dy == 0 && row.length() == 1; });
}

namespace {

int ellipse_half_width(int dy, cv::Size size) {
  const int r = size.height / 2;
  const int c = size.width / 2;
  const double inverse = r > 0 ? 1.0 / (static_cast<double>(r) * r) : 0;
  return static_cast<int>(std::nearbyint(c * std::sqrt((r * r - dy * dy) * inverse)));
}

}  // namespace

StructuringElement structuring_element(ElementShape shape, cv::Size size) {
  StructuringElement element{size, {}};
  const int left = -element.anchor().x;
  const int right = left + size.width - 1;
  if (size.area() == 1) shape = ElementShape::Rectangle;
  for (int row = 0; row < size.height; ++row) {
    const int dy = row - element.anchor().y;
    if (shape == ElementShape::Rectangle || (shape == ElementShape::Cross && dy == 0)) {
      element.rows.push_back({dy, left, right});
    } else if (shape == ElementShape::Cross) {
      element.rows.push_back({dy, 0, 0});
    } else {
      const int half = ellipse_half_width(dy, size);
      element.rows.push_back({dy, std::max(-half, left), std::min(half, right)});
    }
  }
  return element;
}

Matrix element_matrix(const StructuringElement& element) {
  Matrix matrix{cv::Mat::zeros(element.size, CV_64FC1)};
  const cv::Point anchor = element.anchor();
  for (const ElementRow& row : element.rows) {
    for (int dx = row.first; dx <= row.last; ++dx) {
      matrix.values.at<double>(anchor + cv::Point(dx, row.dy)) = 1;
    }
  }
  return matrix;
}

std::vector<PixelRun> element_reach(const StructuringElement& element, cv::Point at, int iterations,
                                    cv::Size picture) {
  std::vector<PixelRun> reach{{at.y, at.x, at.x}};
  for (int i = 0; i < iterations; ++i) {
    const int top = std::max(reach.front().y + element.rows.front().dy, 0);
    const int bottom = std::min(reach.back().y + element.rows.back().dy, picture.height - 1);
    std::vector<PixelRun> next;
    for (int y = top; y <= bottom; ++y) next.push_back({y, at.x, at.x});
    for (const PixelRun& run : reach) {
      for (const ElementRow& row : element.rows) {
        if (run.y + row.dy < top || run.y + row.dy > bottom) continue;
        PixelRun& reached = next[static_cast<std::size_t>(run.y + row.dy - top)];
        reached.first = std::max(std::min(reached.first, run.first + row.first), 0);
        reached.last = std::min(std::max(reached.last, run.last + row.last), picture.width - 1);
      }
    }
    reach = std::move(next);
  }
  return reach;
}

}  // namespace pixelwhy
