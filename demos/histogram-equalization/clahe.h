#pragma once

#include "core/data.h"
#include "core/explanation.h"
#include "operators/histogram.h"

namespace pixelwhy {

// Contrast-limited adaptive histogram equalization (K. Zuiderveld, "Contrast Limited Adaptive Histogram
// Equalization", Graphics Gems IV, 1994), equal to cv::createCLAHE(clip, {tiles, tiles}). Pictures are
// CV_8UC1. All real arithmetic is 32-bit float; table entries and pixels are rounded half to even, then
// saturated.

/// How a picture is divided into tiles × tiles tiles. Unless both sides are divisible, *both* are enlarged to
/// the right and downwards (reflect101) by tiles − side % tiles, a whole `tiles` on a divisible side.
struct TileGrid {
  int tiles = 1;
  cv::Size tile;     ///< size of one tile
  cv::Size covered;  ///< size of all together
};
TileGrid tile_grid(cv::Size picture, int tiles);

/// The greatest count that a tile's histogram keeps: clip times the mean count, at least 1.
int clip_limit(double clip, cv::Size tile);

/// The tables of all tiles, one row a tile (row = ty · tiles + tx), one column a gray value. A tile's
/// histogram is cut at the clip limit; the excess is spread evenly over all values, what is left of it in
/// equal steps from value 0 on; the table is 255 / area times the cumulative sum.
Matrix clahe_tables(const cv::Mat& gray, double clip, int tiles);

/// One row of that: the table of a tile's counts, which it clips.
void fill_table(GrayCounts& counts, int limit, float scale, double* table);

/// Where a pixel lies between the centres of two tiles along one axis, both held to the grid.
struct TilePlace {
  int low = 0;
  int high = 0;
  float low_weight = 1;
  float high_weight = 0;
};
TilePlace tile_place(int position, int tile_length, int tiles);

/// The rule of every pixel: bilinear interpolation between the levels of four tiles, rounded half to even.
float blend_levels(float upper_left, float upper_right, float lower_left, float lower_right,
                   const TilePlace& across, const TilePlace& down);

/// Looks every pixel up in the tables of the four nearest tiles and interpolates.
cv::Mat apply_tables(const cv::Mat& gray, const Matrix& tables, int tiles);

/// Rule interpolation: the entries of the mapping, at [gray value, tile's row], with their bilinear weights,
/// one for each distinct tile; and the gray pixel, which only chooses the entries and so has the weight 0.
Explanation explain_tables(cv::Point at, const StageImage& gray, const StageData<Matrix>& mapping, int tiles);

}  // namespace pixelwhy
