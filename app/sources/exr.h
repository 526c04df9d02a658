#pragma once

#include <cstdint>
#include <span>

namespace pixelwhy {

/// Throws unless the attributes of an OpenEXR file (OpenEXR File Layout, "Header") lie within it and are as
/// long as their types: the library reserves what an attribute claims to be before it reads it, and loses its
/// place where a length is wrong. The pixels are not looked at.
void check_exr(std::span<const std::uint8_t> bytes);

}  // namespace pixelwhy
