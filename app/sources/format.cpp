#include "sources/format.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pixelwhy {
namespace {

using namespace std::string_view_literals;

struct Magic {
  Format format;
  std::size_t offset;
  std::string_view bytes;
};

constexpr std::array magics = {
    Magic{Format::Jpeg, 0, "\xff\xd8\xff"sv},
    Magic{Format::Png, 0, "\x89PNG\r\n\x1a\n"sv},
    Magic{Format::Tiff, 0, "II*\0"sv},
    Magic{Format::Tiff, 0, "MM\0*"sv},
    Magic{Format::Tiff, 0, "II+\0"sv},
    Magic{Format::Tiff, 0, "MM\0+"sv},
    Magic{Format::OpenExr, 0, "\x76\x2f\x31\x01"sv},
    Magic{Format::RadianceHdr, 0, "#?RADIANCE"sv},
    Magic{Format::RadianceHdr, 0, "#?RGBE"sv},
    Magic{Format::Jpeg2000, 0, "\0\0\0\x0cjP  \r\n\x87\n"sv},
    Magic{Format::Jpeg2000, 0, "\xff\x4f\xff\x51"sv},
    Magic{Format::Gif, 0, "GIF8"sv},
    Magic{Format::Video, 0, "\x1a\x45\xdf\xa3"sv},  // Matroska, WebM
    Magic{Format::Video, 0, "FLV\x01"sv},
    Magic{Format::Video, 0, "OggS"sv},
    Magic{Format::Video, 0, "\x30\x26\xb2\x75"sv},  // Windows Media
    Magic{Format::Video, 0, "\0\0\x01\xba"sv},      // MPEG program stream
    Magic{Format::Video, 4, "moov"sv},
    Magic{Format::Video, 4, "mdat"sv},
};

/// The container of MP4 and QuickTime also holds still pictures (HEIF, AVIF), which its brand tells apart.
bool is_still_brand(std::string_view brand) {
  constexpr std::array brands = {"avif"sv, "heic"sv, "heix"sv, "heif"sv, "mif1"sv};
  return std::find(brands.begin(), brands.end(), brand) != brands.end();
}

/// "BM" begins many texts too, so the length of the header that follows has to be one that exists.
bool is_bmp(std::string_view head) {
  constexpr std::array<char, 7> header_lengths = {12, 40, 52, 56, 64, 108, 124};
  return head.size() > 17 && head.starts_with("BM") && head.substr(15, 3) == "\0\0\0"sv &&
         std::find(header_lengths.begin(), header_lengths.end(), head[14]) != header_lengths.end();
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

Format sniff_format(std::span<const std::uint8_t> bytes) {
  const std::string_view head(reinterpret_cast<const char*>(bytes.data()),
                              std::min(bytes.size(), sniffed_bytes));
  for (const Magic& magic : magics) {
    if (head.size() > magic.offset && head.substr(magic.offset).starts_with(magic.bytes)) return magic.format;
  }
  if (head.starts_with("RIFF") && head.size() >= 12) {
    if (head.substr(8, 4) == "WEBP") return Format::WebP;
    if (head.substr(8, 4) == "AVI ") return Format::Video;
  }
  if (head.size() >= 12 && head.substr(4, 4) == "ftyp") {
    return is_still_brand(head.substr(8, 4)) ? Format::Unknown : Format::Video;
  }
  if (head.size() > 2 && head[0] == 'P' && (is_space(head[2]) || head[2] == '#')) {
    if (head[1] >= '1' && head[1] <= '7') return Format::Netpbm;
    if (head[1] == 'F' || head[1] == 'f') return Format::Pfm;
  }
  return is_bmp(head) ? Format::Bmp : Format::Unknown;
}

bool is_picture(Format format) {
  return format != Format::Gif && format != Format::Video && format != Format::Unknown;
}

std::string format_name(Format format) {
  switch (format) {
    case Format::Jpeg:
      return "JPEG";
    case Format::Png:
      return "PNG";
    case Format::Bmp:
      return "BMP";
    case Format::Netpbm:
      return "PBM/PGM/PPM/PAM";
    case Format::Pfm:
      return "PFM";
    case Format::Tiff:
      return "TIFF";
    case Format::WebP:
      return "WebP";
    case Format::OpenExr:
      return "OpenEXR";
    case Format::RadianceHdr:
      return "Radiance HDR";
    case Format::Jpeg2000:
      return "JPEG 2000";
    case Format::Gif:
      return "GIF";
    case Format::Video:
      return "video";
    case Format::Unknown:
      break;
  }
  return "unknown";
}

Text accepted_formats() {
  std::string names;
  for (int i = 0; is_picture(static_cast<Format>(i)); ++i) {
    names += (i == 0 ? "" : ", ") + format_name(static_cast<Format>(i));
  }
  return {names, names};
}

}  // namespace pixelwhy
