#include "kernels/morphology.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/morphology.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

using V = hn::Vec<Bytes>;

struct Least {
  HWY_INLINE V operator()(V a, V b) const { return hn::Min(a, b); }
};
struct Greatest {
  HWY_INLINE V operator()(V a, V b) const { return hn::Max(a, b); }
};

template <class Winner>
HWY_INLINE void fill_levels_by(Winner winner, const RowWindows& windows, std::size_t last,
                               std::uint8_t* levels) {
  const Bytes d;
  for (std::size_t k = 1; k <= last; ++k) {
    const std::size_t half = windows.step << (k - 1);
    const std::size_t count = windows.before + windows.length + windows.after + windows.step - 2 * half;
    const std::uint8_t* from = levels + (k - 1) * windows.stride;
    std::uint8_t* to = levels + k * windows.stride;
    for (std::size_t x = 0; x < count; x += hn::Lanes(d))
      hn::StoreU(winner(hn::LoadU(d, from + x), hn::LoadU(d, from + x + half)), d, to + x);
  }
}

void FillLevels(const RowWindows& windows, std::size_t last, std::uint8_t* levels) {
  if (windows.maximum) {
    fill_levels_by(Greatest(), windows, last, levels);
  } else {
    fill_levels_by(Least(), windows, last, levels);
  }
}

// A vector that overlaps its forerunner may find results in place of what it reads: the winner of a result
// and of what it came from is that result.
template <class Winner>
HWY_INLINE void winner_row_by(Winner winner, const std::uint8_t* a, const std::uint8_t* b, std::size_t length,
                              std::uint8_t* result) {
  const Bytes d;
  for_each_vector(length, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    hn::StoreU(winner(hn::LoadU(d, a + x), hn::LoadU(d, b + x)), d, result + x);
  });
}

void WinnerRow(const std::uint8_t* a, const std::uint8_t* b, std::size_t length, bool maximum,
               std::uint8_t* result) {
  if (maximum) {
    winner_row_by(Greatest(), a, b, length, result);
  } else {
    winner_row_by(Least(), a, b, length, result);
  }
}

template <class Winner>
HWY_INLINE void winner_so_far_by(Winner winner, std::uint8_t* so_far, const std::uint8_t* next,
                                 const std::uint8_t* other, std::size_t length, std::uint8_t* result) {
  const Bytes d;
  for_each_vector(length, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const V kept = winner(hn::LoadU(d, so_far + x), hn::LoadU(d, next + x));
    hn::StoreU(kept, d, so_far + x);
    hn::StoreU(winner(kept, hn::LoadU(d, other + x)), d, result + x);
  });
}

void WinnerSoFar(std::uint8_t* so_far, const std::uint8_t* next, const std::uint8_t* other,
                 std::size_t length, bool maximum, std::uint8_t* result) {
  if (maximum) {
    winner_so_far_by(Greatest(), so_far, next, other, length, result);
  } else {
    winner_so_far_by(Least(), so_far, next, other, length, result);
  }
}

template <class Winner>
HWY_INLINE void winner_rows_by(Winner winner, const std::uint8_t* const* rows, std::size_t count,
                               std::size_t length, std::uint8_t* result) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  for_each_vector(length, 2 * lanes, [&](std::size_t x) HWY_ATTR {
    V first = hn::LoadU(d, rows[0] + x);
    V second = hn::LoadU(d, rows[0] + x + lanes);
    for (std::size_t i = 1; i < count; ++i) {
      first = winner(first, hn::LoadU(d, rows[i] + x));
      second = winner(second, hn::LoadU(d, rows[i] + x + lanes));
    }
    hn::StoreU(first, d, result + x);
    hn::StoreU(second, d, result + x + lanes);
  });
}

void WinnerRows(const std::uint8_t* const* rows, std::size_t count, std::size_t length, bool maximum,
                std::uint8_t* result) {
  if (maximum) {
    winner_rows_by(Greatest(), rows, count, length, result);
  } else {
    winner_rows_by(Least(), rows, count, length, result);
  }
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

HWY_EXPORT(FillLevels);
void fill_levels(const RowWindows& windows, std::size_t last, std::uint8_t* levels) {
  HWY_DYNAMIC_DISPATCH(FillLevels)(windows, last, levels);
}

HWY_EXPORT(WinnerRow);
void winner_row(const std::uint8_t* a, const std::uint8_t* b, std::size_t length, bool maximum,
                std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(WinnerRow)(a, b, length, maximum, result);
}

HWY_EXPORT(WinnerSoFar);
void winner_so_far(std::uint8_t* so_far, const std::uint8_t* next, const std::uint8_t* other,
                   std::size_t length, bool maximum, std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(WinnerSoFar)(so_far, next, other, length, maximum, result);
}

HWY_EXPORT(WinnerRows);
void winner_rows(const std::uint8_t* const* rows, std::size_t count, std::size_t length, bool maximum,
                 std::uint8_t* result) {
  HWY_DYNAMIC_DISPATCH(WinnerRows)(rows, count, length, maximum, result);
}

}  // namespace pixelwhy::kernels
#endif
