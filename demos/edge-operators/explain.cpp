#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "edge-operators/edges.h"
#include "edge-operators/response.h"
#include "operators/arithmetic.h"
#include "operators/border.h"

namespace pixelwhy {

namespace {

const cv::Point sides[] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};

/// The responses at a pixel and around it, as `value` gives them.
template <class Value>
Cross cross_at(cv::Point at, cv::Size size, Value value) {
  const cv::Rect whole({0, 0}, size);
  const auto side = [&](int i) { return whole.contains(at + sides[i]) ? value(at + sides[i]) : 0; };
  return {value(at), side(0), side(1), side(2), side(3)};
}

std::string signed_number(double value) { return value < 0 ? "(" + brief(value) + ")" : brief(value); }

/// Whether two values have opposite signs and lie far enough apart, as a step.
void add_jump(Explanation& explanation, const Text& where, double a, double b, double limit) {
  const double jump = a * b < 0 ? std::abs(a - b) : 0;
  explanation.steps.push_back({{"jump between the signs, " + where.en, "异号之间的跳变，" + where.zh},
                               a * b < 0
                                   ? fmt::format("|{} − {}| > {}", brief(a), signed_number(b), brief(limit))
                                   : fmt::format("{} · {} ≥ 0", signed_number(a), signed_number(b)),
                               jump,
                               a * b < 0 && jump > limit});
}

void explain_length(Explanation& explanation, double length, double limit) {
  const bool edge = exceeds(static_cast<float>(length), limit);
  explanation.steps.push_back({{"longer than the threshold?", "大于阈值？"},
                               fmt::format("{} > {}", brief(length), brief(limit)),
                               length,
                               edge});
  explanation.result = {edge ? 255.0 : 0.0};
  explanation.verdict =
      edge ? Text{fmt::format("An edge: the gradient's length {} exceeds {}.", brief(length), brief(limit)),
                  fmt::format("是边缘：梯度长度 {} 超过 {}。", brief(length), brief(limit))}
           : Text{fmt::format("No edge: the gradient's length {} does not exceed {}.", brief(length),
                              brief(limit)),
                  fmt::format("不是边缘：梯度长度 {} 不超过 {}。", brief(length), brief(limit))};
}

void explain_crossing(Explanation& explanation, const Cross& cross, double limit) {
  if (cross.here == 0) {
    add_jump(explanation, {"left and right", "左与右"}, cross.left, cross.right, limit);
    add_jump(explanation, {"above and below", "上与下"}, cross.up, cross.down, limit);
  } else {
    add_jump(explanation, {"to the left", "与左邻"}, cross.left, cross.here, limit);
    add_jump(explanation, {"to the right", "与右邻"}, cross.here, cross.right, limit);
    add_jump(explanation, {"above", "与上邻"}, cross.up, cross.here, limit);
    add_jump(explanation, {"below", "与下邻"}, cross.here, cross.down, limit);
  }
  const bool any =
      std::ranges::any_of(explanation.steps, [](const Step& step) { return step.holds.value_or(false); });
  const bool edge = crosses_zero(cross, limit);
  explanation.result = {edge ? 255.0 : 0.0};
  const std::string value = brief(cross.here);
  if (edge) {
    explanation.verdict = {
        fmt::format("An edge: the sign changes here, and {} is the value nearer to zero.", value),
        fmt::format("是边缘：符号在此改变，且 {} 更接近零。", value)};
  } else if (any) {
    explanation.verdict = {
        fmt::format("No edge: the sign changes, but the neighbour across is nearer to zero than {}.", value),
        fmt::format("不是边缘：符号虽改变，但对侧的邻点比 {} 更接近零。", value)};
  } else {
    explanation.verdict = {"No edge: no neighbour has the other sign and lies far enough away.",
                           "不是边缘：没有符号相反且相差足够大的邻点。"};
  }
}

/// The pixels under a kernel at some places, each once, in reading order.
std::vector<Term> terms_under(const EdgeKernel& kernel, const std::vector<cv::Point>& places,
                              const StageImage& image) {
  std::set<std::pair<int, int>> pixels;
  for (const cv::Point place : places) {
    for (int ky = 0; ky < kernel.weights.rows; ++ky) {
      for (int kx = 0; kx < kernel.weights.cols; ++kx) {
        if (kernel.weights.at<double>(ky, kx) == 0) continue;
        const cv::Point tap = place + cv::Point(kx, ky) - kernel.anchor;
        pixels.emplace(border_index(tap.y, image.image.rows, Border::Reflect101),
                       border_index(tap.x, image.image.cols, Border::Reflect101));
      }
    }
  }
  if (pixels.empty()) pixels.emplace(places[0].y, places[0].x);
  std::vector<Term> terms;
  for (const auto& [y, x] : pixels) terms.push_back(image.term({x, y}));
  return terms;
}

}  // namespace

Explanation explain_edge(cv::Point at, const StageImage& response, EdgeOperator op, double limit) {
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  explanation.terms = {response.term(at)};
  if (is_gradient(op)) {
    explain_length(explanation, explanation.terms[0].value, limit);
    return explanation;
  }
  const cv::Rect whole({0, 0}, response.image.size());
  for (const cv::Point side : sides) {
    if (whole.contains(at + side)) explanation.terms.push_back(response.term(at + side));
  }
  explain_crossing(explanation,
                   cross_at(at, whole.size(), [&](cv::Point place) { return response.value(place); }), limit);
  return explanation;
}

Explanation explain_survey(cv::Point at, const StageImage& gray, const StageImage& smooth, double sigma,
                           double ratio, double threshold) {
  const cv::Size size = gray.image.size();
  const cv::Point cell(at.x / size.width, at.y / size.height);
  const cv::Point place(at.x % size.width, at.y % size.height);
  const auto op = static_cast<EdgeOperator>(cell.y * 4 + cell.x);
  const StageImage& image = has_own_bell(op) ? gray : smooth;
  const double limit = threshold * step_gain(op, sigma, ratio);
  Explanation explanation;
  explanation.rule = Rule::Comparison;
  if (is_gradient(op)) {
    const EdgeKernel x = gradient_kernel(op, Axis::X);
    const EdgeKernel y = gradient_kernel(op, Axis::Y);
    const EdgeKernel both{cv::abs(x.weights) + cv::abs(y.weights), x.anchor};
    explanation.terms = terms_under(both, {place}, image);
    const double gx = kernel_sum(image.image, place, x);
    const double gy = kernel_sum(image.image, place, y);
    const auto length = static_cast<float>(std::sqrt(gx * gx + gy * gy));
    explanation.steps = {
        {{"first kernel", "第一个核"}, "Σ", gx, {}},
        {{"second kernel", "第二个核"}, "Σ", gy, {}},
        {{"length", "长度"}, fmt::format("√(({})² + ({})²)", brief(gx), brief(gy)), length, {}}};
    explain_length(explanation, length, limit);
  } else {
    const EdgeKernel kernel = sum_of(second_derivative_kernels(op, sigma, ratio));
    std::vector<cv::Point> places = {place};
    for (const cv::Point side : sides) {
      if (cv::Rect({0, 0}, size).contains(place + side)) places.push_back(place + side);
    }
    explanation.terms = terms_under(kernel, places, image);
    explain_crossing(
        explanation,
        cross_at(place, size,
                 [&](cv::Point p) -> double { return rounded_response(kernel_sum(image.image, p, kernel)); }),
        limit);
  }
  const double label = explanation.result[0] > 0 ? static_cast<int>(op) + 1 : 0;
  const Text name = edge_operator_name(op);
  explanation.result = {label};
  explanation.verdict = {
      fmt::format("{}, pixel {}, {}. {}", name.en, place.x, place.y, explanation.verdict.en),
      fmt::format("{}，像素 {}, {}。{}", name.zh, place.x, place.y, explanation.verdict.zh)};
  return explanation;
}

}  // namespace pixelwhy
