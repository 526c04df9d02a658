#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// A separable filter of an 8-bit picture with weights in 1/256 that are not negative and add up to 256,
// without any rounding but the last one, in 16-bit numbers where they suffice.
//
// Columns first: Σ w·p is at most 256 · 255 = 65280, so a 16-bit lane holds it exactly. Two rows are
// interleaved byte by byte, and one instruction multiplies both by their weights and adds: pairs (p, q) of
// unsigned bytes with pairs of signed ones, 255 · (v + w) < 2^15 as long as v + w <= 128. So the weights are
// dealt into pairs within that limit, larger ones in parts; which rows make a pair does not matter.
// Rows after: another instruction multiplies pairs of neighbouring signed 16-bit numbers and adds them in 32
// bits. Loaded from an even place it yields the sums of every other pixel, from an odd place the sums of
// those between. As 65280 is no signed 16-bit number, sums are kept less 2^15; as all weights add up to 256,
// 256 · 2^15 in the end makes good for it. What is then above the lowest 16 bits, after adding half of them,
// is the pixel.

/// Two rows and their weights, v + w <= 128, each at most 127.
struct LinePair {
  int first;
  int second;
  std::int8_t first_weight;
  std::int8_t second_weight;
};

/// Two neighbours in a row, at `offset` and offset + 1 from the leftmost tap.
struct NeighbourPair {
  int offset;
  std::int16_t weights[2];
};

struct ByteFilter {
  const LinePair* lines;
  std::size_t line_pairs;  ///< at most most_line_pairs
  const NeighbourPair* neighbours;
  std::size_t neighbour_pairs;
  std::size_t reach;   ///< taps to either side
  const int* margins;  ///< the columns read at -reach .. -1 and at width .. width + reach - 1; negative: 0
};

inline constexpr std::size_t most_line_pairs = 256;  ///< 256 parts of weight 1 would fill half of them

/// One row of the result; `lines` are the rows of the picture that LinePair counts. `channels` is 1 or 3.
/// `scratch` has room for byte_filter_scratch() elements. `width` (in pixels) >= least_width.
void byte_filter_row(const ByteFilter& filter, const std::uint8_t* const* lines, std::size_t width,
                     std::size_t channels, std::int16_t* scratch, std::uint8_t* result);
std::size_t byte_filter_scratch(std::size_t width, std::size_t channels, std::size_t reach);
inline constexpr std::size_t filter_slack = 128;  ///< between the rows there, where vectors end

// The same in two steps that can be looked at, with the sums between them in 32-bit float: multiples of 1/256
// and in the end of 1/65536 below 256, so that 24 bits hold each of them exactly and their order is free.

/// Along a row: `padded` holds the row with its margins, element i of the result begins at element i.
/// `steps` are how far apart the taps are, `length` the elements of the result, >= least_width.
void float_taps_row(const float* padded, const int* steps, const float* weights, std::size_t count,
                    std::size_t length, float* result);

/// Across rows, rounded to nearest, halves up.
void float_lines_row(const float* const* lines, const float* weights, std::size_t count, std::size_t length,
                     std::uint8_t* result);

}  // namespace pixelwhy::kernels
