#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// Pictures twice as large, their edges kept in place: output pixels 2i and 2i + 1 lie a quarter of a pixel
// before and behind pixel i, so only two sets of weights exist, multiples of 1/4 (bilinear) or 1/256
// (bicubic). Sums of products are whole numbers: at most 16 · 255 in 16 bits, and 255 · 328² < 2^25 in 32
// bits. Columns first, one row of the output at a time; then its pixels before and behind each pixel, element
// by element, which are interleaved in the end.

struct DoubledRow {
  std::size_t width;     ///< of the input, in pixels, >= least_width
  std::size_t channels;  ///< 1 or 3
  const int* margins;    ///< the columns read at -2, -1, width, width + 1; negative: 0 is read
};
std::size_t doubled_scratch(const DoubledRow& row);  ///< bytes, aligned to 64

/// `near` is the row of the input that the output row lies in, `far` the one that it lies towards.
void doubled_row_bilinear(const DoubledRow& row, const std::uint8_t* near, const std::uint8_t* far,
                          std::uint8_t* scratch, std::uint8_t* result);
/// The four rows in the order of the weights -9, 67, 225, -27 (in 1/256).
void doubled_row_bicubic(const DoubledRow& row, const std::uint8_t* const lines[4], std::uint8_t* scratch,
                         std::uint8_t* result);

// Bilinear interpolation along any slanting line through the input.

/// Positions x0 + i·dx, y0 + i·dy of the pixels i of an output row, held to the given limits; in double.
struct AffineRow {
  double x0, y0, dx, dy;
  double least_x, most_x, least_y, most_y;
};
/// The upper left of the four pixels around each position, as x + y·stride, and where between them it lies.
void place_row(const AffineRow& row, std::int32_t stride, std::size_t width, std::int32_t* places,
               float* right, float* down);

/// The same for positions that need not be held and are not negative, in whole numbers: x, y, dx and dy in
/// units of 2^-40, so that i·dx strays by less than 2^-25 over 2^15 pixels. The first lane of each vector is
/// computed in 64 bits; the others lie `lane`·dx further, which has 7 bits before and 24 behind the point
/// (|dx|, |dy| <= steady_step_most). `right` and `down` are off by less than 2^-22. `width` >= 8.
struct SteadyRow {
  std::int64_t x, y, dx, dy;
};
inline constexpr double steady_unit = 1.0 / (1LL << 40);
inline constexpr double steady_step_most = 16;
void place_steady_row(const SteadyRow& row, std::int32_t stride, std::size_t width, std::int32_t* places,
                      float* right, float* down);

/// Where some pixels of an output row come from.
struct Places {
  const std::int32_t* at;  ///< the upper left of the four pixels around each position, from pixel (0, 0) on
  const float* right;      ///< where between them it lies
  const float* down;
  std::size_t count;  ///< >= 8
};

/// A picture whose windows of 2 × 2 pixels are quick to read: of one channel in pairs, each pixel and the one
/// below it side by side, so that a window is four bytes; of three channels as it is.
struct WindowedPicture {
  const std::uint8_t* first;  ///< pixel (0, 0)
  std::ptrdiff_t stride;      ///< bytes from row to row
  std::size_t channels;
};
/// One row of pairs. `width` >= least_width.
void pair_rows(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t width, std::uint8_t* pairs);

/// The picture at those places, in 32-bit float and rounded to nearest, halves up. Each result is off by less
/// than 8 · 255 · 2^-24 < 2^-12 before it is rounded, and by 2 · 255 · 2^-22 where its place is; so where it
/// is nearer than `doubt` to a half, the other side may be right. Those elements of the result are listed,
/// and their number is returned. `scratch` and `doubtful` have room for count · channels elements and 64
/// more. A byte behind a window may be read.
std::size_t blend_places(const WindowedPicture& picture, const Places& places, float doubt, float* scratch,
                         std::uint8_t* result, std::uint32_t* doubtful);

// Bilinear interpolation along a row of the input, as scaling without rotation asks for: first between two
// rows, all their pixels, then between pixels of what comes of it, all channels of a pixel at once.

struct StraightRow {
  const std::uint8_t* upper;  ///< the rows of the input on both sides
  const std::uint8_t* lower;
  float down;            ///< where between them
  std::size_t width;     ///< of the input, in pixels, >= least_width
  std::size_t channels;  ///< 1 or 3
  const int* margins;    ///< the columns read at -1 and width; negative: 0 is read
};
std::size_t straight_scratch(const StraightRow& row, std::size_t width);  ///< floats

/// `places` are elements: the pixel to the left of each position, -1 .. width - 1, times the channels.
/// Rounded and listed as blend_places() does, element by element; `doubtful` has room for width · channels
/// and 64 more. `width` >= least_width.
std::size_t blend_straight_row(const StraightRow& row, const std::int32_t* places, const float* right,
                               std::size_t width, float doubt, float* scratch, std::uint8_t* result,
                               std::uint32_t* doubtful);

}  // namespace pixelwhy::kernels
