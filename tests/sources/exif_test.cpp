#include "sources/exif.h"

#include <doctest/doctest.h>

#include "helpers.h"
#include "sources/codecs.h"

using namespace pixelwhy;
using namespace sources_test;

namespace {

/// Where Exif 2.3 (tag 0x0112) says that the stored row and column of a pixel belong, written out from the
/// standard's words "row 0 is the visual ..., column 0 is the visual ...".
cv::Mat as_seen(const cv::Mat& stored, int orientation) {
  const bool sideways = orientation >= 5;
  const int w = stored.cols, h = stored.rows;
  cv::Mat seen(sideways ? w : h, sideways ? h : w, stored.type());
  for (int r = 0; r < h; ++r) {
    for (int c = 0; c < w; ++c) {
      cv::Point to;
      switch (orientation) {
        case 1:
          to = {c, r};
          break;  // top, left
        case 2:
          to = {w - 1 - c, r};
          break;  // top, right
        case 3:
          to = {w - 1 - c, h - 1 - r};
          break;  // bottom, right
        case 4:
          to = {c, h - 1 - r};
          break;  // bottom, left
        case 5:
          to = {r, c};
          break;  // left, top
        case 6:
          to = {h - 1 - r, c};
          break;  // right, top
        case 7:
          to = {h - 1 - r, w - 1 - c};
          break;  // right, bottom
        default:
          to = {r, w - 1 - c};  // left, bottom
      }
      seen.at<cv::Vec3b>(to) = stored.at<cv::Vec3b>(r, c);
    }
  }
  return seen;
}

/// A WebP of one lossless chunk, made extended so that it can carry an Exif chunk.
Bytes with_webp_exif(const Bytes& webp, const cv::Size& size, int orientation) {
  const Bytes block = exif_block(orientation);
  const Bytes header = {10, 0,    0,
                        0,  0x08, 0,
                        0,  0,    static_cast<std::uint8_t>(size.width - 1),
                        0,  0,    static_cast<std::uint8_t>(size.height - 1),
                        0,  0};
  const Bytes body = joined({bytes_of("WEBPVP8X"),
                             header,
                             Bytes(webp.begin() + 12, webp.end()),
                             bytes_of("EXIF"),
                             {static_cast<std::uint8_t>(block.size()), 0, 0, 0},
                             block});
  return joined({bytes_of("RIFF"),
                 {static_cast<std::uint8_t>(body.size()), static_cast<std::uint8_t>(body.size() >> 8), 0, 0},
                 body});
}

}  // namespace

TEST_SUITE_BEGIN("sources");

TEST_CASE("all eight orientations turn the picture as the standard says") {
  const cv::Mat stored = marked_picture(7, 5);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    CHECK(same_pixels(upright(stored, orientation), as_seen(stored, orientation)));
  }
}

TEST_CASE("JPEG, PNG, WebP and TIFF are turned once") {
  const cv::Mat stored = marked_picture(7, 5);
  const Bytes jpeg = jpeg_of(stored), png = png_of(stored), webp = encode_with_opencv(".webp", stored);
  const cv::Mat jpeg_pixels = decode(jpeg)->pixels, webp_pixels = decode(webp)->pixels;
  Bytes interleaved;
  for (int i = 0; i < 35; ++i) {
    const cv::Vec3b pixel = stored.at<cv::Vec3b>(i / 7, i % 7);
    interleaved.insert(interleaved.end(), {pixel[2], pixel[1], pixel[0]});
  }
  for (int orientation = 1; orientation <= 8; ++orientation) {
    CAPTURE(orientation);
    CHECK(same_pixels(decode(with_jpeg_exif(jpeg, orientation))->pixels, as_seen(jpeg_pixels, orientation)));

    const Bytes png_exif = with_png_chunk(png, "eXIf", exif_block(orientation));
    CHECK(same_pixels(decode(png_exif)->pixels, as_seen(stored, orientation)));

    CHECK(same_pixels(decode(with_webp_exif(webp, stored.size(), orientation))->pixels,
                      as_seen(webp_pixels, orientation)));

    const Bytes tiff =
        tiff_of(7, 5, {{258, 8}, {262, 2}, {274, orientation}, {277, 3}, {284, 1}}, interleaved);
    CHECK(same_pixels(decode(tiff)->pixels, as_seen(stored, orientation)));
  }
}

TEST_CASE("alpha and the original are turned along") {
  cv::Mat deep(3, 2, CV_16UC4);
  cv::randu(deep, 0, 65535);
  const FramePtr frame = decode(with_png_chunk(encode_with_opencv(".png", deep), "eXIf", exif_block(6)));
  CHECK(frame->pixels.size() == cv::Size(3, 2));
  CHECK(frame->alpha.size() == cv::Size(3, 2));
  CHECK(same_pixels(frame->original, upright(deep, 6)));
}

TEST_CASE("an Exif block that is damaged or odd leaves the picture as it is") {
  CHECK(exif_orientation({}) == 1);
  for (const int odd : {0, 9, 255}) CHECK(exif_orientation(exif_block(odd)) == 1);
  const Bytes block = exif_block(6);
  CHECK(exif_orientation(block) == 6);
  for (std::size_t length = 0; length < 18; ++length) {
    CHECK(exif_orientation(Bytes(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(length))) == 1);
  }
  CHECK(exif_orientation(bytes_of("Exif and more words that are no Exif at all")) == 1);
}

TEST_SUITE_END();
