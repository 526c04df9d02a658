#pragma once

#include <string_view>

namespace pixelwhy {

/// The order in which people count: runs of digits compare as numbers, letters without regard to ASCII case.
/// A strict total order: names that are equal so far (`a01`, `a1`; `A`, `a`) are ordered by their bytes.
bool natural_less(std::string_view a, std::string_view b);

}  // namespace pixelwhy
