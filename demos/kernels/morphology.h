#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// Minima or maxima of rows of bytes, 32 to an instruction. Minima and maxima of bytes are bytes: nothing
// overflows, and the order is free. All lengths are in bytes; pictures of several channels have windows whose
// steps are a pixel long.

/// The windows that a row of a structuring element looks through, and their memory.
struct RowWindows {
  std::size_t before;  ///< bytes to the left of the first place that windows reach
  std::size_t length;  ///< places
  std::size_t after;   ///< bytes to the right of the last place
  std::size_t step;    ///< from one pixel to the next
  bool maximum;        ///< else minimum
  std::size_t stride;  ///< bytes from one level to the next, at least windows_slack more than the row
};
inline constexpr std::size_t windows_slack = 64;

/// Makes level 0, a row with its surroundings (before + length + after bytes), into the levels 1 .. last, by
/// doubling: byte i of level k, k · stride bytes on, is the extremum of 2^k pixels from byte i of level 0
/// on, the winner of two of level k − 1.
void fill_levels(const RowWindows& windows, std::size_t last, std::uint8_t* levels);

/// The winners of two rows, element by element; `result` may be one of them. `length` >=
/// least_width.
void winner_row(const std::uint8_t* a, const std::uint8_t* b, std::size_t length, bool maximum,
                std::uint8_t* result);

/// `so_far` becomes the winner of itself and `next`, and the result that of it and `other`. `length` >=
/// least_width.
void winner_so_far(std::uint8_t* so_far, const std::uint8_t* next, const std::uint8_t* other,
                   std::size_t length, bool maximum, std::uint8_t* result);

/// The winners of many rows. `length` >= least_width.
void winner_rows(const std::uint8_t* const* rows, std::size_t count, std::size_t length, bool maximum,
                 std::uint8_t* result);

}  // namespace pixelwhy::kernels
