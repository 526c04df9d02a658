#pragma once

#include <string>

#include "gui/app_state.h"

namespace pixelwhy::gui {

/// A value as people read it, with its unit: "1.4 px", "Reflect", "On".
std::string value_words(const Parameter& parameter, const Value& value, Language language);

/// What a parameter is for, what it accepts, and why it has no effect where it has none; one a line.
std::string help_words(const AppState& state, const Parameter& parameter);

/// What became of a typed value that was held to its range or refused.
Text typed_words(const Parameter& parameter, const std::string& typed, Typed outcome, const Value& now);

/// Where a value lies on its slider, 0 to 1, and back; logarithmic where the range spans two powers of ten.
double slider_place(const Parameter& parameter, double value);
double slider_value(const Parameter& parameter, double place);

}  // namespace pixelwhy::gui
