#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "core/text.h"

namespace pixelwhy {

/// One picture as a source delivers it; immutable once published.
struct Frame {
  cv::Mat pixels;           ///< CV_8UC3, channels B, G, R: what the operators see as the stage `source`
  cv::Mat alpha;            ///< CV_8UC1 of the same size, or empty when the picture is opaque
  cv::Mat original;         ///< the decoded picture when it was not 8-bit, else empty
  std::string name;         ///< for people: `photo.png`, `sample:street`
  std::vector<Text> notes;  ///< one line for each conversion that changed values

  std::shared_ptr<const Frame> whole = {};  ///< of a cut: the picture that it was cut from, else null
  cv::Rect region = {};                     ///< of a cut: where in `whole` it lies

  int index = 0;               ///< its place in the source, from 0; of a live source, how many came before it
  std::uint64_t sequence = 0;  ///< of a player: grows with every frame that it captured, whatever its index
  std::chrono::steady_clock::time_point captured{};  ///< when the source delivered it, before any conversion
};

using FramePtr = std::shared_ptr<const Frame>;

}  // namespace pixelwhy
