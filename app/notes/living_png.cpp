#include "notes/living_png.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "core/error.h"

namespace pixelwhy {

namespace {

using Bytes = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 8> signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
constexpr std::size_t chunk_frame = 12;  // length, type, CRC
constexpr std::size_t header_end = signature.size() + chunk_frame + 13;
constexpr std::string_view keyword = "PixelWhy";
constexpr std::string_view source_type = "pwSr";

std::uint32_t big_endian(Bytes bytes) {
  return static_cast<std::uint32_t>(bytes[0]) << 24 | static_cast<std::uint32_t>(bytes[1]) << 16 |
         static_cast<std::uint32_t>(bytes[2]) << 8 | bytes[3];
}

void append_big_endian(std::vector<std::uint8_t>& to, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t checksum(Bytes type_and_data) {
  return static_cast<std::uint32_t>(crc32(0, type_and_data.data(), static_cast<uInt>(type_and_data.size())));
}

std::vector<std::uint8_t> make_chunk(std::string_view type, Bytes data) {
  std::vector<std::uint8_t> chunk;
  chunk.reserve(data.size() + chunk_frame);
  append_big_endian(chunk, static_cast<std::uint32_t>(data.size()));
  chunk.insert(chunk.end(), type.begin(), type.end());
  chunk.insert(chunk.end(), data.begin(), data.end());
  append_big_endian(chunk, checksum(Bytes(chunk).subspan(4)));
  return chunk;
}

void insert(std::vector<std::uint8_t>& png, std::size_t place, const std::vector<std::uint8_t>& chunk) {
  png.insert(png.begin() + static_cast<std::ptrdiff_t>(place), chunk.begin(), chunk.end());
}

void expect_whole(Bytes png) {
  if (!is_png(png) || png.size() < header_end + chunk_frame) throw std::logic_error("not a PNG");
}

Error damaged(const std::string& what) {
  return failure("the state in the picture is damaged: " + what, "图片所带的状态已损坏：" + what);
}

struct Chunk {
  std::string_view type;
  Bytes data;
  bool intact = false;
};

/// The chunk at `place`, which is moved behind it. A chunk that does not end within the file has what is
/// left.
Chunk next_chunk(Bytes png, std::size_t& place) {
  const std::size_t room = png.size() - place - chunk_frame;
  const std::size_t length = big_endian(png.subspan(place));
  Chunk chunk;
  chunk.type = {reinterpret_cast<const char*>(png.data()) + place + 4, 4};
  chunk.data = png.subspan(place + 8, std::min(length, room));
  if (length <= room) {
    // Only what is ours is worth the time of a check.
    const bool ours =
        chunk.type == source_type || chunk.type == "iTXt" || chunk.type == "zTXt" || chunk.type == "tEXt";
    chunk.intact =
        !ours || checksum(png.subspan(place + 4, length + 4)) == big_endian(png.subspan(place + 8 + length));
    place += length + chunk_frame;
  } else {
    place = png.size();
  }
  return chunk;
}

std::string inflated(Bytes data) {
  std::string text(most_state_bytes + 1, '\0');
  uLongf length = text.size();
  if (uncompress(reinterpret_cast<Bytef*>(text.data()), &length, data.data(), data.size()) != Z_OK)
    throw damaged("it cannot be decompressed, or is larger than 1 MB");
  text.resize(length);
  return text;
}

bool has_our_keyword(const Chunk& chunk) {
  return chunk.data.size() > keyword.size() && chunk.data[keyword.size()] == 0 &&
         std::memcmp(chunk.data.data(), keyword.data(), keyword.size()) == 0;
}

/// The text of a text chunk that has our keyword.
std::string text_of(const Chunk& chunk) {
  Bytes rest = chunk.data.subspan(keyword.size() + 1);
  if (rest.size() > most_state_bytes) throw damaged("it is larger than 1 MB");
  bool compressed = chunk.type == "zTXt";
  const auto skip = [&](std::size_t count) {
    if (rest.size() < count) throw damaged("it ends too early");
    rest = rest.subspan(count);
  };
  if (chunk.type == "zTXt") {
    skip(1);
  } else if (chunk.type == "iTXt") {
    compressed = !rest.empty() && rest[0] == 1;
    skip(2);
    for (int i = 0; i < 2; ++i) {  // language and translated keyword
      const auto end = std::find(rest.begin(), rest.end(), 0);
      skip(static_cast<std::size_t>(end - rest.begin()) + 1);
    }
  }
  return compressed ? inflated(rest) : std::string(rest.begin(), rest.end());
}

}  // namespace

bool is_png(Bytes bytes) {
  return bytes.size() >= signature.size() && std::equal(signature.begin(), signature.end(), bytes.begin());
}

std::vector<std::uint8_t> with_state(const std::vector<std::uint8_t>& png, const std::string& state,
                                     Bytes source) {
  expect_whole(png);
  std::vector<std::uint8_t> data(keyword.begin(), keyword.end());
  data.insert(data.end(), 5, 0);  // end of keyword, not compressed, method, no language, no translation
  data.insert(data.end(), state.begin(), state.end());
  std::vector<std::uint8_t> result = png;
  // The source goes to the very end, where it is in nobody's way; the state comes before the pixels.
  if (!source.empty()) insert(result, result.size() - chunk_frame, make_chunk(source_type, source));
  insert(result, header_end, make_chunk("iTXt", data));
  return result;
}

std::vector<std::uint8_t> with_resolution(const std::vector<std::uint8_t>& png, int scale) {
  expect_whole(png);
  std::vector<std::uint8_t> data;
  const auto per_metre = static_cast<std::uint32_t>(96 * scale / 0.0254 + 0.5);
  append_big_endian(data, per_metre);
  append_big_endian(data, per_metre);
  data.push_back(1);
  std::vector<std::uint8_t> result = png;
  insert(result, header_end, make_chunk("pHYs", data));
  return result;
}

Carried read_carried(Bytes png) {
  Carried carried;
  if (!is_png(png)) return carried;
  std::size_t place = signature.size();
  bool found = false;
  while (place + chunk_frame <= png.size()) {
    const Chunk chunk = next_chunk(png, place);
    if (chunk.type == "IEND") break;
    const bool text = chunk.type == "iTXt" || chunk.type == "zTXt" || chunk.type == "tEXt";
    if (text && has_our_keyword(chunk)) {
      if (!chunk.intact) throw damaged("its checksum is wrong");
      if (found) throw damaged("there are two of them");
      carried.state = text_of(chunk);
      found = true;
    } else if (chunk.type == source_type) {
      if (!chunk.intact) throw damaged("the checksum of the source that comes with it is wrong");
      if (!carried.source.empty()) throw damaged("two sources come with it");
      if (chunk.data.size() > most_source_bytes) throw damaged("the source that comes with it is too large");
      carried.source.assign(chunk.data.begin(), chunk.data.end());
    }
  }
  return carried;
}

}  // namespace pixelwhy
