#pragma once

#include <cstddef>

namespace pixelwhy::kernels {

/// Whether this processor has the instructions that the kernels are compiled for at least; every other
/// function here may be called only then. True on other architectures than x86.
bool supported();

/// The name of the instruction set that the kernels run with: `AVX2`, `SSE4`, ...
const char* target_name();

/// The instruction sets that this processor can run, best first: how many, and the name of each.
std::size_t target_count();
const char* target_name(std::size_t index);

/// For tests and measurements: from now on the kernels run with that instruction set.
void choose_target(std::size_t index);

/// Rows narrower than this hold no vector; they are left to the textbook code.
inline constexpr std::size_t least_width = 64;

}  // namespace pixelwhy::kernels
