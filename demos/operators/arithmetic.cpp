#include "operators/arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace pixelwhy {

std::string channel_suffix(int channel, int channels) {
  static constexpr const char* names[] = {" B", " G", " R"};
  return channels == 1 ? "" : names[channel];
}

std::string listed_channels(const std::vector<double>& values) {
  std::string list;
  for (auto value = values.rbegin(); value != values.rend(); ++value)
    list += (list.empty() ? "" : ", ") + brief(*value);
  return list;
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
    expression += brief(term.value);
    if (std::abs(term.weight) != 1) expression += "·" + brief(std::abs(term.weight));
  }
  return expression.empty() ? "0" : expression;
}

void sum_terms(Explanation& explanation, int channels, Rounding rounding) {
  std::vector<double> sums(static_cast<std::size_t>(channels), 0.0);
  for (const Term& term : explanation.terms) {
    sums[channels == 1 ? 0 : static_cast<std::size_t>(term.channel)] += term.value * term.weight;
  }
  explanation.result.assign(static_cast<std::size_t>(channels), 0);
  std::string results;
  for (int c = channels - 1; c >= 0; --c) {  // people read R, G, B
    const double sum = sums[static_cast<std::size_t>(c)];
    const std::string suffix = channel_suffix(c, channels);
    explanation.steps.push_back({{"sum of products" + suffix, "乘积之和" + suffix},
                                 written_out(explanation.terms, c, channels),
                                 sum,
                                 {}});
    if (rounding == Rounding::ToByte) {
      const double rounded = round_to_byte(sum);
      explanation.steps.push_back({{"rounded to 8 bits" + suffix, "舍入为 8 位" + suffix},
                                   fmt::format("⌊{} + ½⌋", brief(sum)),
                                   rounded,
                                   {}});
      explanation.result[static_cast<std::size_t>(c)] = rounded;
    } else {
      explanation.result[static_cast<std::size_t>(c)] =
          rounding == Rounding::ToFloat ? static_cast<float>(sum) : sum;
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
