#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"
#include "sources/format.h"

namespace pixelwhy {

/// The format of a regular file that exists, can be read and is not empty; else throws a failure that says
/// which of these it is not. Reads the first bytes only.
Format check_readable_file(const std::filesystem::path& path);

/// Whether there is a file whose first bytes are a video's, or are unknown and its name is. Never throws.
bool is_video_file(const std::filesystem::path& path);

/// The failure that there is no such file; a near miss among its neighbours is suggested.
Error no_such_file(const std::filesystem::path& path);
Error cannot_read(const std::string& why);
Error not_a_picture(const std::string& subject, Format format);

}  // namespace pixelwhy
