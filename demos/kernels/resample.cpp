#include "kernels/resample.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/resample.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

constexpr std::size_t reach = 64;  // elements before and behind a scratch row

/// Two pixels on either side of a row of sums.
template <class T>
HWY_INLINE void fill_margins(const DoubledRow& row, T* sums) {
  const auto width = static_cast<std::ptrdiff_t>(row.width);
  const auto channels = static_cast<std::ptrdiff_t>(row.channels);
  const std::ptrdiff_t places[] = {-2, -1, width, width + 1};
  for (int i = 0; i < 4; ++i) {
    for (std::ptrdiff_t c = 0; c < channels; ++c)
      sums[places[i] * channels + c] = row.margins[i] < 0 ? T{0} : sums[row.margins[i] * channels + c];
  }
}

/// a0 b0 a1 b1 ... of two rows of pixels.
HWY_INLINE void interleave_pixels(const std::uint8_t* before, const std::uint8_t* behind, std::size_t width,
                                  std::uint8_t* result) {
  const Bytes d;
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto a = hn::LoadU(d, before + x);
    const auto b = hn::LoadU(d, behind + x);
    store_blocks(d, hn::InterleaveLower(d, a, b), hn::InterleaveUpper(d, a, b), result + 2 * x);
  });
}

HWY_INLINE void interleave_colors(const std::uint8_t* before, const std::uint8_t* behind, std::size_t width,
                                  std::uint8_t* result) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  alignas(32) std::uint8_t both[3][2 * hn::MaxLanes(Bytes())];
  for_each_vector(width, lanes, [&](std::size_t x) HWY_ATTR {
    hn::Vec<Bytes> a[3], b[3];
    hn::LoadInterleaved3(d, before + 3 * x, a[0], a[1], a[2]);
    hn::LoadInterleaved3(d, behind + 3 * x, b[0], b[1], b[2]);
    for (int c = 0; c < 3; ++c)
      store_blocks(d, hn::InterleaveLower(d, a[c], b[c]), hn::InterleaveUpper(d, a[c], b[c]), both[c]);
    for (std::size_t half = 0; half < 2 * lanes; half += lanes)
      hn::StoreInterleaved3(hn::Load(d, both[0] + half), hn::Load(d, both[1] + half),
                            hn::Load(d, both[2] + half), d, result + 6 * x + 3 * half);
  });
}

HWY_INLINE void interleave(const DoubledRow& row, const std::uint8_t* before, const std::uint8_t* behind,
                           std::uint8_t* result) {
  if (row.channels == 1) {
    interleave_pixels(before, behind, row.width, result);
  } else {
    interleave_colors(before, behind, row.width, result);
  }
}

void DoubledRowBilinear(const DoubledRow& row, const std::uint8_t* near, const std::uint8_t* far,
                        std::uint8_t* scratch, std::uint8_t* result) {
  const Shorts d;
  const Bytes d8;
  const hn::Rebind<std::uint8_t, Shorts> half;
  const std::size_t lanes = hn::Lanes(d);
  const std::size_t length = row.width * row.channels;
  const auto step = static_cast<std::ptrdiff_t>(row.channels);
  auto* sums = reinterpret_cast<std::int16_t*>(scratch) + reach;
  std::uint8_t* before = scratch + 2 * (length + 2 * reach);
  std::uint8_t* behind = before + length + reach;
  const auto three = [&](hn::Vec<Shorts> v) HWY_ATTR { return hn::Add(v, hn::Add(v, v)); };
  for_each_vector(length, lanes, [&](std::size_t x) HWY_ATTR {
    const auto a = hn::PromoteTo(d, hn::LoadU(half, near + x));
    hn::StoreU(hn::Add(three(a), hn::PromoteTo(d, hn::LoadU(half, far + x))), d, sums + x);
  });
  fill_margins(row, sums);
  const auto eight = hn::Set(d, std::int16_t{8});
  const auto pixels = [&](const std::int16_t* at, std::ptrdiff_t side) HWY_ATTR {
    const auto sum = hn::Add(three(hn::LoadU(d, at)), hn::LoadU(d, at + side));
    return hn::ShiftRight<4>(hn::Add(sum, eight));
  };
  for_each_vector(length, 2 * lanes, [&](std::size_t x) HWY_ATTR {
    const std::int16_t* at = sums + x;
    hn::StoreU(demote_both(d8, pixels(at, -step), pixels(at + lanes, -step)), d8, before + x);
    hn::StoreU(demote_both(d8, pixels(at, step), pixels(at + lanes, step)), d8, behind + x);
  });
  interleave(row, before, behind, result);
}

void DoubledRowBicubic(const DoubledRow& row, const std::uint8_t* const lines[4], std::uint8_t* scratch,
                       std::uint8_t* result) {
  const Shorts d16;
  const Ints d;
  const hn::Rebind<std::uint8_t, Shorts> half;
  const std::size_t length = row.width * row.channels;
  const auto step = static_cast<std::ptrdiff_t>(row.channels);
  auto* sums = reinterpret_cast<std::int32_t*>(scratch) + reach;
  std::uint8_t* before = scratch + 4 * (length + 2 * reach);
  std::uint8_t* behind = before + length + reach;
  const auto pair = [&](int first, int second) HWY_ATTR {
    return hn::BitCast(d16, hn::Set(d, static_cast<std::int32_t>(static_cast<std::uint32_t>(first & 0xFFFF) |
                                                                 static_cast<std::uint32_t>(second) << 16)));
  };
  const auto outer = pair(-9, 67);
  const auto inner = pair(225, -27);
  for_each_vector(length, hn::Lanes(d16), [&](std::size_t x) HWY_ATTR {
    const auto load = [&](int i) HWY_ATTR { return hn::PromoteTo(d16, hn::LoadU(half, lines[i] + x)); };
    const auto a = load(0), b = load(1), c = load(2), e = load(3);
    const auto lower = hn::Add(sum_short_pairs(hn::InterleaveLower(d16, a, b), outer),
                               sum_short_pairs(hn::InterleaveLower(d16, c, e), inner));
    const auto upper = hn::Add(sum_short_pairs(hn::InterleaveUpper(d16, a, b), outer),
                               sum_short_pairs(hn::InterleaveUpper(d16, c, e), inner));
    store_blocks(d, lower, upper, sums + x);
  });
  fill_margins(row, sums);
  // Both results of a pixel have much in common: with a = 225 s[0] + 20 (s[-1] + s[1]) and b = 47 (s[1] -
  // s[-1]) they are a - b - 9 s[-2] and a + b - 9 s[2].
  const Bytes d8;
  const std::size_t lanes = hn::Lanes(d);
  const auto times = [&](hn::Vec<Ints> v, int weight) HWY_ATTR { return hn::Mul(v, hn::Set(d, weight)); };
  const auto rounding = hn::Set(d, 1 << 15);
  for_each_vector(length, hn::Lanes(d8), [&](std::size_t x) HWY_ATTR {
    hn::Vec<Ints> one[4], other[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const std::int32_t* at = sums + x + i * lanes;
      const auto left = hn::LoadU(d, at - step);
      const auto right = hn::LoadU(d, at + step);
      const auto common =
          hn::Add(hn::Add(times(hn::LoadU(d, at), 225), rounding), times(hn::Add(left, right), 20));
      const auto slope = times(hn::Sub(right, left), 47);
      const auto far_left = times(hn::LoadU(d, at - 2 * step), 9);
      const auto far_right = times(hn::LoadU(d, at + 2 * step), 9);
      one[i] = hn::ShiftRight<16>(hn::Sub(hn::Sub(common, slope), far_left));
      other[i] = hn::ShiftRight<16>(hn::Sub(hn::Add(common, slope), far_right));
    }
    hn::StoreU(demote_four(d8, one), d8, before + x);
    hn::StoreU(demote_four(d8, other), d8, behind + x);
  });
  interleave(row, before, behind, result);
}

void PlaceRow(const AffineRow& row, std::int32_t stride, std::size_t width, std::int32_t* places,
              float* right, float* down) {
  const hn::Repartition<double, Bytes> d;
  const hn::Rebind<std::int32_t, decltype(d)> d32;
  const hn::Rebind<float, decltype(d)> df;
  const auto along = [&](double start, double by, double least, double most, std::size_t i,
                         hn::Vec<decltype(d)>& floor) HWY_ATTR {
    const auto index = hn::Iota(d, static_cast<double>(i));
    const auto exact = hn::MulAdd(index, hn::Set(d, by), hn::Set(d, start));
    const auto held = hn::Min(hn::Max(exact, hn::Set(d, least)), hn::Set(d, most));
    floor = hn::Floor(held);
    return hn::DemoteTo(df, hn::Sub(held, floor));
  };
  for_each_vector(width, hn::Lanes(d), [&](std::size_t i) HWY_ATTR {
    hn::Vec<decltype(d)> x, y;
    hn::StoreU(along(row.x0, row.dx, row.least_x, row.most_x, i, x), df, right + i);
    hn::StoreU(along(row.y0, row.dy, row.least_y, row.most_y, i, y), df, down + i);
    const auto place = hn::Add(hn::DemoteTo(d32, x), hn::Mul(hn::DemoteTo(d32, y), hn::Set(d32, stride)));
    hn::StoreU(place, d32, places + i);
  });
}

void PlaceSteadyRow(const SteadyRow& row, std::int32_t stride, std::size_t width, std::int32_t* places,
                    float* right, float* down) {
  const Ints d;
  const Floats df;
  constexpr std::size_t lanes = hn::MaxLanes(Ints());
  alignas(32) std::int32_t x_lanes[lanes];
  alignas(32) std::int32_t y_lanes[lanes];
  for (std::size_t i = 0; i < lanes; ++i) {
    x_lanes[i] = static_cast<std::int32_t>((static_cast<std::int64_t>(i) * row.dx + (1 << 15)) >> 16);
    y_lanes[i] = static_cast<std::int32_t>((static_cast<std::int64_t>(i) * row.dy + (1 << 15)) >> 16);
  }
  const auto x_steps = hn::Load(d, x_lanes);
  const auto y_steps = hn::Load(d, y_lanes);
  const auto low_bits = hn::Set(d, 0xFFFFFF);
  const auto unit = hn::Set(df, 1.0F / (1 << 24));
  const auto split = [&](std::int64_t first, hn::Vec<Ints> steps, float* share) HWY_ATTR {
    const auto part = static_cast<std::int32_t>(first >> 16 & 0xFFFFFF);
    const auto sum = hn::Add(hn::Set(d, part), steps);
    hn::StoreU(hn::Mul(hn::ConvertTo(df, hn::And(sum, low_bits)), unit), df, share);
    return hn::ShiftRight<24>(sum);
  };
  const auto wide = hn::Set(d, stride);
  for_each_vector(width, lanes, [&](std::size_t i) HWY_ATTR {
    const std::int64_t x = row.x + static_cast<std::int64_t>(i) * row.dx;
    const std::int64_t y = row.y + static_cast<std::int64_t>(i) * row.dy;
    const auto first = static_cast<std::int32_t>((x >> 40) + (y >> 40) * stride);
    const auto columns = split(x, x_steps, right + i);
    const auto rows = split(y, y_steps, down + i);
    hn::StoreU(hn::Add(hn::Add(hn::Set(d, first), columns), hn::Mul(rows, wide)), d, places + i);
  });
}

/// Values rounded to nearest, halves up, from place x on; those nearer than 0.5 - sure to a half are listed.
struct RoundedRow {
  std::uint8_t* result;
  float sure;
  std::uint32_t* doubtful;
  std::size_t count = 0;

  HWY_INLINE void put(hn::Vec<Floats> values, std::size_t x) {
    const Ints d;
    const Floats df;
    const hn::Rebind<std::uint8_t, Ints> quarter;
    const auto half = hn::Set(df, 0.5F);
    const auto raised = hn::Add(values, half);
    const auto whole = hn::ConvertTo(d, raised);  // towards 0, and it is positive
    hn::StoreU(hn::DemoteTo(quarter, whole), quarter, result + x);
    // A half is where `raised` is whole: then it lies half a unit from the middle of its unit.
    const auto middle = hn::Add(hn::ConvertTo(df, whole), half);
    const auto in_doubt = hn::Gt(hn::Abs(hn::Sub(raised, middle)), hn::Set(df, sure));
    if (HWY_LIKELY(hn::AllFalse(df, in_doubt))) return;
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(df, in_doubt, bits);
    for (std::size_t i = 0; i < hn::Lanes(df); ++i) {
      if (bits[0] >> i & 1) doubtful[count++] = static_cast<std::uint32_t>(x + i);
    }
  }
};

template <class D, class V = hn::Vec<D>>
HWY_INLINE V between(D, V a, V b, V share) {
  return hn::MulAdd(share, hn::Sub(b, a), a);
}

/// Four pixels in one number, the upper left lowest, then the one below it. Two such numbers are written at a
/// time, since the writing takes longest.
std::size_t blend_pairs(const std::uint8_t* pairs, const Places& places, float* scratch, RoundedRow row) {
  const auto four = [&](std::int64_t place) {
    std::uint32_t pixels;
    __builtin_memcpy(&pixels, pairs + 2 * place, sizeof pixels);
    return std::uint64_t{pixels};
  };
  auto* windows = reinterpret_cast<std::uint32_t*>(scratch);
  std::size_t at = 0;
  for (; at + 2 <= places.count; at += 2) {
    const std::uint64_t both = four(places.at[at]) | four(places.at[at + 1]) << 32;
    __builtin_memcpy(windows + at, &both, sizeof both);
  }
  if (at < places.count) windows[at] = static_cast<std::uint32_t>(four(places.at[at]));
  const hn::Repartition<std::uint32_t, Bytes> du;
  const Floats d;
  const auto level = [&](hn::Vec<decltype(du)> window) HWY_ATTR {
    return hn::ConvertTo(d, hn::BitCast(Ints(), hn::And(window, hn::Set(du, 255U))));
  };
  for_each_vector(places.count, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto window = hn::LoadU(du, windows + x);
    const auto right = hn::LoadU(d, places.right + x);
    const auto upper = between(d, level(window), level(hn::ShiftRight<16>(window)), right);
    const auto lower = between(d, level(hn::ShiftRight<8>(window)), level(hn::ShiftRight<24>(window)), right);
    row.put(between(d, upper, lower, hn::LoadU(d, places.down + x)), x);
  });
  return row.count;
}

/// The channels of a pixel at once, and a fourth number that the next pixel overwrites.
std::size_t blend_colors(const std::uint8_t* pixels, std::ptrdiff_t stride, const Places& places,
                         float* scratch, RoundedRow row) {
  const hn::CappedTag<float, 4> d;
  const hn::Rebind<std::int32_t, decltype(d)> whole;
  const hn::Rebind<std::uint8_t, decltype(d)> quarter;
  const auto level = [&](const std::uint8_t* from) HWY_ATTR {
    return hn::ConvertTo(d, hn::PromoteTo(whole, hn::LoadU(quarter, from)));
  };
  for (std::size_t x = 0; x < places.count; ++x) {
    const std::uint8_t* upper = pixels + 3 * static_cast<std::ptrdiff_t>(places.at[x]);
    const std::uint8_t* lower = upper + stride;
    const auto down = hn::Set(d, places.down[x]);
    const auto left = between(d, level(upper), level(lower), down);
    const auto right = between(d, level(upper + 3), level(lower + 3), down);
    hn::StoreU(between(d, left, right, hn::Set(d, places.right[x])), d, scratch + 3 * x);
  }
  for_each_vector(3 * places.count, hn::Lanes(Floats()),
                  [&](std::size_t i) HWY_ATTR { row.put(hn::LoadU(Floats(), scratch + i), i); });
  return row.count;
}

std::size_t BlendPlaces(const WindowedPicture& picture, const Places& places, float doubt, float* scratch,
                        std::uint8_t* result, std::uint32_t* doubtful) {
  const RoundedRow row{result, 0.5F - doubt, doubtful};
  return picture.channels == 1 ? blend_pairs(picture.first, places, scratch, row)
                               : blend_colors(picture.first, picture.stride, places, scratch, row);
}

void PairRows(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t width, std::uint8_t* pairs) {
  interleave_pixels(upper, lower, width, pairs);
}

std::size_t BlendStraightRow(const StraightRow& row, const std::int32_t* places, const float* right,
                             std::size_t width, float doubt, float* scratch, std::uint8_t* result,
                             std::uint32_t* doubtful) {
  const Floats d;
  const hn::Rebind<std::uint8_t, Floats> quarter;
  const std::size_t length = row.width * row.channels;
  float* line = scratch + reach;
  float* values = line + length + reach;
  const auto level = [&](const std::uint8_t* from) HWY_ATTR {
    return hn::ConvertTo(d, hn::PromoteTo(Ints(), hn::LoadU(quarter, from)));
  };
  const auto down = hn::Set(d, row.down);
  for_each_vector(length, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    hn::StoreU(between(d, level(row.upper + x), level(row.lower + x), down), d, line + x);
  });
  for (std::size_t c = 0; c < row.channels; ++c) {
    const auto outside = [&](int column) {
      return column < 0 ? 0.0F : line[static_cast<std::size_t>(column) * row.channels + c];
    };
    *(line - row.channels + c) = outside(row.margins[0]);
    line[length + c] = outside(row.margins[1]);
  }
  if (row.channels == 1) {
    for (std::size_t x = 0; x < width; ++x) {
      const float* from = line + places[x];
      values[x] = from[0] + right[x] * (from[1] - from[0]);
    }
  } else {  // the channels of a pixel at once, and a fourth number that the next pixel overwrites
    const hn::CappedTag<float, 4> pixel;
    for (std::size_t x = 0; x < width; ++x) {
      const float* from = line + places[x];
      hn::StoreU(between(pixel, hn::LoadU(pixel, from), hn::LoadU(pixel, from + 3), hn::Set(pixel, right[x])),
                 pixel, values + 3 * x);
    }
  }
  RoundedRow rounded{result, 0.5F - doubt, doubtful};
  for_each_vector(width * row.channels, hn::Lanes(d),
                  [&](std::size_t i) HWY_ATTR { rounded.put(hn::LoadU(d, values + i), i); });
  return rounded.count;
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

std::size_t doubled_scratch(const DoubledRow& row) {
  const std::size_t length = row.width * row.channels + 128;
  return 4 * length + 2 * length;
}

HWY_EXPORT(DoubledRowBilinear);
void doubled_row_bilinear(const DoubledRow& row, const std::uint8_t* near, const std::uint8_t* far,
                          std::uint8_t* scratch, std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(DoubledRowBilinear)(row, near, far, scratch, result);
}

HWY_EXPORT(DoubledRowBicubic);
void doubled_row_bicubic(const DoubledRow& row, const std::uint8_t* const lines[4], std::uint8_t* scratch,
                         std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(DoubledRowBicubic)(row, lines, scratch, result);
}

HWY_EXPORT(PlaceRow);
void place_row(const AffineRow& row, std::int32_t stride, std::size_t width, std::int32_t* places,
               float* right, float* down) {
  HWY_DYNAMIC_DISPATCH(PlaceRow)(row, stride, width, places, right, down);
}

HWY_EXPORT(PlaceSteadyRow);
void place_steady_row(const SteadyRow& row, std::int32_t stride, std::size_t width, std::int32_t* places,
                      float* right, float* down) {
  HWY_DYNAMIC_DISPATCH(PlaceSteadyRow)(row, stride, width, places, right, down);
}

HWY_EXPORT(BlendPlaces);
std::size_t blend_places(const WindowedPicture& picture, const Places& places, float doubt, float* scratch,
                         std::uint8_t* result, std::uint32_t* doubtful) {
  return HWY_DYNAMIC_DISPATCH(BlendPlaces)(picture, places, doubt, scratch, result, doubtful);
}

HWY_EXPORT(PairRows);
void pair_rows(const std::uint8_t* upper, const std::uint8_t* lower, std::size_t width, std::uint8_t* pairs) {
  HWY_DYNAMIC_DISPATCH(PairRows)(upper, lower, width, pairs);
}

std::size_t straight_scratch(const StraightRow& row, std::size_t width) {
  return (row.width + width) * row.channels + 3 * std::size_t{64};
}

HWY_EXPORT(BlendStraightRow);
std::size_t blend_straight_row(const StraightRow& row, const std::int32_t* places, const float* right,
                               std::size_t width, float doubt, float* scratch, std::uint8_t* result,
                               std::uint32_t* doubtful) {
  return HWY_DYNAMIC_DISPATCH(BlendStraightRow)(row, places, right, width, doubt, scratch, result, doubtful);
}

}  // namespace pixelwhy::kernels
#endif
