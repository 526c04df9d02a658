#pragma once

#include <filesystem>
#include <string>

#include "core/demo.h"

namespace pixelwhy {

/// Settings as JSON: `{"demo": "canny", "parameters": {"sigma": 1.4, ...}}`. Parameters left out keep their
/// defaults.
std::string preset_text(const Demo& demo, const Settings& settings);

/// Throws an error that names the file, and the key and value that are not acceptable, with what would be.
Settings read_preset(const Demo& demo, const std::filesystem::path& path);

}  // namespace pixelwhy
