#include "kernels/sobel.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sobel.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

namespace {

constexpr std::size_t pad = 16;  // elements before a row of sums, behind it and between both

/// [1 2 1] and [-1 0 1] of the columns, with one more at either end.
HWY_INLINE void sum_columns(const SobelRow& row, std::int16_t* smooth, std::int16_t* difference) {
  const Shorts d;
  const hn::Rebind<std::uint8_t, Shorts> half;
  for_each_vector(row.width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto a = hn::PromoteTo(d, hn::LoadU(half, row.lines[0] + x));
    const auto b = hn::PromoteTo(d, hn::LoadU(half, row.lines[1] + x));
    const auto c = hn::PromoteTo(d, hn::LoadU(half, row.lines[2] + x));
    hn::StoreU(hn::Add(hn::Add(a, c), hn::Add(b, b)), d, smooth + x);
    hn::StoreU(hn::Sub(c, a), d, difference + x);
  });
  for (std::int16_t* sums : {smooth, difference}) {
    sums[-1] = row.left < 0 ? std::int16_t{0} : sums[row.left];
    sums[row.width] = row.right < 0 ? std::int16_t{0} : sums[row.right];
  }
}

template <bool squares, bool all>
HWY_INLINE void write_row(const SobelRow& row, const std::int16_t* smooth, const std::int16_t* difference,
                          float* gx, float* gy, float* magnitude) {
  const Shorts d16;
  const Ints d32;
  const Floats d;
  const hn::Half<Shorts> half;
  const std::size_t lanes = hn::Lanes(d);
  for_each_vector(row.width, 2 * lanes, [&](std::size_t i) HWY_ATTR {
    const auto x = hn::Sub(hn::LoadU(d16, smooth + i + 1), hn::LoadU(d16, smooth + i - 1));
    const auto middle = hn::LoadU(d16, difference + i);
    const auto sides = hn::Add(hn::LoadU(d16, difference + i - 1), hn::LoadU(d16, difference + i + 1));
    const auto y = hn::Add(sides, hn::Add(middle, middle));
    const auto write = [&](hn::Vec<hn::Half<Shorts>> x_part, hn::Vec<hn::Half<Shorts>> y_part, std::size_t at)
                           HWY_ATTR {
                             const auto fx = hn::ConvertTo(d, hn::PromoteTo(d32, x_part));
                             const auto fy = hn::ConvertTo(d, hn::PromoteTo(d32, y_part));
                             if constexpr (all) {
                               hn::StoreU(fx, d, gx + at);
                               hn::StoreU(fy, d, gy + at);
                             }
                             if constexpr (squares) {
                               hn::StoreU(hn::Sqrt(hn::MulAdd(fx, fx, hn::Mul(fy, fy))), d, magnitude + at);
                             } else {
                               hn::StoreU(hn::Add(hn::Abs(fx), hn::Abs(fy)), d, magnitude + at);
                             }
                           };
    write(hn::LowerHalf(half, x), hn::LowerHalf(half, y), i);
    write(hn::UpperHalf(half, x), hn::UpperHalf(half, y), i + lanes);
  });
}

}  // namespace

void Sobel(const SobelRow& row, std::int16_t* scratch, float* gx, float* gy, float* magnitude) {
  std::int16_t* smooth = scratch + pad;
  std::int16_t* difference = smooth + row.width + pad;
  sum_columns(row, smooth, difference);
  if (row.squares) {
    gx ? write_row<true, true>(row, smooth, difference, gx, gy, magnitude)
       : write_row<true, false>(row, smooth, difference, gx, gy, magnitude);
  } else {
    gx ? write_row<false, true>(row, smooth, difference, gx, gy, magnitude)
       : write_row<false, false>(row, smooth, difference, gx, gy, magnitude);
  }
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(Sobel);
void sobel_row(const SobelRow& row, std::int16_t* scratch, float* gx, float* gy, float* magnitude) {
  HWY_DYNAMIC_DISPATCH(Sobel)(row, scratch, gx, gy, magnitude);
}

std::size_t sobel_scratch(std::size_t width) { return 2 * width + 48; }

}  // namespace pixelwhy::kernels
#endif
