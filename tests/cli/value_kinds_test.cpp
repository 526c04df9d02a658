// Matrices and second pictures on the command line.

#include <doctest/doctest.h>

#include "cli/driver.h"
#include "notes/living_png.h"
#include "sources/source.h"

namespace pixelwhy {

namespace {

using test::CommandLine;
using test::Outcome;

Outcome run(const CommandLine& command, std::vector<std::string> words) {
  words.insert(words.begin(), {"run", "convolution", command.picture()});
  words.insert(words.end(), {"-o", command.file("result.png")});
  const Outcome outcome = command.run(words);
  CAPTURE(outcome.err);
  CHECK(outcome.status == 0);
  CHECK(outcome.err.empty());
  return outcome;
}

cv::Mat pixels_of(const std::string& file) { return open_source(file)->frame(0)->pixels; }

}  // namespace

TEST_SUITE("cli") {
  TEST_CASE("a kernel is given by its numbers or by its name, and a picture brings it back") {
    const CommandLine command;
    run(command, {"--kernel", "0 -1 0; -1 5 -1; 0 -1 0", "--mode", "clamped"});
    const cv::Mat by_numbers = pixels_of(command.file("result.png"));
    run(command, {"--kernel", "sharpen", "--mode", "clamped"});
    CHECK(cv::norm(pixels_of(command.file("result.png")), by_numbers, cv::NORM_INF) == 0);
    run(command, {"--kernel", "1 2; 3 4", "--mode", "clamped", "--normalize", "on"});
    const cv::Mat own = pixels_of(command.file("result.png"));
    const Outcome again = command.run({"run", "convolution", "--preset", command.file("result.png"),
                                       command.picture(), "-o", command.file("again.png")});
    CHECK(again.status == 0);
    CHECK(cv::norm(pixels_of(command.file("again.png")), own, cv::NORM_INF) == 0);
    CHECK(cv::norm(own, by_numbers, cv::NORM_INF) > 0);
  }

  TEST_CASE("what is no kernel is one line, status 2") {
    const CommandLine command;
    const auto refuses = [&](const std::vector<std::string>& words, const std::string& said) {
      std::vector<std::string> all{"run", "convolution", command.picture(), "-o", command.file("out.png")};
      all.insert(all.end(), words.begin(), words.end());
      command.refuses(all, 2, said);
    };
    refuses({"--kernel", "a b"},
            "kernel: 'a b' is not accepted: 'a' in row 1 is not a number; expected equal rows");
    refuses({"--kernel", "1 2; 3"}, "row 2 has 1 number, row 1 has 2");
    refuses({"--kernel", ""}, "row 1 is empty");
    refuses({"--kernel", "nan"}, "'nan' in row 1 is not a number");
    std::string large;
    for (int i = 0; i < 100; ++i) large += std::string(199, '1').replace(1, 1, " ") + ";";
    refuses({"--kernel", large}, "kernel: ");
    refuses({"--kernel", "0 0; 0 0"}, "kernel: all numbers of '0 0; 0 0' are 0");
    refuses({"--stride", "0"}, "stride: '0' is not accepted; expected a whole number from 1 to 16");
    refuses({"--kernel", "15", "--dilation", "16", "--padding", "none"}, "expected valid, same or full");
    refuses({"--region", "0,0,3,3", "--kernel", "gaussian5", "--padding", "valid"},
            "the output has no pixel: the picture has 3×3, the kernel reaches over 5×5");
  }

  TEST_CASE("a second picture is a file or a sample; what cannot be read is one line") {
    const CommandLine command;
    const auto match = [&](const std::string& picture) {
      return std::vector<std::string>{"run",      "intensity", command.picture(),
                                      "--method", "match",     "--match",
                                      picture,    "-o",        command.file("out.png")};
    };
    command.refuses(match("/nowhere/x.png"), 1, "match: ");
    command.refuses(match("/nowhere/x.png"), 1, "/nowhere/x.png");
    command.refuses(match("sample:rom"), 1, "match: ");
    command.refuses(match("camera:0"), 2, "expected a picture file or sample:NAME");
    command.refuses(match(""), 2, "match: '' is not accepted; expected a picture file or sample:NAME");
    CHECK(command.run(match("sample:street")).status == 0);
    const cv::Mat street = pixels_of(command.file("out.png"));
    CHECK(street.size() == cv::Size(64, 48));  // the second picture has another size, which does not matter
    std::filesystem::remove(command.file("out.png"));
    CHECK(command.run(match(command.picture())).status == 0);
    CHECK(cv::norm(pixels_of(command.file("out.png")), street, cv::NORM_INF) > 0);
    std::filesystem::remove(command.file("out.png"));
    // One that is named must be there, even where the settings make no use of it.
    command.refuses({"run", "intensity", command.picture(), "--match", "/nowhere/x.png", "-o", "-"}, 1,
                    "match: ");
  }

  TEST_CASE("matrices and second pictures are swept over") {
    const CommandLine command;
    const Outcome kernels =
        command.run({"sweep", "convolution", command.picture(), "--kernel", "box,0 1; -1 0,sharpen", "--mode",
                     "all", "-o", command.file("kernels.png")});
    CAPTURE(kernels.err);
    CHECK(kernels.status == 0);
    const Outcome pictures =
        command.run({"sweep", "intensity", command.picture(), "--method", "match", "--match",
                     "sample:room,sample:street", "-o", command.file("pictures.png")});
    CAPTURE(pictures.err);
    CHECK(pictures.status == 0);
    const Outcome methods = command.run(
        {"sweep", "intensity", command.picture(), "--method", "all", "-o", command.file("methods.png")});
    CAPTURE(methods.err);
    CHECK(methods.status == 0);
    command.refuses({"sweep", "intensity", command.picture(), "--method", "match", "--match",
                     "sample:room,/nowhere/x.png", "-o", command.file("out.png")},
                    1, "match: ");
  }

  TEST_CASE("help and list tell of matrices and second pictures") {
    const CommandLine command;
    const std::string help = command.run({"run", "convolution", "--help"}).out;
    CHECK(help.find("--kernel MATRIX") != std::string::npos);
    CHECK(help.find("1x1 to 15x15, or identity") != std::string::npos);
    CHECK(command.run({"run", "intensity", "--help"}).out.find("--match PICTURE") != std::string::npos);
    const std::string list = command.run({"list", "--json"}).out;
    CHECK(list.find("\"type\": \"matrix\"") != std::string::npos);
    CHECK(list.find("\"type\": \"picture\"") != std::string::npos);
  }
}

}  // namespace pixelwhy
