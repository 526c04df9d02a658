#include "kernels/derivative.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/derivative.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include <type_traits>

#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

/// Offsets and weights of the taps that are not 0.
struct Taps {
  std::size_t count = 0;
  std::ptrdiff_t offsets[7];
  std::int16_t weights[7];

  Taps(const int* all, std::size_t reach) {
    for (std::size_t k = 0; k < 2 * reach + 1; ++k) {
      if (all[k] == 0) continue;
      offsets[count] = static_cast<std::ptrdiff_t>(k);
      weights[count++] = static_cast<std::int16_t>(all[k]);
    }
  }
  int size() const {
    int sum = 0;
    for (std::size_t k = 0; k < count; ++k) sum += weights[k] < 0 ? -weights[k] : weights[k];
    return sum;
  }
};

/// Calls work() with the number of taps as a constant where it is that of 3 taps, else with 0.
template <class Work>
HWY_INLINE void with_count(std::size_t count, const Work& work) {
  if (count == 2) return work(std::integral_constant<std::size_t, 2>());
  if (count == 3) return work(std::integral_constant<std::size_t, 3>());
  work(std::integral_constant<std::size_t, 0>());
}

template <std::size_t constant>
HWY_INLINE void vertical_sums(const Taps& taps, const std::uint8_t* const* lines, std::size_t width,
                              std::int16_t* sums) {
  const Shorts d;
  const hn::Rebind<std::uint8_t, Shorts> half;
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    auto sum = hn::Zero(d);
    for (std::size_t k = 0; k < (constant > 0 ? constant : taps.count); ++k) {
      const auto value = hn::PromoteTo(d, hn::LoadU(half, lines[taps.offsets[k]] + x));
      sum = hn::Add(sum, hn::Mul(value, hn::Set(d, taps.weights[k])));
    }
    hn::StoreU(sum, d, sums + x);
  });
}

/// Two vectors of 32-bit sums at x and x + their lanes, from 16-bit products and sums.
template <std::size_t constant, class D>
HWY_INLINE void narrow_sums(D d, const Taps& taps, const std::int16_t* from, hn::Vec<D>& lower,
                            hn::Vec<D>& upper) {
  const Shorts d16;
  auto sum = hn::Zero(d16);
  for (std::size_t k = 0; k < (constant > 0 ? constant : taps.count); ++k)
    sum = hn::Add(sum, hn::Mul(hn::LoadU(d16, from + taps.offsets[k]), hn::Set(d16, taps.weights[k])));
  const hn::Half<Shorts> half;
  lower = hn::PromoteTo(d, hn::LowerHalf(half, sum));
  upper = hn::PromoteTo(d, hn::UpperHalf(half, sum));
}

template <class D>
HWY_INLINE hn::Vec<D> wide_sum(D d, const Taps& taps, const std::int16_t* from) {
  const hn::Rebind<std::int16_t, D> half;
  auto sum = hn::Zero(d);
  for (std::size_t k = 0; k < taps.count; ++k) {
    const auto value = hn::PromoteTo(d, hn::LoadU(half, from + taps.offsets[k]));
    sum = hn::Add(sum, hn::Mul(value, hn::Set(d, static_cast<std::int32_t>(taps.weights[k]))));
  }
  return sum;
}

HWY_INLINE void fill_margins(const Correlation& correlation, std::size_t width, std::int16_t* sums) {
  const auto value = [&](int column) { return column < 0 ? std::int16_t{0} : sums[column]; };
  for (std::size_t i = 0; i < correlation.reach; ++i) {
    sums[static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(correlation.reach)] =
        value(correlation.margins[i]);
    sums[width + i] = value(correlation.margins[correlation.reach + i]);
  }
}

void CorrelationRow(const Correlation& correlation, const std::uint8_t* const* lines, std::size_t width,
                    std::int16_t* scratch, float* result) {
  const Ints d;
  const Floats df;
  const std::size_t lanes = hn::Lanes(d);
  const Taps vertical(correlation.vertical, correlation.reach);
  const Taps horizontal(correlation.horizontal, correlation.reach);
  std::int16_t* sums = scratch + margin_room;
  with_count(vertical.count, [&](auto count) HWY_ATTR {
    vertical_sums<decltype(count)::value>(vertical, lines, width, sums);
  });
  fill_margins(correlation, width, sums);
  if (255 * vertical.size() * horizontal.size() < (1 << 15) && correlation.scale == 1) {
    with_count(horizontal.count, [&](auto count) HWY_ATTR {
      for_each_vector(width, 2 * lanes, [&](std::size_t x) HWY_ATTR {
        hn::Vec<Ints> lower, upper;
        narrow_sums<decltype(count)::value>(d, horizontal, sums + x - correlation.reach, lower, upper);
        hn::StoreU(hn::ConvertTo(df, lower), df, result + x);
        hn::StoreU(hn::ConvertTo(df, upper), df, result + x + lanes);
      });
    });
    return;
  }
  const auto scale = hn::Set(df, correlation.scale);
  for_each_vector(width, lanes, [&](std::size_t x) HWY_ATTR {
    const auto sum = hn::ConvertTo(df, wide_sum(d, horizontal, sums + x - correlation.reach));
    hn::StoreU(hn::ConvertTo(df, hn::NearestInt(hn::Mul(sum, scale))), df, result + x);
  });
}

/// The root of the sum of squares of some floats in double precision.
HWY_INLINE void precise_magnitude(const float* x, const float* y, float* to) {
  const hn::Repartition<double, Bytes> d;
  const hn::Rebind<float, decltype(d)> half;
  for (std::size_t i = 0; i < hn::Lanes(Floats()); i += hn::Lanes(d)) {
    const auto a = hn::PromoteTo(d, hn::LoadU(half, x + i));
    const auto b = hn::PromoteTo(d, hn::LoadU(half, y + i));
    hn::StoreU(hn::DemoteTo(half, hn::Sqrt(hn::Add(hn::Mul(a, a), hn::Mul(b, b)))), half, to + i);
  }
}

void MagnitudeRow(const float* x, const float* y, std::size_t width, bool squares, float* result) {
  const Floats d;
  const auto exact_below = hn::Set(d, static_cast<float>(1 << 24));
  for_each_vector(width, hn::Lanes(d), [&](std::size_t i) HWY_ATTR {
    const auto a = hn::LoadU(d, x + i);
    const auto b = hn::LoadU(d, y + i);
    if (!squares) {
      hn::StoreU(hn::Add(hn::Abs(a), hn::Abs(b)), d, result + i);
      return;
    }
    const auto sum = hn::Add(hn::Mul(a, a), hn::Mul(b, b));
    if (HWY_LIKELY(hn::AllTrue(d, hn::Lt(sum, exact_below)))) {
      hn::StoreU(hn::Sqrt(sum), d, result + i);
    } else {
      precise_magnitude(x + i, y + i, result + i);
    }
  });
}

using Doubles = hn::Repartition<double, Bytes>;

/// atan(t) for |t| <= tan 22.5°.
HWY_INLINE hn::Vec<Doubles> arc_tangent(hn::Vec<Doubles> t) {
  const Doubles d;
  constexpr int terms = 14;
  const auto square = hn::Mul(t, t);
  auto sum = hn::Zero(d);
  for (int n = terms - 1; n >= 0; --n) {
    const double term = (n % 2 == 0 ? 1.0 : -1.0) / (2 * n + 1);
    sum = hn::MulAdd(sum, square, hn::Set(d, term));
  }
  return hn::Mul(t, sum);
}

/// The direction in degrees, 0 to 360, where (x, y) is not 0.
HWY_INLINE hn::Vec<Doubles> degrees_of(hn::Vec<Doubles> x, hn::Vec<Doubles> y) {
  const Doubles d;
  const auto zero = hn::Zero(d);
  const auto a = hn::Abs(x);
  const auto b = hn::Abs(y);
  const auto larger = hn::Max(a, b);
  const auto smaller = hn::Min(a, b);
  const auto wide = hn::Gt(smaller, hn::Mul(larger, hn::Set(d, 0.41421356237309503)));
  const auto over = hn::IfThenElse(wide, hn::Sub(smaller, larger), smaller);
  const auto under = hn::IfThenElse(wide, hn::Add(smaller, larger), larger);
  const auto in_degrees = hn::Set(d, 57.295779513082323);
  auto angle = hn::Add(hn::Mul(arc_tangent(hn::Div(over, under)), in_degrees),
                       hn::IfThenElseZero(wide, hn::Set(d, 45.0)));
  angle = hn::IfThenElse(hn::Gt(b, a), hn::Sub(hn::Set(d, 90.0), angle), angle);
  angle = hn::IfThenElse(hn::Lt(x, zero), hn::Sub(hn::Set(d, 180.0), angle), angle);
  return hn::IfThenElse(hn::Lt(y, zero), hn::Sub(hn::Set(d, 360.0), angle), angle);
}

std::size_t DirectionRow(const float* x, const float* y, std::size_t width, float* degrees,
                         std::uint32_t* doubtful) {
  const Doubles d;
  const hn::Rebind<float, Doubles> half;
  const std::size_t lanes = hn::Lanes(d);
  const auto error = hn::Set(d, 1e-9);
  std::size_t count = 0;
  for_each_vector(width, lanes, [&](std::size_t i) HWY_ATTR {
    const auto gx = hn::PromoteTo(d, hn::LoadU(half, x + i));
    const auto gy = hn::PromoteTo(d, hn::LoadU(half, y + i));
    const auto none = hn::And(hn::Eq(gx, hn::Zero(d)), hn::Eq(gy, hn::Zero(d)));
    const auto angle = hn::IfThenZeroElse(none, degrees_of(hn::IfThenElse(none, hn::Set(d, 1.0), gx), gy));
    const auto below = hn::DemoteTo(half, hn::Sub(angle, error));
    const auto above = hn::DemoteTo(half, hn::Add(angle, error));
    hn::StoreU(hn::DemoteTo(half, angle), half, degrees + i);
    // Along the axes and diagonals the error makes a difference too, but the angle is whole and exact.
    const auto whole = hn::Eq(hn::Round(angle), angle);
    const auto differ = hn::PromoteTo(d, hn::Sub(above, below));
    const auto in_doubt = hn::AndNot(whole, hn::Ne(differ, hn::Zero(d)));
    if (HWY_LIKELY(hn::AllFalse(d, in_doubt))) return;
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(d, in_doubt, bits);
    for (std::size_t k = 0; k < lanes; ++k) {
      if (bits[0] >> k & 1) doubtful[count++] = static_cast<std::uint32_t>(i + k);
    }
  });
  return count;
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(CorrelationRow);
void correlation_row(const Correlation& correlation, const std::uint8_t* const* lines, std::size_t width,
                     std::int16_t* scratch, float* result) {
  HWY_DYNAMIC_DISPATCH(CorrelationRow)(correlation, lines, width, scratch, result);
}

HWY_EXPORT(MagnitudeRow);
void magnitude_row(const float* x, const float* y, std::size_t width, bool squares, float* result) {
  HWY_DYNAMIC_DISPATCH(MagnitudeRow)(x, y, width, squares, result);
}

HWY_EXPORT(DirectionRow);
std::size_t direction_row(const float* x, const float* y, std::size_t width, float* degrees,
                          std::uint32_t* doubtful) {
  return HWY_DYNAMIC_DISPATCH(DirectionRow)(x, y, width, degrees, doubtful);
}

}  // namespace pixelwhy::kernels
#endif
