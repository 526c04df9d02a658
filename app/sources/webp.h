#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace pixelwhy {

struct WebpParts {
  std::span<const std::uint8_t> exif;
  bool animated = false;
  std::vector<std::uint8_t> first_frame;  ///< of an animation: a still WebP of its own
};

/// The container (RFC 9649). An animation's first frame is cut out, because OpenCV 4.6 reads stills only.
/// Throws a failure on a file that is cut short, and on a first frame that does not fill the picture.
WebpParts read_webp_parts(std::span<const std::uint8_t> bytes);

}  // namespace pixelwhy
