#include "notes/highlight.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "notes/code.h"
#include "registry.h"
#include "support/pictures.h"

namespace pixelwhy {

namespace {

/// The pieces of a kind, separated by |.
std::string of_kind(std::string_view text, CodeLanguage language, CodeKind kind) {
  std::string found;
  for (const CodeToken& token : highlight(text, language)) {
    if (token.kind == kind) found += (found.empty() ? "" : "|") + std::string(token.text);
  }
  return found;
}

std::string joined(std::string_view text, CodeLanguage language) {
  std::string all;
  for (const CodeToken& token : highlight(text, language)) all += token.text;
  return all;
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("code is cut into pieces that are told apart") {
    constexpr auto cpp = CodeLanguage::Cpp;
    const char* text =
        "#include <cmath>\nconst int n = 1'000 + 1.5e-3;  // f(x) \"no\"\nf(\"a\\\"b\", 'c'); /* if\n */ g;";
    CHECK(of_kind(text, cpp, CodeKind::Keyword) == "#include|const|int");
    CHECK(of_kind(text, cpp, CodeKind::Number) == "1'000|1.5e-3");
    CHECK(of_kind(text, cpp, CodeKind::Comment) == "// f(x) \"no\"|/* if\n */");
    CHECK(of_kind(text, cpp, CodeKind::Function) == "f");
    CHECK(of_kind(text, cpp, CodeKind::String) == "\"a\\\"b\"|'c'");
    CHECK(of_kind("a = R\"x(if \")\" )x\" + b", cpp, CodeKind::String) == "R\"x(if \")\" )x\"");

    constexpr auto python = CodeLanguage::Python;
    const char* script =
        "def f(x):\n    \"\"\"If\n    not.\"\"\"\n    return f'{x}' + g(-2, 1e5)  # and so on";
    CHECK(of_kind(script, python, CodeKind::Keyword) == "def|return");
    CHECK(of_kind(script, python, CodeKind::Function) == "f|g");
    CHECK(of_kind(script, python, CodeKind::String) == "\"\"\"If\n    not.\"\"\"|f'{x}'");
    CHECK(of_kind(script, python, CodeKind::Number) == "2|1e5");
    CHECK(of_kind(script, python, CodeKind::Comment) == "# and so on");
  }

  TEST_CASE("the pieces are the text again, whatever the text is") {
    for (const CodeLanguage language : {CodeLanguage::Cpp, CodeLanguage::Python}) {
      for (const SourceFile& file : demo_sources()) CHECK(joined(file.text, language) == file.text);
      for (const char* text :
           {"", "\"", "'''", "/*", "R\"", "R\"a(", "1e", ".", "\\", "\"\\", "#", "f(", "é=\xff"}) {
        CHECK(joined(text, language) == text);
      }
      cv::RNG generator(37);
      const std::string letters = "a1.\"'\\/*#()R\n ef_-";
      for (int round = 0; round < 500; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i)
          text += letters[static_cast<std::size_t>(generator.uniform(0, 20)) % letters.size()];
        CHECK(joined(text, language) == text);
      }
    }
  }

  TEST_CASE("names in an exported program's comments and strings are neither keywords nor functions") {
    for (const Demo& demo : all_demos()) {
      const auto last = static_cast<StageId>(demo.stages.size()) - 1;
      const std::string program = code_program({&demo, demo.defaults(), last, CodeLanguage::Python});
      CHECK(of_kind(program, CodeLanguage::Python, CodeKind::Comment).starts_with("#!/usr/bin/env python3"));
      CHECK(of_kind(program, CodeLanguage::Python, CodeKind::Function).find("main") != std::string::npos);
      CHECK(of_kind(program, CodeLanguage::Python, CodeKind::String).find("with OpenCV, stage") !=
            std::string::npos);
    }
  }
}

}  // namespace pixelwhy
