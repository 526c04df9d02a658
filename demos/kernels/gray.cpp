#include "kernels/gray.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gray.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

void GrayRow(const std::uint8_t* color, std::size_t width, const int weights[3], int bits,
             std::uint8_t* gray) {
  const Ints d32;
  const hn::Rebind<std::uint8_t, Bytes> d8;
  const hn::Rebind<std::int16_t, Ints> d16;
  const hn::Rebind<std::uint8_t, Ints> quarter;
  const std::size_t lanes = hn::Lanes(d32);
  const auto b_weight = hn::Set(d32, weights[0]);
  const auto g_weight = hn::Set(d32, weights[1]);
  const auto r_weight = hn::Set(d32, weights[2]);
  const auto half = hn::Set(d32, 1 << (bits - 1));
  alignas(32) std::uint8_t planes[3][hn::MaxLanes(Bytes())];
  for_each_vector(width, hn::Lanes(d8), [&](std::size_t x) HWY_ATTR {
    hn::Vec<decltype(d8)> b, g, r;
    hn::LoadInterleaved3(d8, color + 3 * x, b, g, r);
    hn::Store(b, d8, planes[0]);
    hn::Store(g, d8, planes[1]);
    hn::Store(r, d8, planes[2]);
    for (std::size_t i = 0; i < hn::Lanes(d8); i += lanes) {
      const auto weighted = [&](const std::uint8_t* from, hn::Vec<decltype(d32)> weight) HWY_ATTR {
        return hn::Mul(hn::PromoteTo(d32, hn::LoadU(quarter, from + i)), weight);
      };
      const auto sum = hn::Add(hn::Add(weighted(planes[0], b_weight), weighted(planes[1], g_weight)),
                               hn::Add(weighted(planes[2], r_weight), half));
      const auto level = hn::ShiftRightSame(sum, bits);
      hn::StoreU(hn::DemoteTo(quarter, hn::DemoteTo(d16, level)), quarter, gray + x + i);
    }
  });
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(GrayRow);
void gray_row(const std::uint8_t* color, std::size_t width, const int weights[3], int bits,
              std::uint8_t* gray) {
  HWY_DYNAMIC_DISPATCH(GrayRow)(color, width, weights, bits, gray);
}

}  // namespace pixelwhy::kernels
#endif
