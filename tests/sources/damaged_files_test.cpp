#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "helpers.h"
#include "sources/codecs.h"
#include "sources/picture_file.h"

using namespace pixelwhy;
using namespace sources_test;

namespace fs = std::filesystem;

TEST_SUITE_BEGIN("sources");

TEST_CASE("OpenEXR attributes that claim what they do not hold are refused before anything is reserved") {
  using namespace std::string_literals;
  const std::string begin = "\x76\x2f\x31\x01\x02\0\0\0"s;
  for (const std::string& attributes :
       {"owner\0opaque\0\xff\xff\xff\x6f"s + "abc", "dataWindow\0box2i\0\0\0\0\0"s + std::string(40, '\0'),
        "channels\0chlist\0\2\0\0\0"s + std::string(40, '\0'),
        "preview\0preview\0\x08\0\0\0\xff\xff\0\0\xff\xff\0\0"s + std::string(40, '\0')}) {
    const std::string text = begin + attributes;
    CHECK_THROWS_WITH(decode_picture({text.begin(), text.end()}, "x.exr"), doctest::Contains("OpenEXR"));
  }
}

TEST_CASE("an OpenEXR window or block of absurd size is refused before anything is reserved") {
  cv::Mat real;
  marked_picture(9, 7).convertTo(real, CV_32F, 1 / 255.0);
  const Bytes whole = encode_with_opencv(".exr", real);
  REQUIRE(failure_text(whole).empty());
  const auto changed = [&](std::string_view name, std::size_t offset, std::initializer_list<int> values) {
    Bytes bytes = whole;
    auto at = std::search(bytes.begin(), bytes.end(), name.begin(), name.end());
    REQUIRE(at != bytes.end());
    at += static_cast<std::ptrdiff_t>(offset);
    for (const int value : values) *at++ = static_cast<std::uint8_t>(value);
    return failure_text(bytes);
  };
  const std::size_t data = std::string_view("dataWindow0box2i01234").size();
  const std::size_t display = std::string_view("displayWindow0box2i01234").size();
  CHECK(contains(changed("dataWindow", data + 8, {0xff, 0xff, 0xff, 0x7f}), "at most 268435456"));
  CHECK(contains(changed("dataWindow", data + 8, {0xff, 0xff, 0xff, 0x01}), "blocks of 536870912 pixels"));
  CHECK(contains(changed("dataWindow", data + 8, {0xff, 0xff, 0xff, 0xff}), "at least 1 x 1"));
  CHECK(contains(changed("displayWindow", display + 8, {0xff, 0xff, 0xff, 0x7f}), "at most 268435456"));
  CHECK(contains(changed("compression", std::string_view("compression0compression01234").size(), {10}),
                 "unknown compression"));
}

TEST_CASE("a file that is missing, empty, or no file says so") {
  const TemporaryFolder folder;
  folder.write("photo.png", png_of(marked_picture(3, 2)));
  const std::string missing = failure_text_of_file(folder.path() / "foto.png");
  CHECK(contains(missing, "foto.png: no such file"));
  CHECK(contains(missing, "did you mean 'photo.png'?"));
  CHECK(contains(failure_text_of_file(folder.write("empty.png", "")), "empty"));
  CHECK(contains(failure_text_of_file(folder.path()), "not a file"));
  CHECK(contains(failure_text_of_file("/dev/null"), "not a file"));
  CHECK_FALSE(failure_text_of_file(folder.path() / "photo.png" / "inside.png").empty());
  CHECK_FALSE(failure_text_of_file(folder.path() / std::string(300, 'x')).empty());
}

TEST_CASE("a path with a line break makes a message of one line") {
  const std::string text = failure_text_of_file("/no/such\nfile.png");
  CHECK(contains(text, "/no/such?file.png"));
  CHECK_FALSE(contains(text, "\n"));
}

TEST_CASE("a file without permission says so") {
  if (geteuid() == 0) return;  // root reads everything
  const TemporaryFolder folder;
  const fs::path path = folder.write("secret.png", png_of(marked_picture(3, 2)));
  fs::permissions(path, fs::perms::none);
  CHECK(contains(failure_text_of_file(path), "cannot be read"));
}

TEST_CASE("what is no picture is told what would be accepted") {
  const TemporaryFolder folder;
  CHECK(contains(failure_text_of_file(folder.write("a.png", "Dear diary")), "accepted: JPEG, PNG"));
  CHECK(contains(failure_text_of_file(folder.write("a.gif", "GIF89a.......")), "GIF is not supported"));
  CHECK(contains(failure_text(bytes_of("RIFF....AVI LIST")), "a video where a picture is needed"));
  CHECK(contains(failure_text({}), "empty"));
}

TEST_CASE("a JPEG, PNG or BMP cut short at any place is an error") {
  const cv::Mat picture = marked_picture(9, 7);
  for (const Bytes& whole : {jpeg_of(picture), png_of(picture), encode_with_opencv(".bmp", picture)}) {
    REQUIRE(failure_text(whole).empty());
    // A BMP's last row may lack the byte that pads it, so the last byte alone proves nothing there.
    for (std::size_t length = 1; length + 1 < whole.size(); ++length) {
      CAPTURE(length);
      REQUIRE_FALSE(
          failure_text(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length))).empty());
    }
  }
  CHECK(contains(failure_text({0xff, 0xd8, 0xff, 0xe0}), "JPEG data ends early"));
}

TEST_CASE("other formats cut in the middle are errors, too") {
  cv::Mat real;
  marked_picture(9, 7).convertTo(real, CV_32F, 1 / 255.0);
  for (const char* extension : {".tiff", ".exr", ".hdr", ".pfm"}) {
    CAPTURE(extension);
    const Bytes whole = encode_with_opencv(extension, real);
    CHECK_FALSE(
        failure_text(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() / 2)))
            .empty());
  }
}

TEST_CASE("a BMP of an unknown compression is refused, not read as pixels that are not there") {
  Bytes bytes = encode_with_opencv(".bmp", marked_picture(9, 7));
  bytes[33] = 0xfe;  // of the compression's four bytes the last
  CHECK(contains(failure_text(bytes), "unknown compression 4261412864"));
}

TEST_CASE("a PNG of which a byte changed is an error") {
  Bytes bytes = png_of(marked_picture(9, 7));
  bytes[bytes.size() / 2] ^= 0x10;
  CHECK(contains(failure_text(bytes), "wrong checksum"));
}

TEST_CASE("a header of a gigantic picture is refused before memory is asked for") {
  const Bytes png = png_of_chunks({{"IHDR", png_header_chunk(100000, 100000)}, {"IDAT", {}}});
  CHECK(contains(failure_text(png), "100000 x 100000 pixels; at most 268435456"));
  CHECK(contains(failure_text(png_of_chunks({{"IHDR", png_header_chunk(0, 5)}})), "at least 1 x 1"));

  Bytes jpeg = jpeg_of(marked_picture(8, 8));
  for (std::size_t i = 0; i + 1 < jpeg.size(); ++i) {
    if (jpeg[i] == 0xff && jpeg[i + 1] == 0xc0)
      std::fill_n(jpeg.begin() + static_cast<std::ptrdiff_t>(i) + 5, 4, 0xff);
  }
  CHECK(contains(failure_text(jpeg), "65535 x 65535"));

  CHECK(contains(failure_text(bytes_of("P5 99999 99999 255\n")), "99999 x 99999"));
  CHECK(contains(failure_text(tiff_of(70000, 70000, {{258, 8}, {262, 1}, {277, 1}}, {1})), "70000 x 70000"));
  CHECK(contains(failure_text(bytes_of("PF\n70000 70000\n-1\n")), "at most 268435456"));
}

TEST_CASE("a JPEG whose Huffman table is too long for the decoder is refused") {
  const Bytes jpeg = jpeg_of(marked_picture(8, 8));
  // 16 times 32 codes; the segment's length counts itself, the table's number and the codes.
  const Bytes table = joined({{0xff, 0xc4, 0x02, 0x13, 0}, Bytes(16, 0x20), Bytes(512, 0)});
  const Bytes overlong = joined({{0xff, 0xd8}, table, Bytes(jpeg.begin() + 2, jpeg.end())});
  CHECK(contains(failure_text(overlong), "Huffman"));
}

TEST_CASE("bytes of a file that are quoted in a message do not break its line") {
  const std::string text = failure_text(with_png_chunk(png_of(marked_picture(3, 2)), "A\nBC", {}));
  CHECK(contains(text, "damaged"));
  CHECK_FALSE(contains(text, "\n"));
}

TEST_SUITE_END();
