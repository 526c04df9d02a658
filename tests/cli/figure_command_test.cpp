#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "cli/driver.h"
#include "notes/living_png.h"
#include "notes/state.h"
#include "sources/codecs.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;
using test::bytes_of;
using test::CommandLine;
using test::Outcome;

State state_in(const std::string& path) {
  return state_from_json(all_demos(), read_carried(bytes_of(path)).state);
}

/// The day that figures tell while it lives.
class FixedDay {
 public:
  FixedDay() { ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1); }
  ~FixedDay() { ::unsetenv("SOURCE_DATE_EPOCH"); }
  FixedDay(const FixedDay&) = delete;
  FixedDay& operator=(const FixedDay&) = delete;
};

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("figure writes PNG, SVG and PDF, and keeps an existing file unless it is forced") {
    const CommandLine command;
    const std::string png = command.file("figure.png");
    const Outcome first = command.run({"figure", "canny", command.picture(), "--resolution", "1", "-o", png});
    CHECK(first.status == 0);
    CHECK(first.out.empty());
    CHECK(first.err.empty());
    const cv::Mat picture = decode_with_opencv(bytes_of(png));
    CHECK(picture.cols > 400);
    const Outcome again = command.run({"figure", "canny", command.picture(), "-o", png});
    CHECK(again.status == 1);
    CHECK(again.err.find("--force") != std::string::npos);
    CHECK(command.run({"figure", "canny", command.picture(), "--force", "-o", png}).status == 0);
    CHECK(decode_with_opencv(bytes_of(png)).cols == 2 * picture.cols);
    for (const char* name : {"figure.svg", "figure.pdf"}) {
      const std::string file = command.file(name);
      CHECK(command.run({"figure", "canny", command.picture(), "--lang", "zh", "-o", file}).status == 0);
      CHECK(fs::file_size(file) > 1000);
    }
    CHECK(command.run({"figure", "canny", command.picture(), "--resolution", "1", "-o", "-"})
              .out.starts_with("\x89PNG"));
  }

  TEST_CASE("figure takes the stages that are named, data and references too") {
    const CommandLine command;
    const auto ok = [&](std::vector<std::string> words) {
      words.insert(words.begin(), "figure");
      words.insert(words.end(), {"--force", "--resolution", "1", "-o", command.file("x.png")});
      const Outcome outcome = command.run(words);
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
    };
    const std::string picture = command.picture();
    ok({"histogram-equalization", picture, "--stages", "histogram,mapping"});
    ok({"histogram-equalization", picture, "--method", "clahe", "--stages", "mapping,result", "--columns",
        "1"});
    ok({"gaussian-blur", picture, "--stage", "rows", "--at", "3,4", "--theme", "dark"});
    ok({"canny", picture, "--stages", "gray,thin", "--stage", "edges", "--at", "3,4", "--no-caption"});
    CHECK(state_in(command.file("x.png")).pins == std::vector<Pin>{{"edges", {3, 4}}});
    ok({"canny", picture, "--variant", "opencv"});
    ok({"canny", picture, "--plain"});
    CHECK(read_carried(bytes_of(command.file("x.png"))).state.empty());
  }

  TEST_CASE("wrong words of figure are named, and nothing is written") {
    const CommandLine command;
    const std::string out = command.file("out.png");
    const auto refuses = [&](const std::vector<std::string>& more, int status, const std::string& said) {
      std::vector<std::string> words{"figure", "canny", command.picture(), "-o", out};
      words.insert(words.end(), more.begin(), more.end());
      command.refuses(words, status, said);
    };
    command.refuses({"figure"}, 2, "missing DEMO");
    command.refuses({"figure", "cany", command.picture(), "-o", out}, 2, "did you mean 'canny'");
    command.refuses({"figure", "canny", "-o", out}, 2, "missing SOURCE");
    command.refuses({"figure", "canny", command.picture()}, 2, "missing -o");
    refuses({"-o", command.file("out.jpg")}, 2, ".png, .svg or .pdf");
    refuses({"--stages", ""}, 2, "--stages");
    refuses({"--stages", "gray,,edges"}, 2, "commas");
    refuses({"--stages", "gray,edgs"}, 2, "did you mean 'edges'");
    refuses({"--stages", "gray,gray"}, 2, "twice");
    refuses({"--at", "64,0"}, 2, "expected 0,0 to 63,47");
    refuses({"--at", "1"}, 2, "X,Y");
    refuses({"--at", "1,1", "--variant", "opencv"}, 2, "explains nothing");
    refuses({"--theme", "pink"}, 2, "light or dark");
    refuses({"--resolution", "5"}, 2, "from 1 to 4");
    refuses({"--columns", "0"}, 2, "from 1 to 8");
    refuses({"--lang", "fr"}, 2, "en or zh");
    command.refuses({"figure", "histogram-equalization", command.picture(), "--stage", "histogram", "--at",
                     "1,1", "-o", out},
                    2, "no picture");
    command.refuses(
        {"figure", "morphology", command.picture(), "--operation", "erode", "--stages", "first", "-o", out},
        2, "takes no part");
    fs::create_symlink("/dev/full", command.file("full.png"));
    refuses({"-o", command.file("full.png")}, 1, "full.png");
    refuses({"-o", command.file("nowhere/out.png")}, 1, "nowhere/out.png");
    refuses({"-o", command.picture(), "--force"}, 2, "SOURCE itself");
  }

  TEST_CASE("a figure comes back to life, with its source, its stage and its pin") {
    const FixedDay day;
    const CommandLine command;
    const std::string figure = command.file("figure.png");
    const std::string again = command.file("again.png");
    CHECK(command
              .run({"figure", "canny", command.picture(), "--sigma", "2.25", "--nms", "interpolate",
                    "--stage", "thin", "--at", "10,12", "--theme", "dark", "--resolution", "1", "-o", figure})
              .status == 0);
    CHECK(command.run({"figure", "canny", "--preset", figure, "-o", again}).status == 0);
    CHECK(bytes_of(again) == bytes_of(figure));
    const Outcome explained = command.run({"explain", "canny", "--preset", figure});
    CHECK(explained.out == command
                               .run({"explain", "canny", command.picture(), "--sigma", "2.25", "--nms",
                                     "interpolate", "--stage", "thin", "--at", "10,12"})
                               .out);
    // The window opens with it, and the demo need not be named.
    const Outcome window = command.run({"--preset", figure});
    REQUIRE(window.window.has_value());
    CHECK(window.window->demo == "canny");
    CHECK(window.window->stage == "thin");
    CHECK(window.window->at == cv::Point(10, 12));
    CHECK(window.window->source.empty());  // the window looks for it, like any command
    REQUIRE(window.window->preset.has_value());
    CHECK(fs::equivalent(find_source(*window.window->preset).spec, command.picture()));
    CHECK(window.window->preset->state == state_in(figure));
    const Outcome changed =
        command.run({"--preset", figure, "--sigma", "1", "--stage", "gx", command.picture()});
    REQUIRE(changed.window.has_value());
    CHECK(changed.window->source == command.picture());
    CHECK(changed.window->preset->state.settings == *changed.window->settings);
    CHECK(changed.window->preset->state.stage == "gx");
    CHECK(changed.window->preset->state.pins.empty());
    CHECK_FALSE(changed.window->preset->state.source.has_value());
    // Flags come on top.
    CHECK(command.run({"run", "canny", "--preset", figure, "--sigma", "1", "-o", again}).status == 0);
    CHECK(state_in(again).stage == "thin");
    CHECK(std::get<double>(state_in(again).settings[0]) == 1);
    command.refuses({"run", "sobel", "--preset", figure, "-o", command.file("out.png")}, 2, "is not 'sobel'");
    command.refuses({"run", "canny", "--preset", command.picture(), "-o", command.file("out.png")}, 2,
                    "carries no state");
  }

  TEST_CASE("a source that is gone or changed is taken from the figure") {
    const CommandLine command;
    const std::string source = command.file("source.png");
    const std::string figure = command.file("figure.png");
    const std::string bare = command.file("bare.png");
    const std::string before = command.file("before.png");
    const std::string after = command.file("after.png");
    fs::copy(command.picture(), source);
    CHECK(command.run({"figure", "canny", source, "--resolution", "1", "-o", figure}).status == 0);
    CHECK(command.run({"figure", "canny", source, "--no-source", "-o", bare}).status == 0);
    CHECK(command.run({"run", "canny", "--preset", figure, "-o", before}).status == 0);
    write_whole(source, std::span<const std::uint8_t>(encode_png(test::scene({64, 48}, 99))));
    CHECK(command.run({"run", "canny", "--preset", figure, "-o", after}).status == 0);
    CHECK(bytes_of(after) == bytes_of(before));
    command.refuses({"run", "canny", "--preset", bare, "-o", command.file("out.png")}, 1,
                    "has other pixels now");
    fs::remove(source);
    CHECK(command.run({"run", "canny", "--preset", figure, "-o", after}).status == 0);
    CHECK(bytes_of(after) == bytes_of(before));
    command.refuses({"run", "canny", "--preset", bare, "-o", command.file("out.png")}, 1,
                    "is not found again");
    // Beside the figure, wherever both have gone.
    fs::create_directory(command.file("moved"));
    fs::copy(command.picture(), command.file("moved/source.png"));
    fs::rename(bare, command.file("moved/bare.png"));
    CHECK(command.run({"run", "canny", "--preset", command.file("moved/bare.png"), "-o", after}).status == 0);
    CHECK(decode_with_opencv(bytes_of(after)).size() == cv::Size(64, 48));
  }

  TEST_CASE("a damaged figure is said to be damaged") {
    const CommandLine command;
    const std::string figure = command.file("figure.png");
    CHECK(command.run({"run", "canny", command.picture(), "-o", figure}).status == 0);
    std::string bytes = read_text(figure);
    bytes[bytes.find("canny")] = 'C';
    write_whole(figure, bytes);
    command.refuses({"run", "canny", "--preset", figure, "-o", command.file("out.png")}, 1, "damaged");
    CHECK(command.run({"run", "canny", command.picture(), "--plain", "-o", figure}).status == 0);
    CHECK(read_carried(bytes_of(figure)).state.empty());
  }
}

}  // namespace pixelwhy
