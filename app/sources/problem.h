#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/error.h"

namespace pixelwhy {

/// No picture larger than this is decoded: a header of a few bytes must not make the program ask for all
/// memory.
inline constexpr std::uint64_t max_pixels = std::uint64_t{1} << 28;

/// Throws a failure that names the size and the limit; also for a size without pixels.
void check_picture_size(std::uint64_t width, std::uint64_t height);

/// The decoders count bytes in an int.
inline constexpr std::uint64_t max_file_bytes = (std::uint64_t{1} << 31) - 1;

/// Throws a failure that names the limit.
void check_file_size(std::uint64_t bytes);

/// A path as it may stand in a message of one line: control characters become `?`.
std::string shown(const std::filesystem::path& path);

/// The failure `SUBJECT: what happened`, on one line whatever bytes of a file are quoted in it.
Error failure_of(const std::string& subject, const Text& what);

/// Data that ends too early, or contradicts itself.
Error cut_short(const std::string& format);
Error damaged(const std::string& format, const std::string& detail = {});

}  // namespace pixelwhy
