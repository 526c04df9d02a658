#include <fmt/format.h>

#include <cstdlib>
#include <string>

#include "morphology/morphology.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

/// "R " for a channel of a colour picture, nothing for a gray one.
std::string channel_prefix(int channel, int channels) {
  static constexpr const char* names[] = {"B ", "G ", "R "};
  return channels == 1 ? "" : names[channel];
}

/// Where a pixel lies as seen from another: "2 left, 1 up".
Text place_of(cv::Point offset) {
  if (offset == cv::Point()) return {"the pixel itself", "该像素自身"};
  Text place;
  const auto add = [&](int distance, const char* en, const char* zh) {
    if (distance == 0) return;
    place.en += fmt::format("{}{} {}", place.en.empty() ? "" : ", ", std::abs(distance), en);
    place.zh += fmt::format("{}{} {} 格", place.zh.empty() ? "" : "、", zh, std::abs(distance));
  };
  add(offset.x, offset.x < 0 ? "left" : "right", offset.x < 0 ? "左" : "右");
  add(offset.y, offset.y < 0 ? "up" : "down", offset.y < 0 ? "上" : "下");
  return place;
}

/// The pixels of one channel that have the winning value: how many, and which lies nearest (the first in
/// reading order of equally near ones).
struct Winners {
  int count = 0;
  cv::Point nearest;
};

Winners mark_winners(Explanation& explanation, int channel, double value, cv::Point at) {
  Winners winners;
  int least = 0;
  for (Term& term : explanation.terms) {
    if (term.channel != channel || term.value != value) continue;
    term.deciding = true;
    const cv::Point offset = *term.at - at;
    const int distance = offset.dot(offset);
    if (winners.count++ == 0 || distance < least) {
      least = distance;
      winners.nearest = *term.at;
    }
  }
  return winners;
}

/// The values of one channel, the first of them.
std::string listed(const std::vector<Term>& terms, int channel) {
  constexpr int shown = 9;
  std::string list;
  int count = 0;
  for (const Term& term : terms) {
    if (term.channel != channel) continue;
    if (++count > shown) return list + ", …";
    list += (list.empty() ? "" : ", ") + brief(term.value);
  }
  return list;
}

std::uint8_t byte(double value) { return static_cast<std::uint8_t>(value); }

}  // namespace

Explanation explain_element(cv::Point at, const StageImage& image, const StructuringElement& element,
                            Extremum extremum, int iterations) {
  const bool least = extremum == Extremum::Minimum;
  const int channels = image.image.channels();
  Explanation explanation;
  explanation.rule = least ? Rule::Minimum : Rule::Maximum;
  for (const PixelRun& run : element_reach(element, at, iterations, image.image.size())) {
    for (int x = run.first; x <= run.last; ++x) {
      for (int c = channels - 1; c >= 0; --c) explanation.terms.push_back(image.term({x, run.y}, c));
    }
  }
  const std::size_t count = explanation.terms.size() / static_cast<std::size_t>(channels);
  explanation.result.assign(static_cast<std::size_t>(channels), least ? 255 : 0);
  for (const Term& term : explanation.terms) {
    double& best = explanation.result[static_cast<std::size_t>(term.channel)];
    best = winner(extremum, byte(best), byte(term.value));
  }
  explanation.verdict = {
      fmt::format("The {} of {} value{}: ", least ? "least" : "greatest", count, count == 1 ? "" : "s"),
      fmt::format("{} 个值中的最{}值：", count, least ? "小" : "大")};
  for (int c = channels - 1; c >= 0; --c) {
    const double value = explanation.result[static_cast<std::size_t>(c)];
    const Winners winners = mark_winners(explanation, c, value, at);
    const Text place = place_of(winners.nearest - at);
    const std::string name = channel_prefix(c, channels);
    explanation.steps.push_back({{(least ? "minimum" : "maximum") + channel_suffix(c, channels),
                                  (least ? "最小值" : "最大值") + channel_suffix(c, channels)},
                                 fmt::format("{}({})", least ? "min" : "max", listed(explanation.terms, c)),
                                 value,
                                 {}});
    const cv::Point nearest = winners.nearest;
    explanation.verdict.en +=
        fmt::format("{}{} at ({}, {}), {}", name, brief(value), nearest.x, nearest.y, place.en);
    explanation.verdict.zh +=
        fmt::format("{}{} 位于 ({}, {})，{}", name, brief(value), nearest.x, nearest.y, place.zh);
    if (winners.count > 1) {
      explanation.verdict.en += fmt::format(" (nearest of {} equal ones)", winners.count);
      explanation.verdict.zh += fmt::format("（{} 个等值像素中最近者）", winners.count);
    }
    explanation.verdict.en += c > 0 ? "; " : ".";
    explanation.verdict.zh += c > 0 ? "；" : "。";
  }
  return explanation;
}

Explanation explain_combined(cv::Point at, MorphologyOperation operation, const StageImage& input,
                             const StageImage& first, const StageImage& second) {
  struct Difference {
    const StageImage& a;
    const StageImage& b;
    Text label, verdict;
  };
  const auto explain = [at](const Difference& difference) {
    Explanation explanation;
    explanation.rule = Rule::Formula;
    explanation.verdict = difference.verdict;
    const int channels = difference.a.image.channels();
    explanation.result.resize(static_cast<std::size_t>(channels));
    for (int c = channels - 1; c >= 0; --c) {
      const Term a = difference.a.term(at, c, 1);
      const Term b = difference.b.term(at, c, -1);
      const double result = saturated_difference(byte(a.value), byte(b.value));
      const std::string suffix = channel_suffix(c, channels);
      const std::string expression = fmt::format("{} − {}", brief(a.value), brief(b.value));
      explanation.steps.push_back(
          {{difference.label.en + suffix, difference.label.zh + suffix}, expression, a.value - b.value, {}});
      if (a.value < b.value) {
        explanation.steps.push_back({{"not below 0" + suffix, "不低于 0" + suffix},
                                     fmt::format("max({}, 0)", expression),
                                     result,
                                     {}});
      }
      explanation.result[static_cast<std::size_t>(c)] = result;
      explanation.terms.insert(explanation.terms.end(), {a, b});
    }
    return explanation;
  };
  switch (operation) {
    case MorphologyOperation::Gradient:
      return explain({first,
                      second,
                      {"dilation − erosion", "膨胀 − 腐蚀"},
                      {"The span of the values around here: the greatest less the least.",
                       "此处邻域内的值域跨度：最大值减最小值。"}});
    case MorphologyOperation::TopHat:
      return explain(
          {input,
           second,
           {"input − opening", "输入 − 开运算"},
           {"How far the pixel stands above its opening: what is brighter and too small for the element.",
            "像素高出开运算结果的量：较亮且容不下结构元素的细节。"}});
    case MorphologyOperation::BlackHat:
      return explain(
          {second,
           input,
           {"closing − input", "闭运算 − 输入"},
           {"How far the pixel lies below its closing: what is darker and too small for the element.",
            "像素低于闭运算结果的量：较暗且容不下结构元素的细节。"}});
    default: {
      Explanation explanation = explain_copy(at, second);
      explanation.verdict = {"The second step is the result: its pixel is taken over as it is.",
                             "第二步的输出即为结果：像素原样沿用。"};
      return explanation;
    }
  }
}

}  // namespace pixelwhy
