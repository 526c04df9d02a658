#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "sources/source.h"

namespace pixelwhy {

/// A video file. Frame k is the k-th in the order of showing, whatever was read before: where the time stamps
/// of the file are usable it is found by them, and else by counting from the start. Frames that cannot be
/// decoded keep their index and throw. Recent frames are kept, so that stepping back is quick.
std::unique_ptr<Source> open_video_source(const std::filesystem::path& path, std::stop_token stop);

}  // namespace pixelwhy
