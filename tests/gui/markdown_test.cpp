#include "notes/markdown.h"

#include <doctest/doctest.h>

#include "gui/text_flow.h"

namespace pixelwhy::gui {

TEST_CASE("headings, paragraphs, lists, tables and code are told apart") {
  const auto blocks = parse_markdown(
      "# Title\n\nTwo\nlines\n\n- one\n  more\n- `two`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx = "
      "1\n```\n");
  REQUIRE(blocks.size() == 6);
  CHECK(blocks[0].kind == Block::Kind::Heading);
  CHECK(blocks[1].words == Inlines{{Inline::Style::Plain, "Two lines", {}}});
  CHECK(blocks[2].words == Inlines{{Inline::Style::Plain, "one more", {}}});
  CHECK(blocks[3].words == Inlines{{Inline::Style::Code, "two", {}}});
  REQUIRE(blocks[4].rows.size() == 2);
  CHECK(blocks[4].rows[1][1] == Inlines{{Inline::Style::Plain, "2", {}}});
  CHECK(blocks[5].code == "x = 1");
}

TEST_CASE("inline styles") {
  const Inlines words = parse_inlines("a **b** *c* [d](e) 3*4*5 x");
  REQUIRE(words.size() >= 6);
  CHECK(words[1] == Inline{Inline::Style::Strong, "b", {}});
  CHECK(words[3] == Inline{Inline::Style::Emphasis, "c", {}});
  CHECK(words[5] == Inline{Inline::Style::Link, "d", "e"});
}

TEST_CASE("Chinese lines break between characters, but not before their punctuation") {
  const auto pieces = unbreakable_pieces("平滑，求导");
  CHECK(pieces == std::vector<std::size_t>{3, 6, 3, 3});
  CHECK(unbreakable_pieces("one two") == std::vector<std::size_t>{4, 3});
  CHECK(unbreakable_pieces("one\ntwo, three") == std::vector<std::size_t>{4, 5, 5});
}

}  // namespace pixelwhy::gui
