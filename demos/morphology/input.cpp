#include "morphology/input.h"

#include <fmt/format.h>

#include "core/image_pool.h"
#include "operators/arithmetic.h"
#include "operators/gray.h"
#include "operators/otsu.h"

namespace pixelwhy {

std::vector<Option> morphology_input_options() {
  return {{"gray", {"Gray", "灰度"}},
          {"color", {"Color, each channel", "彩色（逐通道）"}},
          {"binary", {"Binary, by Otsu", "二值（Otsu 阈值）"}}};
}

cv::Mat morphology_input(const cv::Mat& color, MorphologyInput kind) {
  if (kind == MorphologyInput::Color) return color;
  const cv::Mat gray = to_gray(color);
  if (kind == MorphologyInput::Gray) return gray;
  const int threshold = otsu_threshold(count_gray(gray));
  cv::Mat binary = new_image(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    const auto* from = gray.ptr<std::uint8_t>(y);
    auto* to = binary.ptr<std::uint8_t>(y);
    for (int x = 0; x < gray.cols; ++x) to[x] = binarize(from[x], threshold);
  }
  return binary;
}

Explanation explain_morphology_input(cv::Point at, const StageImage& color, MorphologyInput kind) {
  if (kind == MorphologyInput::Color) return explain_copy(at, color);
  Explanation explanation = explain_gray(at, color);
  if (kind == MorphologyInput::Gray) return explanation;
  const int gray = static_cast<int>(explanation.result[0]);
  const int threshold = otsu_threshold(count_gray(to_gray(color.image)));
  const bool above = gray > threshold;
  explanation.rule = Rule::Comparison;
  explanation.steps.push_back({{"Otsu's threshold of the whole picture", "整幅图像的 Otsu 阈值"},
                               "argmax q₁·q₂·(µ₁ − µ₂)²",
                               static_cast<double>(threshold),
                               {}});
  explanation.steps.push_back({{"above the threshold", "高于阈值"},
                               fmt::format("{} > {}", gray, threshold),
                               static_cast<double>(threshold),
                               above});
  explanation.result = {static_cast<double>(binarize(gray, threshold))};
  explanation.verdict = {
      fmt::format("{}: the gray value {} {} Otsu's threshold {}.", above ? "White" : "Black", gray,
                  above ? "exceeds" : "does not exceed", threshold),
      fmt::format("{}：灰度值 {} {} Otsu 阈值 {}。", above ? "白" : "黑", gray, above ? "高于" : "不高于",
                  threshold)};
  return explanation;
}

}  // namespace pixelwhy
