#include "operators/border.h"

#include <algorithm>

namespace pixelwhy {

std::vector<Option> border_options() {
  return {{"reflect101", {"Reflect 101", "反射101"}, "cv::BORDER_REFLECT_101"},
          {"reflect", {"Reflect", "反射"}, "cv::BORDER_REFLECT"},
          {"replicate", {"Replicate", "复制边缘"}, "cv::BORDER_REPLICATE"},
          {"wrap", {"Wrap", "循环"}, "cv::BORDER_WRAP"},
          {"constant", {"Constant 0", "常数 0"}, "cv::BORDER_CONSTANT"}};
}

int border_index(int i, int n, Border border) {
  if (i >= 0 && i < n) return i;
  const auto modulo = [](int a, int b) { return (a % b + b) % b; };
  switch (border) {
    case Border::Reflect101: {
      if (n == 1) return 0;
      const int place = modulo(i, 2 * n - 2);
      return place < n ? place : 2 * n - 2 - place;
    }
    case Border::Reflect: {
      const int place = modulo(i, 2 * n);
      return place < n ? place : 2 * n - 1 - place;
    }
    case Border::Replicate:
      return std::clamp(i, 0, n - 1);
    case Border::Wrap:
      return modulo(i, n);
    case Border::Constant:
      return outside_constant;
  }
  return outside_constant;
}

std::vector<int> border_indices(int n, int before, int after, Border border) {
  std::vector<int> indices;
  indices.reserve(static_cast<std::size_t>(n + before + after));
  for (int i = -before; i < n + after; ++i) indices.push_back(border_index(i, n, border));
  return indices;
}

int opencv_border(Border border) {
  switch (border) {
    case Border::Reflect101:
      return cv::BORDER_REFLECT_101;
    case Border::Reflect:
      return cv::BORDER_REFLECT;
    case Border::Replicate:
      return cv::BORDER_REPLICATE;
    case Border::Wrap:
      return cv::BORDER_WRAP;
    case Border::Constant:
      return cv::BORDER_CONSTANT;
  }
  return cv::BORDER_CONSTANT;
}

Term tap(const StageImage& image, cv::Point at, int channel, double weight, Border border) {
  const cv::Point inside(border_index(at.x, image.image.cols, border),
                         border_index(at.y, image.image.rows, border));
  if (inside.x == outside_constant || inside.y == outside_constant) {
    return {image.stage, std::nullopt, channel, 0, weight, true, false, at};
  }
  Term term = image.term(inside, channel, weight);
  term.outside = inside != at;
  if (term.outside) term.asked = at;
  return term;
}

}  // namespace pixelwhy
