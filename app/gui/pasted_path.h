#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace pixelwhy::gui {

/// The source that a pasted or typed text means: its first line that is not blank, without white space and
/// quotes around it; `file://` addresses are decoded, `~` stands for the home folder. Empty when there is
/// none.
std::string pasted_path(std::string_view text);

/// The same, where a path may also be relative to a folder other than the program's own.
std::string pasted_path(std::string_view text, const std::filesystem::path& folder);

/// A path as people type it: what lies in the home folder begins with `~`.
std::string told_path(const std::filesystem::path& path);

/// Whether a source is a file or a folder, and not `sample:NAME`, `camera:NAME`, an address, a pasted
/// picture, or the source within a figure (`figure:PATH`).
bool is_path(std::string_view source);

/// An address as it may be shown: `rtsp://user:secret@host` without the secret.
std::string without_password(const std::string& source);

}  // namespace pixelwhy::gui
