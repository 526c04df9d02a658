#include <cstddef>
#include <cstdint>

#include "core/error.h"
#include "fuzz.h"
#include "sources/picture_file.h"

/// Any bytes as a picture file: a frame that holds together, or a typed error.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pixelwhy;
  try {
    const FramePtr frame = decode_picture({data, data + size}, "fuzz");
    fuzz::require(frame->pixels.type() == CV_8UC3 && !frame->pixels.empty());
    fuzz::require(frame->alpha.empty() || frame->alpha.size() == frame->pixels.size());
    fuzz::require(frame->original.empty() || frame->original.size() == frame->pixels.size());
  } catch (const Error&) {
  }
  return 0;
}
