#include "sources/netpbm.h"

#include <doctest/doctest.h>

#include <string>

#include "helpers.h"

using namespace pixelwhy;
using namespace sources_test;
using namespace std::string_literals;

namespace {

cv::Mat pixels(const std::string& text) { return read_netpbm(bytes_of(text)).pixels; }

}  // namespace

TEST_SUITE_BEGIN("sources");

TEST_CASE("plain and raw netpbm give the same pixels") {
  const cv::Mat expected = (cv::Mat_<cv::Vec3b>(1, 2) << cv::Vec3b(3, 2, 1), cv::Vec3b(6, 5, 4));
  CHECK(same_pixels(pixels("P3\n# a comment\n2 1\n255\n1 2 3 4 5 6"), expected));
  CHECK(same_pixels(pixels("P6 2 1 255\n\1\2\3\4\5\6"s), expected));
  CHECK(same_pixels(pixels("P7\nWIDTH 2\nHEIGHT 1\nDEPTH 3\nMAXVAL 255\nTUPLTYPE RGB\nENDHDR\n\1\2\3\4\5\6"s),
                    expected));
  CHECK(same_pixels(pixels("P2 2 1 255 7 9"), (cv::Mat_<std::uint8_t>(1, 2) << 7, 9)));
  CHECK(same_pixels(pixels("P5 2 1 255\n\7\t"s), (cv::Mat_<std::uint8_t>(1, 2) << 7, 9)));
}

TEST_CASE("a bitmap's 1 is black") {
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(2, 3) << 0, 255, 0, 255, 255, 0);
  CHECK(same_pixels(pixels("P1 3 2 101 0 0 1"), expected));
  CHECK(same_pixels(pixels("P4 3 2\n\xa0\x20"s), expected));
}

TEST_CASE("PAM holds alpha") {
  CHECK(
      same_pixels(pixels("P7\nWIDTH 1\nHEIGHT 1\nDEPTH 4\nMAXVAL 255\nTUPLTYPE RGB_ALPHA\nENDHDR\n\1\2\3\4"s),
                  (cv::Mat_<cv::Vec4b>(1, 1) << cv::Vec4b(3, 2, 1, 4))));
}

TEST_CASE("the maximum is white, with a note") {
  CHECK(same_pixels(pixels("P2 3 1 15 0 7 15"), (cv::Mat_<std::uint8_t>(1, 3) << 0, 119, 255)));
  CHECK(
      same_pixels(pixels("P5 2 1 1023\n\x03\xff\x01\x00"s), (cv::Mat_<std::uint16_t>(1, 2) << 65535, 16400)));
  const FramePtr frame = decode(bytes_of("P2 1 1 1023 512"));
  REQUIRE(frame->notes.size() == 2);
  CHECK(contains(frame->notes[0].en, "0..1023"));
  CHECK(decode(bytes_of("P2 1 1 255 9"))->notes.empty());
}

TEST_CASE("netpbm that is cut short or out of range is refused") {
  CHECK(contains(failure_text(bytes_of("P5 2 2 255\n\1\2\3")), "ends early"));
  CHECK(contains(failure_text(bytes_of("P2 2 2 255 1 2 3")), "ends early"));
  CHECK(contains(failure_text(bytes_of("P2 2")), "ends early"));
  CHECK(contains(failure_text(bytes_of("P5 2 2 70000\n")), "above 65535"));
  CHECK(contains(failure_text(bytes_of("P5 2 2 0\n1234")), "damaged"));
  CHECK(contains(failure_text(bytes_of("P5 -2 2 255\n")), "a number was expected"));
  CHECK(contains(failure_text(bytes_of("P5 99999999999999999999 2 255\n")), "above"));
  CHECK(contains(failure_text(bytes_of("P5 244444444444444444444444444444 2 255\n")), "above"));
  CHECK(contains(failure_text(bytes_of("P2 20000 10000 255\n1 2")), "ends early"));
}

TEST_SUITE_END();
