#include "threshold/threshold.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/image_pool.h"

namespace pixelwhy {

std::vector<Option> threshold_method_options() {
  return {{"fixed", {"Fixed", "固定"}},
          {"otsu", {"Otsu", "Otsu（大津法）"}},
          {"triangle", {"Triangle", "三角法"}},
          {"adaptive-mean", {"Adaptive, mean", "自适应（均值）"}, "cv::ADAPTIVE_THRESH_MEAN_C"},
          {"adaptive-gaussian", {"Adaptive, Gaussian", "自适应（高斯）"}, "cv::ADAPTIVE_THRESH_GAUSSIAN_C"}};
}

Triangle triangle_of(const GrayCounts& counts) {
  const auto count = [&](int value) { return counts[static_cast<std::size_t>(value)]; };
  int first = 0;
  int last = 255;
  while (first < 255 && count(first) == 0) ++first;
  while (last > 0 && count(last) == 0) --last;
  first = std::max(first - 1, 0);
  last = std::min(last + 1, 255);
  Triangle triangle;
  triangle.peak = static_cast<int>(std::max_element(counts.begin(), counts.end()) - counts.begin());
  const bool tail_to_the_right = triangle.peak - first < last - triangle.peak;
  triangle.end = tail_to_the_right ? last : first;
  const int step = tail_to_the_right ? -1 : 1;  // from the end towards the peak
  const double height = count(triangle.peak);
  const double base = std::abs(triangle.peak - triangle.end);
  triangle.distance.assign(256, 0);
  triangle.farthest = triangle.end;
  // OpenCV compares heights above the axis of the mirrored histogram rather than the line; it takes the end
  // only where that lies at 0 and nothing is below the line.
  const double lift = tail_to_the_right ? 255 - triangle.end : triangle.end;
  double greatest = 0;
  for (int value = triangle.end + step; base > 0; value += step) {
    const double along = std::abs(value - triangle.end);
    const double below = height * along - base * count(value);
    triangle.distance[static_cast<std::size_t>(value)] = std::max(below, 0.0) / std::hypot(height, base);
    if (below + height * lift > greatest) {
      greatest = below + height * lift;
      triangle.farthest = value;
    }
    if (value == triangle.peak) break;
  }
  triangle.threshold = triangle.farthest - step;
  return triangle;
}

int global_threshold(const GrayCounts& counts, ThresholdMethod method, int fixed) {
  if (method == ThresholdMethod::Otsu) return otsu_threshold(counts);
  return method == ThresholdMethod::Triangle ? triangle_of(counts).threshold : fixed;
}

namespace {

Histogram with_measure(Histogram histogram, ThresholdMethod method, int fixed) {
  if (is_adaptive(method)) return histogram;
  const GrayCounts counts = counts_of(histogram);
  if (method == ThresholdMethod::Otsu) {
    for (const ClassSplit& split : class_splits(counts)) histogram.measure.push_back(split.between);
    histogram.measure_name = {"variance between the classes", "类间方差"};
  } else if (method == ThresholdMethod::Triangle) {
    histogram.measure = triangle_of(counts).distance;
    histogram.measure_name = {"distance below the line", "到连线的距离"};
  }
  histogram.mark = std::clamp(global_threshold(counts, method, fixed) + 1, 0, 256);
  return histogram;
}

}  // namespace

Histogram threshold_histogram(const cv::Mat& gray, ThresholdMethod method, int fixed) {
  return with_measure(gray_histogram(gray), method, fixed);
}

Histogram fast_threshold_histogram(const cv::Mat& gray, ThresholdMethod method, int fixed) {
  return with_measure(fast_gray_histogram(gray), method, fixed);
}

cv::Mat threshold_surface(const cv::Mat& gray, const Histogram& histogram, const cv::Mat& mean,
                          ThresholdMethod method, int fixed, int offset) {
  if (!is_adaptive(method)) {
    return new_image(gray.size(), CV_32FC1,
                     cv::Scalar::all(global_threshold(counts_of(histogram), method, fixed)));
  }
  cv::Mat surface = new_image(gray.size(), CV_32FC1);
  for (int y = 0; y < gray.rows; ++y) {
    const auto* from = mean.ptr<std::uint8_t>(y);
    auto* to = surface.ptr<float>(y);
    for (int x = 0; x < gray.cols; ++x) to[x] = static_cast<float>(from[x] - offset);
  }
  return surface;
}

cv::Mat apply_threshold(const cv::Mat& gray, const cv::Mat& surface, bool inverted) {
  cv::Mat result = new_image(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    const auto* from = gray.ptr<std::uint8_t>(y);
    const auto* threshold = surface.ptr<float>(y);
    auto* to = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < gray.cols; ++x) {
      const std::uint8_t value = binarize(from[x], static_cast<int>(threshold[x]));
      to[x] = inverted ? static_cast<std::uint8_t>(255 - value) : value;
    }
  }
  return result;
}

}  // namespace pixelwhy
