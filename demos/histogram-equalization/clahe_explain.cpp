#include <fmt/format.h>

#include "histogram-equalization/clahe.h"
#include "histogram-equalization/equalize.h"
#include "operators/arithmetic.h"

namespace pixelwhy {

Explanation explain_tables(cv::Point at, const StageImage& gray, const StageData<Matrix>& mapping,
                           int tiles) {
  const TileGrid grid = tile_grid(gray.image.size(), tiles);
  const TilePlace across = tile_place(at.x, grid.tile.width, tiles);
  const TilePlace down = tile_place(at.y, grid.tile.height, tiles);
  Explanation explanation;
  explanation.rule = Rule::Interpolation;
  explanation.terms = {gray.term(at, 0, 0)};
  const int value = static_cast<int>(explanation.terms[0].value);
  explanation.steps.push_back({{"gray value, the column of the tables", "灰度值，即查找表的列"},
                               fmt::format("gray({}, {})", at.x, at.y),
                               static_cast<double>(value),
                               {}});

  // At the border two or four of the tiles are the same one: its term carries their weights together.
  const auto level_of = [&](int ty, int tx, float weight_y, float weight_x) {
    const cv::Point entry(value, ty * tiles + tx);
    const double level = mapping.data.values.at<double>(entry.y, entry.x);
    const double weight = static_cast<double>(weight_y) * static_cast<double>(weight_x);
    bool merged = false;
    for (Term& term : explanation.terms) {
      if (term.stage != mapping.stage || term.at != entry) continue;
      term.weight += weight;
      merged = true;
    }
    if (!merged) explanation.terms.push_back(mapping.entry(entry, level, weight));
    return static_cast<float>(level);
  };
  const float upper_left = level_of(down.low, across.low, down.low_weight, across.low_weight);
  const float upper_right = level_of(down.low, across.high, down.low_weight, across.high_weight);
  const float lower_left = level_of(down.high, across.low, down.high_weight, across.low_weight);
  const float lower_right = level_of(down.high, across.high, down.high_weight, across.high_weight);
  const float blended = blend_levels(upper_left, upper_right, lower_left, lower_right, across, down);
  const double result = round_even_to_byte(blended);

  std::string sum;
  for (std::size_t i = 1; i < explanation.terms.size(); ++i) {
    const Term& term = explanation.terms[i];
    const int tx = term.at->y % tiles;
    const int ty = term.at->y / tiles;
    explanation.areas.push_back({{fmt::format("tile ({}, {})", tx, ty), fmt::format("分块 ({}, {})", tx, ty)},
                                 cv::Rect({tx * grid.tile.width, ty * grid.tile.height}, grid.tile) &
                                     cv::Rect({0, 0}, gray.image.size()),
                                 i});
    explanation.steps.push_back(
        {{fmt::format("level in tile ({}, {}), weight {}", tx, ty, brief(term.weight)),
          fmt::format("分块 ({}, {}) 中的值，权重 {}", tx, ty, brief(term.weight))},
         fmt::format("mapping[{}, {}]", term.at->x, term.at->y),
         term.value,
         {}});
    sum += fmt::format("{}{}·{}", sum.empty() ? "" : " + ", brief(term.value), brief(term.weight));
  }
  explanation.steps.push_back(
      {{"interpolated between the tiles", "分块之间插值"}, sum, static_cast<double>(blended), {}});
  explanation.steps.push_back({{"rounded, halves to even", "四舍六入五成双"}, brief(blended), result, {}});
  explanation.result = {result};
  const std::size_t count = explanation.terms.size() - 1;
  explanation.verdict = {
      count == 1
          ? fmt::format("{} becomes {}, its level in the nearest tile.", value, brief(result))
          : fmt::format(
                "{} becomes {}: the mean of its levels in the {} nearest tiles, the nearer the heavier.",
                value, brief(result), count),
      count == 1 ? fmt::format("{} 变为 {}，即它在最近分块中的新值。", value, brief(result))
                 : fmt::format("{} 变为 {}：它在最近 {} 个分块中新值的加权平均，越近权重越大。", value,
                               brief(result), count)};
  return explanation;
}

}  // namespace pixelwhy
