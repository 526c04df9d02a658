#pragma once

#include <cstddef>
#include <cstdint>

namespace pixelwhy::kernels {

/// A row of pixels B, G, R to (b·B + g·G + r·R + half) >> bits, where the weights are not negative, add up to
/// 2^bits, and half = 2^(bits − 1). Lanes of 32 bits: a sum is below 2^(8 + bits), so bits <= 22 has room.
/// `width` >= least_width.
void gray_row(const std::uint8_t* color, std::size_t width, const int weights[3], int bits,
              std::uint8_t* gray);

}  // namespace pixelwhy::kernels
