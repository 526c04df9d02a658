#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// Canny's steps after the smoothing, aperture 3, Border::Replicate, ridges by sector: the decisions of nms.h
// and canny.h, in rows that stay in the nearest cache.
//
// Of the gradient only three rows of strengths and two of gx and gy exist at a time. gx and gy are at most
// 4 · 255 = 1020 in size and live in 16 bits. |gx| + |gy| does so too; gx² + gy² takes 32 bits.
// Sectors: |gy| · 2^15 < |gx| · 13573 holds just where |gy| is at most t = ⌊|gx| · 13573 / 2^15⌋ (they are
// equal only at 0, where there is no strength), and |gy| · 2^15 > |gx| · (13573 + 2^16) just where
// |gy| − 2|gx| exceeds t. In 16 bits t is the upper half of the product 2|gx| · 13573, for |gx| < 2^14.
// The two neighbours are then chosen by masks, without a branch for a pixel.

enum : std::uint8_t { map_none = 0, map_weak = 1, map_edge = 255 };

/// A picture of map_none, map_weak (a ridge above the lower threshold) and map_edge (above the upper one),
/// with a border of map_none all around: row -1 and row `height` exist, and map_slack elements before and
/// behind each row.
struct EdgeMap {
  std::uint8_t* first;  ///< pixel (0, 0)
  std::ptrdiff_t stride;
  std::size_t width;
  std::size_t height;
};
inline constexpr std::size_t map_slack = 64;

struct SmoothPicture {
  const std::uint8_t* first;
  std::ptrdiff_t stride;
};

struct Thresholds {
  int weak;      ///< a strength must exceed it
  int strong;    ///< likewise
  bool squares;  ///< strengths are gx² + gy², else |gx| + |gy|
};

/// Fills rows begin .. end - 1 of the map, its slack included. `scratch`: canny_scratch() bytes, aligned
/// to 64.
void canny_rows(const SmoothPicture& picture, const Thresholds& thresholds, const EdgeMap& map,
                std::size_t begin, std::size_t end, std::uint8_t* scratch);
std::size_t canny_scratch(std::size_t width);

/// Gradients and magnitudes as stages hold them, in 32-bit float: integers, |gx| and |gy| < 2^14. Strides in
/// elements.
struct GradientPictures {
  const float* gx;
  const float* gy;
  const float* magnitude;
  std::ptrdiff_t stride_x;
  std::ptrdiff_t stride_y;
  std::ptrdiff_t stride_magnitude;
  std::size_t width;
  std::size_t height;
};

/// Rows begin .. end - 1 of the magnitude where it is a ridge, 0 elsewhere. Scratch as above.
void thin_rows(const GradientPictures& pictures, bool squares, std::size_t begin, std::size_t end,
               float* thin, std::ptrdiff_t thin_stride, std::uint8_t* scratch);

/// 0 where `thin` is 0, else by strength: 2 above `strong`, 1 above `weak`, 0 at most that. `width` >=
/// least_width.
void class_row(const float* thin, const float* gx, const float* gy, const Thresholds& thresholds,
               std::size_t width, std::uint8_t* classes);

/// One row of classes 0, 1, 2 into the map.
void map_row(const std::uint8_t* classes, const EdgeMap& map, std::size_t row);

/// The places in `row` of edges that touch a weak pixel, in `found` (room for map.width): where a search for
/// what hangs together may begin. Returns their number.
std::size_t find_seeds(const EdgeMap& map, std::size_t row, std::uint32_t* found);

/// 255 for map_edge, 0 for the rest. `width` >= least_width.
void edge_row(const EdgeMap& map, std::size_t row, std::uint8_t* edges);

}  // namespace pixelwhy::kernels
