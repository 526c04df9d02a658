#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "core/frame.h"

namespace pixelwhy::gui {

/// Whether a source's spec names a pasted picture: `clipboard:1`. It means something in this window only.
bool is_pasted(std::string_view spec);

/// The pictures that were pasted, as they came, so that undo finds them again. The oldest are forgotten when
/// they are many or large; the newest one never is. May be used from any thread.
class PastedPictures {
 public:
  using Bytes = std::shared_ptr<const std::vector<std::uint8_t>>;

  /// Keeps a picture file and returns its spec, that of the one before when it is the same.
  std::string add(std::vector<std::uint8_t> bytes);
  /// Null when it is forgotten, or never was.
  Bytes find(std::string_view spec) const;
  /// Decodes it, checked as a file is. Throws a failure when it is no picture, damaged or forgotten.
  FramePtr decode(std::string_view spec) const;

 private:
  struct Entry {
    std::string spec;
    Bytes bytes;
  };
  mutable std::mutex mutex_;
  std::deque<Entry> entries_;
  int last_ = 0;
};

}  // namespace pixelwhy::gui
