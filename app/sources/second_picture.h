#pragma once

#include <filesystem>
#include <string>

#include "core/demo.h"

namespace pixelwhy {

/// The file of a second picture, which is named by its path (`~/` is the home folder) or as `sample:NAME`.
/// Throws a failure on an unknown sample.
std::filesystem::path second_picture_file(const std::string& spec);

/// Reads a second picture; one that is still in use somewhere and whose file has not changed is not read
/// again. Throws as load_picture() does, and a usage error on a spec that names a camera, a stream or a
/// folder.
FramePtr read_second_picture(const std::string& spec);

/// Reads the pictures that settings name, that matter under them and that have not been read. Errors begin
/// with the parameter's id.
void read_pictures(const Demo& demo, Settings& settings);
void read_picture(const Parameter& parameter, Value& value);

}  // namespace pixelwhy
