#include <doctest/doctest.h>

#include <filesystem>

#include "cli/driver.h"
#include "notes/living_png.h"
#include "notes/state.h"
#include "sources/codecs.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::CommandLine;
using test::Outcome;

Outcome sweep(const CommandLine& command, std::vector<std::string> words) {
  words.insert(words.begin(), "sweep");
  return command.run(words);
}

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("sweep writes contact sheets, animations and videos, and keeps an existing file") {
    const CommandLine command;
    for (const char* name : {"s.png", "s.svg", "s.pdf"}) {
      const Outcome outcome =
          sweep(command, {"canny", command.picture(), "--sigma", "0.5:1.5:0.5", "--high", "60:200:70",
                          "--lang", "zh", "--theme", "dark", "-o", command.file(name)});
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
      CHECK(outcome.out.empty());
      CHECK(outcome.err.empty());
      CHECK(fs::file_size(command.file(name)) > 1000);
    }
    for (const char* name : {"s.webp", "s.mkv", "s.mp4"}) {
      const Outcome outcome = sweep(
          command, {"canny", command.picture(), "--sigma=0:2:1", "--fps", "2.5", "-o", command.file(name)});
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
      CHECK(open_source(command.file(name))->frame(0)->pixels.cols > 64);
      const Outcome again =
          sweep(command, {"canny", command.picture(), "--sigma", "0,1", "-o", command.file(name)});
      CHECK(again.status == 1);
      CHECK(again.err.find("--force") != std::string::npos);
      CHECK(
          sweep(command, {"canny", command.picture(), "--sigma", "0,1", "--force", "-o", command.file(name)})
              .status == 0);
    }
    CHECK(open_source(command.file("s.mkv"))->count() == 2);
    CHECK(sweep(command, {"canny", command.picture(), "--nms", "all", "--resolution", "1", "-o", "-"})
              .out.starts_with("\x89PNG"));
    CHECK(command.run({"sweep", "--help"}).out.find("FROM:TO:STEP") != std::string::npos);
    CHECK(command.run({"sweep", "canny", "--help"}).out.find("--tile PX") != std::string::npos);
    CHECK(command.run({"--help"}).out.find("pixelwhy sweep DEMO") != std::string::npos);
  }

  TEST_CASE(
      "the order of the flags decides on rows and columns, and a sheet comes back with its first settings") {
    const CommandLine command;
    const auto sheet = [&](std::vector<std::string> words) {
      words.insert(words.begin(), {"canny", command.picture()});
      words.insert(words.end(), {"--resolution", "1", "--tile", "60", "--no-caption", "--force", "-o",
                                 command.file("x.png")});
      const Outcome outcome = sweep(command, words);
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
      return decode_with_opencv(bytes_of(command.file("x.png"))).size();
    };
    const cv::Size tall = sheet({"--sigma", "1:16:1", "--low", "300,40,50"});
    const cv::Size wide = sheet({"--low", "300,40,50", "--sigma", "1:16:1"});
    CHECK(tall.height > 2 * wide.height);
    CHECK(wide.width > tall.width);
    const State state = state_from_json(all_demos(), read_carried(bytes_of(command.file("x.png"))).state);
    CHECK(std::get<double>(state.settings[0]) == 1);
    CHECK(std::get<double>(state.settings[3]) == 40);
    CHECK(state.stage == "edges");
    const Outcome back =
        command.run({"run", "canny", "--preset", command.file("x.png"), "-o", command.file("y.png")});
    CHECK(back.status == 0);
    // A preset's settings are those of what is not swept.
    CHECK(sweep(command, {"canny", "--preset", command.file("x.png"), "--high", "100,200", "-o",
                          command.file("z.png")})
              .status == 0);
    const State again = state_from_json(all_demos(), read_carried(bytes_of(command.file("z.png"))).state);
    CHECK(std::get<double>(again.settings[3]) == 40);
    CHECK(std::get<double>(again.settings[4]) == 100);
  }

  TEST_CASE("wrong words of sweep are named, and nothing is written") {
    const CommandLine command;
    const std::string out = command.file("out.png");
    const auto refuses = [&](const std::vector<std::string>& more, int status, const std::string& said) {
      std::vector<std::string> words{"sweep", "canny", command.picture(), "-o", out};
      words.insert(words.end(), more.begin(), more.end());
      command.refuses(words, status, said);
    };
    command.refuses({"sweep"}, 2, "missing DEMO");
    command.refuses({"sweep", "cany", command.picture(), "-o", out}, 2, "did you mean 'canny'");
    command.refuses({"sweep", "canny", "--sigma", "1,2", "-o", out}, 2, "missing SOURCE");
    command.refuses({"sweep", "canny", command.picture(), "--sigma", "1,2"}, 2, "missing -o");
    command.refuses({"sweep", "canny", command.file("none.png"), "--sigma", "1,2", "-o", out}, 1, "none.png");
    refuses({}, 2, "nothing to sweep over");
    refuses({"--sigma", "2"}, 2, "nothing to sweep over");
    refuses({"--sigma", ""}, 2, "holds no value");
    refuses({"--sigma", "1:2:0"}, 2, "other than 0");
    refuses({"--sigma", "2:1:1"}, 2, "expected 2:1:-1");
    refuses({"--sigma", "0:60:10"}, 2, "0 to 50 px");
    refuses({"--sigma", "0:50:0.005"}, 2, "10001 values; expected at most 1024");
    refuses({"--low", "1:100:1", "--high", "101:200:1"}, 2, "10000 pictures");
    refuses({"--low", "1,2", "--high", "5,6", "--sigma", "1,2"}, 2, "expected one or two");
    refuses({"--sgma", "1,2"}, 2, "did you mean '--sigma'");
    refuses({"--low", "200,300"}, 2, "none of the combinations is possible");
    refuses({"--sigma", "1,2", "--stage", "edgs"}, 2, "did you mean 'edges'");
    refuses({"--sigma", "1,2", "--variant", "fats"}, 2, "has no variant");
    refuses({"--sigma", "1,2", "--tile", "39"}, 2, "from 40 to 1920");
    refuses({"--sigma", "1,2", "--columns", "0"}, 2, "from 1 to 64");
    refuses({"--sigma", "1,2", "--high", "90,95", "--columns", "2"}, 2, "--columns is for one parameter");
    refuses({"--sigma", "1,2", "--fps", "5"}, 2, "--fps is for what moves");
    refuses({"--sigma", "1,2", "--lossless"}, 2, "--lossless is for .webp and .mkv");
    refuses({"--sigma", "1,2", "--theme", "pink"}, 2, "light or dark");
    refuses({"--sigma", "1,2", "-o", command.file("x.jpg")}, 2, "ends in '.jpg'; expected .png");
    refuses({"--sigma", "1,2", "-o", command.file("x.webp"), "--fps", "0"}, 2, "from 0.1 to 60");
    refuses({"--sigma", "1,2", "-o", command.file("x.webp"), "--columns", "2"}, 2,
            "--columns is for contact sheets");
    refuses({"--sigma", "1,2", "--high", "90,95", "-o", command.file("x.mkv")}, 2, "takes one");
    refuses({"--sigma", "1,2", "-o", command.picture(), "--force"}, 2, "SOURCE itself");
    refuses({"--sigma", "1:16:1", "--tile", "1920", "--resolution", "4"}, 1, "choose fewer values");
  }

  TEST_CASE("a full disk and a folder that is not there leave nothing") {
    const CommandLine command;
    for (const char* extension : {".png", ".webp", ".mkv"}) {
      const std::string full = command.file(std::string("full") + extension);
      fs::create_symlink("/dev/full", full);
      command.refuses({"sweep", "canny", command.picture(), "--sigma", "1,2", "-o", full}, 1, full);
      CHECK(fs::is_symlink(full));
      const std::string nowhere = command.file(std::string("nowhere/x") + extension);
      command.refuses({"sweep", "canny", command.picture(), "--sigma", "1,2", "-o", nowhere}, 1, nowhere);
    }
    CHECK(fs::is_character_file("/dev/full"));
  }
}

}  // namespace pixelwhy
