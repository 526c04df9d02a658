#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/driver.h"
#include "core/disagreement.h"
#include "notes/comparison_report.h"
#include "notes/living_png.h"
#include "notes/side_by_side.h"
#include "sources/codecs.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::CommandLine;
using test::Outcome;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("compare says that the two agree everywhere, and of how many pixels") {
    const CommandLine command;
    for (const char* demo : {"canny", "morphology", "gaussian-blur", "hough-lines"}) {
      const Outcome outcome = command.run({"compare", demo, command.picture(), "--lang", "en"});
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
      CHECK(has(outcome.out, "agrees everywhere (3072 pixels)"));
      CHECK_FALSE(has(outcome.out, "worst"));
    }
    CHECK(has(command.run({"compare", "canny", command.picture(), "--lang", "zh"}).out,
              "处处一致（3072 个像素）"));
  }

  TEST_CASE("compare names the ridge rule where Canny interpolates") {
    const CommandLine command;
    const std::vector<std::string> words{"compare", "canny", command.picture(), "--nms", "interpolate",
                                         "--low",   "20",    "--high",          "40",    "--lang",
                                         "en"};
    const auto with = [&](const std::vector<std::string>& more) {
      std::vector<std::string> all = words;
      all.insert(all.end(), more.begin(), more.end());
      return command.run(all);
    };
    const Outcome text = with({"--worst", "3"});
    CHECK(text.status == 0);
    CHECK(has(text.out, "different rules"));
    CHECK(has(text.out, "the ridge rule"));
    CHECK_FALSE(has(text.out, "no rule explains"));
    CHECK(has(text.out, "PSNR"));
    CHECK(has(text.out, "(of 255)"));

    const auto json = nlohmann::json::parse(with({"--json", "--worst", "2"}).out);
    CHECK(json["demo"] == "canny");
    CHECK(json["stage"] == "edges");
    CHECK(json["agrees"] == false);
    CHECK(json["same_rules"] == false);
    CHECK(json["pixels"] == 3072);
    CHECK(json["differing"] > 0);
    CHECK(json["largest"] == 255);
    CHECK(json["unexplained"] == 0);
    REQUIRE(json["causes"].size() == 1);
    CHECK(json["causes"][0]["id"] == "sector");
    CHECK(json["causes"][0]["explained"] == json["differing"]);
    REQUIRE(json["worst"].size() == 2);
    const auto& first = json["worst"][0];
    CHECK(first["causes"] == nlohmann::json{"sector"});
    CHECK(first["difference"] == 255);
    CHECK(first["ours"][0].get<int>() + first["opencv"][0].get<int>() == 255);

    const std::string at =
        std::to_string(first["at"][0].get<int>()) + "," + std::to_string(first["at"][1].get<int>());
    const Outcome pixel = with({"--at", at});
    CHECK(has(pixel.out, "ours:   " + std::to_string(first["ours"][0].get<int>())));
    CHECK(has(pixel.out, "OpenCV: " + std::to_string(first["opencv"][0].get<int>())));
    CHECK(has(pixel.out, "cause:  the ridge rule"));
    const auto told = nlohmann::json::parse(with({"--json", "--at", at}).out)["pixel"];
    CHECK(told["causes"] == first["causes"]);
    CHECK(told["explanation"]["output"] == first["ours"]);
  }

  TEST_CASE("compare takes other stages, whose values may be floats") {
    const CommandLine command;
    const auto json = nlohmann::json::parse(command
                                                .run({"compare", "sobel", command.picture(), "--stage",
                                                      "magnitude", "--kernel", "sobel7", "--json"})
                                                .out);
    CHECK(json["stage"] == "magnitude");
    CHECK(json["tolerance"] == 0.01);
    CHECK(json["same_rules"] == true);
    CHECK(json["peak"] > 255);
    const auto equal = nlohmann::json::parse(
        command.run({"compare", "sobel", command.picture(), "--stage", "gx", "--json"}).out);
    CHECK(equal["agrees"] == true);
    CHECK(equal["psnr"].is_null());
    CHECK(equal["ssim"] == doctest::Approx(1));
    CHECK(equal["worst"].empty());
  }

  TEST_CASE("compare writes ours, OpenCV's and the difference side by side, with its state") {
    const CommandLine command;
    const std::string out = command.file("map.png");
    const std::vector<std::string> words{"compare", "canny", command.picture(), "--nms", "interpolate",
                                         "--low",   "20",    "--high",          "40",    "-o",
                                         out};
    CHECK(command.run(words).status == 0);
    const cv::Mat map = decode_with_opencv(bytes_of(out));
    REQUIRE(map.size() == cv::Size(3 * 64 + 2 * side_by_side_gap, 48));
    const auto part = [&](int i) { return map(cv::Rect(i * (64 + side_by_side_gap), 0, 64, 48)); };
    const std::string ours = command.file("ours.png");
    const std::string theirs = command.file("theirs.png");
    command.run({"run", "canny", command.picture(), "--nms", "interpolate", "--low", "20", "--high", "40",
                 "-o", ours});
    command.run({"run", "canny", command.picture(), "--low", "20", "--high", "40", "--variant", "opencv",
                 "-o", theirs});
    const cv::Mat a = in_color(decode_with_opencv(bytes_of(ours)));
    const cv::Mat b = in_color(decode_with_opencv(bytes_of(theirs)));
    CHECK(test::largest_difference(part(0).clone(), a) == 0);
    CHECK(test::largest_difference(part(1).clone(), b) == 0);
    for (int y = 0; y < 48; ++y) {
      for (int x = 0; x < 64; ++x) {
        const cv::Vec3b color = part(2).at<cv::Vec3b>(y, x);
        const int difference = a.at<cv::Vec3b>(y, x)[0] - b.at<cv::Vec3b>(y, x)[0];
        if (difference > 0) CHECK(color[2] > color[0]);  // red
        if (difference < 0) CHECK(color[0] > color[2]);  // blue
        if (difference == 0) CHECK(std::abs(color[0] - color[2]) <= 4);
      }
    }
    CHECK(has(read_carried(bytes_of(out)).state, "interpolate"));
    CHECK(command.run(words).status == 1);  // it is there
    std::vector<std::string> forced = words;
    forced.insert(forced.end(), {"--force", "--plain"});
    CHECK(command.run(forced).status == 0);
    CHECK(read_carried(bytes_of(out)).state.empty());
  }

  TEST_CASE("wrong words of compare are named, and nothing is written") {
    const CommandLine command;
    const std::string picture = command.picture();
    const std::string out = command.file("out.png");
    command.refuses({"compare"}, 2, "missing DEMO");
    command.refuses({"compare", "cany", picture}, 2, "did you mean 'canny'");
    command.refuses({"compare", "canny"}, 2, "missing SOURCE");
    command.refuses({"compare", "canny", picture, "--stage", "thin", "-o", out}, 2,
                    "expected gray, smooth, gx, gy, magnitude or edges");
    command.refuses({"compare", "canny", picture, "--stage", "source"}, 2, "no OpenCV reference");
    command.refuses({"compare", "histogram-equalization", picture, "--stage", "histogram"}, 2,
                    "expected gray or result");
    command.refuses({"compare", "canny", picture, "--variant", "opencv"}, 2, "what is compared with");
    command.refuses({"compare", "canny", picture, "--at", "64,0", "-o", out}, 2, "expected 0,0 to 63,47");
    command.refuses({"compare", "canny", picture, "--at", "1"}, 2, "X,Y");
    command.refuses({"compare", "canny", picture, "--worst", "-1"}, 2, "--worst");
    command.refuses({"compare", "canny", picture, "--worst", "4097"}, 2, "--worst");
    command.refuses({"compare", "canny", picture, "-o", command.file("out.jpg")}, 2, ".png");
    command.refuses({"compare", "canny", picture, "-o", "-"}, 2, "standard output");
    command.refuses({"compare", "canny", picture, "-o", picture, "--force"}, 2, "SOURCE itself");
    command.refuses({"compare", "canny", picture, "-o", command.file("nowhere/out.png")}, 1, "nowhere");
    command.refuses({"compare", "canny", command.file("none.png"), "-o", out}, 1, "none.png");
    fs::create_symlink("/dev/full", command.file("full.png"));
    command.refuses({"compare", "canny", picture, "-o", command.file("full.png")}, 1, "full.png");
    // What may not stand in for a stage is still refused there.
    command.refuses({"run", "canny", picture, "--nms", "interpolate", "--variant", "opencv", "-o", out}, 2,
                    "no variant");
    command.refuses(
        {"run", "interpolation", picture, "--method", "nearest", "--variant", "opencv", "-o", out}, 2,
        "no variant");
  }

  TEST_CASE("the help of compare is true") {
    const CommandLine command;
    CHECK(has(command.run({"help"}).out, "pixelwhy compare DEMO SOURCE"));
    CHECK(has(command.run({"compare", "--help"}).out, "usage: pixelwhy compare DEMO SOURCE"));
    const std::string help = command.run({"compare", "canny", "--help"}).out;
    for (const char* flag : {"--at X,Y", "--worst N", "--json", "--force", "--plain", "-o FILE.png", "--nms"})
      CHECK(has(help, flag));
  }
}

}  // namespace pixelwhy
