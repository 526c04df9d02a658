#include "kernels/tables.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/tables.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

void LookUpRow(const std::uint8_t* from, const std::uint8_t* table, std::size_t length,
               std::uint8_t* result) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  const auto offset = hn::Set(d, std::uint8_t{112});
  for_each_vector(length, 2 * lanes, [&](std::size_t x) HWY_ATTR {
    auto left0 = hn::LoadU(d, from + x);
    auto left1 = hn::LoadU(d, from + x + lanes);
    auto found0 = hn::Zero(d);
    auto found1 = found0;
    for (int t = 0; t < 16; ++t) {
      const auto part = hn::LoadDup128(d, table + 16 * t);
      found0 = hn::Or(found0, hn::TableLookupBytesOr0(part, hn::SaturatedAdd(left0, offset)));
      found1 = hn::Or(found1, hn::TableLookupBytesOr0(part, hn::SaturatedAdd(left1, offset)));
      left0 = hn::Sub(left0, hn::Set(d, std::uint8_t{16}));
      left1 = hn::Sub(left1, hn::Set(d, std::uint8_t{16}));
    }
    hn::StoreU(found0, d, result + x);
    hn::StoreU(found1, d, result + x + lanes);
  });
}

void BlendTilesRow(const TileBlend& blend, const std::uint8_t* from, std::size_t width,
                   std::uint32_t* scratch, std::uint8_t* result) {
  for (std::size_t x = 0; x < width; ++x) scratch[x] = blend.entries[blend.cells[x] + from[x]];
  const Ints d;
  const hn::Repartition<std::uint32_t, Bytes> du;
  const Floats df;
  const hn::Rebind<std::uint8_t, Ints> quarter;
  const auto upper_weight = hn::Set(df, blend.upper_weight);
  const auto lower_weight = hn::Set(df, blend.lower_weight);
  const auto low_byte = hn::Set(du, 255U);
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto entry = hn::LoadU(du, scratch + x);
    const auto level = [&](hn::Vec<decltype(du)> byte)
                           HWY_ATTR { return hn::ConvertTo(df, hn::BitCast(d, byte)); };
    const auto left = hn::LoadU(df, blend.left_weights + x);
    const auto right = hn::LoadU(df, blend.right_weights + x);
    const auto between = [&](hn::Vec<Floats> a, hn::Vec<Floats> b)
                             HWY_ATTR { return hn::Add(hn::Mul(a, left), hn::Mul(b, right)); };
    const auto upper =
        between(level(hn::And(entry, low_byte)), level(hn::And(hn::ShiftRight<8>(entry), low_byte)));
    const auto lower =
        between(level(hn::And(hn::ShiftRight<16>(entry), low_byte)), level(hn::ShiftRight<24>(entry)));
    const auto sum = hn::Add(hn::Mul(upper, upper_weight), hn::Mul(lower, lower_weight));
    hn::StoreU(hn::DemoteTo(quarter, hn::NearestInt(sum)), quarter, result + x);
  });
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(LookUpRow);
void look_up_row(const std::uint8_t* from, const std::uint8_t* table, std::size_t length,
                 std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(LookUpRow)(from, table, length, result);
}

HWY_EXPORT(BlendTilesRow);
void blend_tiles_row(const TileBlend& blend, const std::uint8_t* from, std::size_t width,
                     std::uint32_t* scratch, std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(BlendTilesRow)(blend, from, width, scratch, result);
}

}  // namespace pixelwhy::kernels
#endif
