#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "intensity/intensity.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

namespace {

using Method = IntensityMethod;

struct Shares {
  const GrayCounts counts;
  double pixels = std::accumulate(counts.begin(), counts.end(), 0.0);

  double up_to(int value) const { return std::accumulate(counts.begin(), counts.begin() + value + 1, 0.0); }
  double percent(int value) const { return 100 * up_to(value) / pixels; }
};

/// Appends the steps that lead to the level before rounding, and returns it.
double derive(std::vector<Step>& steps, int value, const Histogram& source, const Histogram& target,
              const IntensityOptions& options) {
  const auto add = [&](Text label, std::string expression, double result) {
    steps.push_back({std::move(label), std::move(expression), result, {}});
    return result;
  };
  const GrayCounts counts = counts_of(source);
  switch (options.method) {
    case Method::Stretch: {
      const int dark = percentile_level(counts, options.low);
      const int bright = percentile_level(counts, options.high);
      add({"becomes black: the level of the low percentile", "变为黑：低百分位处的灰度"},
          fmt::format("least v with C(v) ≥ {} % · N", brief(options.low)), dark);
      add({"becomes white: the level of the high percentile", "变为白：高百分位处的灰度"},
          fmt::format("least v with C(v) ≥ {} % · N", brief(options.high)), bright);
      if (bright == dark)
        return add({"both are one value: nothing to stretch", "两者相同：无可拉伸"}, std::to_string(value),
                   value);
      return add({"stretched", "拉伸"}, fmt::format("255 · ({} − {}) / ({} − {})", value, dark, bright, dark),
                 stretched(value, dark, bright));
    }
    case Method::Gamma: {
      const double share =
          add({"as a share of white", "占白色的比例"}, fmt::format("{} / 255", value), value / 255.0);
      return add({"to the power gamma, times 255", "取 γ 次幂，乘以 255"},
                 fmt::format("255 · {}^{}", brief(share), brief(options.gamma)),
                 gamma_level(value, options.gamma));
    }
    case Method::Logarithm: {
      const double inner = 1 + options.strength * value / 255;
      add({"what the logarithm is taken of", "取对数的量"},
          fmt::format("1 + {} · {} / 255", brief(options.strength), value), inner);
      return add({"its logarithm, so that white stays white", "取对数，并使白色保持为白"},
                 fmt::format("255 · ln({}) / ln(1 + {})", brief(inner), brief(options.strength)),
                 logarithmic_level(value, options.strength));
    }
    case Method::Negative:
      return add({"the other end", "反相"}, fmt::format("255 − {}", value), negative_level(value));
    case Method::Match: {
      const Shares mine{counts};
      const Shares theirs{counts_of(target)};
      const int level = matched_level(value, mine.counts, theirs.counts);
      add({"percent of our pixels that are no brighter", "本图中不更亮的像素百分比"},
          fmt::format("100 · {} / {}", brief(mine.up_to(value)), brief(mine.pixels)), mine.percent(value));
      const Text holds{"percent of the target's pixels up to the level: enough",
                       "目标图中不超过该灰度的百分比：已够"};
      add(holds,
          fmt::format("100 · {} / {}  up to {}", brief(theirs.up_to(level)), brief(theirs.pixels), level),
          theirs.percent(level));
      steps.back().holds = true;
      if (level > 0) {
        add({"one level lower: not enough", "低一级：不够"},
            fmt::format("100 · {} / {}  up to {}", brief(theirs.up_to(level - 1)), brief(theirs.pixels),
                        level - 1),
            theirs.percent(level - 1));
        steps.back().holds = false;
      }
      return add({"so the least such level", "故取最小的此灰度"}, std::to_string(level), level);
    }
  }
  return value;
}

Text told(int value, double level, const Histogram& source, const IntensityOptions& options) {
  const std::string from = std::to_string(value);
  const std::string to = brief(level);
  switch (options.method) {
    case Method::Stretch:
      return {from + " becomes " + to + ": the range between the two percentiles is stretched to 0 … 255.",
              from + " 变为 " + to + "：两个百分位之间的范围被拉伸到 0…255。"};
    case Method::Gamma:
      return options.gamma < 1
                 ? Text{from + " becomes " + to + ": an exponent below 1 lifts the dark values most.",
                        from + " 变为 " + to + "：小于 1 的指数主要提亮暗部。"}
                 : Text{from + " becomes " + to + ": an exponent of 1 or more holds the dark values down.",
                        from + " 变为 " + to + "：不小于 1 的指数压暗暗部。"};
    case Method::Logarithm:
      return {from + " becomes " + to +
                  ": equal ratios become equal steps, so dark values spread and bright ones crowd.",
              from + " 变为 " + to + "：相同比值变为相同级差，暗部展开、亮部压缩。"};
    case Method::Negative:
      return {from + " becomes " + to + ": dark and bright change places.",
              from + " 变为 " + to + "：明暗互换。"};
    case Method::Match:
      break;
  }
  const double percent = Shares{counts_of(source)}.percent(value);
  return {fmt::format("{} becomes {}: {:.1f} % of our pixels are no brighter than {}, as about so many of "
                      "the target's are "
                      "no brighter than {}.",
                      from, to, percent, from, to),
          fmt::format("{} 变为 {}：本图有 {:.1f}% 的像素不比 {} 亮，目标图中约有同样多的像素不比 {} 亮。",
                      from, to, percent, from, to)};
}

}  // namespace

Explanation explain_intensity(cv::Point at, const StageImage& gray, const StageData<Curve>& mapping,
                              const Histogram& source, const Histogram& target,
                              const IntensityOptions& options) {
  Explanation explanation;
  explanation.rule = Rule::LookUp;
  explanation.terms = {gray.term(at)};
  const int value = static_cast<int>(explanation.terms[0].value);
  const double level = mapping.data.y[static_cast<std::size_t>(value)];
  explanation.terms.push_back(mapping.entry({value, 0}, level));
  const double exact = derive(explanation.steps, value, source, target, options);
  explanation.steps.push_back(
      {{"rounded, held to 0 … 255: the table's entry", "舍入并限制在 0…255，即表中的值"},
       fmt::format("mapping[{}] = ⌊{} + ½⌋", value, brief(exact)),
       static_cast<double>(round_to_byte(exact)),
       {}});
  explanation.result = {static_cast<double>(round_to_byte(exact))};
  explanation.verdict = told(value, level, source, options);
  return explanation;
}

}  // namespace pixelwhy
