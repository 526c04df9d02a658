#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

/// result[i] = table[from[i]], without a memory access a pixel: the table of 256 bytes is sixteen tables of
/// 16, which an instruction looks 16 or 32 bytes up in at once. It yields 0 for an index with its highest bit
/// set; so value − 16·t plus 112, saturated, finds the right place in table t (16·t <= value < 16·t + 16) and
/// nothing in the fifteen others, and the sixteen results or-ed are the answer. `length` >= least_width.
void look_up_row(const std::uint8_t* from, const std::uint8_t* table, std::size_t length,
                 std::uint8_t* result);

/// Pixels of a row between the tables of four tiles. One 32-bit entry holds the levels of one gray value in
/// the four (upper left, upper right, lower left, lower right, from the lowest byte on), so that a pixel is
/// one look-up. What follows is in the order of blend_levels(), each step rounded to 32-bit float, the end
/// half to even.
struct TileBlend {
  const std::uint32_t* entries;  ///< 256 of each cell, a cell being the place between four tiles
  const std::int32_t* cells;     ///< of each column: 256 times its cell
  const float* left_weights;     ///< of each column
  const float* right_weights;
  float upper_weight;
  float lower_weight;
};
/// The entries are collected one by one, which is sooner done than by the processors' own instruction for it.
/// `scratch` has room for `width` elements, >= least_width.
void blend_tiles_row(const TileBlend& blend, const std::uint8_t* from, std::size_t width,
                     std::uint32_t* scratch, std::uint8_t* result);

}  // namespace pixelwhy::kernels
