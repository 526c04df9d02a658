#include "kernels/ridges.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/ridges.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

using Doubles = hn::Repartition<double, Bytes>;
using HalfFloats = hn::Rebind<float, Doubles>;

/// The pixels on one side that the gradient's line passes between.
struct Sides {
  hn::Vec<Floats> straight;
  hn::Vec<Floats> diagonal;
};

/// The value between both, nearer to the diagonal one the larger the share.
HWY_INLINE hn::Vec<Doubles> between(hn::Vec<HalfFloats> straight, hn::Vec<HalfFloats> diagonal,
                                    hn::Vec<Doubles> share) {
  const Doubles d;
  const auto from = hn::PromoteTo(d, straight);
  return hn::Add(from, hn::Mul(share, hn::Sub(hn::PromoteTo(d, diagonal), from)));
}

void InterpolatedRidgeRow(const RidgeRow& row, float* thin) {
  const Floats d;
  const HalfFloats half;
  const Doubles wide;
  for_each_vector(row.width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto strength = hn::LoadU(d, row.middle + x);
    const auto gx = hn::LoadU(d, row.gx + x);
    const auto gy = hn::LoadU(d, row.gy + x);
    const auto x_size = hn::Abs(gx);
    const auto y_size = hn::Abs(gy);
    const auto along_x = hn::Ge(x_size, y_size);
    const auto falling = hn::Lt(hn::Mul(gx, gy), hn::Zero(d));  // from the upper right to the lower left
    const auto upper_left = hn::LoadU(d, row.above + x - 1);
    const auto upper_right = hn::LoadU(d, row.above + x + 1);
    const auto lower_left = hn::LoadU(d, row.below + x - 1);
    const auto lower_right = hn::LoadU(d, row.below + x + 1);
    const Sides before = {
        hn::IfThenElse(along_x, hn::LoadU(d, row.middle + x - 1), hn::LoadU(d, row.above + x)),
        hn::IfThenElse(falling, hn::IfThenElse(along_x, lower_left, upper_right), upper_left)};
    const Sides after = {
        hn::IfThenElse(along_x, hn::LoadU(d, row.middle + x + 1), hn::LoadU(d, row.below + x)),
        hn::IfThenElse(falling, hn::IfThenElse(along_x, upper_right, lower_left), lower_right)};
    const auto smaller = hn::Min(x_size, y_size);
    const auto larger = hn::Max(x_size, y_size);  // 0 only where there is no strength
    const auto kept = [&](auto part) HWY_ATTR {
      const auto share = hn::Div(hn::PromoteTo(wide, part(smaller)), hn::PromoteTo(wide, part(larger)));
      const auto centre = hn::PromoteTo(wide, part(strength));
      const auto one = between(part(before.straight), part(before.diagonal), share);
      const auto other = between(part(after.straight), part(after.diagonal), share);
      const auto ridge = hn::And(hn::Gt(centre, one), hn::Ge(centre, other));
      return hn::DemoteTo(half, hn::IfThenElseZero(ridge, centre));
    };
    hn::StoreU(kept([&](hn::Vec<Floats> v) HWY_ATTR { return hn::LowerHalf(half, v); }), half, thin + x);
    hn::StoreU(kept([&](hn::Vec<Floats> v) HWY_ATTR { return hn::UpperHalf(half, v); }), half,
               thin + x + hn::Lanes(half));
  });
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(InterpolatedRidgeRow);
void interpolated_ridge_row(const RidgeRow& row, float* thin) {
  HWY_DYNAMIC_DISPATCH(InterpolatedRidgeRow)(row, thin);
}

}  // namespace pixelwhy::kernels
#endif
