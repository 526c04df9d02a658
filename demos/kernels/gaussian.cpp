#include "kernels/gaussian.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gaussian.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include <type_traits>

#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

/// Calls work() with the number of pairs as a constant where it is small, so that loops over pairs unroll and
/// their weights stay in registers; with 0 for any number.
template <class Work>
HWY_INLINE void with_count(std::size_t count, const Work& work) {
  switch (count) {
    case 4:
      return work(std::integral_constant<std::size_t, 4>());
    case 5:
      return work(std::integral_constant<std::size_t, 5>());
    case 6:
      return work(std::integral_constant<std::size_t, 6>());
    case 7:
      return work(std::integral_constant<std::size_t, 7>());
    default:
      return work(std::integral_constant<std::size_t, 0>());
  }
}

/// Two rows of a pair, and both weights in one number.
struct PairOfRows {
  const std::uint8_t* first;
  const std::uint8_t* second;
  std::int16_t weights;
};

/// Sums over the columns less 2^15. `constant` is the number of pairs, or 0.
template <std::size_t constant>
HWY_INLINE void sum_lines(const PairOfRows* pairs, std::size_t count, std::size_t length,
                          std::int16_t* sums) {
  const Bytes d8;
  const hn::Repartition<std::int8_t, Bytes> ds8;
  const Shorts d16;
  const std::size_t lanes = hn::Lanes(d8);
  const auto start = hn::Set(d16, static_cast<std::int16_t>(-32768));
  for_each_vector(length, 2 * lanes, [&](std::size_t x) HWY_ATTR {
    auto lower0 = start, upper0 = start, lower1 = start, upper1 = start;
    const auto add = [&](const PairOfRows& pair) HWY_ATTR {
      const auto weights = hn::BitCast(ds8, hn::Set(d16, pair.weights));
      const auto products = [&](std::size_t at, hn::Vec<Shorts>& lower, hn::Vec<Shorts>& upper) HWY_ATTR {
        const auto first = hn::LoadU(d8, pair.first + at);
        const auto second = hn::LoadU(d8, pair.second + at);
        lower = hn::Add(lower, sum_byte_pairs(hn::InterleaveLower(d8, first, second), weights));
        upper = hn::Add(upper, sum_byte_pairs(hn::InterleaveUpper(d8, first, second), weights));
      };
      products(x, lower0, upper0);
      products(x + lanes, lower1, upper1);
    };
    if constexpr (constant > 0) {
      for (std::size_t k = 0; k < constant; ++k) add(pairs[k]);
    } else {
      for (std::size_t k = 0; k < count; ++k) add(pairs[k]);
    }
    store_blocks(d16, lower0, upper0, sums + x);
    store_blocks(d16, lower1, upper1, sums + x + lanes);
  });
}

HWY_INLINE void fill_margins(const ByteFilter& filter, std::size_t width, std::int16_t* sums) {
  const auto value = [&](int column) {
    return column < 0 ? static_cast<std::int16_t>(-32768) : sums[column];
  };
  for (std::size_t i = 0; i < filter.reach; ++i) {
    sums[static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(filter.reach)] =
        value(filter.margins[i]);
    sums[width + i] = value(filter.margins[filter.reach + i]);
  }
}

/// Pixels 0 .. width - 1 from their sums over the columns; `result` may be written further, up to two
/// vectors. `constant` is the number of pairs, or 0.
template <std::size_t constant>
HWY_INLINE void sum_neighbours(const ByteFilter& filter, const std::int16_t* sums, std::size_t width,
                               std::uint8_t* result) {
  const Shorts d16;
  const Ints d32;
  const Bytes d8;
  const std::size_t lanes = hn::Lanes(d16);
  const auto start = hn::Set(d32, (256 << 15) + (1 << 15));
  const auto high = hn::Set(d32, static_cast<std::int32_t>(0xFFFF0000U));
  const auto pixels = [&](hn::Vec<Ints> even, hn::Vec<Ints> odd) HWY_ATTR {
    return hn::BitCast(d16, hn::Or(hn::BitCast(d32, hn::ShiftRight<16>(even)), hn::And(odd, high)));
  };
  const std::int16_t* first = sums - filter.reach;
  for (std::size_t x = 0; x < width; x += 2 * lanes) {
    auto even0 = start, odd0 = start, even1 = start, odd1 = start;
    const auto add = [&](const NeighbourPair& pair) HWY_ATTR {
      const std::int16_t* from = first + x + pair.offset;
      std::int32_t both;
      __builtin_memcpy(&both, pair.weights, sizeof both);
      const auto weights = hn::BitCast(d16, hn::Set(d32, both));
      even0 = hn::Add(even0, sum_short_pairs(hn::LoadU(d16, from), weights));
      odd0 = hn::Add(odd0, sum_short_pairs(hn::LoadU(d16, from + 1), weights));
      even1 = hn::Add(even1, sum_short_pairs(hn::LoadU(d16, from + lanes), weights));
      odd1 = hn::Add(odd1, sum_short_pairs(hn::LoadU(d16, from + lanes + 1), weights));
    };
    if constexpr (constant > 0) {
      for (std::size_t k = 0; k < constant; ++k) add(filter.neighbours[k]);
    } else {
      for (std::size_t k = 0; k < filter.neighbour_pairs; ++k) add(filter.neighbours[k]);
    }
    hn::StoreU(demote_both(d8, pixels(even0, odd0), pixels(even1, odd1)), d8, result + x);
  }
}

HWY_INLINE void split_channels(const std::int16_t* sums, std::size_t width, std::int16_t* const planes[3]) {
  const Shorts d;
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    hn::Vec<Shorts> a, b, c;
    hn::LoadInterleaved3(d, sums + 3 * x, a, b, c);
    hn::StoreU(a, d, planes[0] + x);
    hn::StoreU(b, d, planes[1] + x);
    hn::StoreU(c, d, planes[2] + x);
  });
}

HWY_INLINE void join_channels(const std::uint8_t* const planes[3], std::size_t width, std::uint8_t* pixels) {
  const Bytes d;
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    hn::StoreInterleaved3(hn::LoadU(d, planes[0] + x), hn::LoadU(d, planes[1] + x),
                          hn::LoadU(d, planes[2] + x), d, pixels + 3 * x);
  });
}

void ByteFilterRow(const ByteFilter& filter, const std::uint8_t* const* lines, std::size_t width,
                   std::size_t channels, std::int16_t* scratch, std::uint8_t* result) {
  const std::size_t stride = width + 2 * filter.reach + filter_slack;
  std::int16_t* planes[3];
  std::uint8_t* pixels[3];  // behind the sums, as vectors may write beyond the row's end
  for (std::size_t c = 0; c < channels; ++c) {
    planes[c] = scratch + c * stride + filter.reach;
    pixels[c] = reinterpret_cast<std::uint8_t*>(scratch + channels * stride + c * stride);
  }
  std::int16_t* sums = channels == 1 ? planes[0] : scratch + 2 * channels * stride;
  PairOfRows pairs[most_line_pairs];
  for (std::size_t k = 0; k < filter.line_pairs; ++k) {
    const LinePair& pair = filter.lines[k];
    const auto weights =
        static_cast<std::uint8_t>(pair.first_weight) | static_cast<std::uint8_t>(pair.second_weight) << 8;
    pairs[k] = {lines[pair.first], lines[pair.second], static_cast<std::int16_t>(weights)};
  }
  with_count(filter.line_pairs, [&](auto count) HWY_ATTR {
    sum_lines<decltype(count)::value>(pairs, filter.line_pairs, width * channels, sums);
  });
  if (channels == 3) split_channels(sums, width, planes);
  for (std::size_t c = 0; c < channels; ++c) {
    fill_margins(filter, width, planes[c]);
    with_count(filter.neighbour_pairs, [&](auto count) HWY_ATTR {
      sum_neighbours<decltype(count)::value>(filter, planes[c], width, pixels[c]);
    });
  }
  if (channels == 1) {
    __builtin_memcpy(result, pixels[0], width);
  } else {
    join_channels(pixels, width, result);
  }
}

void FloatTapsRow(const float* padded, const int* steps, const float* weights, std::size_t count,
                  std::size_t length, float* result) {
  const hn::ScalableTag<float> d;
  for_each_vector(length, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    auto sum = hn::Zero(d);
    for (std::size_t k = 0; k < count; ++k)
      sum = hn::MulAdd(hn::LoadU(d, padded + x + steps[k]), hn::Set(d, weights[k]), sum);
    hn::StoreU(sum, d, result + x);
  });
}

void FloatLinesRow(const float* const* lines, const float* weights, std::size_t count, std::size_t length,
                   std::uint8_t* result) {
  const Floats d;
  const Ints d32;
  const hn::Rebind<std::uint8_t, Floats> quarter;
  const std::size_t lanes = hn::Lanes(d);
  for_each_vector(length, 2 * lanes, [&](std::size_t x) HWY_ATTR {
    auto sum0 = hn::Set(d, 0.5F);
    auto sum1 = sum0;
    for (std::size_t k = 0; k < count; ++k) {
      const auto weight = hn::Set(d, weights[k]);
      sum0 = hn::MulAdd(hn::LoadU(d, lines[k] + x), weight, sum0);
      sum1 = hn::MulAdd(hn::LoadU(d, lines[k] + x + lanes), weight, sum1);
    }
    hn::StoreU(hn::DemoteTo(quarter, hn::ConvertTo(d32, sum0)), quarter, result + x);
    hn::StoreU(hn::DemoteTo(quarter, hn::ConvertTo(d32, sum1)), quarter, result + x + lanes);
  });
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

std::size_t byte_filter_scratch(std::size_t width, std::size_t channels, std::size_t reach) {
  const std::size_t stride = width + 2 * reach + filter_slack;
  const std::size_t rows = channels == 1 ? 2 : 3 * channels;  // sums and pixels; of colour, unsplit sums too
  return rows * stride + filter_slack;
}

HWY_EXPORT(ByteFilterRow);
void byte_filter_row(const ByteFilter& filter, const std::uint8_t* const* lines, std::size_t width,
                     std::size_t channels, std::int16_t* scratch, std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(ByteFilterRow)(filter, lines, width, channels, scratch, result);
}

HWY_EXPORT(FloatTapsRow);
void float_taps_row(const float* padded, const int* steps, const float* weights, std::size_t count,
                    std::size_t length, float* result) {
  HWY_DYNAMIC_DISPATCH(FloatTapsRow)(padded, steps, weights, count, length, result);
}

HWY_EXPORT(FloatLinesRow);
void float_lines_row(const float* const* lines, const float* weights, std::size_t count, std::size_t length,
                     std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(FloatLinesRow)(lines, weights, count, length, result);
}

}  // namespace pixelwhy::kernels
#endif
