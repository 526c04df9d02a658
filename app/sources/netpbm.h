#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

namespace pixelwhy {

struct NetpbmPicture {
  cv::Mat pixels;   ///< 8-bit, or 16-bit when `maximum` is above 255; gray, gray+alpha, BGR or BGRA
  int maximum = 0;  ///< what the file calls white; `pixels` are scaled so that white is 255 or 65535
};

/// PBM, PGM, PPM (plain and raw) and PAM, as https://netpbm.sourceforge.net/doc/ defines them; the first
/// picture of a file. Ours, because stb_image and OpenCV 4.6 take the maximum for 255 or 65535 always, and
/// OpenCV swaps the colours of PAM. Throws a failure on data that is cut short or outside the definition.
NetpbmPicture read_netpbm(std::span<const std::uint8_t> bytes);

}  // namespace pixelwhy
