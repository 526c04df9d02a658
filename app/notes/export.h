#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/evaluator.h"

namespace pixelwhy {

/// The forms in which a stage can be written.
enum class ExportFormat {
  Png,   ///< what the screen shows: the stage in its colours, lines drawn over it; data as a plot
  Tiff,  ///< the exact values of a picture: 8-bit as 8-bit, all else as 32-bit float
  Json   ///< what is not a picture
};

/// By the extension: png, tiff or tif, json, in any case. Empty for any other.
std::optional<ExportFormat> format_of_extension(std::string_view extension);

/// What the screen shows of a stage, CV_8UC1 or CV_8UC3.
cv::Mat stage_picture(const Snapshot& snapshot, StageId stage);

/// The same for an output of that stage which is not the snapshot's own.
cv::Mat stage_picture(const Snapshot& snapshot, StageId stage, const Output& output);

/// The file's bytes. Throws a usage error when the stage has no such form.
std::vector<std::uint8_t> export_stage(const Snapshot& snapshot, StageId stage, const Output& output,
                                       ExportFormat format);

}  // namespace pixelwhy
