#include "histogram-equalization/fast.h"

#include <algorithm>

#include "kernels/tables.h"
#include "operators/border.h"
#include "operators/row_bands.h"

namespace pixelwhy {

namespace {

/// Hands each() a function that fills the table of one tile, to be called for all of them.
template <class Each>
Matrix tables_by(const cv::Mat& gray, double clip, int tiles, const Each& each) {
  const TileGrid grid = tile_grid(gray.size(), tiles);
  const std::vector<int> columns =
      border_indices(gray.cols, 0, grid.covered.width - gray.cols, Border::Reflect101);
  const std::vector<int> rows =
      border_indices(gray.rows, 0, grid.covered.height - gray.rows, Border::Reflect101);
  const int limit = clip_limit(clip, grid.tile);
  const float scale = 255.0F / static_cast<float>(grid.tile.area());
  Matrix tables{new_image({256, tiles * tiles}, CV_64FC1)};
  const auto fill = [&](int tile) {
    const int left = tile % tiles * grid.tile.width;
    const int top = tile / tiles * grid.tile.height;
    const int inside = std::clamp(gray.cols - left, 0, grid.tile.width);
    SubTables counts;
    for (int y = top; y < top + grid.tile.height; ++y) {
      const auto* from = gray.ptr<std::uint8_t>(rows[static_cast<std::size_t>(y)]);
      if (inside > 0) counts.count(from + left, inside);
      for (int x = left + inside; x < left + grid.tile.width; ++x)
        counts.count(from + columns[static_cast<std::size_t>(x)], 1);
    }
    GrayCounts sum = counts.sum();
    fill_table(sum, limit, scale, tables.values.ptr<double>(tile));
  };
  each(fill);
  return tables;
}

}  // namespace

Matrix sub_table_clahe(const cv::Mat& gray, double clip, int tiles) {
  return tables_by(gray, clip, tiles, [&](const auto& fill) {
    for (int tile = 0; tile < tiles * tiles; ++tile) fill(tile);
  });
}

Matrix fast_clahe_tables(const cv::Mat& gray, double clip, int tiles) {
  return tables_by(gray, clip, tiles, [&](const auto& fill) {
    for_row_bands(tiles * tiles, 1, [&](int begin, int end) {
      for (int tile = begin; tile < end; ++tile) fill(tile);
    });
  });
}

namespace {

/// How the columns of a picture lie between the tiles; the cell of a column is the number of its right tile.
struct ColumnPlaces {
  std::vector<std::int32_t> cells;
  std::vector<float> left_weights;
  std::vector<float> right_weights;
};

ColumnPlaces places_of(int width, const TileGrid& grid) {
  ColumnPlaces places;
  for (int x = 0; x < width; ++x) {
    const TilePlace place = tile_place(x, grid.tile.width, grid.tiles);
    const bool left_end = place.low == 0 && place.high == 0;
    places.cells.push_back(256 * (left_end ? 0 : place.low + 1));
    places.left_weights.push_back(place.low_weight);
    places.right_weights.push_back(place.high_weight);
  }
  return places;
}

/// The levels of all gray values in the four tiles around each cell of a row of cells.
void fill_entries(const Matrix& tables, int tiles, int upper, int lower, std::uint32_t* entries) {
  for (int cell = 0; cell <= tiles; ++cell) {
    const int left = std::max(cell - 1, 0);
    const int right = std::min(cell, tiles - 1);
    const double* around[] = {
        tables.values.ptr<double>(upper * tiles + left), tables.values.ptr<double>(upper * tiles + right),
        tables.values.ptr<double>(lower * tiles + left), tables.values.ptr<double>(lower * tiles + right)};
    for (int value = 0; value < 256; ++value) {
      std::uint32_t entry = 0;
      for (int i = 3; i >= 0; --i) entry = entry << 8 | static_cast<std::uint32_t>(around[i][value]);
      *entries++ = entry;
    }
  }
}

}  // namespace

cv::Mat fast_apply_tables(const cv::Mat& gray, const Matrix& tables, int tiles) {
  if (!kernels_fit(gray)) return apply_tables(gray, tables, tiles);
  const TileGrid grid = tile_grid(gray.size(), tiles);
  const ColumnPlaces places = places_of(gray.cols, grid);
  cv::Mat result = new_image(gray.size(), CV_8UC1);
  for_row_bands(gray.rows, std::max(grid.tile.height, 8), [&](int begin, int end) {
    const Scratch<std::uint32_t> entries(256 * static_cast<std::size_t>(tiles + 1));
    const Scratch<std::uint32_t> collected(places.cells.size());
    TilePlace filled{-1, -1};
    for (int y = begin; y < end; ++y) {
      const TilePlace down = tile_place(y, grid.tile.height, tiles);
      if (down.low != filled.low || down.high != filled.high)
        fill_entries(tables, tiles, down.low, down.high, entries.data());
      filled = down;
      kernels::blend_tiles_row({entries.data(), places.cells.data(), places.left_weights.data(),
                                places.right_weights.data(), down.low_weight, down.high_weight},
                               gray.ptr<std::uint8_t>(y), places.cells.size(), collected.data(),
                               result.ptr<std::uint8_t>(y));
    }
  });
  return result;
}

}  // namespace pixelwhy
