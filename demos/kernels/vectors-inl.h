// Included once for each instruction set, so this guard is toggled by Highway instead of #pragma once.
#if defined(PIXELWHY_KERNELS_VECTORS_INL_H_) == defined(HWY_TARGET_TOGGLE)
#ifdef PIXELWHY_KERNELS_VECTORS_INL_H_
#undef PIXELWHY_KERNELS_VECTORS_INL_H_
#else
#define PIXELWHY_KERNELS_VECTORS_INL_H_
#endif

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// Vectors of 8-, 16- and 32-bit numbers of at most 32 bytes: where kernels interleave, the order of the
// halves of a vector then takes one instruction to mend, and processors with 64-byte vectors lose little.
using Bytes = hn::CappedTag<std::uint8_t, 32>;
using Shorts = hn::Repartition<std::int16_t, Bytes>;
using Words = hn::Repartition<std::uint16_t, Bytes>;
using Ints = hn::Repartition<std::int32_t, Bytes>;
using Floats = hn::Repartition<float, Bytes>;

/// Calls body(x) for vectors of `lanes` elements that cover 0 .. length - 1. The last one begins at
/// length - lanes and overlaps its forerunner, so that nothing beyond the row is touched; the body may not
/// read what it writes. length >= lanes.
template <class Body>
HWY_INLINE void for_each_vector(std::size_t length, std::size_t lanes, const Body& body) {
  std::size_t x = 0;
  for (; x + lanes <= length; x += lanes) body(x);
  if (x < length) body(length - lanes);
}

/// Per lane of 16 bits: the byte pair of `bytes` (unsigned) times that of `weights` (signed), added. The
/// caller sees to it that no sum leaves 16 bits.
template <class V8U, class V8S>
HWY_INLINE auto sum_byte_pairs(V8U bytes, V8S weights) {
#if HWY_ARCH_X86
  const hn::Repartition<std::int16_t, hn::DFromV<V8U>> d16;
  using Result = hn::Vec<decltype(d16)>;
  if constexpr (sizeof(Result) == 16) {
    return Result{_mm_maddubs_epi16(bytes.raw, weights.raw)};
  }
#if HWY_TARGET <= HWY_AVX2
  if constexpr (sizeof(Result) == 32) {
    return Result{_mm256_maddubs_epi16(bytes.raw, weights.raw)};
  }
#endif
#else
  const hn::DFromV<V8U> d8;
  const hn::Repartition<std::int16_t, decltype(d8)> d16;
  const hn::Repartition<std::uint16_t, decltype(d8)> du16;
  const auto even = hn::BitCast(d16, hn::And(hn::BitCast(du16, bytes), hn::Set(du16, 0xFF)));
  const auto odd = hn::BitCast(d16, hn::ShiftRight<8>(hn::BitCast(du16, bytes)));
  const auto even_weights = hn::ShiftRight<8>(hn::ShiftLeft<8>(hn::BitCast(d16, weights)));
  const auto odd_weights = hn::ShiftRight<8>(hn::BitCast(d16, weights));
  return hn::Add(hn::Mul(even, even_weights), hn::Mul(odd, odd_weights));
#endif
}

/// Per lane of 32 bits: the pair of 16-bit numbers of `a` times that of `b`, added.
template <class V16>
HWY_INLINE auto sum_short_pairs(V16 a, V16 b) {
#if HWY_ARCH_X86
  const hn::Repartition<std::int32_t, hn::DFromV<V16>> d32;
  using Result = hn::Vec<decltype(d32)>;
  if constexpr (sizeof(Result) == 16) {
    return Result{_mm_madd_epi16(a.raw, b.raw)};
  }
#if HWY_TARGET <= HWY_AVX2
  if constexpr (sizeof(Result) == 32) {
    return Result{_mm256_madd_epi16(a.raw, b.raw)};
  }
#endif
#else
  const hn::Repartition<std::int32_t, hn::DFromV<V16>> d32;
  const auto even = [&](V16 v)
                        HWY_ATTR { return hn::ShiftRight<16>(hn::ShiftLeft<16>(hn::BitCast(d32, v))); };
  const auto odd = [&](V16 v) HWY_ATTR { return hn::ShiftRight<16>(hn::BitCast(d32, v)); };
  return hn::Add(hn::Mul(even(a), even(b)), hn::Mul(odd(a), odd(b)));
#endif
}

/// Writes two vectors that hold, block of 16 bytes by block, the lower and the upper halves of a run of
/// lanes (as InterleaveLower and InterleaveUpper leave them) as that run.
template <class D, class V = hn::Vec<D>>
HWY_INLINE void store_blocks(D d, V lower, V upper, hn::TFromD<D>* to) {
  constexpr std::size_t lanes = hn::MaxLanes(D());
  if constexpr (lanes * sizeof(hn::TFromD<D>) == 32) {
    hn::StoreU(hn::ConcatLowerLower(d, upper, lower), d, to);
    hn::StoreU(hn::ConcatUpperUpper(d, upper, lower), d, to + lanes);
  } else {
    hn::StoreU(lower, d, to);
    hn::StoreU(upper, d, to + lanes);
  }
}

/// Two vectors of 16-bit numbers in 0 .. 255 as one of bytes, in order.
HWY_INLINE hn::Vec<Bytes> demote_both(Bytes d8, hn::Vec<Shorts> first, hn::Vec<Shorts> second) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  (void)d8;
  // Packing works in blocks of 16 bytes; the quarters are put in order after it.
  return hn::Vec<Bytes>{_mm256_permute4x64_epi64(_mm256_packus_epi16(first.raw, second.raw), 0xD8)};
#elif HWY_ARCH_X86
  (void)d8;
  return hn::Vec<Bytes>{_mm_packus_epi16(first.raw, second.raw)};
#else
  const hn::Half<Bytes> half;
  return hn::Combine(d8, hn::DemoteTo(half, second), hn::DemoteTo(half, first));
#endif
}

/// Two vectors of numbers of twice the width that fit, packed block of 16 bytes by block: each block of the
/// result is the same block of `first` and then of `second`.
HWY_INLINE hn::Vec<Bytes> demote_blocks(Bytes d, hn::Vec<Shorts> first, hn::Vec<Shorts> second) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  (void)d;
  return hn::Vec<Bytes>{_mm256_packus_epi16(first.raw, second.raw)};
#else
  return demote_both(d, first, second);  // there is but one block
#endif
}
HWY_INLINE hn::Vec<Shorts> demote_blocks(Shorts d, hn::Vec<Ints> first, hn::Vec<Ints> second) {
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  (void)d;
  return hn::Vec<Shorts>{_mm256_packs_epi32(first.raw, second.raw)};
#elif HWY_ARCH_X86
  (void)d;
  return hn::Vec<Shorts>{_mm_packs_epi32(first.raw, second.raw)};
#else
  const hn::Half<Shorts> half;
  return hn::Combine(d, hn::DemoteTo(half, second), hn::DemoteTo(half, first));
#endif
}

/// Four vectors of 32-bit numbers as one of bytes, in order, saturated.
HWY_INLINE hn::Vec<Bytes> demote_four(Bytes d, const hn::Vec<Ints>* four) {
  const Shorts d16;
  const auto packed =
      demote_blocks(d, demote_blocks(d16, four[0], four[1]), demote_blocks(d16, four[2], four[3]));
#if HWY_ARCH_X86 && HWY_TARGET <= HWY_AVX2
  // Each block of 16 bytes has a quarter of every vector: one block its lower, the other its upper half.
  return hn::Vec<Bytes>{_mm256_permutevar8x32_epi32(packed.raw, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7))};
#else
  return packed;
#endif
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // the guard
