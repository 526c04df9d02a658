#include "sources/exr.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "sources/byte_reader.h"
#include "sources/problem.h"

namespace pixelwhy {

namespace {

/// Far above every honest file: 65,536 columns of four float channels in blocks of 256 lines.
constexpr std::uint64_t max_block_bytes = std::uint64_t{1} << 28;

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

constexpr std::uint32_t half = 1;  // among the types of a channel

/// Lines that are compressed together: none, RLE, ZIPS, ZIP, PIZ, PXR24, B44, B44A, DWAA, DWAB.
std::uint64_t lines_of_block(std::uint8_t compression) {
  constexpr std::array<std::uint64_t, 10> lines{1, 1, 1, 16, 32, 16, 32, 32, 32, 256};
  if (compression >= lines.size()) throw damaged("OpenEXR", "unknown compression");
  return lines[compression];
}

struct Extent {
  std::uint64_t width = 0, height = 0;
};

/// What decides how much the library reserves for one part.
struct Layout {
  Extent data, display, tile;
  std::uint64_t lines = 1;
  std::uint64_t pixel_bytes = 0;

  void check(std::uint64_t file_bytes) const {
    check_picture_size(data.width, data.height);
    check_picture_size(display.width, display.height);
    const bool tiled = tile.width > 0 || tile.height > 0;
    if (tiled) check_picture_size(tile.width, tile.height);
    // The library unpacks whole blocks, however few lines of the last one are in the picture.
    const std::uint64_t block = tiled ? tile.width * tile.height : data.width * lines;
    if (block > max_block_bytes / std::max<std::uint64_t>(pixel_bytes, 1))
      throw damaged("OpenEXR", "blocks of " + std::to_string(block) + " pixels");
    // Each block has its place in a table (8 bytes) and begins with its line and length (8 bytes).
    const std::uint64_t blocks = (data.width * data.height + block - 1) / block;
    if (blocks > file_bytes / 16) throw cut_short("OpenEXR");
  }
};

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

  /// The attributes of one part and what they make of each other; false when there is none.
  bool part() {
    layout_ = {};
    bool any = false;
    for (std::string name = word(); !name.empty(); name = word()) {
      attribute(name, word());
      any = true;
    }
    if (any) layout_.check(bytes_.size());
    return any;
  }

  void attribute(const std::string& name, const std::string& type) {
    const std::uint64_t size = reader_.u32(at_);
    at_ += 4;
    if (size > bytes_.size() - at_) throw cut_short("OpenEXR");
    const std::size_t end = at_ + size;
    const auto fixed = std::find_if(fixed_types.begin(), fixed_types.end(),
                                    [&](const FixedType& known) { return known.name == type; });
    bool right = fixed == fixed_types.end() || fixed->size == size;
    if (type == "preview")
      right = size >= 8 && size - 8 == std::uint64_t{4} * reader_.u32(at_) * reader_.u32(at_ + 4);
    const std::size_t begin = at_;
    if (type == "chlist") right = channels() == end;
    if (!right) throw damaged("OpenEXR");
    if (type == "compression") layout_.lines = lines_of_block(reader_.u8(begin));
    if (type == "tiledesc") layout_.tile = {reader_.u32(begin), reader_.u32(begin + 4)};
    if (name == "dataWindow" && type == "box2i") layout_.data = window(begin);
    if (name == "displayWindow" && type == "box2i") layout_.display = window(begin);
    at_ = end;
  }

  /// Where the list of channels ends that begins here: names, each with 16 bytes, up to an empty one.
  std::size_t channels() {
    while (!word().empty()) {
      reader_.part(at_, 16);
      layout_.pixel_bytes += reader_.u32(at_) == half ? 2 : 4;
      at_ += 16;
    }
    return at_;
  }

  /// Corners are included; a box that is none has no pixels.
  Extent window(std::size_t at) const {
    const auto corner = [&](std::size_t offset) {
      return std::int64_t{static_cast<std::int32_t>(reader_.u32(at + offset))};
    };
    const auto length = [](std::int64_t first, std::int64_t last) {
      return static_cast<std::uint64_t>(std::max<std::int64_t>(last - first + 1, 0));
    };
    return {length(corner(0), corner(8)), length(corner(4), corner(12))};
  }

  std::span<const std::uint8_t> bytes_;
  ByteReader reader_;
  std::size_t at_ = 0;
  Layout layout_;
};

}  // namespace

void check_exr(std::span<const std::uint8_t> bytes) { Header(bytes).check(); }

}  // namespace pixelwhy
