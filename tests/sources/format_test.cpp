#include "sources/format.h"

#include <doctest/doctest.h>

#include <string>

#include "helpers.h"

using namespace pixelwhy;
using namespace std::string_literals;

namespace {

Format sniff(const std::string& head) { return sniff_format(sources_test::bytes_of(head)); }

}  // namespace

TEST_SUITE_BEGIN("sources");

TEST_CASE("the first bytes decide what a file is") {
  CHECK(sniff("\xff\xd8\xff\xe0"s) == Format::Jpeg);
  CHECK(sniff("\x89PNG\r\n\x1a\n"s) == Format::Png);
  CHECK(sniff("II*\0"s) == Format::Tiff);
  CHECK(sniff("MM\0*"s) == Format::Tiff);
  CHECK(sniff("MM\0+"s) == Format::Tiff);
  CHECK(sniff("RIFF\x10\0\0\0WEBPVP8 "s) == Format::WebP);
  CHECK(sniff("RIFF\x10\0\0\0AVI LIST"s) == Format::Video);
  CHECK(sniff("RIFF\x10\0\0\0WAVEfmt "s) == Format::Unknown);
  CHECK(sniff("\0\0\0\x18"
              "ftypisom"s) == Format::Video);
  CHECK(sniff("\0\0\0\x18"
              "ftypavif"s) == Format::Unknown);
  CHECK(sniff("#?RADIANCE\n"s) == Format::RadianceHdr);
  CHECK(sniff("\x76\x2f\x31\x01"s) == Format::OpenExr);
  CHECK(sniff("\xff\x4f\xff\x51"s) == Format::Jpeg2000);
  CHECK(sniff("P6\n3 2\n255\n"s) == Format::Netpbm);
  CHECK(sniff("P7\nWIDTH 3\n"s) == Format::Netpbm);
  CHECK(sniff("Pf\n3 2\n-1\n"s) == Format::Pfm);
  CHECK(sniff("GIF89a"s) == Format::Gif);
  CHECK(sniff(""s) == Format::Unknown);
}

TEST_CASE("a text that begins like a picture is none") {
  CHECK(sniff("BMW builds cars, and motorcycles too"s) == Format::Unknown);
  CHECK(sniff("P6X is no pixmap"s) == Format::Unknown);
  CHECK(sniff("P"s) == Format::Unknown);
}

TEST_CASE("what is accepted is listed for messages") {
  const std::string accepted = accepted_formats().en;
  CHECK(sources_test::contains(accepted, "JPEG, PNG"));
  CHECK(sources_test::contains(accepted, "OpenEXR"));
  CHECK_FALSE(sources_test::contains(accepted, "GIF"));
}

TEST_SUITE_END();
