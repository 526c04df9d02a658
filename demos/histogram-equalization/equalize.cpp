#include "histogram-equalization/equalize.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "operators/arithmetic.h"

namespace pixelwhy {

Spread spread_of(const GrayCounts& counts) {
  const auto darkest = std::find_if(counts.begin(), counts.end(), [](int count) { return count > 0; });
  if (darkest == counts.end()) return {};
  return {static_cast<int>(darkest - counts.begin()), *darkest,
          std::accumulate(counts.begin(), counts.end(), 0)};
}

std::uint8_t equalized_level(int brighter, const Spread& spread) {
  return round_even_to_byte(static_cast<float>(brighter) * spread.scale());
}

Curve equalization_curve(const GrayCounts& counts) {
  const Spread spread = spread_of(counts);
  Curve curve;
  curve.x_label = {"gray value", "灰度值"};
  curve.y_label = {"new value; for comparison, cumulative share × 255", "新值；对照：累积比例 × 255"};
  int cumulative = 0;
  for (int value = 0; value < 256; ++value) {
    cumulative += counts[static_cast<std::size_t>(value)];
    const int brighter = std::max(cumulative - spread.darkest_count, 0);
    curve.x.push_back(value);
    curve.y.push_back(spread.flat() ? value : equalized_level(brighter, spread));
    curve.reference.push_back(255.0 * cumulative / std::max(spread.total, 1));
  }
  return curve;
}

Explanation explain_curve(cv::Point at, const StageImage& gray, const StageData<Curve>& mapping,
                          const Histogram& histogram) {
  Explanation explanation;
  explanation.rule = Rule::LookUp;
  explanation.terms = {gray.term(at)};
  const int value = static_cast<int>(explanation.terms[0].value);
  const double level = mapping.data.y[static_cast<std::size_t>(value)];
  explanation.terms.push_back(mapping.entry({value, 0}, level));
  explanation.result = {level};

  const GrayCounts counts = counts_of(histogram);
  const Spread spread = spread_of(counts);
  if (spread.flat()) {
    explanation.steps.push_back(
        {{"level of the only value", "唯一取值的新值"}, fmt::format("{}", value), level, {}});
    explanation.verdict = {
        fmt::format("All pixels have the value {}; there is nothing to spread, so it stays.", value),
        fmt::format("所有像素的值都是 {}，无可拉伸，故保持不变。", value)};
    return explanation;
  }
  const int cumulative = std::accumulate(counts.begin(), counts.begin() + value + 1, 0);
  const int brighter = std::max(cumulative - spread.darkest_count, 0);
  explanation.steps.push_back({{"pixels of at most this value", "不超过该值的像素数"},
                               fmt::format("cdf({})", value),
                               static_cast<double>(cumulative),
                               {}});
  explanation.steps.push_back({{"without those of the darkest value", "减去最暗值的像素数"},
                               fmt::format("{} − {}", cumulative, spread.darkest_count),
                               static_cast<double>(brighter),
                               {}});
  explanation.steps.push_back(
      {{"as a share of the rest, times 255", "占其余像素之比乘以 255"},
       fmt::format("{} · 255 / ({} − {})", brighter, spread.total, spread.darkest_count),
       static_cast<double>(static_cast<float>(brighter) * spread.scale()),
       {}});
  explanation.steps.push_back(
      {{"rounded, halves to even: the table's entry", "舍入（四舍六入五成双），即表中的值"},
       fmt::format("mapping[{}]", value),
       level,
       {}});
  const double share = 100.0 * cumulative / spread.total;
  explanation.verdict = {
      fmt::format("{} becomes {}: {:.1f} % of all pixels are no brighter.", value, brief(level), share),
      fmt::format("{} 变为 {}：有 {:.1f}% 的像素不比它亮。", value, brief(level), share)};
  return explanation;
}

}  // namespace pixelwhy
