#include "sources/second_picture.h"

#include <doctest/doctest.h>

#include <chrono>
#include <filesystem>

#include "core/demo_builder.h"
#include "core/error.h"
#include "helpers.h"
#include "notes/file.h"
#include "notes/png.h"
#include "support/folder.h"
#include "support/pictures.h"
#include "support/variable.h"

namespace pixelwhy {

namespace {

Parameter match() {
  return {"match",
          {"Match", "目标"},
          ParameterType::Picture,
          PictureValue{"sample:room", nullptr},
          {},
          {},
          "",
          {"h", "助"},
          {},
          {}};
}

Error refusal(const std::string& spec) {
  Value value = PictureValue{spec, nullptr};
  try {
    read_picture(match(), value);
  } catch (const Error& error) {
    CHECK(error.text().en.starts_with("match: "));
    CHECK(error.text().in(Language::Chinese).starts_with("match："));
    return error;
  }
  return failure("accepted");
}

}  // namespace

TEST_SUITE("sources") {
  TEST_CASE("a second picture is a file or a sample, read once while it is in use") {
    const FramePtr room = read_second_picture("sample:room");
    CHECK(room->name == "sample:room");
    CHECK(read_second_picture("sample:room") == room);
    const test::TemporaryFolder folder;
    const std::filesystem::path file = folder / "a.png";
    write_whole(file.string(), encode_png(test::scene({9, 7}, 2)));
    const FramePtr first = read_second_picture(file.string());
    CHECK(first->pixels.size() == cv::Size(9, 7));
    CHECK(read_second_picture(file.string()) == first);
    write_whole(file.string(), encode_png(test::scene({5, 4}, 2)));
    std::filesystem::last_write_time(file, std::filesystem::last_write_time(file) + std::chrono::seconds(5));
    CHECK(read_second_picture(file.string())->pixels.size() == cv::Size(5, 4));
    const test::Variable home("HOME", folder.path().string());
    CHECK(second_picture_file("~/a.png") == file);
    CHECK(read_second_picture("~/a.png")->pixels.size() == cv::Size(5, 4));
  }

  TEST_CASE("what cannot be a second picture is refused with the parameter's name") {
    CHECK(refusal("/nowhere/x.png").kind() == Error::Kind::Failure);
    CHECK(refusal("sample:rom").text().en.find("room") != std::string::npos);
    CHECK(refusal("camera:0").kind() == Error::Kind::Usage);
    CHECK(refusal("/tmp").kind() == Error::Kind::Usage);
    CHECK(refusal("http://host/x").kind() == Error::Kind::Usage);
    CHECK_THROWS_AS(parse_value(match(), ""), Error);
    Value none = PictureValue{};
    CHECK_NOTHROW(read_picture(match(), none));
  }
}

}  // namespace pixelwhy
