#pragma once

#include <cstdint>
#include <span>

namespace pixelwhy {

/// Throws unless the attributes of an OpenEXR file (OpenEXR File Layout, "Header") lie within it, are as long
/// as their types, and tell of a picture and of blocks that are not larger than what is read here: the library
/// reserves what a header claims before it reads on, and loses its place where a length is wrong. The pixels
/// are not looked at.
void check_exr(std::span<const std::uint8_t> bytes);

}  // namespace pixelwhy
