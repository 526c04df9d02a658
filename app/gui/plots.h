#pragma once

#include <optional>

#include "gui/ui.h"

namespace pixelwhy::gui {

/// A histogram, curve, matrix, or list of lines or points as a plot; `labelled` adds axes, numbers and a
/// reading under the mouse. `entry` is a value on the horizontal axis that is marked. Returns the one that
/// the mouse points at.
std::optional<double> draw_plot(Ui& ui, ImDrawList* list, ImVec2 min, ImVec2 max, const Data& data,
                                bool labelled, std::optional<double> entry = std::nullopt);

}  // namespace pixelwhy::gui
