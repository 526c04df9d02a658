#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace pixelwhy {

/// Writes a file whole or not at all: into a temporary file beside it, which then takes its name. An existing
/// file is replaced. `-` is standard output. Throws a failure that names the path and the reason.
void write_whole(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);
void write_whole(const std::filesystem::path& path, const std::string& text);

/// The same for a new file: false, and nothing has happened, when there is something of that name.
bool write_new(const std::filesystem::path& path, std::span<const std::uint8_t> bytes);

/// Makes a folder, with those above it, unless it is there; throws a failure when that cannot be.
void make_folder(const std::filesystem::path& path);

/// The bytes of a file of at most `limit`; throws a failure that names it and the reason.
std::string read_text(const std::filesystem::path& path, std::uintmax_t limit = 16 << 20);

/// Gives a file that cannot be used another name beside its own; returns where it is now, which is where it
/// was if that cannot be.
std::filesystem::path set_aside(const std::filesystem::path& path);

/// Removes what write_whole() of programs that have died in its middle left beside a file.
void remove_leftovers(const std::filesystem::path& path);

/// `$XDG_STATE_HOME/pixelwhy`, or below `~/.local/state`; empty when there is neither.
std::filesystem::path state_folder();

}  // namespace pixelwhy
