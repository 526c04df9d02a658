#include "notes/markdown.h"

#include <algorithm>
#include <cctype>

namespace pixelwhy {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
  while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// The marker of a list item at the beginning of a line, empty when it is none.
std::string_view item_marker(std::string_view line) {
  if (line.size() >= 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ') {
    return line.substr(0, 1);
  }
  std::size_t digits = 0;
  while (digits < line.size() && std::isdigit(static_cast<unsigned char>(line[digits]))) ++digits;
  const bool numbered = digits > 0 && digits < 4 && digits + 1 < line.size() &&
                        (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ';
  return numbered ? line.substr(0, digits + 1) : std::string_view();
}

bool is_rule(std::string_view line) {
  line = trimmed(line);
  return line.size() >= 3 && (line.find_first_not_of('-') == std::string_view::npos ||
                              line.find_first_not_of('*') == std::string_view::npos);
}

bool is_table_divider(std::string_view line) {
  line = trimmed(line);
  return line.find('-') != std::string_view::npos && line.find('|') != std::string_view::npos &&
         line.find_first_not_of("|-: ") == std::string_view::npos;
}

std::vector<Inlines> table_row(std::string_view line) {
  line = trimmed(line);
  if (line.starts_with('|')) line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  std::vector<Inlines> cells;
  std::string cell;
  bool code = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cell += line[++i];
    } else if (i == line.size() || (line[i] == '|' && !code)) {
      cells.push_back(parse_inlines(trimmed(cell)));
      cell.clear();
    } else {
      if (line[i] == '`') code = !code;
      cell += line[i];
    }
  }
  return cells;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : lines_(lines_of(text)) {}

  std::vector<Block> read() {
    while (at_ < lines_.size()) read_block();
    return std::move(blocks_);
  }

 private:
  std::string_view body() const { return lines_[at_].substr(indent_of(lines_[at_])); }

  void read_block() {
    const std::string_view line = body();
    if (trimmed(line).empty()) {
      ++at_;
    } else if (line.starts_with("```") || line.starts_with("$$")) {
      read_code(line.starts_with("$$") ? "$$" : "```");
    } else if (line.starts_with('#')) {
      const std::size_t level = std::min<std::size_t>(line.find_first_not_of('#'), 6);
      add(Block::Kind::Heading, static_cast<int>(level), trimmed(line.substr(level)));
      ++at_;
    } else if (is_rule(line)) {
      blocks_.push_back({Block::Kind::Rule, 0, {}, {}, {}, {}});
      ++at_;
    } else if (at_ + 1 < lines_.size() && line.find('|') != std::string_view::npos &&
               is_table_divider(lines_[at_ + 1])) {
      read_table();
    } else if (!item_marker(line).empty()) {
      read_item();
    } else if (indent_of(lines_[at_]) >= 4 && !after_item()) {
      read_indented_code();
    } else {
      add(Block::Kind::Paragraph, 0, read_words(line));
    }
  }

  bool after_item() const { return !blocks_.empty() && blocks_.back().kind == Block::Kind::Item; }

  void add(Block::Kind kind, int level, std::string_view words) {
    blocks_.push_back({kind, level, {}, parse_inlines(words), {}, {}});
  }

  /// The rest of a paragraph: lines up to an empty one or another kind of block.
  std::string read_words(std::string_view first) {
    std::string words(trimmed(first));
    for (++at_; at_ < lines_.size(); ++at_) {
      const std::string_view line = trimmed(lines_[at_]);
      if (line.empty() || line.starts_with('#') || line.starts_with("```") || line.starts_with("$$") ||
          !item_marker(line).empty() || is_rule(line) || line.starts_with('|')) {
        break;
      }
      // A line's end is a space in Latin script and nothing between Chinese characters.
      const bool latin = !words.empty() && static_cast<unsigned char>(words.back()) < 0x80;
      if (latin || static_cast<unsigned char>(line.front()) < 0x80) words += ' ';
      words += line;
    }
    return words;
  }

  void read_item() {
    const std::string_view line = body();
    const std::string_view marker = item_marker(line);
    const int depth = static_cast<int>(indent_of(lines_[at_]) / 2);
    const std::string words = read_words(line.substr(marker.size()));
    const bool bullet = !std::isdigit(static_cast<unsigned char>(marker[0]));
    blocks_.push_back({Block::Kind::Item,
                       std::min(depth, 4),
                       bullet ? "•" : std::string(marker),
                       parse_inlines(words),
                       {},
                       {}});
  }

  void read_code(std::string_view fence) {
    std::string code;
    const std::string_view rest = trimmed(body().substr(fence.size()));
    if (fence == "$$" && rest.ends_with("$$") && rest.size() > 2) {
      code = trimmed(rest.substr(0, rest.size() - 2));
      ++at_;
    } else {
      if (fence == "$$" && !rest.empty()) code = rest;
      for (++at_; at_ < lines_.size() && !trimmed(lines_[at_]).ends_with(fence); ++at_) {
        code += (code.empty() ? "" : "\n") + std::string(lines_[at_]);
      }
      if (at_ < lines_.size()) ++at_;
    }
    blocks_.push_back({Block::Kind::Code, 0, {}, {}, code, {}});
  }

  void read_indented_code() {
    std::string code;
    for (; at_ < lines_.size() && (indent_of(lines_[at_]) >= 4 || trimmed(lines_[at_]).empty()); ++at_) {
      code += (code.empty() ? "" : "\n") +
              std::string(lines_[at_].substr(std::min<std::size_t>(4, lines_[at_].size())));
    }
    while (code.ends_with('\n')) code.pop_back();
    blocks_.push_back({Block::Kind::Code, 0, {}, {}, code, {}});
  }

  void read_table() {
    Block block;
    block.kind = Block::Kind::Table;
    block.rows.push_back(table_row(lines_[at_]));
    for (at_ += 2; at_ < lines_.size() && lines_[at_].find('|') != std::string_view::npos; ++at_) {
      block.rows.push_back(table_row(lines_[at_]));
    }
    for (auto& row : block.rows) row.resize(block.rows[0].size());
    blocks_.push_back(std::move(block));
  }

  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  std::vector<Block> blocks_;
};

}  // namespace

std::vector<Block> parse_markdown(std::string_view text) { return Reader(text).read(); }

Inlines parse_inlines(std::string_view text) {
  Inlines result;
  std::string plain;
  const auto flush = [&] {
    if (!plain.empty()) result.push_back({Inline::Style::Plain, plain, {}});
    plain.clear();
  };
  std::size_t at = 0;
  // Takes what stands between two marks; false when the second one is missing.
  const auto between = [&](std::string_view mark, Inline::Style style) {
    const std::size_t end = text.find(mark, at + mark.size());
    if (!text.substr(at).starts_with(mark) || end == std::string_view::npos || end == at + mark.size())
      return false;
    const char after = text[at + mark.size()];
    if (style != Inline::Style::Code && std::isspace(static_cast<unsigned char>(after))) return false;
    flush();
    result.push_back({style, std::string(text.substr(at + mark.size(), end - at - mark.size())), {}});
    at = end + mark.size();
    return true;
  };
  while (at < text.size()) {
    if (text[at] == '\\' && at + 1 < text.size() && std::ispunct(static_cast<unsigned char>(text[at + 1]))) {
      plain += text[at + 1];
      at += 2;
      continue;
    }
    if (text[at] == '`' && between("`", Inline::Style::Code)) continue;
    if (text[at] == '$' && between("$", Inline::Style::Code)) continue;
    if (text[at] == '*' && (between("**", Inline::Style::Strong) || between("*", Inline::Style::Emphasis)))
      continue;
    if (text[at] == '_' && (at == 0 || !std::isalnum(static_cast<unsigned char>(text[at - 1]))) &&
        between("_", Inline::Style::Emphasis)) {
      continue;
    }
    if (text[at] == '[') {
      const std::size_t middle = text.find("](", at);
      const std::size_t end = middle == std::string_view::npos ? middle : text.find(')', middle);
      if (end != std::string_view::npos && text.find('\n', at) > end) {
        flush();
        result.push_back({Inline::Style::Link, std::string(text.substr(at + 1, middle - at - 1)),
                          std::string(text.substr(middle + 2, end - middle - 2))});
        at = end + 1;
        continue;
      }
    }
    if (text[at] == '<' && text.substr(at).starts_with("<http")) {
      const std::size_t end = text.find('>', at);
      if (end != std::string_view::npos) {
        flush();
        const std::string target(text.substr(at + 1, end - at - 1));
        result.push_back({Inline::Style::Link, target, target});
        at = end + 1;
        continue;
      }
    }
    plain += text[at++];
  }
  flush();
  return result;
}

}  // namespace pixelwhy
