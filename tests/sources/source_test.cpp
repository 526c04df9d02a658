#include "sources/source.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>

#include "core/error.h"
#include "helpers.h"
#include "sources/natural_order.h"

using namespace pixelwhy;
using namespace sources_test;

namespace fs = std::filesystem;

namespace {

std::string open_failure(const std::string& spec) {
  try {
    open_source(spec);
  } catch (const Error& error) {
    return error.kind() == Error::Kind::Failure ? error.what() : "not a failure";
  }
  return {};
}

}  // namespace

TEST_SUITE_BEGIN("sources");

TEST_CASE("names are ordered as people count") {
  const std::vector<std::string> ordered = {
      "a", "img1", "img02", "img2", "Img3", "img10", "img10b", "img10c", "img99999999999999999999999", "z"};
  std::vector<std::string> shuffled(ordered.rbegin(), ordered.rend());
  std::sort(shuffled.begin(), shuffled.end(), natural_less);
  CHECK(shuffled == ordered);
  for (const std::string& a : ordered) {
    CHECK_FALSE(natural_less(a, a));
    for (const std::string& b : ordered) CHECK((a == b || natural_less(a, b) != natural_less(b, a)));
  }
}

TEST_CASE("a picture file is a source of one frame") {
  const TemporaryFolder folder;
  const auto source = open_source(folder.write("photo.png", png_of(marked_picture(4, 3))).string());
  CHECK(source->name() == "photo.png");
  CHECK_FALSE(source->live());
  CHECK(source->count() == 1);
  CHECK(source->frame(0)->name == "photo.png");
  CHECK(source->frame(0) == source->frame(0));
  CHECK_THROWS_WITH(source->frame(1), doctest::Contains("no frame 1; 0 to 0 are accepted"));
  CHECK_THROWS_AS(source->frame(-1), Error);
}

TEST_CASE("a folder's pictures come in natural order, whatever else lies in it") {
  const TemporaryFolder folder;
  for (const int i : {10, 2, 1}) {
    folder.write("img" + std::to_string(i) + ".png", png_of(marked_picture(i, 1)));
  }
  folder.write("notes.txt", "no picture");
  folder.write(".hidden.png", png_of(marked_picture(3, 3)));
  folder.write("no-ending", png_of(marked_picture(4, 1)));
  fs::create_directory(folder.path() / "inner.png");
  const auto source = open_source(folder.path().string() + "/");
  CHECK(source->name() == folder.path().filename().string());
  REQUIRE(source->count() == 4);
  const int widths[] = {1, 2, 10, 4};
  for (int i = 0; i < 4; ++i) {
    CHECK(source->frame(i)->pixels.cols == widths[i]);
    CHECK(source->frame(i)->index == i);
    CHECK(source->index_at(source->time_of(i)) == i);
  }
}

TEST_CASE("a broken picture of a folder is reported and the others are read") {
  const TemporaryFolder folder;
  folder.write("1.png", png_of(marked_picture(2, 2)));
  folder.write("2.png", "");
  folder.write("3.png", png_of(marked_picture(3, 2)));
  const auto source = open_source(folder.path().string());
  REQUIRE(source->count() == 3);
  CHECK(source->frame(0)->pixels.cols == 2);
  CHECK_THROWS_WITH(source->frame(1), doctest::Contains("2.png: the file is empty"));
  CHECK(source->frame(2)->pixels.cols == 3);
}

TEST_CASE("folders without pictures and unreadable ones say so") {
  const TemporaryFolder folder;
  folder.write("notes.txt", "no picture");
  CHECK(contains(open_failure(folder.path().string()), "no picture in this folder; accepted: JPEG"));
  CHECK_THROWS_WITH(pictures_in(folder.path() / "notes.txt"), doctest::Contains("cannot be read"));
  if (geteuid() != 0) {  // root reads everything
    fs::permissions(folder.path(), fs::perms::none);
    CHECK(contains(open_failure(folder.path().string()), "cannot be read"));
    fs::permissions(folder.path(), fs::perms::owner_all);
  }
}

TEST_CASE("the kind of a source follows from its words") {
  const TemporaryFolder folder;
  CHECK(kind_of("camera:0") == SourceKind::Camera);
  CHECK(kind_of("rtsp://host/stream") == SourceKind::Stream);
  CHECK(kind_of("sample:moving") == SourceKind::Moving);
  CHECK(kind_of("sample:moving@60") == SourceKind::Moving);
  CHECK(kind_of("sample:street") == SourceKind::Sample);
  CHECK(kind_of(folder.path().string()) == SourceKind::Folder);
  CHECK(kind_of(folder.write("film.png", "RIFF....AVI LIST").string()) == SourceKind::Video);
  CHECK(kind_of(folder.write("film.mts", "no mark").string()) == SourceKind::Video);
  CHECK(kind_of(folder.write("photo.avi", png_of(marked_picture(4, 3))).string()) == SourceKind::Picture);
  CHECK(kind_of("/no/such/file.mp4") == SourceKind::Picture);
}

TEST_CASE("a source that does not exist says what would be accepted") {
  CHECK(contains(open_failure(""), "a picture file, a folder of pictures, a video file"));
  CHECK(contains(open_failure("/no/such/picture.png"), "/no/such/picture.png: no such file"));
}

TEST_SUITE_END();
