#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "core/text.h"

namespace pixelwhy {

/// What a file is, by its first bytes. The pictures come first; `Gif`, `Video` and `Unknown` are recognised
/// in order to say so, not read.
enum class Format {
  Jpeg,
  Png,
  Bmp,
  Netpbm,  ///< PBM, PGM, PPM, PAM
  Pfm,
  Tiff,
  WebP,
  OpenExr,
  RadianceHdr,
  Jpeg2000,
  Gif,
  Video,
  Unknown
};

/// So many first bytes are enough for sniff_format().
inline constexpr std::size_t sniffed_bytes = 32;

/// Never looks at a name: a JPEG called `photo.png` is a JPEG.
Format sniff_format(std::span<const std::uint8_t> head);

/// Whether load_picture() reads it.
bool is_picture(Format format);

/// The name that people know it by: `JPEG`, `OpenEXR`.
std::string format_name(Format format);

/// "JPEG, PNG, ... or JPEG 2000": everything that is_picture() holds for, for messages.
Text accepted_formats();

}  // namespace pixelwhy
