#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// A recursive filter down the columns, in 32-bit float: recursive_gaussian.h has the formulas. What a pixel
// costs does not depend on the length of the bell.
//
// A recursion along a line cannot be spread over a vector, but neighbouring lines can: 16 columns go down
// side by side. The sums on the way down are kept, in 64 bytes a row; the way up adds its own and writes the
// result turned over its diagonal, columns as rows, eight by eight numbers at a time: three rounds of
// interleaving rows i and i + 4 transpose such a block. So the same code filters columns, then rows, and the
// second turn undoes the first. Between both, values are kept as whole multiples of 1/256 in 16 bits.

/// One of two sections: down y[n] = b0·x[n] + b1·x[n − 1] − a1·y[n − 1] − a2·y[n − 2], up from the other end
/// y[n] = c1·x[n + 1] + c2·x[n + 2] − a1·y[n + 1] − a2·y[n + 2]. The result is the sum of all four.
struct RecursiveSection {
  float b0, b1, c1, c2, a1, a2;
};

struct RecursiveColumns {
  RecursiveSection sections[2];
  const int* lines;  ///< the rows read at -margin .. rows + margin - 1; negative: 0
  std::size_t margin;
  std::size_t rows;
  std::size_t columns;       ///< >= recursive_columns_least
  std::ptrdiff_t stride;     ///< elements from one row to the next
  std::ptrdiff_t to_stride;  ///< likewise of the result, whose rows are columns
};
inline constexpr std::size_t recursive_columns_least = 16;

/// `scratch` has room for 16 numbers a row, aligned to 64. Results are rounded to nearest and held to what
/// their type holds.
void recursive_columns(const RecursiveColumns& work, const std::uint8_t* from, std::uint16_t* to,
                       float* scratch);
void recursive_columns(const RecursiveColumns& work, const std::uint16_t* from, std::uint8_t* to,
                       float* scratch);

}  // namespace pixelwhy::kernels
