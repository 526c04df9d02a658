#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// Gaussian smoothing in two steps that can be looked at, with the sums between them in 32-bit float:
// multiples of 1/256 and in the end of 1/65536 below 256, so that 24 bits hold each of them exactly and their
// order is free.

/// Along a row: `padded` holds the row with its margins, element i of the result begins at element i.
/// `steps` are how far apart the taps are, `length` the elements of the result, >= least_width.
void float_taps_row(const float* padded, const int* steps, const float* weights, std::size_t count,
                    std::size_t length, float* result);

/// Across rows, rounded to nearest, halves up.
void float_lines_row(const float* const* lines, const float* weights, std::size_t count, std::size_t length,
                     std::uint8_t* result);

}  // namespace pixelwhy::kernels
