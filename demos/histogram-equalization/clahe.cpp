#include "histogram-equalization/clahe.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/image_pool.h"
#include "histogram-equalization/equalize.h"
#include "operators/arithmetic.h"
#include "operators/border.h"

namespace pixelwhy {

TileGrid tile_grid(cv::Size picture, int tiles) {
  cv::Size covered = picture;
  if (picture.width % tiles != 0 || picture.height % tiles != 0) {
    covered += cv::Size(tiles - picture.width % tiles, tiles - picture.height % tiles);
  }
  return {tiles, covered / tiles, covered};
}

int clip_limit(double clip, cv::Size tile) { return std::max(static_cast<int>(clip * tile.area() / 256), 1); }

namespace {

/// Cuts counts at the limit and gives the excess back to all values.
void clip_counts(GrayCounts& counts, int limit) {
  int excess = 0;
  for (int& count : counts) {
    excess += std::max(count - limit, 0);
    count = std::min(count, limit);
  }
  for (int& count : counts) count += excess / 256;
  int left = excess % 256;
  if (left == 0) return;
  const auto step = static_cast<std::size_t>(std::max(256 / left, 1));
  for (std::size_t value = 0; value < counts.size() && left > 0; value += step, --left) ++counts[value];
}

GrayCounts count_tile(const cv::Mat& gray, cv::Point corner, cv::Size tile, const std::vector<int>& columns,
                      const std::vector<int>& rows) {
  GrayCounts counts{};
  for (int y = corner.y; y < corner.y + tile.height; ++y) {
    const auto* from = gray.ptr<std::uint8_t>(rows[static_cast<std::size_t>(y)]);
    for (int x = corner.x; x < corner.x + tile.width; ++x) {
      ++counts[from[columns[static_cast<std::size_t>(x)]]];
    }
  }
  return counts;
}

}  // namespace

void fill_table(GrayCounts& counts, int limit, float scale, double* table) {
  clip_counts(counts, limit);
  int cumulative = 0;
  for (std::size_t value = 0; value < counts.size(); ++value) {
    cumulative += counts[value];
    table[value] = round_even_to_byte(static_cast<float>(cumulative) * scale);
  }
}

Matrix clahe_tables(const cv::Mat& gray, double clip, int tiles) {
  const TileGrid grid = tile_grid(gray.size(), tiles);
  const std::vector<int> columns =
      border_indices(gray.cols, 0, grid.covered.width - gray.cols, Border::Reflect101);
  const std::vector<int> rows =
      border_indices(gray.rows, 0, grid.covered.height - gray.rows, Border::Reflect101);
  const int limit = clip_limit(clip, grid.tile);
  const float scale = 255.0F / static_cast<float>(grid.tile.area());
  Matrix tables{new_image({256, tiles * tiles}, CV_64FC1)};
  for (int row = 0; row < tiles * tiles; ++row) {
    const cv::Point corner(row % tiles * grid.tile.width, row / tiles * grid.tile.height);
    GrayCounts counts = count_tile(gray, corner, grid.tile, columns, rows);
    fill_table(counts, limit, scale, tables.values.ptr<double>(row));
  }
  return tables;
}

TilePlace tile_place(int position, int tile_length, int tiles) {
  const float inverse = 1.0F / static_cast<float>(tile_length);
  const float place = static_cast<float>(position) * inverse - 0.5F;
  const float below = std::floor(place);
  const int low = static_cast<int>(below);
  const float high_weight = place - below;
  return {std::max(low, 0), std::min(low + 1, tiles - 1), 1.0F - high_weight, high_weight};
}

float blend_levels(float upper_left, float upper_right, float lower_left, float lower_right,
                   const TilePlace& across, const TilePlace& down) {
  return (upper_left * across.low_weight + upper_right * across.high_weight) * down.low_weight +
         (lower_left * across.low_weight + lower_right * across.high_weight) * down.high_weight;
}

cv::Mat apply_tables(const cv::Mat& gray, const Matrix& tables, int tiles) {
  const TileGrid grid = tile_grid(gray.size(), tiles);
  cv::Mat levels;
  tables.values.convertTo(levels, CV_32F);
  std::vector<TilePlace> places;
  for (int x = 0; x < gray.cols; ++x) places.push_back(tile_place(x, grid.tile.width, tiles));
  cv::Mat result = new_image(gray.size(), CV_8UC1);
  for (int y = 0; y < gray.rows; ++y) {
    const TilePlace down = tile_place(y, grid.tile.height, tiles);
    const auto* from = gray.ptr<std::uint8_t>(y);
    auto* to = result.ptr<std::uint8_t>(y);
    for (int x = 0; x < gray.cols; ++x) {
      const TilePlace& across = places[static_cast<std::size_t>(x)];
      const auto level = [&](int ty, int tx) { return levels.ptr<float>(ty * tiles + tx)[from[x]]; };
      to[x] = round_even_to_byte(blend_levels(level(down.low, across.low), level(down.low, across.high),
                                              level(down.high, across.low), level(down.high, across.high),
                                              across, down));
    }
  }
  return result;
}

}  // namespace pixelwhy
