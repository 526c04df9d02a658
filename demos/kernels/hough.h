#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

/// Places of points, in vectors of `lanes` numbers one after another; `count` is a multiple of vote_lanes.
struct VotingPoints {
  const float* xs;
  const float* ys;
  std::size_t count;
};
/// Point i of a list stands at element (i % part) · vote_lanes + i / part, with part = count / vote_lanes:
/// each lane walks through a part of its own. Neighbours on an edge vote for the same few cells, and a
/// counter that has just been written is slow to be read again; so they come one after another and not side
/// by side.
inline constexpr std::size_t vote_lanes = 16;

/// Adds a vote at counters[round(x · cosine + y · sine)] for each point, the products and the sum rounded to
/// 32-bit float one after another and the end half to even, as HoughGrid::column_of() has it. The places are
/// computed for a batch at a time, so that counting is a loop of loads and additions alone.
void vote_row(const VotingPoints& points, float cosine, float sine, std::uint32_t* counters);

/// Counters as float.
void counts_to_floats(const std::uint32_t* counters, std::size_t count, float* result);

/// The places of the elements above `limit`, in order; returns their number. `found` has room for `count`.
std::size_t find_above(const float* values, std::size_t count, float limit, std::uint32_t* found);

}  // namespace pixelwhy::kernels
