#include "sources/exr.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "sources/byte_reader.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace {

struct FixedType {
  std::string_view name;
  std::uint64_t size;
};

constexpr std::array<FixedType, 24> fixed_types{{{"box2i", 16},
                                                 {"box2f", 16},
                                                 {"chromaticities", 32},
                                                 {"compression", 1},
                                                 {"deepImageState", 1},
                                                 {"double", 8},
                                                 {"envmap", 1},
                                                 {"float", 4},
                                                 {"int", 4},
                                                 {"keycode", 28},
                                                 {"lineOrder", 1},
                                                 {"m33f", 36},
                                                 {"m33d", 72},
                                                 {"m44f", 64},
                                                 {"m44d", 128},
                                                 {"rational", 8},
                                                 {"tiledesc", 9},
                                                 {"timecode", 8},
                                                 {"v2i", 8},
                                                 {"v2f", 8},
                                                 {"v2d", 16},
                                                 {"v3i", 12},
                                                 {"v3f", 12},
                                                 {"v3d", 24}}};

class Header {
 public:
  explicit Header(std::span<const std::uint8_t> bytes) : bytes_(bytes), reader_(bytes, "OpenEXR", false) {}

  void check() {
    const bool many_parts = (reader_.u32(4) & 0x1000) != 0;
    at_ = 8;  // after magic number and version
    // A header ends with an attribute without a name; the headers of many parts end with an empty one.
    while (part() && many_parts) {
    }
  }

 private:
  std::string word() {
    std::string text;
    while (at_ < bytes_.size() && bytes_[at_] != 0) text += static_cast<char>(bytes_[at_++]);
    if (at_++ >= bytes_.size()) throw cut_short("OpenEXR");
    return text;
  }

  /// The attributes of one part; false when there is none.
  bool part() {
    bool any = false;
    while (!word().empty()) {
      attribute(word());
      any = true;
    }
    return any;
  }

  void attribute(const std::string& type) {
    const std::uint64_t size = reader_.u32(at_);
    at_ += 4;
    if (size > bytes_.size() - at_) throw cut_short("OpenEXR");
    const std::size_t end = at_ + size;
    const auto fixed = std::find_if(fixed_types.begin(), fixed_types.end(),
                                    [&](const FixedType& known) { return known.name == type; });
    bool right = fixed == fixed_types.end() || fixed->size == size;
    if (type == "preview")
      right = size >= 8 && size - 8 == std::uint64_t{4} * reader_.u32(at_) * reader_.u32(at_ + 4);
    if (type == "chlist") right = channels() == end;
    if (!right) throw damaged("OpenEXR");
    at_ = end;
  }

  /// Where the list of channels ends that begins here: names, each with 16 bytes, up to an empty one.
  std::size_t channels() {
    while (!word().empty()) {
      reader_.part(at_, 16);
      at_ += 16;
    }
    return at_;
  }

  std::span<const std::uint8_t> bytes_;
  ByteReader reader_;
  std::size_t at_ = 0;
};

}  // namespace

void check_exr(std::span<const std::uint8_t> bytes) { Header(bytes).check(); }

}  // namespace pixelwhy
