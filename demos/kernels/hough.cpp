#include "kernels/hough.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/hough.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

void VoteRow(const VotingPoints& points, float cosine, float sine, std::uint32_t* counters) {
  const Floats df;
  const Ints d;
  constexpr std::size_t batch = 512;
  static_assert(batch % vote_lanes == 0);
  alignas(32) std::int32_t places[batch];
  const auto c = hn::Set(df, cosine);
  const auto s = hn::Set(df, sine);
  for (std::size_t begin = 0; begin < points.count; begin += batch) {
    const std::size_t size = points.count - begin < batch ? points.count - begin : batch;
    for (std::size_t i = 0; i < size; i += hn::Lanes(d)) {
      const auto x = hn::Mul(hn::LoadU(df, points.xs + begin + i), c);
      const auto y = hn::Mul(hn::LoadU(df, points.ys + begin + i), s);
      hn::Store(hn::NearestInt(hn::Add(x, y)), d, places + i);
    }
    for (std::size_t i = 0; i < size; i += 4) {
      ++counters[places[i]];
      ++counters[places[i + 1]];
      ++counters[places[i + 2]];
      ++counters[places[i + 3]];
    }
  }
}

void CountsToFloats(const std::uint32_t* counters, std::size_t count, float* result) {
  const Floats df;
  const Ints d;
  std::size_t x = 0;
  for (; x + hn::Lanes(d) <= count; x += hn::Lanes(d)) {
    const auto value = hn::LoadU(d, reinterpret_cast<const std::int32_t*>(counters) + x);
    hn::StoreU(hn::ConvertTo(df, value), df, result + x);
  }
  for (; x < count; ++x) result[x] = static_cast<float>(counters[x]);
}

std::size_t FindAbove(const float* values, std::size_t count, float limit, std::uint32_t* found) {
  const Floats d;
  const auto least = hn::Set(d, limit);
  std::size_t number = 0;
  std::size_t x = 0;
  const auto take = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (values[i] > limit) found[number++] = static_cast<std::uint32_t>(i);
    }
  };
  for (; x + hn::Lanes(d) <= count; x += hn::Lanes(d)) {
    if (!hn::AllFalse(d, hn::Gt(hn::LoadU(d, values + x), least))) take(x, x + hn::Lanes(d));
  }
  take(x, count);
  return number;
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(VoteRow);
void vote_row(const VotingPoints& points, float cosine, float sine, std::uint32_t* counters) {
  HWY_DYNAMIC_DISPATCH(VoteRow)(points, cosine, sine, counters);
}

HWY_EXPORT(CountsToFloats);
void counts_to_floats(const std::uint32_t* counters, std::size_t count, float* result) {
  HWY_DYNAMIC_DISPATCH(CountsToFloats)(counters, count, result);
}

HWY_EXPORT(FindAbove);
std::size_t find_above(const float* values, std::size_t count, float limit, std::uint32_t* found) {
  return HWY_DYNAMIC_DISPATCH(FindAbove)(values, count, limit, found);
}

}  // namespace pixelwhy::kernels
#endif
