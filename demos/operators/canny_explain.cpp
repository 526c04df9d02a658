#include <fmt/format.h>

#include "operators/arithmetic.h"
#include "operators/nms.h"

namespace pixelwhy {

namespace {

/// The term of a neighbour; outside the picture the value is 0.
Term neighbour(const StageImage& image, cv::Point at, double weight = 1) {
  return tap(image, at, 0, weight, Border::Constant);
}

Text place_of(cv::Point offset) {
  static const Text names[3][3] = {{{"upper left", "左上"}, {"upper", "上方"}, {"upper right", "右上"}},
                                   {{"left", "左侧"}, {"", ""}, {"right", "右侧"}},
                                   {{"lower left", "左下"}, {"lower", "下方"}, {"lower right", "右下"}}};
  return names[offset.y + 1][offset.x + 1];
}

std::string strength_expression(double gx, double gy, Norm norm) {
  return norm == Norm::L1 ? fmt::format("|{}| + |{}|", brief(gx), brief(gy))
                          : fmt::format("({})² + ({})²", brief(gx), brief(gy));
}

void add_comparison_steps(Explanation& explanation, const NmsComparison& comparison, const Text& before,
                          const Text& after) {
  const std::string centre = brief(comparison.centre);
  explanation.steps.push_back({{"against the " + before.en + " side", "与" + before.zh + "比较"},
                               fmt::format("{} > {}", centre, brief(comparison.before)),
                               comparison.before,
                               comparison.beats_before()});
  explanation.steps.push_back(
      {{"against the " + after.en + " side", "与" + after.zh + "比较"},
       fmt::format("{} {} {}", centre, comparison.strict_after ? ">" : "≥", brief(comparison.after)),
       comparison.after,
       comparison.beats_after()});
}

void conclude_nms(Explanation& explanation, double magnitude, const NmsComparison& comparison,
                  const Text& before, const Text& after) {
  explanation.result = {magnitude > 0 && comparison.ridge() ? magnitude : 0};
  if (magnitude == 0) {
    explanation.verdict = {"There is no gradient here, so it cannot be a ridge.",
                           "此处没有梯度，不可能是脊。"};
  } else if (comparison.ridge()) {
    explanation.verdict = {
        fmt::format("Kept: it is the maximum along the gradient, between its {} and {} neighbours.",
                    before.en, after.en),
        fmt::format("保留：沿梯度方向它是{}与{}邻点之间的极大值。", before.zh, after.zh)};
  } else {
    const Text& winner = comparison.beats_before() ? after : before;
    explanation.verdict = {fmt::format("Suppressed: the gradient is stronger on the {} side.", winner.en),
                           fmt::format("抑制：{}的梯度更强。", winner.zh)};
  }
}

Explanation explain_sector(cv::Point at, const StageImage& magnitude, const StageImage& gx,
                           const StageImage& gy, Norm norm) {
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  const int x = static_cast<int>(gx.value(at));
  const int y = static_cast<int>(gy.value(at));
  const cv::Point offset = sector_offset(x, y);
  const NmsComparison comparison = compare_in_sector(gx.image, gy.image, at, norm);
  for (const cv::Point place : {at, at - offset, at + offset}) {
    explanation.terms.push_back(neighbour(magnitude, place));
    explanation.terms.push_back(neighbour(gx, place));
    explanation.terms.push_back(neighbour(gy, place));
  }
  explanation.heading = Heading{cv::Point2d(x, y), {at - offset, at + offset}};
  const char* sector = offset.y == 0 ? "horizontal" : offset.x == 0 ? "vertical" : "diagonal";
  const char* sector_zh = offset.y == 0 ? "水平" : offset.x == 0 ? "垂直" : "对角";
  explanation.steps.push_back({{fmt::format("{} sector", sector), fmt::format("{}扇区", sector_zh)},
                               fmt::format("atan2({}, {})", y, x),
                               gradient_direction_of(x, y),
                               {}});
  explanation.steps.push_back(
      {norm == Norm::L1 ? Text{"strength", "强度"} : Text{"squared magnitude", "幅值平方"},
       strength_expression(x, y, norm),
       comparison.centre,
       {}});
  const Text before = place_of(-offset);
  const Text after = place_of(offset);
  add_comparison_steps(explanation, comparison, before, after);
  conclude_nms(explanation, explanation.terms[0].value, comparison, before, after);
  return explanation;
}

Explanation explain_interpolated(cv::Point at, const StageImage& magnitude, const StageImage& gx,
                                 const StageImage& gy) {
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  const Crossing crossing = crossing_of(gx.value(at), gy.value(at));
  const NmsComparison comparison = compare_interpolated(magnitude.image, gx.image, gy.image, at);
  explanation.terms = {neighbour(magnitude, at), gx.term(at), gy.term(at)};
  for (const int side : {-1, 1}) {
    explanation.terms.push_back(neighbour(magnitude, at + crossing.straight * side, 1 - crossing.share));
    explanation.terms.push_back(neighbour(magnitude, at + crossing.diagonal * side, crossing.share));
  }
  const cv::Point2d crossed =
      cv::Point2d(crossing.straight) * (1 - crossing.share) + cv::Point2d(crossing.diagonal) * crossing.share;
  explanation.heading = Heading{{explanation.terms[1].value, explanation.terms[2].value},
                                {cv::Point2d(at) - crossed, cv::Point2d(at) + crossed}};
  const auto mixed = [&](std::size_t first) {
    return fmt::format("{}·{} + {}·{}", brief(explanation.terms[first].value), brief(1 - crossing.share),
                       brief(explanation.terms[first + 1].value), brief(crossing.share));
  };
  const Text before = place_of(-crossing.straight);
  const Text after = place_of(crossing.straight);
  explanation.steps.push_back(
      {{"interpolated, " + before.en, before.zh + "插值"}, mixed(3), comparison.before, {}});
  explanation.steps.push_back(
      {{"interpolated, " + after.en, after.zh + "插值"}, mixed(5), comparison.after, {}});
  add_comparison_steps(explanation, comparison, before, after);
  conclude_nms(explanation, explanation.terms[0].value, comparison, before, after);
  return explanation;
}

}  // namespace

Explanation explain_nms(cv::Point at, const StageImage& magnitude, const StageImage& gx, const StageImage& gy,
                        NmsMode mode, Norm norm) {
  return mode == NmsMode::Sector ? explain_sector(at, magnitude, gx, gy, norm)
                                 : explain_interpolated(at, magnitude, gx, gy);
}

Explanation explain_class(cv::Point at, const StageImage& thin, const StageImage& gx, const StageImage& gy,
                          double low, double high, int aperture, Norm norm) {
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  explanation.terms = {thin.term(at), gx.term(at), gy.term(at)};
  if (explanation.terms[0].value == 0) {
    explanation.result = {NoEdge};
    explanation.steps.push_back({{"on a ridge", "位于脊上"}, "thin > 0", 0, false});
    explanation.verdict = {"No edge: non-maximum suppression has removed it.",
                           "非边缘：已被非极大值抑制去除。"};
    return explanation;
  }
  const double x = explanation.terms[1].value;
  const double y = explanation.terms[2].value;
  const int strength = gradient_strength(static_cast<int>(x), static_cast<int>(y), norm);
  const int weak = strength_threshold(low, aperture, norm);
  const int strong = strength_threshold(high, aperture, norm);
  const std::string scaled = aperture == 7 ? "/16" : "";
  const auto limit = [&](double threshold) {
    return norm == Norm::L1 ? fmt::format("⌊{}{}⌋", brief(threshold), scaled)
                            : fmt::format("⌊({}{})²⌋", brief(threshold), scaled);
  };
  explanation.steps.push_back(
      {norm == Norm::L1 ? Text{"strength", "强度"} : Text{"squared magnitude", "幅值平方"},
       strength_expression(x, y, norm),
       static_cast<double>(strength),
       {}});
  explanation.steps.push_back({{"above high", "高于高阈值"},
                               fmt::format("{} > {} = {}", strength, limit(high), strong),
                               static_cast<double>(strong),
                               strength > strong});
  explanation.steps.push_back({{"above low", "高于低阈值"},
                               fmt::format("{} > {} = {}", strength, limit(low), weak),
                               static_cast<double>(weak),
                               strength > weak});
  if (strength > strong) {
    explanation.result = {StrongEdge};
    explanation.verdict = {"Strong: the gradient exceeds the high threshold.", "强边缘：梯度超过高阈值。"};
  } else if (strength > weak) {
    explanation.result = {WeakEdge};
    explanation.verdict = {"Weak: between the thresholds, so it needs a strong pixel to hold on to.",
                           "弱边缘：介于两阈值之间，需要与强边缘相连。"};
  } else {
    explanation.result = {NoEdge};
    explanation.verdict = {"No edge: the gradient does not exceed the low threshold.",
                           "非边缘：梯度未超过低阈值。"};
  }
  return explanation;
}

void describe_chain(Explanation& explanation, const EdgeChain& chain, int pixel_class) {
  explanation.result = {chain.reached ? 255.0 : 0.0};
  if (pixel_class == NoEdge) {
    explanation.verdict = {"No edge: the pixel is neither strong nor weak.",
                           "非边缘：该像素既非强边缘也非弱边缘。"};
    return;
  }
  if (pixel_class == StrongEdge) {
    explanation.verdict = {"Edge: the pixel itself is strong.", "边缘：该像素本身就是强边缘。"};
    return;
  }
  const auto length = chain.pixels.size();
  const auto count = static_cast<double>(length);
  if (chain.reached) {
    explanation.steps.push_back(
        {{"steps to a strong pixel", "到强像素的步数"}, fmt::format("{} − 1", length), count - 1, {}});
    const cv::Point end = chain.pixels.back();
    if (length == 2) {
      explanation.verdict = {
          fmt::format("Edge: weak, but it touches the strong pixel at ({}, {}).", end.x, end.y),
          fmt::format("边缘：虽弱，但与 ({}, {}) 处的强像素相邻。", end.x, end.y)};
    } else {
      explanation.verdict = {
          fmt::format("Edge: weak, but {} steps over weak pixels lead to the strong one at ({}, {}).",
                      length - 1, end.x, end.y),
          fmt::format("边缘：虽弱，但沿弱像素走 {} 步可达 ({}, {}) 处的强像素。", length - 1, end.x, end.y)};
    }
    return;
  }
  explanation.steps.push_back(
      {{"weak pixels in its component", "所在连通域的弱像素数"}, fmt::format("{}", length), count, {}});
  if (length == 1) {
    explanation.verdict = {"No edge: weak, and no other weak or strong pixel touches it.",
                           "非边缘：弱像素，且没有其他弱像素或强像素与它相邻。"};
  } else {
    explanation.verdict = {
        fmt::format("No edge: none of the {} weak pixels in its component touches a strong one.", length),
        fmt::format("非边缘：它所在连通域的 {} 个弱像素都不与强像素相邻。", length)};
  }
}

Explanation explain_link(cv::Point at, const StageImage& classes) {
  Explanation explanation;
  explanation.rule = Rule::Connection;
  const EdgeChain chain = find_chain(classes.image, at);
  for (const cv::Point pixel : chain.pixels) explanation.terms.push_back(classes.term(pixel));
  if (chain.pixels.empty()) explanation.terms.push_back(classes.term(at));
  if (chain.reached) explanation.terms.back().deciding = true;
  describe_chain(explanation, chain, static_cast<int>(classes.value(at)));
  return explanation;
}

}  // namespace pixelwhy
