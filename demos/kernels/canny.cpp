#include "kernels/canny.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/canny.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h
#include <type_traits>

#include "kernels/vectors-inl.h"

HWY_BEFORE_NAMESPACE();
namespace pixelwhy::kernels::HWY_NAMESPACE {

constexpr std::size_t pad = 64;  // elements before and behind every scratch row

/// The rows that exist at a time. T is the type of a strength.
template <class T>
struct Rows {
  std::size_t stride;
  std::size_t width;
  std::int16_t* blurred;    ///< columns of [1 2 1]
  std::int16_t* differing;  ///< columns of [-1 0 1]
  std::int16_t* gx;         ///< two rows of each, by parity
  std::int16_t* gy;
  T* strengths;  ///< three rows
  std::uint8_t* classes;

  Rows(std::uint8_t* scratch, std::size_t columns) : stride(columns + 2 * pad), width(columns) {
    stride = (stride + 31) / 32 * 32;
    blurred = reinterpret_cast<std::int16_t*>(scratch) + pad;
    differing = blurred + stride;
    gx = differing + stride;
    gy = gx + 2 * stride;
    strengths = reinterpret_cast<T*>(gy + 2 * stride - pad) + pad;
    classes = reinterpret_cast<std::uint8_t*>(strengths + 3 * stride);
  }
  std::int16_t* gx_row(std::size_t row) const { return gx + row % 2 * stride; }
  std::int16_t* gy_row(std::size_t row) const { return gy + row % 2 * stride; }
  /// Of row + 1, so that row -1 is there.
  T* strength_row(std::size_t row_plus_1) const { return strengths + row_plus_1 % 3 * stride; }
  void no_strength(std::size_t row_plus_1) const {
    for (std::size_t x = 0; x < width + 2; ++x)
      strength_row(row_plus_1)[static_cast<std::ptrdiff_t>(x) - 1] = 0;
  }
};

/// The strengths of a vector of gradients.
template <class T>
HWY_INLINE void put_strength(hn::Vec<Shorts> gx, hn::Vec<Shorts> gy, T* to) {
  const Shorts d;
  if constexpr (sizeof(T) == 2) {
    hn::StoreU(hn::Add(hn::Abs(gx), hn::Abs(gy)), d, to);
  } else {  // pairs (gx, gy) times themselves
    const auto lower = hn::InterleaveLower(d, gx, gy);
    const auto upper = hn::InterleaveUpper(d, gx, gy);
    store_blocks(Ints(), sum_short_pairs(lower, lower), sum_short_pairs(upper, upper), to);
  }
}

/// The gradients and strengths of row y.
template <class T>
HWY_INLINE void gradient_row(const SmoothPicture& picture, std::size_t height, std::size_t y,
                             const Rows<T>& rows) {
  const Shorts d;
  const hn::Rebind<std::uint8_t, Shorts> half;
  const std::uint8_t* middle = picture.first + static_cast<std::ptrdiff_t>(y) * picture.stride;
  const std::uint8_t* above = y > 0 ? middle - picture.stride : middle;
  const std::uint8_t* below = y + 1 < height ? middle + picture.stride : middle;
  const std::size_t width = rows.width;
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto a = hn::PromoteTo(d, hn::LoadU(half, above + x));
    const auto b = hn::PromoteTo(d, hn::LoadU(half, middle + x));
    const auto c = hn::PromoteTo(d, hn::LoadU(half, below + x));
    hn::StoreU(hn::Add(hn::Add(a, c), hn::Add(b, b)), d, rows.blurred + x);
    hn::StoreU(hn::Sub(c, a), d, rows.differing + x);
  });
  for (std::int16_t* row : {rows.blurred, rows.differing}) {
    row[-1] = row[0];
    row[width] = row[width - 1];
  }
  std::int16_t* gx = rows.gx_row(y);
  std::int16_t* gy = rows.gy_row(y);
  T* strength = rows.strength_row(y + 1);
  for (std::size_t x = 0; x < width; x += hn::Lanes(d)) {
    const auto along_x = hn::Sub(hn::LoadU(d, rows.blurred + x + 1), hn::LoadU(d, rows.blurred + x - 1));
    const auto centre = hn::LoadU(d, rows.differing + x);
    const auto sides = hn::Add(hn::LoadU(d, rows.differing + x - 1), hn::LoadU(d, rows.differing + x + 1));
    const auto along_y = hn::Add(sides, hn::Add(centre, centre));
    hn::StoreU(along_x, d, gx + x);
    hn::StoreU(along_y, d, gy + x);
    put_strength(along_x, along_y, strength + x);
  }
  strength[-1] = strength[width] = 0;
}

/// The strengths of row y, whose gradients are there.
template <class T>
HWY_INLINE void strength_row(const Rows<T>& rows, std::size_t y) {
  const Shorts d;
  T* to = rows.strength_row(y + 1);
  for (std::size_t x = 0; x < rows.width; x += hn::Lanes(d))
    put_strength(hn::LoadU(d, rows.gx_row(y) + x), hn::LoadU(d, rows.gy_row(y) + x), to + x);
  to[-1] = to[rows.width] = 0;
}

/// What a vector of pixels of row y is compared with, and whether each is a ridge.
template <class T>
class Ridges {
 public:
  using D = std::conditional_t<sizeof(T) == 2, Shorts, Ints>;
  using V = hn::Vec<D>;

  Ridges(const Rows<T>& rows, std::size_t y)
      : gx_(rows.gx_row(y)),
        gy_(rows.gy_row(y)),
        above_(rows.strength_row(y)),
        row_(rows.strength_row(y + 1)),
        below_(rows.strength_row(y + 2)) {}

  HWY_INLINE V strength(std::size_t x) const { return hn::LoadU(D(), row_ + x); }

  HWY_INLINE hn::Mask<D> at(std::size_t x, V strength) const {
    const D d;
    V gx, gy, t;
    if constexpr (sizeof(T) == 2) {
      gx = hn::LoadU(d, gx_ + x);
      gy = hn::LoadU(d, gy_ + x);
      const V size = hn::Abs(gx);
      t = hn::MulHigh(hn::Add(size, size), hn::Set(d, T{13573}));
    } else {
      const hn::Rebind<std::int16_t, D> half;
      gx = hn::PromoteTo(d, hn::LoadU(half, gx_ + x));
      gy = hn::PromoteTo(d, hn::LoadU(half, gy_ + x));
      t = hn::ShiftRight<15>(hn::Mul(hn::Abs(gx), hn::Set(d, T{13573})));
    }
    const V x_size = hn::Abs(gx);
    const V y_size = hn::Abs(gy);
    const auto not_horizontal = hn::Gt(y_size, t);
    const auto vertical = hn::Gt(hn::Sub(y_size, hn::Add(x_size, x_size)), t);
    const auto falling = hn::Lt(hn::Xor(gx, gy), hn::Zero(d));  // from the upper right to the lower left
    V before = hn::IfThenElse(falling, hn::LoadU(d, above_ + x + 1), hn::LoadU(d, above_ + x - 1));
    V after = hn::IfThenElse(falling, hn::LoadU(d, below_ + x - 1), hn::LoadU(d, below_ + x + 1));
    before = hn::IfThenElse(vertical, hn::LoadU(d, above_ + x), before);
    after = hn::IfThenElse(vertical, hn::LoadU(d, below_ + x), after);
    before = hn::IfThenElse(not_horizontal, before, hn::LoadU(d, row_ + x - 1));
    after = hn::IfThenElse(not_horizontal, after, hn::LoadU(d, row_ + x + 1));
    // Diagonally greater than both, else not less than the second: for whole numbers, greater than it less 1.
    const auto diagonal = hn::AndNot(vertical, not_horizontal);
    after = hn::Sub(after, hn::IfThenZeroElse(diagonal, hn::Set(d, T{1})));
    return hn::And(hn::Gt(strength, before), hn::Gt(strength, after));
  }

 private:
  const std::int16_t* gx_;
  const std::int16_t* gy_;
  const T* above_;
  const T* row_;
  const T* below_;
};

template <class T>
HWY_INLINE void classify_row(const Rows<T>& rows, std::size_t y, const Thresholds& thresholds) {
  using D = typename Ridges<T>::D;
  const D d;
  const hn::Rebind<std::uint8_t, D> d8;
  const auto limit = [&](int threshold) {
    constexpr int most = sizeof(T) == 2 ? 32767 : 0x7FFFFFFF;
    return hn::Set(d, static_cast<T>(threshold < most ? threshold : most));
  };
  const auto weak = limit(thresholds.weak);
  const auto strong = limit(thresholds.strong);
  const Ridges<T> ridges(rows, y);
  for (std::size_t x = 0; x < rows.width; x += hn::Lanes(d)) {
    const auto strength = ridges.strength(x);
    const auto above = hn::Gt(strength, weak);
    if (hn::AllFalse(d, above)) {
      hn::StoreU(hn::Zero(d8), d8, rows.classes + x);
      continue;
    }
    const auto kept = hn::And(above, ridges.at(x, strength));
    const auto level = hn::IfThenElse(hn::Gt(strength, strong), hn::Set(d, T{2}), hn::Set(d, T{1}));
    hn::StoreU(hn::DemoteTo(d8, hn::IfThenElseZero(kept, level)), d8, rows.classes + x);
  }
}

void BitsRow(const std::uint8_t* classes, const EdgeBits& bits, std::size_t row) {
  constexpr std::size_t word = 64;
  const Bytes d;
  std::uint64_t* weak = bits.weak + static_cast<std::ptrdiff_t>(row) * bits.stride;
  std::uint64_t* edges = bits.edges + static_cast<std::ptrdiff_t>(row) * bits.stride;
  std::uint8_t rest[word] = {};
  for (std::size_t x = 0; x < bits.width; x += word, ++weak, ++edges) {
    const std::uint8_t* from = classes + x;
    if (x + word > bits.width) {
      __builtin_memcpy(rest, from, bits.width - x);
      from = rest;
    }
    std::uint8_t weak_bits[word / 8 + 8];
    std::uint8_t edge_bits[word / 8 + 8];
    for (std::size_t i = 0; i < word; i += hn::Lanes(d)) {
      const auto level = hn::LoadU(d, from + i);
      hn::StoreMaskBits(d, hn::Eq(level, hn::Set(d, std::uint8_t{1})), weak_bits + i / 8);
      hn::StoreMaskBits(d, hn::Eq(level, hn::Set(d, std::uint8_t{2})), edge_bits + i / 8);
    }
    __builtin_memcpy(weak, weak_bits, sizeof *weak);
    __builtin_memcpy(edges, edge_bits, sizeof *edges);
  }
}

/// Calls done(y) for rows begin .. end - 1 once the strengths of y - 1, y and y + 1 are there; prepare(y)
/// makes those of a row.
template <class T, class Prepare, class Done>
HWY_INLINE void walk_rows(const Rows<T>& rows, std::size_t height, std::size_t begin, std::size_t end,
                          const Prepare& prepare, const Done& done) {
  if (begin > 0) {
    prepare(begin - 1);
  } else {
    rows.no_strength(0);
  }
  prepare(begin);
  for (std::size_t y = begin; y < end; ++y) {
    if (y + 1 < height) {
      prepare(y + 1);
    } else {
      rows.no_strength(height + 1);
    }
    done(y);
  }
}

template <class T>
HWY_INLINE void canny_rows_of(const SmoothPicture& picture, const Thresholds& thresholds,
                              const EdgeBits& bits, std::size_t begin, std::size_t end,
                              std::uint8_t* scratch) {
  const Rows<T> rows(scratch, bits.width);
  walk_rows(
      rows, bits.height, begin, end,
      [&](std::size_t y) HWY_ATTR { gradient_row(picture, bits.height, y, rows); },
      [&](std::size_t y) HWY_ATTR {
        classify_row(rows, y, thresholds);
        BitsRow(rows.classes, bits, y);
      });
}

void CannyRows(const SmoothPicture& picture, const Thresholds& thresholds, const EdgeBits& bits,
               std::size_t begin, std::size_t end, std::uint8_t* scratch) {
  if (thresholds.squares) {
    canny_rows_of<std::int32_t>(picture, thresholds, bits, begin, end, scratch);
  } else {
    canny_rows_of<std::int16_t>(picture, thresholds, bits, begin, end, scratch);
  }
}

/// A row of whole numbers in float as 16-bit numbers.
HWY_INLINE void to_shorts(const float* from, std::size_t width, std::int16_t* to) {
  const Floats d;
  const hn::Rebind<std::int16_t, Floats> half;
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    hn::StoreU(hn::DemoteTo(half, hn::ConvertTo(Ints(), hn::LoadU(d, from + x))), half, to + x);
  });
}

template <class T>
HWY_INLINE void thin_rows_of(const GradientPictures& pictures, std::size_t begin, std::size_t end,
                             float* thin, std::ptrdiff_t thin_stride, std::uint8_t* scratch) {
  using D = typename Ridges<T>::D;
  const D d;
  const Rows<T> rows(scratch, pictures.width);
  std::int16_t* ridge = rows.blurred;  // -1 where there is one
  walk_rows(
      rows, pictures.height, begin, end,
      [&](std::size_t y) HWY_ATTR {
        const auto row = static_cast<std::ptrdiff_t>(y);
        to_shorts(pictures.gx + row * pictures.stride_x, pictures.width, rows.gx_row(y));
        to_shorts(pictures.gy + row * pictures.stride_y, pictures.width, rows.gy_row(y));
        strength_row(rows, y);
      },
      [&](std::size_t y) HWY_ATTR {
        const Ridges<T> ridges(rows, y);
        for (std::size_t x = 0; x < pictures.width; x += hn::Lanes(d)) {
          const auto found = hn::VecFromMask(d, ridges.at(x, ridges.strength(x)));
          const hn::Rebind<std::int16_t, D> d16;
          if constexpr (sizeof(T) == 2) {
            hn::StoreU(found, d16, ridge + x);
          } else {
            hn::StoreU(hn::DemoteTo(d16, found), d16, ridge + x);
          }
        }
        const float* from = pictures.magnitude + static_cast<std::ptrdiff_t>(y) * pictures.stride_magnitude;
        float* to = thin + static_cast<std::ptrdiff_t>(y) * thin_stride;
        const Floats df;
        const hn::Rebind<std::int16_t, Ints> half;
        for_each_vector(pictures.width, hn::Lanes(df), [&](std::size_t x) HWY_ATTR {
          const auto kept = hn::BitCast(df, hn::PromoteTo(Ints(), hn::LoadU(half, ridge + x)));
          hn::StoreU(hn::And(hn::LoadU(df, from + x), kept), df, to + x);
        });
      });
}

void ThinRows(const GradientPictures& pictures, bool squares, std::size_t begin, std::size_t end, float* thin,
              std::ptrdiff_t thin_stride, std::uint8_t* scratch) {
  if (squares) {
    thin_rows_of<std::int32_t>(pictures, begin, end, thin, thin_stride, scratch);
  } else {
    thin_rows_of<std::int16_t>(pictures, begin, end, thin, thin_stride, scratch);
  }
}

void ClassRow(const float* thin, const float* gx, const float* gy, const Thresholds& thresholds,
              std::size_t width, std::uint8_t* classes) {
  const Ints d;
  const Floats df;
  const hn::Rebind<std::uint8_t, Ints> quarter;
  const auto weak = hn::Set(d, thresholds.weak);
  const auto strong = hn::Set(d, thresholds.strong);
  const auto one = hn::Set(d, 1);
  for_each_vector(width, hn::Lanes(d), [&](std::size_t x) HWY_ATTR {
    const auto ridge = hn::Ne(hn::LoadU(df, thin + x), hn::Zero(df));
    const auto a = hn::ConvertTo(d, hn::LoadU(df, gx + x));
    const auto b = hn::ConvertTo(d, hn::LoadU(df, gy + x));
    const auto strength =
        thresholds.squares ? hn::Add(hn::Mul(a, a), hn::Mul(b, b)) : hn::Add(hn::Abs(a), hn::Abs(b));
    const auto level = hn::Add(hn::IfThenElseZero(hn::Gt(strength, weak), one),
                               hn::IfThenElseZero(hn::Gt(strength, strong), one));
    hn::StoreU(hn::DemoteTo(quarter, hn::IfThenElseZero(hn::RebindMask(d, ridge), level)), quarter,
               classes + x);
  });
}

void EdgeRow(const EdgeBits& bits, std::size_t row, std::uint8_t* edges) {
  const Bytes d;
  const std::size_t lanes = hn::Lanes(d);
  const auto* from =
      reinterpret_cast<const std::uint8_t*>(bits.edges + static_cast<std::ptrdiff_t>(row) * bits.stride);
  const auto pixels = [&](std::size_t x)
                          HWY_ATTR { return hn::VecFromMask(d, hn::LoadMaskBits(d, from + x / 8)); };
  std::size_t x = 0;
  for (; x + lanes <= bits.width; x += lanes) hn::StoreU(pixels(x), d, edges + x);
  if (x == bits.width) return;
  std::uint8_t rest[hn::MaxLanes(Bytes())];
  hn::StoreU(pixels(x), d, rest);
  __builtin_memcpy(edges + x, rest, bits.width - x);
}

}  // namespace pixelwhy::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace pixelwhy::kernels {

std::size_t canny_scratch(std::size_t width) {
  constexpr std::size_t pad = 64;
  const std::size_t stride = (width + 2 * pad + 31) / 32 * 32;
  return stride * (6 * sizeof(std::int16_t) + 3 * sizeof(std::int32_t) + sizeof(std::uint8_t)) +
         2 * pad * sizeof(std::int32_t);
}

HWY_EXPORT(CannyRows);
void canny_rows(const SmoothPicture& picture, const Thresholds& thresholds, const EdgeBits& bits,
                std::size_t begin, std::size_t end, std::uint8_t* scratch) {
  HWY_DYNAMIC_DISPATCH(CannyRows)(picture, thresholds, bits, begin, end, scratch);
}

HWY_EXPORT(ThinRows);
void thin_rows(const GradientPictures& pictures, bool squares, std::size_t begin, std::size_t end,
               float* thin, std::ptrdiff_t thin_stride, std::uint8_t* scratch) {
  HWY_DYNAMIC_DISPATCH(ThinRows)(pictures, squares, begin, end, thin, thin_stride, scratch);
}

HWY_EXPORT(ClassRow);
void class_row(const float* thin, const float* gx, const float* gy, const Thresholds& thresholds,
               std::size_t width, std::uint8_t* classes) {
  HWY_DYNAMIC_DISPATCH(ClassRow)(thin, gx, gy, thresholds, width, classes);
}

HWY_EXPORT(BitsRow);
void bits_row(const std::uint8_t* classes, const EdgeBits& bits, std::size_t row) {
  HWY_DYNAMIC_DISPATCH(BitsRow)(classes, bits, row);
}

HWY_EXPORT(EdgeRow);
void edge_row(const EdgeBits& bits, std::size_t row, std::uint8_t* edges) {
  HWY_DYNAMIC_DISPATCH(EdgeRow)(bits, row, edges);
}

}  // namespace pixelwhy::kernels
#endif
