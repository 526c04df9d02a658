#include "kernels/byte_filter.h"

#include "kernels/targets.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/byte_filter.cpp"
#include <hwy/foreach_target.h>

#ifndef PIXELWHY_KERNELS_BYTE_FILTER_MEMORY
#define PIXELWHY_KERNELS_BYTE_FILTER_MEMORY
namespace pixelwhy::kernels {
namespace {

/// The weights of two neighbouring taps, as a vector repeats them: the first of them for the even or upper
/// one of two places, and shifted by one for the odd or lower one.
struct WeightPair {
  std::int32_t bytes[2];   ///< twice the pair in 8 bits
  std::int32_t shorts[2];  ///< the pair in 16 bits
};

/// The parts of the scratch memory.
class Memory {
 public:
  Memory(const ByteFilter& filter, std::size_t columns)
      : pairs_(filter.reach + 1),
        row_((columns + 2 * filter.reach * filter.channels + 127) / 64 * 64),
        sums_((columns + 31) / 32 * 64) {}

  std::size_t bytes() const { return tables_at() + pairs_ * (sizeof(WeightPair) + sizeof(std::int16_t*)); }
  void place(std::uint8_t* memory) { memory_ = memory; }

  std::uint8_t* padded() const { return memory_; }
  std::uint8_t* taps(std::size_t i) const { return memory_ + (2 * i + 1) * row_; }  ///< room for twice a row
  std::uint8_t* spare() const { return memory_ + 5 * row_; }
  /// As many pairs of rows of sums as a row of the result needs, in turn.
  std::int16_t* sums(std::size_t pair) const {
    return reinterpret_cast<std::int16_t*>(memory_ + sums_at()) + pair % pairs_ * sums_;
  }
  WeightPair* weights() const { return reinterpret_cast<WeightPair*>(memory_ + tables_at()); }
  const std::int16_t** window() const { return reinterpret_cast<const std::int16_t**>(weights() + pairs_); }

 private:
  std::size_t sums_at() const { return 6 * row_; }
  std::size_t tables_at() const { return sums_at() + pairs_ * sums_ * sizeof(std::int16_t); }

  std::size_t pairs_;
  std::size_t row_;   ///< bytes, with room for a vector
  std::size_t sums_;  ///< elements of a pair of rows
  std::uint8_t* memory_ = nullptr;
};

}  // namespace
}  // namespace pixelwhy::kernels
#endif

// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

namespace {

using V16 = hn::Vec<Shorts>;
using V32 = hn::Vec<Ints>;
using Signed = hn::Repartition<std::int8_t, Bytes>;

HWY_INLINE void pair_weights(const ByteFilter& filter, WeightPair* pairs) {
  const auto weight = [&](std::size_t tap) {  // of tap - 1
    return tap < 1 || tap > 2 * filter.reach + 1 ? 0 : filter.weights[tap - 1];
  };
  for (std::size_t k = 0; k <= filter.reach; ++k) {
    for (std::size_t i = 0; i < 2; ++i) {
      const int first = weight(2 * k + 1 - i);
      const int second = weight(2 * k + 2 - i);
      pairs[k].shorts[i] = first | second << 16;
      pairs[k].bytes[i] =
          static_cast<std::int32_t>(static_cast<std::uint32_t>(first | second << 8) * 0x10001U);
    }
  }
}

/// Calls body(x, block) for blocks of as many bytes as a vector holds; the last one ends where the strip
/// ends and may overlap its forerunner.
template <class Body>
HWY_INLINE void for_each_block(std::size_t columns, const Body& body) {
  const std::size_t lanes = hn::Lanes(Bytes());
  std::size_t block = 0;
  std::size_t x = 0;
  for (; x + lanes <= columns; x += lanes) body(x, block++);
  if (x < columns) body(columns - lanes, block);
}

/// The bytes of a row from the first one that the strip needs to the last, less 128.
HWY_INLINE void surround(const ByteFilter& filter, const ByteStrip& strip, const std::uint8_t* line,
                         std::uint8_t* to) {
  const Bytes d;
  const auto flip = hn::Set(d, std::uint8_t{128});
  const auto margin = static_cast<std::ptrdiff_t>(filter.reach * filter.channels);
  const auto length = static_cast<std::ptrdiff_t>(strip.length);
  const std::ptrdiff_t begin = static_cast<std::ptrdiff_t>(strip.first) - margin;
  const std::ptrdiff_t end = static_cast<std::ptrdiff_t>(strip.first + strip.columns) + margin;
  const std::ptrdiff_t from = begin < 0 ? 0 : begin;
  const auto outside = [&](std::ptrdiff_t x, int place) {
    to[x - begin] = static_cast<std::uint8_t>((place < 0 ? 0 : line[place]) ^ 128);
  };
  for (std::ptrdiff_t x = begin; x < 0; ++x) outside(x, filter.margins[x + margin]);
  for (std::ptrdiff_t x = length; x < end; ++x) outside(x, filter.margins[x - length + margin]);
  for_each_vector(static_cast<std::size_t>((end < length ? end : length) - from), hn::Lanes(d),
                  [&](std::size_t x) HWY_ATTR {
                    hn::StoreU(hn::Xor(hn::LoadU(d, line + from + x), flip), d, to + (from - begin) + x);
                  });
}

/// Each byte of a row beside the one that is three behind it.
HWY_INLINE void pair_up(const std::uint8_t* padded, std::size_t length, std::uint8_t* to) {
  const Bytes d;
  for_each_vector(length, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto first = hn::LoadU(d, padded + x);
    const auto second = hn::LoadU(d, padded + x + 3);
    store_blocks(d, hn::InterleaveLower(d, first, second), hn::InterleaveUpper(d, first, second), to + 2 * x);
  });
}

/// The sums of two rows, interleaved: four vectors a block, of its even and its odd places, or of its lower
/// and its upper half.
template <bool gray>
HWY_INLINE void sum_rows(const WeightPair* weights, std::size_t pairs, std::size_t columns,
                         const std::uint8_t* upper, const std::uint8_t* lower, std::int16_t* sums) {
  const Shorts d;
  const Bytes d8;
  const Ints d32;
  const Signed ds8;
  const std::size_t lanes = hn::Lanes(d);
  for_each_block(columns, [&](std::size_t x, std::size_t block) HWY_ATTR {
    V16 a = hn::Zero(d), b = a, c = a, e = a;
    const auto load = [&](const std::uint8_t* from)
                          HWY_ATTR { return hn::BitCast(ds8, hn::LoadU(d8, from)); };
    HWY_UNROLL(4)
    for (std::size_t k = 0; k < pairs; ++k) {
      const auto w = hn::BitCast(d8, hn::Set(d32, weights[k].bytes[0]));
      if constexpr (gray) {
        const auto shifted = hn::BitCast(d8, hn::Set(d32, weights[k].bytes[1]));
        const auto above = load(upper + x + 2 * k);
        const auto below = load(lower + x + 2 * k);
        a = hn::Add(a, sum_byte_pairs(w, above));
        b = hn::Add(b, sum_byte_pairs(shifted, above));
        c = hn::Add(c, sum_byte_pairs(w, below));
        e = hn::Add(e, sum_byte_pairs(shifted, below));
      } else {
        const std::size_t at = 2 * x + 12 * k;
        a = hn::Add(a, sum_byte_pairs(w, load(upper + at)));
        b = hn::Add(b, sum_byte_pairs(w, load(upper + at + 2 * lanes)));
        c = hn::Add(c, sum_byte_pairs(w, load(lower + at)));
        e = hn::Add(e, sum_byte_pairs(w, load(lower + at + 2 * lanes)));
      }
    }
    std::int16_t* to = sums + 4 * lanes * block;
    hn::Store(hn::InterleaveLower(d, a, c), d, to);
    hn::Store(hn::InterleaveUpper(d, a, c), d, to + lanes);
    hn::Store(hn::InterleaveLower(d, b, e), d, to + 2 * lanes);
    hn::Store(hn::InterleaveUpper(d, b, e), d, to + 3 * lanes);
  });
}

/// Pixels from their sums in 32 bits, in the order of sum_rows().
template <bool gray>
HWY_INLINE hn::Vec<Bytes> pixels_of(const V32* sums) {
  if constexpr (gray) {
    const hn::Repartition<std::uint16_t, Bytes> d16;
    const auto upper_halves = [&](V32 even, V32 odd) HWY_ATTR {
      const auto shifted = hn::BitCast(d16, hn::ShiftRight<16>(even));
      return hn::BitCast(Shorts(), hn::OddEven(hn::BitCast(d16, odd), shifted));
    };
    return demote_blocks(Bytes(), upper_halves(sums[0], sums[2]), upper_halves(sums[1], sums[3]));
  } else {
    const auto upper_halves = [&](V32 first, V32 second) HWY_ATTR {
      return demote_blocks(Shorts(), hn::ShiftRight<16>(first), hn::ShiftRight<16>(second));
    };
    return demote_both(Bytes(), upper_halves(sums[0], sums[1]), upper_halves(sums[2], sums[3]));
  }
}

/// Two rows of the result.
template <bool gray>
HWY_INLINE void sum_columns(const WeightPair* weights, std::size_t pairs, std::size_t columns,
                            const std::int16_t* const* window, std::uint8_t* upper, std::uint8_t* lower) {
  const Shorts d16;
  const Ints d;
  const std::size_t lanes = hn::Lanes(d16);
  const auto start = hn::Set(d, (256 << 15) + (1 << 15));
  for_each_block(columns, [&](std::size_t x, std::size_t block) HWY_ATTR {
    V32 u[4] = {start, start, start, start};
    V32 l[4] = {start, start, start, start};
    HWY_UNROLL(4)
    for (std::size_t k = 0; k < pairs; ++k) {
      const std::int16_t* from = window[k] + 4 * lanes * block;
      const auto upper_weights = hn::BitCast(d16, hn::Set(d, weights[k].shorts[0]));
      const auto lower_weights = hn::BitCast(d16, hn::Set(d, weights[k].shorts[1]));
      for (std::size_t i = 0; i < 4; ++i) {
        const auto sums = hn::Load(d16, from + i * lanes);
        u[i] = hn::Add(u[i], sum_short_pairs(sums, upper_weights));
        l[i] = hn::Add(l[i], sum_short_pairs(sums, lower_weights));
      }
    }
    hn::StoreU(pixels_of<gray>(u), Bytes(), upper + x);
    hn::StoreU(pixels_of<gray>(l), Bytes(), lower + x);
  });
}

template <bool gray>
HWY_INLINE void filter_strip(const ByteFilter& filter, const ByteStrip& strip, std::uint8_t* scratch) {
  Memory memory(filter, strip.columns);
  memory.place(scratch);
  const std::size_t pairs = filter.reach + 1;
  const std::size_t last = strip.rows + 2 * filter.reach - 1;
  pair_weights(filter, memory.weights());
  std::size_t made = 0;
  const auto make_pair = [&]() HWY_ATTR {
    for (std::size_t i = 0; i < 2; ++i) {
      const std::size_t line = 2 * made + i;
      std::uint8_t* padded = gray ? memory.taps(i) : memory.padded();
      surround(filter, strip, strip.lines[line < last ? line : last], padded);
      if (!gray) pair_up(padded, strip.columns + 6 * filter.reach, memory.taps(i));
    }
    sum_rows<gray>(memory.weights(), pairs, strip.columns, memory.taps(0), memory.taps(1), memory.sums(made));
    ++made;
  };
  while (made < filter.reach) make_pair();
  for (std::size_t y = 0; y < strip.rows; y += 2) {
    make_pair();
    for (std::size_t k = 0; k < pairs; ++k) memory.window()[k] = memory.sums(y / 2 + k);
    std::uint8_t* upper = strip.result + static_cast<std::ptrdiff_t>(y) * strip.stride;
    std::uint8_t* lower = y + 1 < strip.rows ? upper + strip.stride : memory.spare();
    sum_columns<gray>(memory.weights(), pairs, strip.columns, memory.window(), upper, lower);
  }
}

}  // namespace

void FilterBytes(const ByteFilter& filter, const ByteStrip& strip, std::uint8_t* scratch) {
  if (filter.channels == 1) {
    filter_strip<true>(filter, strip, scratch);
  } else {
    filter_strip<false>(filter, strip, scratch);
  }
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(FilterBytes);
void filter_bytes(const ByteFilter& filter, const ByteStrip& strip, std::uint8_t* scratch) {
  HWY_DYNAMIC_DISPATCH(FilterBytes)(filter, strip, scratch);
}

std::size_t byte_filter_scratch(const ByteFilter& filter, std::size_t columns) {
  return Memory(filter, columns).bytes();
}

std::size_t byte_filter_columns(const ByteFilter& filter) {
  const std::size_t columns = (512 << 10) / (4 * (filter.reach + 1));
  return columns < 2 * least_width ? 2 * least_width : columns;
}

}  // namespace pixelwhy::kernels
#endif
