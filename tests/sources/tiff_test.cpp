#include <doctest/doctest.h>

#include "helpers.h"
#include "sources/codecs.h"
#include "sources/tiff_layout.h"

using namespace pixelwhy;
using namespace sources_test;

TEST_SUITE_BEGIN("sources");

TEST_CASE("the layout of a TIFF is read from its first directory") {
  const TiffLayout layout =
      read_tiff_layout(tiff_of(3, 2, {{258, 16}, {262, 0}, {277, 1}, {339, 2}}, Bytes(12), 3));
  CHECK(layout.width == 3);
  CHECK(layout.height == 2);
  CHECK(layout.bits == 16);
  CHECK(layout.photometric == 0);
  CHECK(layout.sample_format == 2);
  CHECK(layout.pages == 3);
}

TEST_CASE("of several pages the first is taken, with a note") {
  const FramePtr frame = decode(tiff_of(2, 1, {{258, 8}, {262, 1}, {277, 1}}, {10, 200}, 3));
  CHECK(frame->pixels.at<cv::Vec3b>(0, 1) == cv::Vec3b::all(200));
  REQUIRE(frame->notes.size() == 1);
  CHECK(contains(frame->notes[0].en, "first of 3 pages"));
}

TEST_CASE("a TIFF in which zero is white is turned into one in which it is black") {
  const FramePtr bytes = decode(tiff_of(2, 1, {{258, 8}, {262, 0}, {277, 1}}, {10, 200}));
  CHECK(bytes->pixels.at<cv::Vec3b>(0, 0) == cv::Vec3b::all(245));
  const FramePtr words = decode(tiff_of(2, 1, {{258, 16}, {262, 0}, {277, 1}}, {0, 10, 0, 200}));
  CHECK(words->pixels.at<cv::Vec3b>(0, 0) == cv::Vec3b::all(245));
  CHECK(words->original.at<std::uint16_t>(0, 1) == 65535 - (200 << 8));
}

TEST_CASE("colours are not multiplied by alpha") {
  for (const int kind : {0, 1, 2}) {
    CAPTURE(kind);
    const FramePtr frame =
        decode(tiff_of(1, 1, {{258, 8}, {262, 2}, {277, 4}, {284, 1}, {338, kind}}, {10, 60, 160, 50}));
    CHECK(frame->pixels.at<cv::Vec3b>(0, 0) == cv::Vec3b(160, 60, 10));
  }
}

TEST_CASE("kinds of TIFF that would come out wrong are refused by name") {
  const Bytes pixels(64);
  CHECK(contains(failure_text(tiff_of(2, 1, {{258, 32}, {262, 1}, {277, 1}}, pixels)), "32-bit samples"));
  CHECK(contains(failure_text(tiff_of(2, 1, {{258, 8}, {262, 1}, {277, 1}, {339, 2}}, pixels)),
                 "8-bit signed"));
  CHECK(contains(failure_text(tiff_of(2, 1, {{258, 16}, {262, 1}, {277, 1}, {339, 3}}, pixels)),
                 "16-bit float"));
  CHECK(contains(failure_text(tiff_of(2, 1, {{258, 8}, {262, 1}, {277, 2}}, pixels)), "2 channels"));
  CHECK(contains(failure_text(tiff_of(2, 1, {{258, 8}, {262, 1}, {277, 5}}, pixels)), "5 channels"));
  CHECK(contains(failure_text(tiff_of(2, 1, {{258, 16}, {262, 2}, {277, 3}, {284, 2}}, pixels)),
                 "separate planes"));
}

TEST_CASE("directories that lead nowhere or in a circle end") {
  Bytes tiff = tiff_of(2, 1, {{258, 8}, {262, 1}, {277, 1}}, {10, 200});
  Bytes beyond = tiff;
  beyond[4] = 0xff;
  CHECK(contains(failure_text(beyond), "TIFF data ends early"));
  // The chain's end points back at its beginning, which is found by giving up.
  std::copy_n(tiff.begin() + 4, 4, tiff.end() - 4);
  CHECK(read_tiff_layout(tiff).pages > 1);
}

TEST_CASE("TIFF stores floats bit for bit, also in three channels and NaN") {
  for (const int channels : {1, 3}) {
    cv::Mat picture(4, 5, CV_32FC(channels));
    cv::randn(picture, 0, 1e6);
    picture.ptr<float>(1)[2] = std::numeric_limits<float>::quiet_NaN();
    picture.ptr<float>(2)[1] = -std::numeric_limits<float>::infinity();
    picture.ptr<float>(3)[0] = 1e-42F;
    const cv::Mat back = decode_with_opencv(encode_with_opencv(".tiff", picture));
    REQUIRE(back.type() == picture.type());
    CHECK(std::memcmp(back.data, picture.data, picture.total() * picture.elemSize()) == 0);
  }
}

TEST_CASE("what cannot be encoded is a failure") {
  CHECK_THROWS_WITH(encode_with_opencv(".xyz", marked_picture(2, 2)), doctest::Contains(".xyz"));
}

TEST_SUITE_END();
