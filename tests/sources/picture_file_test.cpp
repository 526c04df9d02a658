#include "sources/picture_file.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>

#include "helpers.h"
#include "sources/codecs.h"

using namespace pixelwhy;
using namespace sources_test;

namespace {

cv::Mat with_alpha(const cv::Mat& picture, cv::Mat& alpha) {
  alpha.create(picture.size(), CV_8UC1);
  for (int i = 0; i < static_cast<int>(alpha.total()); ++i) alpha.data[i] = static_cast<std::uint8_t>(7 * i);
  cv::Mat both(picture.size(), CV_8UC(picture.channels() + 1));
  std::vector<cv::Mat> parts;
  cv::split(picture, parts);
  parts.push_back(alpha);
  cv::merge(parts, both);
  return both;
}

}  // namespace

TEST_SUITE_BEGIN("sources");

TEST_CASE("a colour PNG keeps every pixel, in the order B G R") {
  const cv::Mat picture = marked_picture(7, 5);
  const FramePtr frame = decode(png_of(picture));
  CHECK(same_pixels(frame->pixels, picture));
  CHECK(frame->alpha.empty());
  CHECK(frame->original.empty());
  CHECK(frame->notes.empty());
}

TEST_CASE("gray becomes three equal channels, alpha is kept apart") {
  cv::Mat gray, equal, alpha;
  cv::extractChannel(marked_picture(7, 5), gray, 0);
  cv::cvtColor(gray, equal, cv::COLOR_GRAY2BGR);
  CHECK(same_pixels(decode(png_of(gray))->pixels, equal));

  const FramePtr frame = decode(png_of(with_alpha(gray, alpha)));
  CHECK(same_pixels(frame->pixels, equal));
  CHECK(same_pixels(frame->alpha, alpha));
  CHECK(frame->notes.empty());
}

TEST_CASE("colour with alpha: neither changes the other") {
  cv::Mat alpha;
  const cv::Mat picture = marked_picture(7, 5);
  const cv::Mat both = with_alpha(picture, alpha);
  for (const Bytes& bytes : {png_of(both), encode_with_opencv(".tiff", both)}) {
    const FramePtr frame = decode(bytes);
    CHECK(same_pixels(frame->pixels, picture));
    CHECK(same_pixels(frame->alpha, alpha));
  }
}

TEST_CASE("16 bits become 8 by v >> 8, with a note and the original kept") {
  for (const int channels : {1, 3, 4}) {
    cv::Mat picture(3, 5, CV_16UC(channels));
    for (int i = 0; i < 15 * channels; ++i)
      picture.ptr<std::uint16_t>()[i] = static_cast<std::uint16_t>(255 + 1013 * i);
    for (const char* extension : {".png", ".tiff"}) {
      CAPTURE(channels);
      CAPTURE(extension);
      const FramePtr frame = decode(encode_with_opencv(extension, picture));
      REQUIRE(frame->notes.size() == 1);
      CHECK(contains(frame->notes[0].en, "16-bit"));
      CHECK_FALSE(frame->notes[0].zh.empty());
      CHECK(same_pixels(frame->original, picture));
      CHECK(frame->pixels.type() == CV_8UC3);
      CHECK(frame->alpha.empty() == (channels < 4));
      const int c = channels == 1 ? 0 : 2;
      const int value = picture.ptr<std::uint16_t>(1)[2 * channels + c];
      CHECK(frame->pixels.at<cv::Vec3b>(1, 2)[2] == value >> 8);
    }
  }
}

TEST_CASE("float is taken as 0 to 1, rounded half up, clamped, NaN as 0") {
  const float nan = std::numeric_limits<float>::quiet_NaN(),
              infinity = std::numeric_limits<float>::infinity();
  const cv::Mat picture = (cv::Mat_<float>(2, 5) << 0, 1, 0.5F, 0.25F, 1.0F / 255,  //
                           nan, -1, 7, infinity, -infinity);
  const FramePtr frame = decode(encode_with_opencv(".tiff", picture));
  const int expected[] = {0, 255, 128, 64, 1, 0, 0, 255, 255, 0};
  for (int i = 0; i < 10; ++i) {
    CAPTURE(i);
    CHECK(frame->pixels.at<cv::Vec3b>(i / 5, i % 5) ==
          cv::Vec3b::all(static_cast<std::uint8_t>(expected[i])));
  }
  REQUIRE(frame->notes.size() == 1);
  CHECK(contains(frame->notes[0].en, "50 %"));
  CHECK(frame->original.type() == CV_32FC1);
  CHECK(std::isnan(frame->original.at<float>(1, 0)));
}

TEST_CASE("the float formats are read") {
  cv::Mat picture;
  marked_picture(6, 4).convertTo(picture, CV_32F, 1 / 255.0);
  for (const char* extension : {".tiff", ".exr", ".pfm"}) {
    CAPTURE(extension);
    const FramePtr frame = decode(encode_with_opencv(extension, picture));
    CHECK(same_pixels(frame->pixels, marked_picture(6, 4)));
    CHECK(same_pixels(frame->original, picture));
    CHECK(frame->notes.size() == 1);
  }
  // Radiance shares one exponent of 8 bits among the channels, so it is a little off.
  const FramePtr radiance = decode(encode_with_opencv(".hdr", picture));
  CHECK(cv::norm(radiance->pixels, marked_picture(6, 4), cv::NORM_INF) <= 1);
}

TEST_CASE("JPEG, BMP and lossless JPEG 2000 are read") {
  const cv::Mat smooth(16, 16, CV_8UC3, cv::Scalar(40, 120, 200));
  // The colours of a JPEG are rounded on the way.
  CHECK(cv::norm(decode(jpeg_of(smooth))->pixels, smooth, cv::NORM_INF) <= 3);
  const cv::Mat picture = marked_picture(40, 36);  // JPEG 2000's encoder needs 32 pixels a side
  CHECK(same_pixels(decode(encode_with_opencv(".bmp", picture))->pixels, picture));
  CHECK(same_pixels(decode(encode_with_opencv(".jp2", picture))->pixels, picture));
}

TEST_CASE("of an animated PNG the first frame is taken, with a note") {
  const Bytes two_frames_for_ever = {0, 0, 0, 2, 0, 0, 0, 0};
  const FramePtr frame = decode(with_png_chunk(png_of(marked_picture(3, 2)), "acTL", two_frames_for_ever));
  CHECK(same_pixels(frame->pixels, marked_picture(3, 2)));
  REQUIRE(frame->notes.size() == 1);
  CHECK(contains(frame->notes[0].en, "animation"));
}

TEST_CASE("a name's ending does not matter, and the frame is called by its file") {
  const TemporaryFolder folder;
  const auto path = folder.write("photo.png", encode_with_opencv(".bmp", marked_picture(4, 3)));
  const FramePtr frame = load_picture(path);
  CHECK(frame->name == "photo.png");
  CHECK(same_pixels(frame->pixels, marked_picture(4, 3)));
  CHECK(load_picture(path, "sample:photo")->name == "sample:photo");
}

TEST_CASE("one pixel is a picture, and so is a single row or column") {
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(11, 1), cv::Size(1, 7)}) {
    const cv::Mat picture = marked_picture(size.width, size.height);
    CHECK(same_pixels(decode(png_of(picture))->pixels, picture));
    CHECK(same_pixels(decode(encode_with_opencv(".tiff", picture))->pixels, picture));
  }
}

TEST_CASE("of an animated WebP the first frame is taken, with a note") {
  const cv::Mat picture = marked_picture(4, 3);
  const Bytes still = encode_with_opencv(".webp", picture);
  const Bytes chunk(still.begin() + 12, still.end());
  const Bytes size = {3, 0, 0, 2, 0, 0};  // one less each
  const auto animation = [&](const Bytes& offset) {
    const Bytes frame = joined({offset, size, {40, 0, 0, 0}, chunk});
    const Bytes length = {static_cast<std::uint8_t>(frame.size()),
                          static_cast<std::uint8_t>(frame.size() >> 8), 0, 0};
    const Bytes body = joined({bytes_of("WEBPVP8X"),
                               {10, 0, 0, 0, 0x02, 0, 0, 0},
                               size,
                               bytes_of("ANIM"),
                               {6, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                               bytes_of("ANMF"),
                               length,
                               frame});
    return joined(
        {bytes_of("RIFF"),
         {static_cast<std::uint8_t>(body.size()), static_cast<std::uint8_t>(body.size() >> 8), 0, 0},
         body});
  };
  const FramePtr frame = decode(animation({0, 0, 0, 0, 0, 0}));
  CHECK(same_pixels(frame->pixels, decode(still)->pixels));
  REQUIRE(frame->notes.size() == 1);
  CHECK(contains(frame->notes[0].en, "animation"));
  CHECK(contains(failure_text(animation({1, 0, 0, 0, 0, 0})), "does not fill the picture"));
}

TEST_SUITE_END();
