#include <fmt/format.h>

#include "mean-filter/integral.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

Explanation explain_mean_from_integral(cv::Point at, const StageImage& integral, MeanWindow window) {
  const int channels = integral.image.channels();
  const double weight = 1.0 / window.area();
  const cv::Point last = at + cv::Point(window.width - 1, window.height - 1);
  const cv::Point before = at - cv::Point(1, 1);
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  explanation.result.resize(static_cast<std::size_t>(channels));
  for (int c = channels - 1; c >= 0; --c) {
    double sum = 0;
    std::string expression;
    const auto corner = [&](cv::Point place, int sign) {
      // Before the table there is nothing yet: 0, as a constant border has it.
      explanation.terms.push_back(tap(integral, place, c, sign * weight, Border::Constant));
      const double value = explanation.terms.back().value;
      sum += sign * value;
      expression += (expression.empty() ? "" : sign < 0 ? " − " : " + ") + brief(value);
    };
    corner(last, 1);
    corner({last.x, before.y}, -1);
    corner({before.x, last.y}, -1);
    corner(before, 1);
    const std::string suffix = channel_suffix(c, channels);
    explanation.steps.push_back(
        {{"sum of the window from the four corners" + suffix, "由四个角求窗口之和" + suffix},
         expression,
         sum,
         {}});
    divide_window_sum(explanation, c, channels, static_cast<int>(sum), window.area());
  }
  const std::string results = listed_channels(explanation.result);
  explanation.verdict = {
      fmt::format("Four entries of the integral image make the sum of {} pixels; its mean is {}.",
                  window.area(), results),
      fmt::format("积分图的四个值给出 {} 个像素之和，平均值为 {}。", window.area(), results)};
  return explanation;
}

Explanation explain_row_sums(cv::Point at, const StageImage& image, int window_width, Border border) {
  const int channels = image.image.channels();
  const int left = -(window_width / 2);
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  for (int c = channels - 1; c >= 0; --c) {
    for (int x = left; x <= left + at.x; ++x)
      explanation.terms.push_back(tap(image, {x, at.y}, c, 1, border));
  }
  sum_terms(explanation, channels, Rounding::None);
  explanation.verdict = {
      fmt::format("All {} pixels of this row from its left end up to here. Computed as the sum before plus "
                  "one pixel.",
                  at.x + 1),
      fmt::format("该行自左端到此处的全部 {} 个像素之和；计算时只需前一个和再加一个像素。", at.x + 1)};
  return explanation;
}

Explanation explain_integral(cv::Point at, const StageImage& sums, int window_height, Border border) {
  const int channels = sums.image.channels();
  const int top = -(window_height / 2);
  Explanation explanation;
  explanation.rule = Rule::WeightedSum;
  for (int c = channels - 1; c >= 0; --c) {
    for (int y = top; y <= top + at.y; ++y) explanation.terms.push_back(tap(sums, {at.x, y}, c, 1, border));
  }
  sum_terms(explanation, channels, Rounding::None);
  explanation.verdict = {
      fmt::format(
          "Everything to the left of here and above, these {} columns and {} rows included: the row sums of "
          "this column, added downwards.",
          at.x + 1, at.y + 1),
      fmt::format("此处左上方（含本行本列）{} 列 {} 行像素的总和：把本列的行累加和自上而下相加。", at.x + 1,
                  at.y + 1)};
  return explanation;
}

}  // namespace pixelwhy
