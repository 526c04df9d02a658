#include "sources/tiff_layout.h"

#include <algorithm>

#include "sources/byte_reader.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

enum Tag : std::uint16_t {
  NewSubfileType = 254,
  ImageWidth = 256,
  ImageLength = 257,
  BitsPerSample = 258,
  Photometric = 262,
  SamplesPerPixel = 277,
  PlanarConfiguration = 284,
  ExtraSamples = 338,
  SampleFormat = 339
};

/// A file of more directories than this is taken for one whose chain bites its tail.
constexpr int most_pages = 65536;

class Directory {
 public:
  Directory(const ByteReader& reader, bool big, std::uint64_t at) : reader_(reader), big_(big), at_(at) {
    count_ = big ? reader.u64(at) : reader.u16(at);
    if (count_ > 65535) throw damaged("TIFF", "a directory of too many entries");
  }

  std::uint64_t next() const {
    const std::uint64_t end = first() + count_ * entry_size();
    return big_ ? reader_.u64(end) : reader_.u32(end);
  }

  /// Where the first value of a tag stands, or 0.
  std::size_t position(Tag tag) const {
    for (std::uint64_t i = 0; i < count_; ++i) {
      const std::size_t entry = first() + i * entry_size();
      if (reader_.u16(entry) == tag) return value_position(entry);
    }
    return 0;
  }

  std::uint64_t value(Tag tag, std::uint64_t otherwise) const {
    for (std::uint64_t i = 0; i < count_; ++i) {
      const std::size_t entry = first() + i * entry_size();
      if (reader_.u16(entry) != tag) continue;
      const std::size_t at = value_position(entry);
      switch (type_size(reader_.u16(entry + 2))) {
        case 1:
          return reader_.u8(at);
        case 2:
          return reader_.u16(at);
        case 4:
          return reader_.u32(at);
        case 8:
          return reader_.u64(at);
        default:
          return otherwise;
      }
    }
    return otherwise;
  }

 private:
  std::size_t first() const { return at_ + (big_ ? 8 : 2); }
  std::size_t entry_size() const { return big_ ? 20 : 12; }

  static std::size_t type_size(int type) {
    switch (type) {
      case 1:
        return 1;  // byte
      case 3:
        return 2;  // short
      case 4:
        return 4;  // long
      case 16:
        return 8;  // long of BigTIFF
      default:
        return 0;
    }
  }

  /// Values that fit stand in the entry itself, longer ones elsewhere.
  std::size_t value_position(std::size_t entry) const {
    const std::size_t inside = entry + (big_ ? 12 : 8);
    const std::uint64_t values = big_ ? reader_.u64(entry + 4) : reader_.u32(entry + 4);
    const std::size_t room = big_ ? 8 : 4;
    if (values <= room && values * type_size(reader_.u16(entry + 2)) <= room) return inside;
    return big_ ? reader_.u64(inside) : reader_.u32(inside);
  }

  const ByteReader& reader_;
  bool big_;
  std::uint64_t at_;
  std::uint64_t count_ = 0;
};

int count_pages(const ByteReader& reader, bool big, std::uint64_t first) {
  int pages = 0;
  std::uint64_t at = first;
  for (int directories = 0; at != 0 && directories < most_pages; ++directories) {
    const Directory directory(reader, big, at);
    // A thumbnail or a mask of another page is no page.
    if ((directory.value(NewSubfileType, 0) & 5) == 0) ++pages;
    at = directory.next();
  }
  return std::max(pages, 1);
}

int small(std::uint64_t value) { return static_cast<int>(std::min<std::uint64_t>(value, 65535)); }

}  // namespace

TiffLayout read_tiff_layout(std::span<const std::uint8_t> bytes) {
  TiffLayout layout;
  layout.big_endian = !bytes.empty() && bytes[0] == 'M';
  const ByteReader reader(bytes, "TIFF", layout.big_endian);
  const bool big = reader.u16(2) == 43;
  const std::uint64_t first = big ? reader.u64(8) : reader.u32(4);
  const Directory directory(reader, big, first);
  layout.width = directory.value(ImageWidth, 0);
  layout.height = directory.value(ImageLength, 0);
  layout.bits = small(directory.value(BitsPerSample, 1));
  layout.samples = small(directory.value(SamplesPerPixel, 1));
  layout.sample_format = small(directory.value(SampleFormat, 1));
  layout.photometric = small(directory.value(Photometric, 1));
  layout.planar = directory.value(PlanarConfiguration, 1) == 2;
  layout.extra_sample = small(directory.value(ExtraSamples, 0));
  layout.extra_sample_at = directory.position(ExtraSamples);
  layout.pages = count_pages(reader, big, first);
  return layout;
}

}  // namespace pixelwhy
