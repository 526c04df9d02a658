#include "cli/driver.h"

namespace pixelwhy {

using test::CommandLine;
using test::Outcome;

TEST_SUITE("cli") {
  TEST_CASE("note adds figure, formula, explanation and code to a notebook") {
    const CommandLine command;
    const std::filesystem::path folder = command.file("notes");
    std::filesystem::create_directory(folder);
    for (int i = 1; i <= 2; ++i) {
      const Outcome outcome = command.run({"note", "canny", command.picture(), "--stage", "thin", "--at",
                                           "20,15", "--sigma", "2", "--lang", "en", "--to", folder.string()});
      CAPTURE(outcome.err);
      CHECK(outcome.status == 0);
      CHECK(outcome.out.find("canny-000" + std::to_string(i) + ".png") != std::string::npos);
    }
    const std::string text = read_text(folder / "PixelWhy.md");
    for (const char* part : {"**Sigma 2 px**", "Why this pixel: Thinned", "```python", "```latex", "$$",
                             "(figures/canny-0001.png)", "(figures/canny-0002.png)"}) {
      CAPTURE(part);
      CHECK(text.find(part) != std::string::npos);
    }
    // The figure is its own settings.
    const Outcome again =
        command.run({"explain", "canny", "--preset", (folder / "figures" / "canny-0001.png").string()});
    CHECK(again.status == 0);
  }

  TEST_CASE("note: what is wrong is one line, and nothing is written") {
    const CommandLine command;
    const std::string picture = command.picture();
    command.refuses({"note"}, 2, "missing DEMO");
    command.refuses({"note", "canny", picture}, 2, "missing --to");
    command.refuses({"note", "canny", picture, "--to", command.file("gone")}, 1, "is not there");
    command.refuses({"note", "canny", picture, "--to", picture}, 1, "is not there");
    command.refuses({"note", "canny", picture, "--to", command.file(""), "--code", "rust"}, 2,
                    "python, cpp or none");
    command.refuses({"note", "canny", picture, "--to", command.file(""), "--at", "999,1"}, 2, "--at");
    CHECK_FALSE(std::filesystem::exists(command.file("PixelWhy.md")));
  }
}

}  // namespace pixelwhy
