#include <fmt/format.h>

#include <algorithm>

#include "operators/arithmetic.h"
#include "threshold/threshold.h"

namespace pixelwhy {

namespace {

/// The variance between the classes at the threshold, and that it is less on both sides.
void explain_otsu(Explanation& explanation, const GrayCounts& counts, int threshold) {
  const std::vector<ClassSplit> splits = class_splits(counts);
  const ClassSplit& split = splits[static_cast<std::size_t>(threshold)];
  if (split.between == 0) {
    explanation.verdict = {"All pixels have one value: no threshold separates anything, and 0 is taken.",
                           "所有像素取同一个值：没有可分的两类，阈值取 0。"};
    return;
  }
  const auto add = [&](const Text& label, const std::string& expression, double value) {
    explanation.steps.push_back({label, expression, value, {}});
  };
  add({"share of the pixels up to the threshold, q₁", "不超过阈值的像素比例 q₁"},
      fmt::format("cdf({})", threshold), split.dark_share);
  add({"their mean, µ₁", "其均值 µ₁"}, fmt::format("Σ v·h(v) / Σ h(v), v ≤ {}", threshold), split.dark_mean);
  add({"mean of the pixels above, µ₂", "高于阈值像素的均值 µ₂"},
      fmt::format("Σ v·h(v) / Σ h(v), v > {}", threshold), split.bright_mean);
  add({"variance between the classes", "类间方差"},
      fmt::format("{}·{}·({} − {})²", brief(split.dark_share), brief(1 - split.dark_share),
                  brief(split.dark_mean), brief(split.bright_mean)),
      split.between);
  const auto compare = [&](int other, const Text& label, const char* sign, bool holds) {
    explanation.steps.push_back({label,
                                 fmt::format("{} {} {}", brief(split.between), sign,
                                             brief(splits[static_cast<std::size_t>(other)].between)),
                                 splits[static_cast<std::size_t>(other)].between, holds});
  };
  if (threshold > 0) {
    compare(threshold - 1, {"greater than one step below", "大于低一级处的值"}, ">",
            split.between > splits[static_cast<std::size_t>(threshold) - 1].between);
  }
  if (threshold < 255) {
    compare(threshold + 1, {"not less than one step above", "不小于高一级处的值"}, "≥",
            split.between >= splits[static_cast<std::size_t>(threshold) + 1].between);
  }
  explanation.verdict = {fmt::format("Otsu's threshold {}: the means {} and {} of the two classes lie "
                                     "furthest apart for their sizes. It "
                                     "is the same everywhere.",
                                     threshold, brief(split.dark_mean), brief(split.bright_mean)),
                         fmt::format("Otsu 阈值 {}：按两类的大小衡量，均值 {} 与 {} 相距最远。全图相同。",
                                     threshold, brief(split.dark_mean), brief(split.bright_mean))};
}

void explain_triangle(Explanation& explanation, const GrayCounts& counts) {
  const Triangle triangle = triangle_of(counts);
  const auto count = [&](int value) { return static_cast<double>(counts[static_cast<std::size_t>(value)]); };
  explanation.steps.push_back({{"pixels of the peak", "峰值处的像素数"},
                               fmt::format("h({})", triangle.peak),
                               count(triangle.peak),
                               {}});
  explanation.steps.push_back(
      {{"end of the longer slope", "较长一侧的端点"},
       fmt::format("line from ({}, {}) to ({}, 0)", triangle.peak, brief(count(triangle.peak)), triangle.end),
       static_cast<double>(triangle.end),
       {}});
  explanation.steps.push_back(
      {{"greatest distance of a bar from the line", "直方图到连线的最大距离"},
       fmt::format("at the value {}, {} pixels", triangle.farthest, brief(count(triangle.farthest))),
       triangle.distance[static_cast<std::size_t>(triangle.farthest)],
       {}});
  explanation.verdict = {
      fmt::format("The hill of the histogram ends at {}: there its outline is furthest below the line from "
                  "the peak to "
                  "the end. One step further lies the threshold, {}.",
                  triangle.farthest, triangle.threshold),
      fmt::format("直方图的山峰止于 {}：此处轮廓离峰顶到端点的连线最远。再向外一级即为阈值 {}。",
                  triangle.farthest, triangle.threshold)};
}

}  // namespace

Explanation explain_surface(cv::Point at, const StageImage& gray, const StageData<Histogram>& histogram,
                            const StageImage& mean, ThresholdMethod method, int fixed, int offset) {
  Explanation explanation;
  explanation.rule = Rule::Formula;
  if (is_adaptive(method)) {
    explanation.terms = {mean.term(at)};
    const double local = explanation.terms[0].value;
    explanation.result = {local - offset};
    explanation.steps = {{{"local mean less the offset", "局部均值减去偏移量"},
                          offset < 0 ? fmt::format("{} + {}", brief(local), -offset)
                                     : fmt::format("{} − {}", brief(local), offset),
                          local - offset,
                          {}}};
    explanation.verdict = {
        fmt::format("Here the threshold is {}: the mean of the surroundings, {}, less {}.",
                    brief(local - offset), brief(local), offset),
        fmt::format("此处的阈值为 {}：周围的均值 {} 减去 {}。", brief(local - offset), brief(local), offset)};
    return explanation;
  }
  const GrayCounts counts = counts_of(histogram.data);
  const int threshold = global_threshold(counts, method, fixed);
  const int bin = std::clamp(threshold, 0, 255);
  explanation.terms = {histogram.entry({bin, 0}, counts[static_cast<std::size_t>(bin)])};
  if (method == ThresholdMethod::Otsu) {
    explain_otsu(explanation, counts, threshold);
  } else if (method == ThresholdMethod::Triangle) {
    explain_triangle(explanation, counts);
  } else {
    int above = 0;
    for (int value = threshold + 1; value < 256; ++value) above += counts[static_cast<std::size_t>(value)];
    const double share = 100.0 * above / static_cast<double>(gray.image.total());
    explanation.verdict = {
        fmt::format("The threshold {} was chosen by hand, for every pixel; {:.1f} % of them lie above it.",
                    threshold, share),
        fmt::format("阈值 {} 由人选定，全图相同；有 {:.1f}% 的像素高于它。", threshold, share)};
  }
  explanation.steps.push_back({{"threshold", "阈值"}, "T", static_cast<double>(threshold), {}});
  explanation.result = {static_cast<double>(threshold)};
  return explanation;
}

Explanation explain_threshold(cv::Point at, const StageImage& gray, const StageImage& surface,
                              bool inverted) {
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  explanation.terms = {gray.term(at), surface.term(at)};
  const int value = static_cast<int>(explanation.terms[0].value);
  const int threshold = static_cast<int>(explanation.terms[1].value);
  const int plain = binarize(value, threshold);
  const bool above = plain != 0;
  const int result = inverted ? 255 - plain : plain;
  explanation.steps = {{{"above the threshold", "高于阈值"},
                        fmt::format("{} > {}", value, threshold),
                        static_cast<double>(plain),
                        above}};
  if (inverted)
    explanation.steps.push_back(
        {{"inverted", "反相"}, fmt::format("255 − {}", plain), static_cast<double>(result), {}});
  explanation.result = {static_cast<double>(result)};
  explanation.verdict = {
      fmt::format("{}: the gray value {} {} the threshold {}{}.", result ? "White" : "Black", value,
                  above ? "exceeds" : "does not exceed", threshold, inverted ? ", inverted" : ""),
      fmt::format("{}：灰度值 {} {}阈值 {}{}。", result ? "白" : "黑", value, above ? "高于" : "不高于",
                  threshold, inverted ? "，再反相" : "")};
  return explanation;
}

}  // namespace pixelwhy
