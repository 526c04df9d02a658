#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/frame.h"

namespace pixelwhy {

/// A picture file, by its content and not its name: see accepted_formats() and to_frame(). Exif's orientation
/// is applied; of an animation or a file of several pages the first is taken, with a note. `name` becomes the
/// frame's name; left out, it is the file's. Throws a failure `PATH: reason` on a file that is missing,
/// unreadable, empty, cut short, damaged, larger than max_pixels, or no picture.
FramePtr load_picture(const std::filesystem::path& path, const std::string& name = {});

/// The same of bytes in memory; failures begin with `name`.
FramePtr decode_picture(std::vector<std::uint8_t> bytes, const std::string& name);

}  // namespace pixelwhy
