#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sources/problem.h"

namespace pixelwhy {

/// Numbers and parts of a file in memory. Whatever reaches past the end throws cut_short().
class ByteReader {
 public:
  ByteReader(std::span<const std::uint8_t> bytes, std::string format, bool big_endian)
      : bytes_(bytes), format_(std::move(format)), big_endian_(big_endian) {}

  std::size_t size() const { return bytes_.size(); }
  std::uint8_t u8(std::size_t at) const { return part(at, 1)[0]; }
  std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
  std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
  std::uint64_t u64(std::size_t at) const { return number(at, 8); }

  std::span<const std::uint8_t> part(std::size_t at, std::size_t length) const {
    if (at > bytes_.size() || length > bytes_.size() - at) throw cut_short(format_);
    return bytes_.subspan(at, length);
  }
  std::string_view word(std::size_t at, std::size_t length) const {
    return {reinterpret_cast<const char*>(part(at, length).data()), length};
  }

 private:
  std::uint64_t number(std::size_t at, std::size_t length) const {
    std::uint64_t value = 0;
    const auto digits = part(at, length);
    for (std::size_t i = 0; i < length; ++i) {
      value = value << 8 | digits[big_endian_ ? i : length - 1 - i];
    }
    return value;
  }

  std::span<const std::uint8_t> bytes_;
  std::string format_;
  bool big_endian_;
};

}  // namespace pixelwhy
