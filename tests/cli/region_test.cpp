#include "core/region.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/driver.h"
#include "notes/living_png.h"
#include "notes/preset.h"
#include "notes/state.h"
#include "sources/codecs.h"
#include "sources/picture_file.h"
#include "support/variable.h"
#include "support/videos.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::CommandLine;
using test::Outcome;

cv::Mat pixels_in(const std::string& path) { return load_picture(path)->pixels; }

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a region is worked on as if it were a picture of its own") {
    const CommandLine command;
    const cv::Mat part = pixels_in(command.picture())(cv::Rect(10, 6, 40, 30));
    write_whole(command.file("part.png"), std::span<const std::uint8_t>(encode_png(part)));
    for (const char* demo : {"canny", "gaussian-blur", "histogram-equalization", "hough-lines"}) {
      CAPTURE(demo);
      const auto run = [&](std::vector<std::string> source, const std::string& to) {
        std::vector<std::string> words{"run", demo};
        words.insert(words.end(), source.begin(), source.end());
        words.insert(words.end(), {"-o", command.file(to)});
        CHECK(command.run(words).status == 0);
        return pixels_in(command.file(to));
      };
      const cv::Mat cut_out = run({command.picture(), "--region", "10,6,40,30"}, "a.png");
      CHECK(test::largest_difference(cut_out, run({command.file("part.png")}, "b.png")) == 0);
    }
    // Coordinates are those of the cut.
    const std::vector<std::string> asked{"--stage", "gray", "--at", "3,4", "--json"};
    std::vector<std::string> words{"explain", "canny", command.picture(), "--region=10,6,40,30"};
    words.insert(words.end(), asked.begin(), asked.end());
    const auto told = nlohmann::json::parse(command.run(words).out);
    CHECK(told["terms"][0]["at"] == nlohmann::json::array({3, 4}));
    CHECK(told["terms"][0]["value"] == part.at<cv::Vec3b>(4, 3)[2]);
    command.refuses({"explain", "canny", command.picture(), "--region", "10,6,40,30", "--at", "40,0"}, 2,
                    "39,29");
  }

  TEST_CASE("a region that is none, or not in the picture, is refused with the value and the size") {
    const CommandLine command;
    const std::string out = command.file("out.png");
    for (const char* wrong :
         {"", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1,2,3,4.5", "-1,0,5,5", "0,0,0,5", "0,0,5,-2"}) {
      for (const char* how : {"run", "figure"})
        command.refuses({how, "canny", command.picture(), "--region", wrong, "-o", out}, 2,
                        std::string("--region: '") + wrong + "'");
    }
    for (const char* outside : {"0,0,65,48", "60,40,5,5", "64,0,1,1", "0,0,2147483647,2147483647"}) {
      for (const char* size : {outside, "64×48"})
        command.refuses({"run", "canny", command.picture(), "--region", outside, "-o", out}, 2, size);
    }
    command.refuses({"explain", "canny", command.picture(), "--at", "1,1", "--region", "60,40,5,5"}, 2,
                    "64×48");
    command.refuses(
        {"sweep", "canny", command.picture(), "--high", "60:90:10", "--region", "60,40,5,5", "-o", out}, 2,
        "64×48");
    command.refuses(
        {"note", "canny", command.picture(), "--region", "60,40,5,5", "--to", command.file("notes")}, 2,
        "64×48");
    command.refuses({"gallery", command.picture(), "--region", "60,40,5,5", "-o", command.file("g")}, 2,
                    "64×48");
    command.refuses({"gallery", "--region", "0,0,5,5", "-o", command.file("g")}, 2, "SOURCE");
    command.refuses({"--region", "0,0,5,5"}, 2, "SOURCE");
    command.refuses({command.picture(), "--region", "0,0,5"}, 2, "'0,0,5'");
    CHECK(command.run({command.picture(), "--region", "1,2,30,40"}).window->region == cv::Rect(1, 2, 30, 40));
  }

  TEST_CASE("a figure of a region brings the same figure back, byte for byte") {
    const test::Variable day("SOURCE_DATE_EPOCH", "1700000000");
    const CommandLine command;
    const auto made = [&](const std::vector<std::string>& words, const std::string& name) {
      std::vector<std::string> all{"figure", "canny"};
      all.insert(all.end(), words.begin(), words.end());
      all.insert(all.end(), {"--resolution", "1", "-o", command.file(name)});
      const Outcome outcome = command.run(all);
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
      return bytes_of(command.file(name));
    };
    const auto first = made({command.picture(), "--region", "10,6,40,30", "--at", "5,6"}, "a.png");
    const Carried carried = read_carried(first);
    const State state = state_from_json(all_demos(), carried.state);
    CHECK(state.source->region == cv::Rect(10, 6, 40, 30));
    CHECK(state.source->size == cv::Size(64, 48));
    CHECK(state.source->name == "picture.png");
    CHECK(state.source->hash == pixel_hash(pixels_in(command.picture())));
    CHECK(made({"--preset", command.file("a.png")}, "b.png") == first);
    fs::rename(command.picture(), command.file("elsewhere.png"));  // then from the figure itself
    CHECK(made({"--preset", command.file("a.png")}, "c.png") == first);
    // Another region of the same source, and none where another source is named.
    made({"--preset", command.file("a.png"), "--region", "0,0,20,20", "--at", "1,1"}, "d.png");
    CHECK(state_from_json(all_demos(), read_carried(bytes_of(command.file("d.png"))).state).source->region ==
          cv::Rect(0, 0, 20, 20));
    made({command.file("elsewhere.png"), "--preset", command.file("a.png")}, "e.png");
    CHECK_FALSE(
        state_from_json(all_demos(), read_carried(bytes_of(command.file("e.png"))).state).source->region);
  }

  TEST_CASE("each picture of a folder and each frame of a video is cut, and one that is too small is told") {
    const CommandLine command;
    const fs::path folder = command.file("pictures");
    fs::create_directories(folder);
    const cv::Mat large = test::scene({64, 48}, 1);
    write_whole(folder / "a.png", std::span<const std::uint8_t>(encode_png(large)));
    write_whole(folder / "b.png", std::span<const std::uint8_t>(encode_png(test::scene({20, 20}, 2))));
    const Outcome outcome = command.run({"run", "gaussian-blur", folder.string(), "--stage", "input",
                                         "--region", "8,8,32,24", "-o", command.file("results")});
    CHECK(outcome.status == 2);
    for (const char* part : {"b.png", "8,8,32,24", "20×20"})
      CHECK(outcome.err.find(part) != std::string::npos);
    CHECK_FALSE(fs::exists(command.file("results/b.png")));
    CHECK(test::largest_difference(pixels_in(command.file("results/a.png")), large(cv::Rect(8, 8, 32, 24))) ==
          0);

    test::VideoPlan plan;
    plan.frames = 3;
    test::write_video(command.file("in.mkv"), plan);
    CHECK(command
              .run({"record", "gaussian-blur", command.file("in.mkv"), "--stage", "input", "--region",
                    "4,2,16,12", "-o", command.file("frames/")})
              .status == 0);
    CHECK(command
              .run({"run", "gaussian-blur", command.file("in.mkv"), "--frame", "1", "--stage", "source", "-o",
                    command.file("frame.png")})
              .status == 0);
    CHECK(test::largest_difference(pixels_in(command.file("frames/frame-000002.png")),
                                   pixels_in(command.file("frame.png"))(cv::Rect(4, 2, 16, 12))) == 0);
    CHECK(command
              .run({"record", "sobel", command.file("in.mkv"), "--region", "4,2,9999,12", "-o",
                    command.file("wide.mkv")})
              .status == 2);
    CHECK_FALSE(fs::exists(command.file("wide.mkv")));
    CHECK(command
              .run({"record", "gaussian-blur", "sample:moving", "--frames", "2", "--region", "0,0,32,16",
                    "-o", command.file("moving/")})
              .status == 0);
    CHECK(pixels_in(command.file("moving/frame-000001.png")).size() == cv::Size(32, 16));
  }
}

}  // namespace pixelwhy
