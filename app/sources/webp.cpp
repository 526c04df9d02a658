#include "sources/webp.h"

#include <string_view>

#include "sources/byte_reader.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

constexpr std::size_t riff_header = 12;
constexpr std::size_t chunk_header = 8;
constexpr std::uint8_t alpha_flag = 0x10;
constexpr std::uint8_t animation_flag = 0x02;

void append(std::vector<std::uint8_t>& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
}

void append_u32(std::vector<std::uint8_t>& out, std::size_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t u24(const ByteReader& reader, std::size_t at) {
  return reader.u16(at) | static_cast<std::uint32_t>(reader.u8(at + 2)) << 16;
}

/// The frame's chunks with a header of their own before them.
std::vector<std::uint8_t> still_of_frame(const ByteReader& reader, std::size_t frame, std::size_t length) {
  constexpr std::size_t frame_header = 16;
  constexpr std::size_t canvas_size_at = riff_header + chunk_header + 4;
  const auto size = reader.word(canvas_size_at, 6);
  if (length < frame_header || reader.word(frame, 6) != std::string_view("\0\0\0\0\0\0", 6) ||
      reader.word(frame + 6, 6) != size) {
    throw failure("this animated WebP begins with a frame that does not fill the picture; that is not read",
                  "该 WebP 动画的首帧未覆盖整幅画面；不支持读取");
  }
  check_picture_size(std::uint64_t{u24(reader, frame + 6)} + 1, std::uint64_t{u24(reader, frame + 9)} + 1);
  const std::string_view chunks = reader.word(frame + frame_header, length - frame_header);
  std::vector<std::uint8_t> still;
  append(still, "RIFF");
  append_u32(still, 4 + chunk_header + 10 + chunks.size());
  append(still, "WEBPVP8X");
  append_u32(still, 10);
  append_u32(still, alpha_flag);
  append(still, size);
  append(still, chunks);
  return still;
}

}  // namespace

WebpParts read_webp_parts(std::span<const std::uint8_t> bytes) {
  const ByteReader reader(bytes, "WebP", false);
  WebpParts parts;
  const std::size_t end = std::size_t{reader.u32(4)} + 8;
  reader.part(0, end);
  for (std::size_t at = riff_header; at + chunk_header <= end;) {
    const std::string_view name = reader.word(at, 4);
    const std::size_t length = reader.u32(at + 4);
    const std::size_t payload = at + chunk_header;
    reader.part(payload, length);
    if (name == "VP8X") parts.animated = (reader.u8(payload) & animation_flag) != 0;
    if (name == "EXIF") parts.exif = reader.part(payload, length);
    if (name == "ANMF" && parts.first_frame.empty())
      parts.first_frame = still_of_frame(reader, payload, length);
    at = payload + length + length % 2;  // chunks are padded to an even length
  }
  if (parts.animated && parts.first_frame.empty()) throw damaged("WebP", "an animation without a frame");
  return parts;
}

}  // namespace pixelwhy
