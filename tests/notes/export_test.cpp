#include "notes/export.h"

#include <doctest/doctest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "notes/file.h"
#include "notes/json.h"
#include "notes/png.h"
#include "notes/preset.h"
#include "registry.h"
#include "sources/codecs.h"
#include "support/demos.h"
#include "support/folder.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

const Demo& demo_called(const char* id) {
  for (const Demo& demo : all_demos()) {
    if (demo.id == id) return demo;
  }
  throw std::logic_error("no such demo");
}

SnapshotPtr evaluate(const Demo& demo, cv::Size size) {
  Evaluator evaluator;
  return evaluator.evaluate({&demo, test::frame_of(test::scene(size, 3)), demo.defaults(), {}, {}, true});
}

Json parsed(const std::vector<std::uint8_t>& bytes) { return Json::parse(bytes.begin(), bytes.end()); }

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a TIFF holds a stage's values, as 8-bit levels or 32-bit floats") {
    for (const Demo& demo : all_demos()) {
      const SnapshotPtr snapshot = evaluate(demo, {37, 23});
      for (StageId stage = source_stage; stage < static_cast<StageId>(demo.stages.size()); ++stage) {
        const ResultPtr result = snapshot->result(stage);
        if (!result || result->output.image.empty()) continue;
        const cv::Mat back =
            decode_with_opencv(export_stage(*snapshot, stage, result->output, ExportFormat::Tiff));
        CAPTURE(demo.id);
        CAPTURE(demo.stage_id(stage));
        cv::Mat expected = result->output.image;
        CHECK((back.depth() == CV_8U) == (expected.depth() == CV_8U));
        if (expected.depth() != CV_8U) expected.convertTo(expected, CV_32F);  // the integral image is wider
        CHECK(test::largest_difference(back, expected) == 0);
      }
    }
  }

  TEST_CASE("a TIFF keeps what is no number, bit for bit, in three channels too") {
    const Demo& demo = demo_called("canny");
    const SnapshotPtr snapshot = evaluate(demo, {8, 8});
    for (const int channels : {1, 3}) {
      cv::Mat image(5, 4, CV_32FC(channels), cv::Scalar::all(0.1));
      image.ptr<float>(1)[0] = std::numeric_limits<float>::quiet_NaN();
      image.ptr<float>(2)[1] = -std::numeric_limits<float>::infinity();
      image.ptr<float>(3)[2] = 1e-40F;
      const cv::Mat back = decode_with_opencv(export_stage(*snapshot, 0, Output(image), ExportFormat::Tiff));
      REQUIRE(back.type() == image.type());
      CHECK(std::memcmp(back.data, image.data, image.total() * image.elemSize()) == 0);
    }
  }

  TEST_CASE("a PNG is what the screen shows") {
    const Demo& demo = demo_called("canny");
    const SnapshotPtr snapshot = evaluate(demo, {40, 30});
    for (const char* id : {"gray", "gx", "direction", "classes", "edges"}) {
      const StageId stage = *demo.find_stage(id);
      const cv::Mat shown = stage_picture(*snapshot, stage);
      const cv::Mat back = decode_with_opencv(
          export_stage(*snapshot, stage, snapshot->result(stage)->output, ExportFormat::Png));
      CAPTURE(id);
      CHECK(test::largest_difference(back, shown) == 0);
    }
    CHECK(stage_picture(*snapshot, *demo.find_stage("gray")).channels() == 1);
    CHECK(stage_picture(*snapshot, *demo.find_stage("gx")).channels() == 3);
  }

  TEST_CASE("data is written as JSON and pictures alone are not") {
    const Demo& equalization = demo_called("histogram-equalization");
    const SnapshotPtr snapshot = evaluate(equalization, {32, 32});
    const StageId histogram = *equalization.find_stage("histogram");
    const Json json =
        parsed(export_stage(*snapshot, histogram, snapshot->result(histogram)->output, ExportFormat::Json));
    CHECK(json["demo"] == "histogram-equalization");
    CHECK(json["stage"] == "histogram");
    double total = 0;
    for (const auto& count : json["histogram"]) total += count.get<double>();
    CHECK(total == 32 * 32);
    const StageId gray = *equalization.find_stage("gray");
    const Output& picture = snapshot->result(gray)->output;
    CHECK_THROWS_AS(export_stage(*snapshot, gray, picture, ExportFormat::Json), Error);
    CHECK_THROWS_AS(
        export_stage(*snapshot, histogram, snapshot->result(histogram)->output, ExportFormat::Tiff), Error);
  }

  TEST_CASE("extensions are known in any case") {
    CHECK(format_of_extension(".PNG") == ExportFormat::Png);
    CHECK(format_of_extension(".Tif") == ExportFormat::Tiff);
    CHECK(format_of_extension("json") == ExportFormat::Json);
    CHECK_FALSE(format_of_extension(".jpg").has_value());
    CHECK_FALSE(format_of_extension("").has_value());
  }

  TEST_CASE("explanations are told with channels in the order R, G, B") {
    const Demo& demo = demo_called("canny");
    const SnapshotPtr snapshot = evaluate(demo, {16, 16});
    const Json json = describe(*snapshot, 0, {3, 4}, explain(*snapshot, 0, {3, 4}));
    const cv::Vec3b source = snapshot->source->output.image.at<cv::Vec3b>(4, 3);
    REQUIRE(json["terms"].size() == 3);
    for (const auto& term : json["terms"]) {
      const int channel = term["channel"];
      CHECK(term["value"] == source[2 - channel]);
      CHECK(term["weight"].get<double>() ==
            doctest::Approx(std::vector{9798, 19235, 3735}[channel] / 32768.0));
    }
    CHECK(json["result"] == json["output"]);
    CHECK(json["at"] == Json::array({3, 4}));
  }

  TEST_CASE("presets round-trip, and what is wrong in one is named") {
    const test::TemporaryFolder folder;
    cv::RNG generator(5);
    for (const Demo& demo : all_demos()) {
      for (int round = 0; round < 10; ++round) {
        const Settings settings = test::random_settings(demo, generator);
        write_whole(folder / "preset.json", preset_text(demo, settings));
        CHECK(read_preset(demo, folder / "preset.json").state.settings == settings);
      }
    }
    const auto message = [&](const std::string& text) {
      write_whole(folder / "bad.json", text);
      try {
        read_preset(demo_called("canny"), folder / "bad.json");
      } catch (const Error& error) {
        return std::string(error.what());
      }
      return std::string("accepted");
    };
    CHECK(message("").find("not a JSON object") != std::string::npos);
    CHECK(message("[1]").find("not a JSON object") != std::string::npos);
    CHECK(message(R"({"demo": "sobel"})").find("'canny'") != std::string::npos);
    CHECK(message(R"({"parameters": {"sgma": 1}})").find("did you mean 'sigma'") != std::string::npos);
    CHECK(message(R"({"parameters": {"sigma": 99}})").find("0 to 50 px") != std::string::npos);
    CHECK(message(R"({"parameters": {"sigma": [1]}})").find("0 to 50 px") != std::string::npos);
    CHECK(message(R"({"parameters": {"low": 300}})").find("must not exceed") != std::string::npos);
    CHECK(message(R"({"paramters": {}})").find("unexpected key") != std::string::npos);
    CHECK_THROWS_AS(read_preset(demo_called("canny"), folder / "missing.json"), Error);
    CHECK_THROWS_AS(read_preset(demo_called("canny"), folder.path()), Error);
  }

  TEST_CASE("a file is written whole or not at all") {
    const test::TemporaryFolder folder;
    write_whole(folder / "a.txt", std::string("one"));
    write_whole(folder / "a.txt", std::string("two"));
    CHECK(read_text(folder / "a.txt") == "two");
    CHECK_THROWS_AS(write_whole(folder / "missing/b.txt", std::string("x")), Error);
    CHECK_THROWS_AS(write_whole(folder.path(), std::string("x")), Error);
    CHECK_THROWS_AS(write_whole("/dev/full", std::string("x")), Error);
    CHECK_NOTHROW(write_whole("/dev/null", std::string("x")));
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      files += entry.is_regular_file();
    CHECK(files == 1);  // no temporary file is left behind
  }
}

}  // namespace pixelwhy
