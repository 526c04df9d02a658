#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <vector>

#include "core/text.h"

namespace pixelwhy {

/// A picture between the file and the frame: in its own depth, upright, channels as to_frame() takes them.
struct Decoded {
  cv::Mat picture;
  std::vector<Text> notes;
};

/// By the format of the first bytes, which is_picture() holds for. Throws a failure without a subject.
Decoded decode_bytes(std::vector<std::uint8_t>& bytes);

}  // namespace pixelwhy
