#pragma once

#include <optional>
#include <string>

#include "gui/loader.h"
#include "gui/ui.h"

namespace pixelwhy::gui {

/// The samples as cards, as many side by side as there is room for; returns the spec of the one clicked.
/// `chosen` is the spec that is in use, `prefix` keeps two grids apart.
std::optional<std::string> sample_grid(Ui& ui, SampleLoader& samples, const std::string& chosen,
                                       const std::string& prefix = {});

/// The middle of a picture, filling its frame.
void put_thumbnail(Ui& ui, const cv::Mat& picture, ImVec2 min, ImVec2 max);

}  // namespace pixelwhy::gui
