#include "core/explanation.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace pixelwhy {

const char* rule_id(Rule rule) {
  switch (rule) {
    case Rule::WeightedSum:
      return "weighted-sum";
    case Rule::Interpolation:
      return "interpolation";
    case Rule::Minimum:
      return "minimum";
    case Rule::Maximum:
      return "maximum";
    case Rule::Copy:
      return "copy";
    case Rule::LookUp:
      return "look-up";
    case Rule::Formula:
      return "formula";
    case Rule::Comparison:
      return "comparison";
    case Rule::Connection:
      return "connection";
    case Rule::Votes:
      return "votes";
  }
  return "";
}

Text rule_name(Rule rule) {
  switch (rule) {
    case Rule::WeightedSum:
      return {"weighted sum", "加权和"};
    case Rule::Interpolation:
      return {"interpolation", "插值"};
    case Rule::Minimum:
      return {"minimum", "最小值"};
    case Rule::Maximum:
      return {"maximum", "最大值"};
    case Rule::Copy:
      return {"copy", "复制"};
    case Rule::LookUp:
      return {"look-up", "查表"};
    case Rule::Formula:
      return {"formula", "公式"};
    case Rule::Comparison:
      return {"comparison", "比较"};
    case Rule::Connection:
      return {"connection", "连通"};
    case Rule::Votes:
      return {"votes", "投票"};
  }
  return {};
}

void cut_terms(Explanation& explanation, std::size_t limit) {
  std::vector<Term>& terms = explanation.terms;
  explanation.terms_total = std::max(explanation.terms_total, terms.size());
  if (terms.size() <= limit) return;
  std::vector<std::size_t> order(terms.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto matters_more = [&](std::size_t a, std::size_t b) {
    if (terms[a].deciding != terms[b].deciding) return terms[a].deciding;
    const double wa = std::abs(terms[a].weight);
    const double wb = std::abs(terms[b].weight);
    return wa != wb ? wa > wb : a < b;
  };
  std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(limit), order.end(),
                   matters_more);
  order.resize(limit);
  std::sort(order.begin(), order.end());
  std::vector<Term> kept;
  kept.reserve(limit);
  for (const std::size_t index : order) kept.push_back(terms[index]);
  terms = std::move(kept);
}

double value_at(const cv::Mat& image, cv::Point at, int channel) {
  const auto element = at.x * image.channels() + channel;
  switch (image.depth()) {
    case CV_8U:
      return image.ptr<std::uint8_t>(at.y)[element];
    case CV_16S:
      return image.ptr<std::int16_t>(at.y)[element];
    case CV_16U:
      return image.ptr<std::uint16_t>(at.y)[element];
    case CV_32S:
      return image.ptr<std::int32_t>(at.y)[element];
    case CV_32F:
      return image.ptr<float>(at.y)[element];
    case CV_64F:
      return image.ptr<double>(at.y)[element];
    default:
      throw std::logic_error("value_at: unsupported depth");
  }
}

}  // namespace pixelwhy
