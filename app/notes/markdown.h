#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pixelwhy {

/// A run of words in one style.
struct Inline {
  enum class Style { Plain, Strong, Emphasis, Code, Link };
  Style style = Style::Plain;
  std::string text;
  std::string target;  ///< of a link
  friend bool operator==(const Inline&, const Inline&) = default;
};
using Inlines = std::vector<Inline>;

/// The parts of a page that the about pages use: a subset of CommonMark with tables.
struct Block {
  enum class Kind { Heading, Paragraph, Item, Table, Code, Rule };
  Kind kind = Kind::Paragraph;
  int level = 0;                           ///< of a heading from 1; depth of an item from 0
  std::string marker;                      ///< of an item: a bullet or `2.`
  Inlines words;                           ///< Heading, Paragraph, Item
  std::string code;                        ///< Code
  std::vector<std::vector<Inlines>> rows;  ///< Table, its head first
};

std::vector<Block> parse_markdown(std::string_view text);
Inlines parse_inlines(std::string_view text);

}  // namespace pixelwhy
