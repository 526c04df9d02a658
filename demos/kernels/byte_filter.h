#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

// A separable filter of an 8-bit picture with weights in 1/256 that are not negative and add up to 256,
// without any rounding but the last one, in 16-bit numbers where they suffice.
//
// Along the rows first. One instruction multiplies pairs of unsigned bytes by pairs of signed ones and adds:
// with the weights as the unsigned ones and pixels less 128 as the signed ones, v·(p − 128) + w·(q − 128) is
// at least −128 · (v + w) >= −2^15, so no pair overflows, and the whole sum is Σ w·p − 2^15, a signed 16-bit
// number, exactly. A gray row loaded from an even tap 2j holds, pair by pair, what the pixels at even places
// want of the taps 2j and 2j + 1, and also what the pixels at odd places want of the taps 2j − 1 and 2j: each
// load serves two vectors of sums, and nothing needs to be sorted. In a row of three channels the taps lie
// three bytes apart; its bytes are laid beside those three behind them first.
//
// Then down the columns. Two rows of sums are kept interleaved, because another instruction multiplies pairs
// of signed 16-bit numbers and adds them in 32 bits. Two rows of the result are made together, with the same
// trick: 2·reach + 2 rows of sums are reach + 1 pairs, each interleaved once and loaded once for both. Of the
// sums only these pairs exist at a time, of as many columns as the second cache holds, in the order in
// which they were made: order does not matter to sums over rows, and the last step, from 32 bits to bytes,
// restores it.
// As all weights add up to 256, adding 256 · 2^15 in the end makes good for what the sums lack; what is then
// above the lowest 16 bits, after adding half of them, is the pixel.

struct ByteFilter {
  const int* weights;  ///< 2·reach + 1 of them, each at most 255
  std::size_t reach;
  /// The places in a row (in bytes) that are read before it and behind it, 2·reach·channels; negative: 0.
  const int* margins;
  std::size_t channels;  ///< 1 or 3
};

/// What is to be filtered: of `rows` rows of `length` bytes, those from `first` on, `columns` of them.
struct ByteStrip {
  const std::uint8_t* const* lines;  ///< rows + 2·reach rows of the picture, from the topmost that is needed
  std::size_t rows;
  std::size_t length;
  std::size_t first;
  std::size_t columns;   ///< >= least_width
  std::uint8_t* result;  ///< where the first byte of the first row goes
  std::ptrdiff_t stride;
};

/// `scratch` has room for byte_filter_scratch() bytes, aligned to 64.
void filter_bytes(const ByteFilter& filter, const ByteStrip& strip, std::uint8_t* scratch);
std::size_t byte_filter_scratch(const ByteFilter& filter, std::size_t columns);

/// As many columns as keep the pairs of rows within half a mebibyte, as second caches have it.
std::size_t byte_filter_columns(const ByteFilter& filter);

}  // namespace pixelwhy::kernels
