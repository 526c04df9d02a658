#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/error.h"
#include "fuzz.h"
#include "notes/living_png.h"
#include "notes/state.h"
#include "registry.h"

namespace {

constexpr std::array<std::uint8_t, 8> signature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

/// Gives every whole chunk its right check sum, without which hardly any change would get further.
void mend_check_sums(std::vector<std::uint8_t>& png) {
  for (std::size_t at = signature.size(); at + 12 <= png.size();) {
    const std::size_t length =
        std::size_t{png[at]} << 24 | png[at + 1] << 16 | png[at + 2] << 8 | png[at + 3];
    if (length > png.size() - at - 12) return;
    const uLong sum = crc32(0, &png[at + 4], static_cast<uInt>(length + 4));
    for (int i = 0; i < 4; ++i) png[at + 8 + length + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
    at += length + 12;
  }
}

}  // namespace

/// Any bytes behind a PNG's signature as chunks that may carry a state.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace pixelwhy;
  std::vector<std::uint8_t> png(data, data + size);
  std::copy_n(signature.begin(), std::min(size, signature.size()), png.begin());
  mend_check_sums(png);
  try {
    const Carried carried = read_carried(png);
    fuzz::require(carried.state.size() <= most_state_bytes && carried.source.size() <= most_source_bytes);
    if (!carried.state.empty()) state_from_json(all_demos(), carried.state);
  } catch (const Error&) {
  }
  return 0;
}
