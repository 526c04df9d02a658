#include "kernels/recursive.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/recursive.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

namespace {

using V = hn::Vec<Floats>;
constexpr std::size_t strip = recursive_columns_least;
constexpr std::size_t vectors = strip / hn::MaxLanes(Floats());
constexpr std::size_t block = 8;

/// 16 neighbours of a row.
struct Row {
  V part[vectors];
};

template <class In>
HWY_INLINE Row load_row(const In* from) {
  const Floats d;
  const Ints d32;
  const hn::Rebind<In, Floats> narrow;
  Row row;
  for (std::size_t i = 0; i < vectors; ++i)
    row.part[i] = hn::ConvertTo(d, hn::PromoteTo(d32, hn::LoadU(narrow, from + i * hn::Lanes(d))));
  return row;
}

/// One section of the recursion in one direction: y = p·x1 + q·x2 − a1·y1 − a2·y2, where x1 and x2 are the
/// newer and the older of two neighbouring inputs.
class Recursion {
 public:
  /// As if the input had always been `x`.
  HWY_INLINE Recursion(float p, float q, float a1, float a2, const Row& x)
      : p_(hn::Set(Floats(), p)),
        q_(hn::Set(Floats(), q)),
        a1_(hn::Set(Floats(), a1)),
        a2_(hn::Set(Floats(), a2)) {
    const V gain = hn::Set(Floats(), (p + q) / (1 + a1 + a2));
    for (std::size_t i = 0; i < vectors; ++i) y1_.part[i] = y2_.part[i] = hn::Mul(gain, x.part[i]);
  }
  HWY_INLINE void step(const Row& x1, const Row& x2) {
    for (std::size_t i = 0; i < vectors; ++i) {
      const V input = hn::MulAdd(q_, x2.part[i], hn::Mul(p_, x1.part[i]));
      const V y = hn::NegMulAdd(a1_, y1_.part[i], hn::NegMulAdd(a2_, y2_.part[i], input));
      y2_.part[i] = y1_.part[i];
      y1_.part[i] = y;
    }
  }
  HWY_INLINE V result(std::size_t i) const { return y1_.part[i]; }

 private:
  V p_, q_, a1_, a2_;
  Row y1_, y2_;
};

/// Writes 8 rows of 16 numbers as 16 rows of 8.
template <class Out>
HWY_INLINE void write_turned(const std::uint16_t* tile, Out* to, std::ptrdiff_t stride) {
  const hn::CappedTag<std::uint16_t, block> d;
  if (hn::MaxLanes(d) < block) {
    for (std::size_t x = 0; x < strip; ++x) {
      for (std::size_t y = 0; y < block; ++y)
        to[static_cast<std::ptrdiff_t>(x) * stride + static_cast<std::ptrdiff_t>(y)] =
            static_cast<Out>(tile[y * strip + x]);
    }
    return;
  }
  for (std::size_t x = 0; x < strip; x += block) {
    hn::Vec<decltype(d)> rows[block], turned[block];
    for (std::size_t y = 0; y < block; ++y) rows[y] = hn::LoadU(d, tile + y * strip + x);
    for (int round = 0; round < 3; ++round) {
      for (std::size_t y = 0; y < block / 2; ++y) {
        turned[2 * y] = hn::InterleaveLower(d, rows[y], rows[y + block / 2]);
        turned[2 * y + 1] = hn::InterleaveUpper(d, rows[y], rows[y + block / 2]);
      }
      for (std::size_t y = 0; y < block; ++y) rows[y] = turned[y];
    }
    for (std::size_t i = 0; i < block; ++i) {
      Out* at = to + static_cast<std::ptrdiff_t>(x + i) * stride;
      if constexpr (sizeof(Out) == 2) {
        hn::StoreU(rows[i], d, at);
      } else {
        const hn::Rebind<std::int16_t, decltype(d)> d16;
        const hn::Rebind<Out, decltype(d)> d8;
        hn::StoreU(hn::DemoteTo(d8, hn::BitCast(d16, rows[i])), d8, at);
      }
    }
  }
}

/// The columns x .. x + 15.
template <class In, class Out>
HWY_INLINE void filter_strip(const RecursiveColumns& work, std::size_t x, const In* from, Out* to,
                             float* sums) {
  const Floats d;
  const std::size_t lanes = hn::Lanes(d);
  const RecursiveSection& s = work.sections[0];
  const RecursiveSection& t = work.sections[1];
  static constexpr In nothing[strip] = {};
  const auto line = [&](std::size_t i) HWY_ATTR {  // of row i - margin
    return load_row(work.lines[i] < 0 ? nothing : from + work.lines[i] * work.stride + x);
  };
  Row before = line(0);
  {
    Recursion one(s.b0, s.b1, s.a1, s.a2, before);
    Recursion other(t.b0, t.b1, t.a1, t.a2, before);
    for (std::size_t i = 0; i < work.margin + work.rows; ++i) {
      const Row now = line(i);
      one.step(now, before);
      other.step(now, before);
      before = now;
      if (i < work.margin) continue;
      for (std::size_t k = 0; k < vectors; ++k)
        hn::Store(hn::Add(one.result(k), other.result(k)), d, sums + (i - work.margin) * strip + k * lanes);
    }
  }
  std::size_t i = work.rows + 2 * work.margin - 1;
  Row next = line(i);
  Row second = next;
  Recursion one(s.c1, s.c2, s.a1, s.a2, next);
  Recursion other(t.c1, t.c2, t.a1, t.a2, next);
  const auto step_to = [&](std::size_t place) HWY_ATTR {  // from the row below it
    one.step(next, second);
    other.step(next, second);
    second = next;
    next = line(place);
  };
  while (i > work.margin + work.rows) step_to(--i);
  alignas(64) std::uint16_t tile[block * strip];
  const hn::Rebind<std::uint16_t, Floats> d16;
  for (std::size_t y = work.rows; y-- > 0;) {
    step_to(y + work.margin);
    for (std::size_t k = 0; k < vectors; ++k) {
      const V sum =
          hn::Add(hn::Load(d, sums + y * strip + k * lanes), hn::Add(one.result(k), other.result(k)));
      hn::StoreU(hn::DemoteTo(d16, hn::NearestInt(sum)), d16, tile + y % block * strip + k * lanes);
    }
    if (y % block != 0) continue;
    Out* at = to + static_cast<std::ptrdiff_t>(x) * work.to_stride + static_cast<std::ptrdiff_t>(y);
    if (y + block <= work.rows) {
      write_turned(tile, at, work.to_stride);
      continue;
    }
    for (std::size_t column = 0; column < strip; ++column) {
      for (std::size_t row = 0; row < work.rows - y; ++row) {
        const std::uint16_t value = tile[row * strip + column];
        constexpr std::uint16_t most = sizeof(Out) == 1 ? 255 : 65535;
        at[static_cast<std::ptrdiff_t>(column) * work.to_stride + static_cast<std::ptrdiff_t>(row)] =
            static_cast<Out>(value < most ? value : most);
      }
    }
  }
}

template <class In, class Out>
HWY_INLINE void filter_columns(const RecursiveColumns& work, const In* from, Out* to, float* sums) {
  std::size_t x = 0;
  for (; x + strip <= work.columns; x += strip) filter_strip(work, x, from, to, sums);
  if (x < work.columns) filter_strip(work, work.columns - strip, from, to, sums);
}

}  // namespace

void BytesToShorts(const RecursiveColumns& work, const std::uint8_t* from, std::uint16_t* to,
                   float* scratch) {
  filter_columns(work, from, to, scratch);
}
void ShortsToBytes(const RecursiveColumns& work, const std::uint16_t* from, std::uint8_t* to,
                   float* scratch) {
  filter_columns(work, from, to, scratch);
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(BytesToShorts);
void recursive_columns(const RecursiveColumns& work, const std::uint8_t* from, std::uint16_t* to,
                       float* scratch) {
  HWY_DYNAMIC_DISPATCH(BytesToShorts)(work, from, to, scratch);
}

HWY_EXPORT(ShortsToBytes);
void recursive_columns(const RecursiveColumns& work, const std::uint16_t* from, std::uint8_t* to,
                       float* scratch) {
  HWY_DYNAMIC_DISPATCH(ShortsToBytes)(work, from, to, scratch);
}

}  // namespace pixelwhy::kernels
#endif
