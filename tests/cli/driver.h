#pragma once

#include <doctest/doctest.h>

#include <algorithm>

#include "cli/command_line.h"
#include "notes/file.h"
#include "notes/png.h"
#include "registry.h"
#include "support/capture.h"
#include "support/folder.h"
#include "support/pictures.h"

namespace pixelwhy::test {

inline std::vector<std::uint8_t> bytes_of(const std::string& path) {
  const std::string text = read_text(path);
  return {text.begin(), text.end()};
}

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
  std::optional<WindowCall> window;
};

class CommandLine {
 public:
  CommandLine() { write_whole(picture(), std::span<const std::uint8_t>(encode_png(scene({64, 48}, 3)))); }

  Outcome run(const std::vector<std::string>& words) const {
    Outcome outcome;
    const Program program{&all_demos(), &demo_sources(), "PixelWhy test", [&](const WindowCall& call) {
                            outcome.window = call;
                            return 0;
                          }};
    Capture out(stdout, folder_ / "stdout");
    Capture err(stderr, folder_ / "stderr");
    outcome.status = run_command_line(program, words);
    outcome.out = out.finish();
    outcome.err = err.finish();
    return outcome;
  }

  std::string picture() const { return folder_ / "picture.png"; }
  std::string preset() const {
    write_whole(folder_ / "preset.json", std::string(R"({"demo": "canny", "parameters": {"high": 90}})"));
    return folder_ / "preset.json";
  }
  std::string file(const std::string& name) const { return folder_ / name; }

  /// An error is one line, the status as said, and nothing is written.
  void refuses(const std::vector<std::string>& words, int status, const std::string& said) const {
    const Outcome outcome = run(words);
    std::string joined;
    for (const std::string& word : words) joined += word + " ";
    CAPTURE(joined);
    CAPTURE(outcome.err);
    CHECK(outcome.status == status);
    CHECK(outcome.out.empty());
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    CHECK(outcome.err.starts_with("pixelwhy: "));
    CHECK(outcome.err.find(said) != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(file("out.png")));
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace pixelwhy::test
