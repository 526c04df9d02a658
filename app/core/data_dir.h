#pragma once

#include <filesystem>

namespace pixelwhy {

/// The folder that holds `assets/`, `shaders/` and `demos/`: `$PIXELWHY_DATA`, else `../share/pixelwhy`
/// beside the executable's folder (installed), else the source tree that the program was built from. Throws a
/// failure that names the places looked at.
std::filesystem::path data_dir();

/// The folder of the running executable.
std::filesystem::path executable_dir();

}  // namespace pixelwhy
