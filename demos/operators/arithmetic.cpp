#include "operators/arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pixelwhy {

namespace {

// Channels in memory are B, G, R; people read their names.
Text channel_suffix(int channel, int channels) {
  if (channels == 1) return {"", ""};
  static constexpr const char* names[] = {"B", "G", "R"};
  return {fmt::format(" {}", names[channel]), fmt::format(" {}", names[channel])};
}

std::string written_out(const std::vector<Term>& terms, int channel, int channels) {
  constexpr int shown = 9;
  std::string expression;
  int count = 0;
  for (const Term& term : terms) {
    if (channels > 1 && term.channel != channel) continue;
    if (term.weight == 0) continue;
    if (++count > shown) return expression + " + …";
    if (!expression.empty()) expression += term.weight < 0 ? " − " : " + ";
    if (expression.empty() && term.weight < 0) expression += "−";
    expression += fmt::format("{}·{}", brief(term.value), brief(std::abs(term.weight)));
  }
  return expression.empty() ? "0" : expression;
}

}  // namespace

void sum_terms(Explanation& explanation, int channels, Rounding rounding) {
  std::vector<double> sums(static_cast<std::size_t>(channels), 0.0);
  for (const Term& term : explanation.terms) {
    sums[channels == 1 ? 0 : static_cast<std::size_t>(term.channel)] += term.value * term.weight;
  }
  explanation.result.assign(static_cast<std::size_t>(channels), 0);
  std::string results;
  for (int c = channels - 1; c >= 0; --c) {  // people read R, G, B
    const double sum = sums[static_cast<std::size_t>(c)];
    const Text suffix = channel_suffix(c, channels);
    explanation.steps.push_back({{"sum of products" + suffix.en, "乘积之和" + suffix.zh},
                                 written_out(explanation.terms, c, channels),
                                 sum,
                                 {}});
    if (rounding == Rounding::ToByte) {
      const double rounded = round_to_byte(sum);
      explanation.steps.push_back({{"rounded to 8 bits" + suffix.en, "舍入为 8 位" + suffix.zh},
                                   fmt::format("⌊{} + ½⌋", brief(sum)),
                                   rounded,
                                   {}});
      explanation.result[static_cast<std::size_t>(c)] = rounded;
    } else {
      explanation.result[static_cast<std::size_t>(c)] = static_cast<float>(sum);
    }
    results += (results.empty() ? "" : ", ") + brief(explanation.result[static_cast<std::size_t>(c)]);
  }
  const std::size_t taps = explanation.terms.size() / static_cast<std::size_t>(std::max(channels, 1));
  explanation.verdict = {fmt::format("{} values, each times its weight, add up to {}.", taps, results),
                         fmt::format("{} 个值分别乘以权重后相加，得 {}。", taps, results)};
}

Explanation explain_copy(cv::Point at, const StageImage& from) {
  Explanation explanation;
  explanation.rule = Rule::Copy;
  const int channels = from.image.channels();
  explanation.result.resize(static_cast<std::size_t>(channels));
  for (int c = channels - 1; c >= 0; --c) {
    explanation.terms.push_back(from.term(at, c));
    explanation.result[static_cast<std::size_t>(c)] = from.value(at, c);
  }
  explanation.verdict = {"Nothing is done here: the pixel is taken over as it is.",
                         "此处不作处理：像素原样沿用。"};
  return explanation;
}

std::string brief(double value) {
  // "-0" and "1e+06" read badly in a formula.
  const double tidy = value == 0 ? 0 : value;
  if (std::abs(tidy) < 1e9 && tidy == std::round(tidy)) return fmt::format("{:.0f}", tidy);
  return fmt::format("{:.6g}", tidy);
}

}  // namespace pixelwhy
