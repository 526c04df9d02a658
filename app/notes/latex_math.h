#pragma once

#include <string>
#include <string_view>

namespace pixelwhy {

/// Words for LaTeX's text mode: its special characters are escaped, letters of any script kept as UTF-8, and
/// mathematical signs set in math mode, so that every TeX engine has them.
std::string latex_text(std::string_view words);

/// An expression as explanations write it (`⌊117.97 + ½⌋`, `√(gx² + gy²)`, `atan2(25, -133)`) for LaTeX's
/// math mode: signs become commands, names of several letters upright. Braces are balanced whatever comes in.
std::string latex_math(std::string_view expression);

/// A number in math mode, with up to `digits` significant digits: `1.5\cdot 10^{-5}`.
std::string latex_number(double value, int digits = 6);

}  // namespace pixelwhy
