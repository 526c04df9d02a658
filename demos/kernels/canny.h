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

/// The weak ridges (above the lower threshold) and the edges (above the upper one) of a picture, one bit a
/// pixel: bit i of word k of a row is pixel (64 k + i, row). 64 pixels are followed at a time so, and both
/// maps together take a quarter of a picture of bytes. A word of zeros stands between two rows, rows -1 and
/// `height` are zeros too, so that the neighbours of each word are there.
struct EdgeBits {
  std::uint64_t* weak;  ///< the word of pixel (0, 0)
  std::uint64_t* edges;
  std::ptrdiff_t stride;  ///< words from row to row
  std::size_t width;
  std::size_t height;
};

struct SmoothPicture {
  const std::uint8_t* first;
  std::ptrdiff_t stride;
};

struct Thresholds {
  int weak;      ///< a strength must exceed it
  int strong;    ///< likewise
  bool squares;  ///< strengths are gx² + gy², else |gx| + |gy|
};

/// Fills rows begin .. end - 1 of both maps. `scratch`: canny_scratch() bytes, aligned to 64.
void canny_rows(const SmoothPicture& picture, const Thresholds& thresholds, const EdgeBits& bits,
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

/// One row of classes 0, 1 (weak), 2 (edge) into both maps.
void bits_row(const std::uint8_t* classes, const EdgeBits& bits, std::size_t row);

/// 255 for an edge, 0 for the rest.
void edge_row(const EdgeBits& bits, std::size_t row, std::uint8_t* edges);

}  // namespace pixelwhy::kernels
