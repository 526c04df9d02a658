#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace pixelwhy {

// A PNG that carries the state it was made with, and, where that could not be found again, the source's
// pixels. Other programs see an ordinary picture: the state is a text chunk (iTXt, keyword `PixelWhy`, JSON
// in ASCII), the source a PNG within the private ancillary chunk `pwSr`.

inline constexpr std::size_t most_state_bytes = std::size_t{1} << 20;
inline constexpr std::size_t most_source_bytes = std::size_t{4} << 20;

/// Puts a state, and a source unless it is empty, into a PNG that carries none.
std::vector<std::uint8_t> with_state(const std::vector<std::uint8_t>& png, const std::string& state,
                                     std::span<const std::uint8_t> source = {});

/// Says how large a picture of `scale` pixels a unit of 1/96 inch is to be printed.
std::vector<std::uint8_t> with_resolution(const std::vector<std::uint8_t>& png, int scale);

bool is_png(std::span<const std::uint8_t> bytes);

struct Carried {
  std::string state;                 ///< JSON; empty when the file carries none
  std::vector<std::uint8_t> source;  ///< a PNG; empty when the file carries none
};

/// What a PNG carries. Text chunks of every kind are understood, since some programs rewrite them. Pixels are
/// not looked at. Throws a failure when a chunk of ours is damaged, too large or there twice, or the file
/// ends within one.
Carried read_carried(std::span<const std::uint8_t> png);

}  // namespace pixelwhy
