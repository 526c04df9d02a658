#include "sources/headers.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <numeric>
#include <string>
#include <string>

#include "sources/byte_reader.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

/// The CRC of PNG (ISO 15948, annex D), so that a damaged picture is not taken for a whole one.
std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  static const auto table = [] {
    std::array<std::uint32_t, 256> entries{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int bit = 0; bit < 8; ++bit) c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
      entries[n] = c;
    }
    return entries;
  }();
  std::uint32_t crc = 0xffffffffu;
  for (const std::uint8_t byte : bytes) crc = table[(crc ^ byte) & 0xff] ^ crc >> 8;
  return ~crc;
}

/// The position behind the next marker, that is 0xff and a byte that is neither a stuffed zero nor a fill
/// byte.
std::size_t after_next_marker(std::span<const std::uint8_t> bytes, std::size_t at) {
  while (at < bytes.size()) {
    const void* found = std::memchr(bytes.data() + at, 0xff, bytes.size() - at);
    if (!found) break;
    at = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes.data()) + 1;
    if (at < bytes.size() && bytes[at] != 0 && bytes[at] != 0xff) return at + 1;
  }
  throw cut_short("JPEG");
}

bool is_frame_marker(int marker) {
  return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

void read_jpeg_frame(const ByteReader& reader, std::size_t at, int marker, JpegHeader& header) {
  check_picture_size(reader.u16(at + 5), reader.u16(at + 3));
  header.components = reader.u8(at + 7);
  header.plain = marker <= 0xc2 && reader.u8(at + 2) == 8;
}

/// stb_image 2.27 writes past its tables when a Huffman table lists more than the 256 codes that there can
/// be.
void check_huffman_tables(std::span<const std::uint8_t> tables) {
  constexpr std::size_t counts = 16, most_codes = 256;
  while (!tables.empty()) {
    if (tables.size() < 1 + counts) throw damaged("JPEG", "a short Huffman table");
    const auto lengths = tables.subspan(1, counts);
    const std::size_t codes = std::accumulate(lengths.begin(), lengths.end(), std::size_t{0});
    if (codes > most_codes || 1 + counts + codes > tables.size()) throw damaged("JPEG", "bad Huffman table");
    tables = tables.subspan(1 + counts + codes);
  }
}

}  // namespace

JpegHeader read_jpeg_header(std::span<const std::uint8_t> bytes) {
  const ByteReader reader(bytes, "JPEG", true);
  JpegHeader header;
  bool adobe = false;
  std::size_t at = 2;
  while (true) {
    at = after_next_marker(bytes, at);
    const int marker = bytes[at - 1];
    if (marker == 0xd9) break;                                           // end of image
    if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;  // these have no length
    const std::size_t length = reader.u16(at);
    if (length < 2) throw damaged("JPEG", "a segment without a length");
    const auto payload = reader.part(at + 2, length - 2);
    if (is_frame_marker(marker) && header.components == 0) read_jpeg_frame(reader, at, marker, header);
    if (marker == 0xee && payload.size() >= 12 && std::memcmp(payload.data(), "Adobe", 5) == 0) adobe = true;
    if (marker == 0xc4) check_huffman_tables(payload);
    if (marker == 0xe1 && header.exif.empty() && payload.size() > 6 &&
        std::memcmp(payload.data(), "Exif\0", 5) == 0) {
      header.exif = payload;
    }
    at += length;
  }
  if (header.components == 0) throw damaged("JPEG", "no frame header");
  // Without Adobe's segment stb_image takes four channels for something else than CMYK.
  if (header.components == 4 && !adobe) header.plain = false;
  return header;
}

PngHeader read_png_header(std::span<const std::uint8_t> bytes) {
  const ByteReader reader(bytes, "PNG", true);
  // Apple's own variant begins with another chunk and holds its colours differently.
  if (reader.word(12, 4) != "IHDR" || reader.u32(8) != 13) throw damaged("PNG", "no IHDR at the start");
  check_picture_size(reader.u32(16), reader.u32(20));
  PngHeader header;
  header.bits = reader.u8(24);
  for (std::size_t at = 8;;) {
    const std::size_t length = reader.u32(at);
    const std::string_view name = reader.word(at + 4, 4);
    const auto payload = reader.part(at + 8, length);
    const bool critical = (name[0] & 0x20) == 0;
    if (critical && crc32(reader.part(at + 4, length + 4)) != reader.u32(at + 8 + length)) {
      throw damaged("PNG", "wrong checksum");
    }
    if (name == "IEND") break;
    if (name == "eXIf") header.exif = payload;
    if (name == "acTL" && length >= 4) header.animated = reader.u32(at + 8) > 1;
    at += length + 12;
  }
  return header;
}

void check_bmp(std::span<const std::uint8_t> bytes) {
  const ByteReader reader(bytes, "BMP", false);
  const bool ancient = reader.u32(14) == 12;
  const auto width = static_cast<std::int32_t>(ancient ? reader.u16(18) : reader.u32(18));
  const auto height = static_cast<std::int32_t>(ancient ? reader.u16(20) : reader.u32(22));
  if (width < 0) throw damaged("BMP", "negative width");
  const auto columns = static_cast<std::uint64_t>(width);
  const auto rows = static_cast<std::uint64_t>(std::abs(static_cast<std::int64_t>(height)));  // < 0: top down
  check_picture_size(columns, rows);
  const std::uint64_t bits = reader.u16(ancient ? 24 : 28);
  const std::uint32_t compression = ancient ? 0 : reader.u32(30);
  constexpr std::uint32_t bit_fields =
      3;  // 1 and 2 are run-length codings, whose pixels take any number of bytes
  if (compression > bit_fields) throw damaged("BMP", "unknown compression " + std::to_string(compression));
  if (compression != 0 && compression != bit_fields) return;
  const std::uint64_t stride = (columns * bits + 31) / 32 * 4;
  // The last row may come without its padding.
  if (reader.u32(10) + stride * (rows - 1) + (columns * bits + 7) / 8 > bytes.size()) throw cut_short("BMP");
}

}  // namespace pixelwhy
