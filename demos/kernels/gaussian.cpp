#include "kernels/gaussian.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/gaussian.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

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
