#include "sources/netpbm.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "sources/byte_reader.h"
#include "sources/problem.h"

namespace pixelwhy {
namespace {

constexpr const char* format = "PBM/PGM/PPM/PAM";

struct Layout {
  int width = 0;
  int height = 0;
  int channels = 1;
  int maximum = 1;
};

bool is_space(std::uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The words of the header and of the plain variants: separated by white space, `#` begins a comment.
class Words {
 public:
  Words(std::span<const std::uint8_t> bytes, std::size_t at) : bytes_(bytes), at_(at) {}

  std::size_t position() const { return at_; }

  std::string_view word() {
    skip_space();
    const std::size_t begin = at_;
    while (at_ < bytes_.size() && !is_space(bytes_[at_])) ++at_;
    if (begin == at_) throw cut_short(format);
    return {reinterpret_cast<const char*>(bytes_.data() + begin), at_ - begin};
  }

  int number(int limit) {
    std::int64_t value = 0;  // ten times the largest int has room
    for (const char c : word()) {
      if (c < '0' || c > '9') throw damaged(format, "a number was expected");
      value = value * 10 + (c - '0');
      if (value > limit) throw damaged(format, "a number above " + std::to_string(limit));
    }
    return static_cast<int>(value);
  }

  /// The plain bitmap's pixels need no space between them.
  bool bit() {
    skip_space();
    if (at_ == bytes_.size()) throw cut_short(format);
    const std::uint8_t c = bytes_[at_++];
    if (c != '0' && c != '1') throw damaged(format, "0 or 1 was expected");
    return c == '1';
  }

 private:
  void skip_space() {
    while (at_ < bytes_.size() && (is_space(bytes_[at_]) || bytes_[at_] == '#')) {
      if (bytes_[at_] == '#') {
        while (at_ < bytes_.size() && bytes_[at_] != '\n') ++at_;
      } else {
        ++at_;
      }
    }
  }

  std::span<const std::uint8_t> bytes_;
  std::size_t at_;
};

constexpr int longest_side = 1 << 28;

Layout read_layout(Words& words, char kind) {
  Layout layout;
  layout.channels = kind == '3' || kind == '6' ? 3 : 1;
  layout.width = words.number(longest_side);
  layout.height = words.number(longest_side);
  if (kind != '1' && kind != '4') layout.maximum = words.number(65535);
  return layout;
}

Layout read_pam_layout(Words& words) {
  Layout layout;
  for (std::string_view word = words.word(); word != "ENDHDR"; word = words.word()) {
    if (word == "WIDTH") layout.width = words.number(longest_side);
    if (word == "HEIGHT") layout.height = words.number(longest_side);
    if (word == "DEPTH") layout.channels = words.number(4);
    if (word == "MAXVAL") layout.maximum = words.number(65535);
    if (word == "TUPLTYPE") words.word();
  }
  return layout;
}

/// One sample at a time through `next`, scaled so that the maximum becomes the depth's, red and blue
/// exchanged.
template <typename Sample, typename Next>
void fill(cv::Mat& pixels, int maximum, Next next) {
  constexpr std::uint64_t white = sizeof(Sample) == 1 ? 255 : 65535;
  const auto top = static_cast<std::uint64_t>(maximum);
  const int channels = pixels.channels();
  const int order[4] = {channels > 2 ? 2 : 0, 1, channels > 2 ? 0 : 2, 3};
  for (int y = 0; y < pixels.rows; ++y) {
    auto* pixel = pixels.ptr<Sample>(y);
    for (int x = 0; x < pixels.cols; ++x, pixel += channels) {
      for (int c = 0; c < channels; ++c) {
        const auto value = std::min(static_cast<std::uint64_t>(next(y, x)), top);
        pixel[order[c]] = static_cast<Sample>(top == white ? value : (value * white + top / 2) / top);
      }
    }
  }
}

void read_raw(const ByteReader& reader, std::size_t at, cv::Mat& pixels, int maximum) {
  const std::size_t row_samples =
      static_cast<std::size_t>(pixels.cols) * static_cast<std::size_t>(pixels.channels());
  const std::size_t samples = row_samples * static_cast<std::size_t>(pixels.rows);
  const std::uint8_t* data = reader.part(at, samples * pixels.elemSize1()).data();
  if (pixels.depth() == CV_8U) {
    fill<std::uint8_t>(pixels, maximum, [&](int, int) { return *data++; });
  } else {
    fill<std::uint16_t>(pixels, maximum, [&](int, int) {
      data += 2;
      return static_cast<std::uint64_t>(data[-2] << 8 | data[-1]);
    });
  }
}

void read_packed_bits(const ByteReader& reader, std::size_t at, cv::Mat& pixels) {
  const std::size_t stride = (static_cast<std::size_t>(pixels.cols) + 7) / 8;
  const std::uint8_t* data = reader.part(at, stride * static_cast<std::size_t>(pixels.rows)).data();
  fill<std::uint8_t>(pixels, 1, [&](int y, int x) {
    const std::uint8_t byte = data[static_cast<std::size_t>(y) * stride + static_cast<std::size_t>(x) / 8];
    return (byte >> (7 - x % 8) & 1) == 0;  // a set bit is black
  });
}

void read_plain(Words& words, std::size_t bytes_left, cv::Mat& pixels, int maximum, bool bits) {
  // Every sample takes a byte at least: a short file is refused before the walk.
  if (pixels.total() * static_cast<std::size_t>(pixels.channels()) > bytes_left) throw cut_short(format);
  if (bits) {
    fill<std::uint8_t>(pixels, 1, [&](int, int) { return !words.bit(); });
  } else if (pixels.depth() == CV_8U) {
    fill<std::uint8_t>(pixels, maximum, [&](int, int) { return words.number(65535); });
  } else {
    fill<std::uint16_t>(pixels, maximum, [&](int, int) { return words.number(65535); });
  }
}

}  // namespace

NetpbmPicture read_netpbm(std::span<const std::uint8_t> bytes) {
  const ByteReader reader(bytes, format, true);
  const char kind = static_cast<char>(reader.u8(1));
  Words words(bytes, 2);
  const Layout layout = kind == '7' ? read_pam_layout(words) : read_layout(words, kind);
  check_picture_size(static_cast<std::uint64_t>(layout.width), static_cast<std::uint64_t>(layout.height));
  if (layout.channels < 1 || layout.maximum < 1) throw damaged(format, "no channels or a maximum of 0");

  NetpbmPicture picture;
  picture.maximum = layout.maximum;
  picture.pixels.create(layout.height, layout.width,
                        CV_MAKETYPE(layout.maximum > 255 ? CV_16U : CV_8U, layout.channels));
  const std::size_t data = words.position() + 1;  // one white space ends the header
  switch (kind) {
    case '1':
    case '2':
    case '3':
      read_plain(words, bytes.size() - words.position(), picture.pixels, layout.maximum, kind == '1');
      break;
    case '4':
      read_packed_bits(reader, data, picture.pixels);
      break;
    default:
      read_raw(reader, data, picture.pixels, layout.maximum);
  }
  return picture;
}

}  // namespace pixelwhy
