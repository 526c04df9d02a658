#include "cli/command_line.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/driver.h"
#include "notes/json.h"
#include "sources/codecs.h"
#include "support/folder.h"
#include "support/pictures.h"
#include "support/videos.h"

namespace pixelwhy {

namespace {

using test::CommandLine;
using test::Outcome;

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("list names every demo, parameter and stage") {
    const CommandLine command;
    const Json json = Json::parse(command.run({"list", "--json"}).out);
    REQUIRE(json["demos"].size() == all_demos().size());
    for (std::size_t i = 0; i < all_demos().size(); ++i) {
      const Demo& demo = all_demos()[i];
      CHECK(json["demos"][i]["id"] == demo.id);
      CHECK(json["demos"][i]["parameters"].size() == demo.parameters.size());
      CHECK(json["demos"][i]["stages"].size() == demo.stages.size());
    }
    CHECK(json["demos"][2]["parameters"][0]["default"] == 1.4);
    const Outcome text = command.run({"list"});
    CHECK(text.status == 0);
    CHECK(text.out.find("canny") != std::string::npos);
  }

  TEST_CASE("list finds the demos that speak of words, in either language, and says so when none does") {
    const CommandLine command;
    for (const std::string word : {"膨胀", "dilate"}) {
      const Outcome text = command.run({"list", word});
      CHECK(text.status == 0);
      CHECK(text.err.empty());
      CHECK(text.out.find("morphology: Morphology / 形态学\n  ") != std::string::npos);
      CHECK(text.out.find("hough-lines:") == std::string::npos);
    }
    const Json json = Json::parse(command.run({"list", "canny", "--json", "--lang", "en"}).out);
    REQUIRE(json["demos"].size() >= 2);
    CHECK(json["demos"][0]["id"] == "canny");
    CHECK(json["demos"][0]["found"] == Json{{"in", "name"}, {"lang", "en"}, {"excerpt", "Canny edges"}});
    CHECK(json["demos"][0]["parameters"].size() == all_demos()[2].parameters.size());
    CHECK(json["demos"].back()["found"]["in"] == "page");
    const Outcome both = command.run({"list", "weak", "strong", "hysteresis", "--lang", "en"});
    CHECK(both.out.starts_with("canny: "));
    const Outcome none = command.run({"list", "xqxq", "zzz"});
    CHECK(none.status == 0);
    CHECK(none.out.empty());
    CHECK(none.err == "pixelwhy: no demo speaks of 'xqxq zzz' (`pixelwhy list` names them all)\n");
    CHECK(Json::parse(command.run({"list", "xqxq", "--json"}).out) == Json{{"demos", Json::array()}});
    command.refuses({"list", "--jsno"}, 2, "--json");
  }

  TEST_CASE("help is there for the program and for every demo") {
    const CommandLine command;
    CHECK(command.run({"--help"}).out.find("pixelwhy explain") != std::string::npos);
    CHECK(command.run({"--version"}).out == "PixelWhy test\n");
    for (const Demo& demo : all_demos()) {
      const Outcome help = command.run({"run", demo.id, "--help"});
      CHECK(help.status == 0);
      for (const Parameter& parameter : demo.parameters) {
        CHECK(help.out.find("--" + parameter.id) != std::string::npos);
        CHECK(help.out.find(describe_domain(parameter)) != std::string::npos);
      }
    }
  }

  TEST_CASE("run writes what the evaluator computes") {
    const CommandLine command;
    const Outcome outcome =
        command.run({"run", "canny", command.picture(), "--sigma", "2", "--high=90", "--low", "30", "--stage",
                     "edges", "-o", command.file("edges.tiff")});
    CHECK(outcome.err.empty());
    REQUIRE(outcome.status == 0);
    const Demo& demo = all_demos()[2];
    Settings settings = demo.defaults();
    settings[static_cast<std::size_t>(*demo.find_parameter("sigma"))] = 2.0;
    settings[static_cast<std::size_t>(*demo.find_parameter("high"))] = 90.0;
    settings[static_cast<std::size_t>(*demo.find_parameter("low"))] = 30.0;
    Evaluator evaluator;
    const auto expected =
        evaluator.evaluate({&demo, test::frame_of(test::scene({64, 48}, 3)), settings, {}, {}, true});
    const std::string bytes = read_text(command.file("edges.tiff"));
    const cv::Mat written =
        decode_with_opencv({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    CHECK(test::largest_difference(written, expected->stages.back()->output.image) == 0);
  }

  TEST_CASE("run writes to standard output, folders, and every stage") {
    const CommandLine command;
    CHECK(command.run({"run", "sobel", command.picture(), "-o", "-"}).out.starts_with("\x89PNG"));
    const std::string json =
        command.run({"run", "histogram-equalization", command.picture(), "--stage", "histogram", "-o", "-"})
            .out;
    CHECK(Json::parse(json)["histogram"].size() == 256);
    CHECK(command.run({"run", "canny", command.picture(), "--all-stages", "-o", command.file("stages")})
              .status == 0);
    for (const Stage& stage : all_demos()[2].stages) {
      CHECK(std::filesystem::exists(command.file("stages/" + stage.id + ".png")));
    }
    std::filesystem::create_directory(command.file("in"));
    std::filesystem::copy(command.picture(), command.file("in/one.png"));
    std::filesystem::copy(command.picture(), command.file("in/two.png"));
    CHECK(command.run({"run", "canny", command.file("in"), "-o", command.file("results")}).status == 0);
    CHECK(std::filesystem::exists(command.file("results/one.png")));
    CHECK(std::filesystem::exists(command.file("results/two.png")));
    command.refuses({"run", "canny", command.file("in"), "-o", command.file("in")}, 2, "is SOURCE itself");
    command.refuses({"run", "canny", command.file("in"), "-o", command.file("new.png")}, 2,
                    "expected a folder");
    command.refuses({"run", "canny", command.file("in"), "--format", "json", "-o", command.file("new")}, 2,
                    ".png or .tiff");
    CHECK_FALSE(std::filesystem::exists(command.file("new")));
    write_whole(command.file("in/bad.png"), std::string("\x89PNG\r\n\x1a\n"));
    const Outcome partly = command.run({"run", "canny", command.file("in"), "-o", command.file("partly")});
    CHECK(partly.status == 1);
    CHECK(partly.err.find("bad.png") != std::string::npos);
    CHECK(std::filesystem::exists(command.file("partly/two.png")));
  }

  TEST_CASE("a frame of what has many can be chosen") {
    const CommandLine command;
    const auto run = [&](const std::string& source, const std::string& frame, const std::string& out) {
      return command.run(
          {"run", "canny", source, "--stage", "source", "--frame", frame, "-o", command.file(out)});
    };
    CHECK(run("sample:moving", "0", "0.tiff").status == 0);
    CHECK(run("sample:moving", "45", "45.tiff").status == 0);
    CHECK(run("sample:moving@60", "90", "90.tiff").status == 0);
    CHECK(read_text(command.file("0.tiff")) != read_text(command.file("45.tiff")));
    CHECK(read_text(command.file("90.tiff")) == read_text(command.file("45.tiff")));
    std::filesystem::create_directory(command.file("in"));
    std::filesystem::copy(command.picture(), command.file("in/one.png"));
    write_whole(command.file("in/two.png"),
                std::span<const std::uint8_t>(encode_png(test::scene({32, 24}, 3))));
    CHECK(run(command.file("in"), "1", "1.tiff").status == 0);
    test::VideoPlan plan;
    plan.frames = 9;
    test::write_video(command.file("film.mkv"), plan);
    CHECK(run(command.file("film.mkv"), "8", "8.tiff").status == 0);
    const std::string bytes = read_text(command.file("8.tiff"));
    CHECK(test::number_in(
              decode_with_opencv({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()})) == 8);
    CHECK(command.run({"explain", "sobel", command.file("film.mkv"), "--frame", "3", "--at", "5,5"}).status ==
          0);
    CHECK(command.run({"gallery", command.file("film.mkv"), "--frame", "3", "-o", command.file("gallery")})
              .status == 0);
    const std::string out = command.file("out.png");
    command.refuses({"run", "canny", command.file("film.mkv"), "--frame", "9", "-o", out}, 1,
                    "it has 9 frames");
    command.refuses({"run", "canny", command.file("in"), "--frame", "2", "-o", out}, 1, "0 to 1");
    for (const char* bad : {"-1", "x", "1.5", ""})
      command.refuses({"run", "canny", "sample:moving", "--frame", bad, "-o", out}, 2, "--frame");
    command.refuses({"gallery", "--frame", "3", "-o", command.file("none")}, 2, "--frame needs a SOURCE");
  }

  TEST_CASE("the reference can be asked for") {
    const CommandLine command;
    CHECK(
        command.run({"run", "canny", command.picture(), "--variant", "opencv", "-o", command.file("a.tiff")})
            .status == 0);
    CHECK(command.run({"run", "canny", command.picture(), "-o", command.file("b.tiff")}).status == 0);
    CHECK(read_text(command.file("a.tiff")) == read_text(command.file("b.tiff")));
    const auto interpolate = [&](const std::vector<std::string>& more) {
      std::vector<std::string> words{"run", "interpolation", command.picture(), "--scale", "1.7", "--angle",
                                     "13"};
      words.insert(words.end(), more.begin(), more.end());
      CHECK(command.run(words).status == 0);
    };
    interpolate({"--variant", "opencv", "-o", command.file("one.tiff")});
    interpolate({"--variant", "opencv", "--all-stages", "--format", "tiff", "-o", command.file("all")});
    CHECK(read_text(command.file("all/result.tiff")) == read_text(command.file("one.tiff")));
    command.refuses({"run", "canny", command.picture(), "--nms", "interpolate", "--variant", "opencv", "-o",
                     command.file("out.png")},
                    2, "no variant 'opencv'");
  }

  TEST_CASE("explain tells the pixel's arithmetic") {
    const CommandLine command;
    const Json json = Json::parse(
        command.run({"explain", "canny", command.picture(), "--stage", "gx", "--at", "5,6", "--json"}).out);
    CHECK(json["rule"] == "weighted-sum");
    double sum = 0;
    for (const auto& term : json["terms"]) sum += term["value"].get<double>() * term["weight"].get<double>();
    CHECK(sum == json["output"][0].get<double>());
    const Outcome text = command.run({"explain", "canny", command.picture(), "--at", "5,6", "--lang", "zh"});
    CHECK(text.status == 0);
    CHECK(text.out.find("规则") != std::string::npos);
  }

  TEST_CASE("code writes a program, or our own source") {
    const CommandLine command;
    const Outcome cpp =
        command.run({"code", "canny", "--lang", "cpp", "--sigma", "2", "--preset=" + command.preset()});
    CHECK(cpp.err.empty());
    CHECK(cpp.status == 0);
    CHECK(cpp.out.find("constexpr double sigma = 2.0;") != std::string::npos);
    CHECK(cpp.out.find("constexpr double high = 90.0;") != std::string::npos);
    CHECK(cpp.out.find("cv::Canny(") != std::string::npos);
    const Outcome python =
        command.run({"code", "canny", "--lang", "python", "--stage", "gx", "-o", command.file("gx.py")});
    CHECK(python.status == 0);
    CHECK(python.out.empty());
    CHECK(read_text(command.file("gx.py")).find("cv2.Sobel(") != std::string::npos);
    const Outcome own = command.run({"code", "canny", "--lang", "own", "--stage", "thin"});
    CHECK(own.out.starts_with("// demos/operators/canny.cpp, lines "));
    CHECK(own.out.find("cv::Mat suppress_non_maxima(") != std::string::npos);
    CHECK(own.out.find("Explanation explain_nms(") != std::string::npos);
    CHECK(command.run({"code", "canny", "--help"}).out.find("--lang cpp|python|own") != std::string::npos);
    command.refuses({"code"}, 2, "missing DEMO");
    command.refuses({"code", "canny"}, 2, "missing --lang: cpp, python or own");
    command.refuses({"code", "canny", "--lang", "pyton"}, 2, "did you mean 'python'");
    command.refuses({"code", "canny", "--lang", "rust"}, 2, "expected cpp, python or own");
    command.refuses({"code", "canny", command.picture(), "--lang", "cpp"}, 2, "takes no SOURCE");
    command.refuses({"code", "canny", "--lang", "cpp", "--low", "200"}, 2, "low must not exceed high");
    command.refuses({"code", "canny", "--lang", "cpp", "--frame", "1"}, 2, "--frame");
    command.refuses({"code", "histogram-equalization", "--lang", "cpp", "--stage", "mapping"}, 2,
                    "expected gray or result");
    command.refuses({"code", "canny", "--lang", "own", "--stage", "source"}, 2, "no function of its own");
    command.refuses({"code", "morphology", "--operation", "erode", "--lang", "cpp", "--stage", "first"}, 2,
                    "takes no part");
    command.refuses({"code", "canny", "--lang", "cpp", "-o", command.file("nowhere/x.cpp")}, 1,
                    "nowhere/x.cpp");
  }

  TEST_CASE("the words of the window are checked and handed on") {
    const CommandLine command;
    const Outcome outcome =
        command.run({"--demo", "canny", "--stage", "thin", "--at", "3,4", "--high", "200", "--theme", "dark",
                     "--lang", "zh", "--size", "640x480", "--screenshot", "shot.png", command.picture()});
    REQUIRE(outcome.window.has_value());
    CHECK(outcome.window->demo == "canny");
    CHECK(outcome.window->stage == "thin");
    CHECK(outcome.window->at == cv::Point(3, 4));
    CHECK(outcome.window->size == cv::Size(640, 480));
    CHECK(outcome.window->source == command.picture());
    REQUIRE(outcome.window->settings.has_value());
    CHECK(command.run({}).window.has_value());
  }

  TEST_CASE("bad words: one line that names the thing, the value and what would be accepted; status 2") {
    const CommandLine command;
    const std::string picture = command.picture();
    const std::string out = command.file("out.png");
    command.refuses({"run"}, 2, "missing DEMO");
    command.refuses({"run", "cany", picture, "-o", out}, 2, "did you mean 'canny'");
    command.refuses({"run", "canny"}, 2, "missing SOURCE");
    command.refuses({"run", "canny", picture}, 2, "missing -o");
    command.refuses({"run", "canny", picture, "-o"}, 2, "needs a value");
    command.refuses({"run", "canny", picture, "-o", command.file("out.jpg")}, 2, ".png, .tiff or .json");
    command.refuses({"run", "canny", picture, "extra", "-o", out}, 2, "'extra'");
    command.refuses({"run", "canny", picture, "--sgma", "1", "-o", out}, 2, "did you mean '--sigma'");
    for (const char* bad : {"", "nan", "3x", "-1", "51", "inf", "1e9"}) {
      command.refuses({"run", "canny", picture, "--sigma", bad, "-o", out}, 2, "a number from 0 to 50 px");
    }
    command.refuses({"run", "canny", picture, "--nms", "secotr", "-o", out}, 2, "did you mean 'sector'");
    command.refuses({"run", "canny", picture, "--low", "200", "-o", out}, 2, "low must not exceed high");
    command.refuses({"run", "canny", picture, "--stage", "edgs", "-o", out}, 2, "did you mean 'edges'");
    command.refuses({"run", "morphology", picture, "--operation", "erode", "--stage", "second", "-o", out}, 2,
                    "takes no part");
    command.refuses({"run", "canny", picture, "--stage", "gx", "-o", command.file("out.json")}, 2,
                    ".png or .tiff");
    command.refuses(
        {"run", "histogram-equalization", picture, "--stage", "histogram", "-o", command.file("out.tiff")}, 2,
        ".json or .png");
    command.refuses({"run", "canny", picture, "--frame", "1", "-o", out}, 2, "0 to 0");
    command.refuses({"run", "interpolation", picture, "--scale", "32", "--variant", "none", "-o", out}, 2,
                    "no variant");
    command.refuses({"run", "canny", "", "-o", out}, 2, "SOURCE is empty");
    command.refuses({"run", "canny", picture, "-o", picture}, 2, "is SOURCE itself");
    command.refuses({"run", "morphology", picture, "--stage", "input", "--variant", "direct", "-o", out}, 2,
                    "no variant");
    command.refuses(
        {"run", "canny", picture, "--all-stages", "--format", "json", "-o", command.file("stages")}, 2,
        "no stage");
    command.refuses({"run", "canny", picture, "--preset", command.file("none.json"), "-o", out}, 1,
                    "no such file");
    command.refuses({"run", "canny", picture, "--preset", "/dev/zero", "-o", out}, 1, "/dev/zero");
    command.refuses({"lsit"}, 2, "did you mean 'list'");
    command.refuses({"explain", "canny", picture}, 2, "missing --at");
    for (const char* bad : {"64,0", "0,48", "-1,0", "0,-1", "x,y", "3", "3,", "3,4,5"}) {
      command.refuses({"explain", "canny", picture, "--at", bad}, 2, "--at: ");
    }
    command.refuses({"explain", "histogram-equalization", picture, "--stage", "mapping", "--at", "0,0"}, 2,
                    "no picture");
    command.refuses({"list", "--jsn"}, 2, "did you mean '--json'");
    command.refuses({"gallery", picture}, 2, "missing -o");
    command.refuses({"galery"}, 2, "did you mean 'gallery'");
    command.refuses({"--theme", "blue"}, 2, "light or dark");
    command.refuses({"--size", "10x10"}, 2, "320x240");
    command.refuses({"--stage", "gx"}, 2, "needs --demo");
  }

  TEST_CASE("what cannot be done: one line; status 1") {
    const CommandLine command;
    const std::string out = command.file("out.png");
    write_whole(command.file("empty.png"), std::string());
    write_whole(command.file("text.png"), std::string("hello"));
    std::filesystem::create_directory(command.file("none"));
    command.refuses({"run", "canny", command.file("missing.png"), "-o", out}, 1, "missing.png");
    command.refuses({"run", "canny", command.file("empty.png"), "-o", out}, 1, "empty.png");
    command.refuses({"run", "canny", command.file("text.png"), "-o", out}, 1, "text.png");
    command.refuses({"run", "canny", command.file("none"), "-o", out}, 1, "none");
    command.refuses({"run", "canny", command.picture(), "-o", command.file("nowhere/out.png")}, 1,
                    "nowhere/out.png");
    command.refuses({"run", "canny", "camera:0", "-o", out}, 1, "camera:0");
    command.refuses({"run", "canny", "sample:nothing", "-o", out}, 1, "nothing");
  }
}

}  // namespace pixelwhy
