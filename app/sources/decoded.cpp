#include "sources/decoded.h"

#include <string>

#include "sources/codecs.h"
#include "sources/exif.h"
#include "sources/exr.h"
#include "sources/format.h"
#include "sources/headers.h"
#include "sources/netpbm.h"
#include "sources/problem.h"
#include "sources/stb_decoder.h"
#include "sources/tiff_layout.h"
#include "sources/webp.h"

namespace pixelwhy {
namespace {

using Bytes = std::vector<std::uint8_t>;

const Text first_frame_note = {"an animation: its first frame is shown", "动画：显示第一帧"};

Decoded decode_jpeg(const Bytes& bytes) {
  const JpegHeader header = read_jpeg_header(bytes);
  Decoded decoded;
  decoded.picture = header.plain ? decode_with_stb(bytes) : decode_with_opencv(bytes);
  decoded.picture = upright(decoded.picture, exif_orientation(header.exif));
  if (header.components == 4) {
    decoded.notes.push_back(
        {"CMYK converted to RGB without a colour profile", "CMYK 已转换为 RGB，未使用颜色配置文件"});
  }
  return decoded;
}

Decoded decode_png(const Bytes& bytes) {
  const PngHeader header = read_png_header(bytes);
  Decoded decoded;
  decoded.picture = upright(decode_with_stb(bytes, header.bits == 16), exif_orientation(header.exif));
  if (header.animated) decoded.notes.push_back(first_frame_note);
  return decoded;
}

Decoded decode_bmp(const Bytes& bytes) {
  check_bmp(bytes);
  try {
    return {decode_with_stb(bytes), {}};
  } catch (const Error&) {
    return {decode_with_opencv(bytes), {}};  // run-length coding and rarer headers
  }
}

Decoded decode_netpbm(const Bytes& bytes) {
  NetpbmPicture read = read_netpbm(bytes);
  Decoded decoded{read.pixels, {}};
  const int maximum = read.maximum;
  if (maximum != 1 && maximum != 255 && maximum != 65535) {
    const std::string range = "0.." + std::to_string(maximum);
    const std::string full = maximum > 255 ? "0..65535" : "0..255";
    decoded.notes.push_back(
        {"values of " + range + " scaled to " + full, "数值由 " + range + " 缩放到 " + full});
  }
  return decoded;
}

Decoded decode_webp(const Bytes& bytes) {
  const WebpParts parts = read_webp_parts(bytes);
  Decoded decoded;
  decoded.picture = decode_with_opencv(parts.animated ? parts.first_frame : bytes);
  decoded.picture = upright(decoded.picture, exif_orientation(parts.exif));
  if (parts.animated) decoded.notes.push_back(first_frame_note);
  return decoded;
}

// The numbers of the TIFF specification.
constexpr int white_is_zero = 0, cmyk = 5;
constexpr int unsigned_samples = 1, signed_samples = 2, float_samples = 3, untyped_samples = 4;

/// OpenCV 4.6 gives wrong pixels, or pixels of no meaning, for what is refused here.
void check_tiff(const TiffLayout& layout) {
  check_picture_size(layout.width, layout.height);
  const int bits = layout.bits;
  const bool whole = (layout.sample_format == unsigned_samples || layout.sample_format == untyped_samples) &&
                     (bits <= 8 || bits == 16);
  const bool real =
      layout.sample_format == float_samples && (bits == 32 || (bits == 64 && layout.samples == 1));
  if (!whole && !real) {
    const std::string kind = layout.sample_format == float_samples    ? " float"
                             : layout.sample_format == signed_samples ? " signed"
                                                                      : "";
    throw failure("a TIFF of " + std::to_string(bits) + "-bit" + kind +
                      " samples is not read; 8 and 16-bit unsigned and 32-bit float are",
                  "不支持 " + std::to_string(bits) + " 位样本的 TIFF；支持 8、16 位无符号数和 32 位浮点数");
  }
  if (layout.samples != 1 && layout.samples != 3 && layout.samples != 4) {
    throw failure("a TIFF of " + std::to_string(layout.samples) + " channels is not read; 1, 3 and 4 are",
                  "不支持 " + std::to_string(layout.samples) + " 通道的 TIFF；支持 1、3、4 通道");
  }
  if (layout.planar && layout.samples > 1 && bits > 8) {
    throw failure("a TIFF of separate planes of more than 8 bits is not read; interleaved ones are",
                  "不支持超过 8 位的分平面 TIFF；支持交错存储");
  }
}

/// libtiff's conversion multiplies colours by an alpha of kind 2. Called kind 1, they stay as they are
/// stored.
void keep_colours_apart_from_alpha(Bytes& bytes, const TiffLayout& layout) {
  if (layout.samples != 4 || layout.bits > 8 || layout.extra_sample != 2) return;
  bytes[layout.extra_sample_at + (layout.big_endian ? 1 : 0)] = 1;
}

Decoded decode_tiff(Bytes& bytes) {
  const TiffLayout layout = read_tiff_layout(bytes);
  check_tiff(layout);
  keep_colours_apart_from_alpha(bytes, layout);
  Decoded decoded{decode_with_opencv(bytes), {}};
  if (layout.photometric == white_is_zero && decoded.picture.depth() == CV_16U) {
    cv::bitwise_not(decoded.picture, decoded.picture);  // OpenCV does that for 8 bits only
  }
  if (layout.photometric == cmyk) {
    if (decoded.picture.channels() == 4) {
      const cv::Mat four = decoded.picture;
      decoded.picture = cv::Mat(four.size(), CV_MAKETYPE(four.depth(), 3));
      cv::mixChannels(four, decoded.picture, {0, 0, 1, 1, 2, 2});
    }
    decoded.notes.push_back(
        {"CMYK converted to RGB without a colour profile", "CMYK 已转换为 RGB，未使用颜色配置文件"});
  }
  if (layout.pages > 1) {
    const std::string pages = std::to_string(layout.pages);
    decoded.notes.push_back({"the first of " + pages + " pages is shown", "共 " + pages + " 页，显示第一页"});
  }
  return decoded;
}

}  // namespace

Decoded decode_bytes(std::vector<std::uint8_t>& bytes) {
  switch (sniff_format(bytes)) {
    case Format::Jpeg:
      return decode_jpeg(bytes);
    case Format::Png:
      return decode_png(bytes);
    case Format::Bmp:
      return decode_bmp(bytes);
    case Format::Netpbm:
      return decode_netpbm(bytes);
    case Format::Tiff:
      return decode_tiff(bytes);
    case Format::WebP:
      return decode_webp(bytes);
    case Format::OpenExr:
      check_exr(bytes);
      return {decode_with_opencv(bytes), {}};
    default:
      return {decode_with_opencv(bytes), {}};
  }
}

}  // namespace pixelwhy
