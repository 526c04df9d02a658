#include "notes/comparison_report.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/image_pool.h"
#include "core/view.h"
#include "notes/side_by_side.h"

namespace pixelwhy {

namespace {

Json told_pixel(const cv::Mat& image, cv::Point at) {
  std::vector<double> values = pixel_at(image, at);
  if (values.size() == 3) std::reverse(values.begin(), values.end());
  Json list = Json::array();
  for (const double value : values) list.push_back(to_json(value));
  return list;
}

/// Not-a-number keeps its place as the largest there can be.
double size_of(float value) { return std::isnan(value) ? HUGE_VAL : std::abs(static_cast<double>(value)); }

Range joint_range(View view, const cv::Mat& ours, const cv::Mat& theirs) {
  const Range a = view_range(view, ours);
  const Range b = view_range(view, theirs);
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Range difference_range(const cv::Mat& leading) {
  double reach = 0;
  for (int y = 0; y < leading.rows; ++y) {
    for (int x = 0; x < leading.cols; ++x) {
      const double size = size_of(leading.at<float>(y, x));
      if (std::isfinite(size)) reach = std::max(reach, size);
    }
  }
  return reach > 0 ? Range{-reach, reach} : Range{-1, 1};
}

}  // namespace

Json describe_pixel(const Disagreement& disagreement, cv::Point at) {
  Json causes = Json::array();
  for (const std::size_t cause : cause_at(disagreement, at))
    causes.push_back(disagreement.suspects[cause].suspect->id);
  return {{"at", {at.x, at.y}},
          {"ours", told_pixel(disagreement.ours, at)},
          {"opencv", told_pixel(disagreement.theirs, at)},
          {"difference", to_json(difference_at(disagreement.ours, disagreement.theirs, at))},
          {"causes", causes}};
}

Json describe(const Disagreement& disagreement, std::size_t top) {
  const ComparisonFigures& figures = disagreement.figures;
  Json json = {{"demo", disagreement.demo->id},
               {"stage", disagreement.demo->stage_id(disagreement.stage)},
               {"reference", to_json(disagreement.reference->note)},
               {"same_rules", disagreement.same_rules},
               {"tolerance", to_json(disagreement.reference->tolerance)},
               {"agrees", disagreement.agrees()},
               {"pixels", figures.pixels},
               {"differing", figures.differing},
               {"not_finite", figures.not_finite},
               {"largest", to_json(figures.largest)},
               {"mse", to_json(figures.mse)},
               {"peak", to_json(figures.peak)},
               {"psnr", to_json(figures.psnr)},
               {"ssim", figures.ssim ? to_json(*figures.ssim) : Json()},
               {"causes", Json::array()},
               {"unexplained", disagreement.unexplained},
               {"worst", Json::array()}};
  for (const TriedSuspect& tried : disagreement.suspects) {
    json["causes"].push_back({{"id", tried.suspect->id},
                              {"name", to_json(tried.suspect->name)},
                              {"rules", tried.suspect->rules},
                              {"explained", tried.explained}});
  }
  for (std::size_t i = 0; i < std::min(top, disagreement.worst.size()); ++i)
    json["worst"].push_back(describe_pixel(disagreement, disagreement.worst[i].at));
  return json;
}

cv::Mat leading_difference(const Disagreement& disagreement) {
  const cv::Mat& all = disagreement.difference;
  const int channels = all.channels();
  if (channels == 1) return all;
  cv::Mat leading = new_image(all.size(), CV_32FC1);
  for (int y = 0; y < all.rows; ++y) {
    const auto* from = all.ptr<float>(y);
    auto* to = leading.ptr<float>(y);
    for (int x = 0; x < all.cols; ++x, from += channels) {
      to[x] =
          *std::max_element(from, from + channels, [](float a, float b) { return size_of(a) < size_of(b); });
    }
  }
  return leading;
}

cv::Mat disagreement_map(const Snapshot& snapshot, const Disagreement& disagreement) {
  const Stage& stage = disagreement.demo->stages[static_cast<std::size_t>(disagreement.stage)];
  cv::Mat weight;
  if (stage.view_weight) {
    if (const ResultPtr magnitude = snapshot.result(*stage.view_weight)) weight = magnitude->output.image;
  }
  const Range range = joint_range(stage.view, disagreement.ours, disagreement.theirs);
  const cv::Mat leading = leading_difference(disagreement);
  const cv::Mat results = side_by_side(colorize(stage.view, range, disagreement.ours, weight),
                                       colorize(stage.view, range, disagreement.theirs, weight));
  return side_by_side(results, colorize(View::Signed, difference_range(leading), leading));
}

}  // namespace pixelwhy
