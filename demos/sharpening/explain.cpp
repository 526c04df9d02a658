#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "operators/arithmetic.h"
#include "operators/border.h"
#include "sharpening/sharpen.h"

namespace pixelwhy {

namespace {

std::string channel_name(int channel, int channels) {
  return channels == 1 ? "" : fmt::format(" {}", "BGR"[channel]);
}

/// The 3×3 window of the input around a pixel, as far as it is in the picture.
std::vector<Term> window_terms(cv::Point at, const StageImage& input, int channel) {
  std::vector<Term> terms;
  const cv::Rect whole({0, 0}, input.image.size());
  for (int dy = -1; dy <= 1; ++dy) {
    for (int dx = -1; dx <= 1; ++dx) {
      const cv::Point place = at + cv::Point(dx, dy);
      if (whole.contains(place)) terms.push_back(input.term(place, channel));
    }
  }
  return terms;
}

/// What decides about the overshoot of one channel.
struct Candidate {
  Overshoot overshoot = Overshoot::None;
  int channel = 0;
  double input = 0, detail = 0, sharpened = 0, least = 0, greatest = 0;
};

Text verdict_of(const Candidate& c, const std::string& name) {
  const std::string value = brief(c.sharpened);
  switch (c.overshoot) {
    case Overshoot::ClippedWhite:
      return {fmt::format("Lost in white{}: {} does not fit into 8 bits, so 255 is stored.", name, value),
              fmt::format("{}溢出为白：{} 超出 8 位，只能存为 255。", name, value)};
    case Overshoot::ClippedBlack:
      return {fmt::format("Lost in black{}: {} does not fit into 8 bits, so 0 is stored.", name, value),
              fmt::format("{}溢出为黑：{} 超出 8 位，只能存为 0。", name, value)};
    case Overshoot::BrightHalo:
      return {fmt::format("A bright halo{}: {} is more than the {} that its window ever had.", name, value,
                          brief(c.greatest)),
              fmt::format("{}亮晕：{} 超过了窗口内原有的最大值 {}。", name, value, brief(c.greatest))};
    case Overshoot::DarkHalo:
      return {fmt::format("A dark halo{}: {} is less than the {} that its window ever had.", name, value,
                          brief(c.least)),
              fmt::format("{}暗晕：{} 低于窗口内原有的最小值 {}。", name, value, brief(c.least))};
    case Overshoot::None:
      break;
  }
  return {"Sharper, but within what its window had before.", "更锐利，但仍在窗口原有的范围之内。"};
}

}  // namespace

Explanation explain_unsharp_detail(cv::Point at, const StageImage& input, const StageImage& blurred) {
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  const int channels = input.image.channels();
  for (int c = channels - 1; c >= 0; --c) {
    explanation.terms.push_back(input.term(at, c, 1));
    explanation.terms.push_back(blurred.term(at, c, -1));
  }
  sum_terms(explanation, channels, Rounding::ToFloat);
  explanation.verdict = {"What the blur has taken away from this pixel; 0 where the picture is flat.",
                         "模糊从此像素带走的部分；平坦处为 0。"};
  return explanation;
}

Explanation explain_laplacian_detail(cv::Point at, const StageImage& input, int neighbours) {
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  const int channels = input.image.channels();
  for (int c = channels - 1; c >= 0; --c) {
    for (int dy = -1; dy <= 1; ++dy) {
      for (int dx = -1; dx <= 1; ++dx) {
        if (neighbours == 4 && dx != 0 && dy != 0) continue;
        const double weight = dx == 0 && dy == 0 ? neighbours : -1;
        explanation.terms.push_back(tap(input, at + cv::Point(dx, dy), c, weight, Border::Reflect101));
      }
    }
  }
  sum_terms(explanation, channels, Rounding::ToFloat);
  explanation.verdict = {
      fmt::format("{} times the pixel less its {} neighbours: positive where it stands out brightly.",
                  neighbours, neighbours),
      fmt::format("像素的 {} 倍减去它的 {} 个邻点：比周围亮则为正。", neighbours, neighbours)};
  return explanation;
}

Explanation explain_sharpen(cv::Point at, const StageImage& input, const StageImage& detail, double amount,
                            double threshold) {
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  const int channels = input.image.channels();
  bool spared = true;
  bool clipped = false;
  for (int c = channels - 1; c >= 0; --c) {
    const double more = detail.value(at, c);
    const bool counts = std::abs(more) >= threshold;
    explanation.terms.push_back(input.term(at, c, 1));
    explanation.terms.push_back(detail.term(at, c, counts ? amount : 0));
    spared = spared && !counts;
    const double value = sharpened_value(input.value(at, c), more, amount, threshold);
    clipped = clipped || value < -0.5 || value >= 255.5;
  }
  sum_terms(explanation, channels, Rounding::ToByte);
  if (spared) {
    explanation.verdict = {
        fmt::format("The detail is below the threshold {}: the pixel stays.", brief(threshold)),
        fmt::format("细节低于阈值 {}：像素不变。", brief(threshold))};
  } else if (clipped) {
    explanation.verdict = {"The pixel and its detail add up to more than 8 bits hold: the rest is lost.",
                           "像素与细节之和超出 8 位的范围：多余的部分丢失。"};
  } else {
    explanation.verdict = {fmt::format("The pixel and {} times its detail.", brief(amount)),
                           fmt::format("像素加上 {} 倍的细节。", brief(amount))};
  }
  return explanation;
}

Explanation explain_overshoot(cv::Point at, const StageImage& input, const StageImage& detail, double amount,
                              double threshold) {
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  const int channels = input.image.channels();
  Candidate worst;
  for (int c = channels - 1; c >= 0; --c) {
    const std::vector<Term> window = window_terms(at, input, c);
    const auto [least, greatest] = std::ranges::minmax(window, {}, &Term::value);
    Candidate one{Overshoot::None, c, input.value(at, c), detail.value(at, c), 0, least.value,
                  greatest.value};
    one.sharpened = sharpened_value(one.input, one.detail, amount, threshold);
    one.overshoot = overshoot_of(one.sharpened, one.least, one.greatest);
    if (c == channels - 1 || one.overshoot > worst.overshoot) worst = one;
    explanation.terms.insert(explanation.terms.end(), window.begin(), window.end());
    explanation.terms.push_back(detail.term(at, c));
  }
  const std::string name = channel_name(worst.channel, channels);
  const double stored = round_to_byte(worst.sharpened);
  explanation.steps = {
      {{"sharpened" + name, "锐化后" + name},
       fmt::format("{} + {}·{}", brief(worst.input), brief(std::abs(worst.detail) < threshold ? 0 : amount),
                   brief(worst.detail)),
       worst.sharpened,
       {}},
      {{"within 8 bits?", "在 8 位之内？"},
       fmt::format("−½ ≤ {} < 255½", brief(worst.sharpened)),
       worst.sharpened,
       worst.overshoot < Overshoot::ClippedBlack},
      {{"at least the least of the window?", "不低于窗口最小值？"},
       fmt::format("{} ≥ {}", brief(stored), brief(worst.least)),
       worst.least,
       stored >= worst.least},
      {{"at most the greatest of the window?", "不高于窗口最大值？"},
       fmt::format("{} ≤ {}", brief(stored), brief(worst.greatest)),
       worst.greatest,
       stored <= worst.greatest}};
  explanation.result = {static_cast<double>(worst.overshoot)};
  explanation.verdict = verdict_of(worst, name);
  return explanation;
}

}  // namespace pixelwhy
