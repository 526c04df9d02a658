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

/// Makes a folder, with those above it, unless it is there; throws a failure when that cannot be.
void make_folder(const std::filesystem::path& path);

/// The bytes of a file of at most `limit`; throws a failure that names it and the reason.
std::string read_text(const std::filesystem::path& path, std::uintmax_t limit = 16 << 20);

}  // namespace pixelwhy
