#include "notes/about_page.h"

#include <fstream>
#include <iterator>

#include "core/data_dir.h"

namespace pixelwhy {

namespace {

std::string plain_text(const Inlines& words) {
  std::string text;
  for (const Inline& word : words) text += word.text;
  return text;
}

}  // namespace

std::vector<Block> about_page(const Demo& demo, Language language) {
  const char* name = language == Language::Chinese ? "about.zh.md" : "about.en.md";
  std::ifstream stream(data_dir() / "demos" / demo.id / name);
  if (!stream) return {};
  return parse_markdown(std::string{std::istreambuf_iterator<char>(stream), {}});
}

std::string plain_text(const Block& block) {
  std::string text = block.kind == Block::Kind::Code ? block.code : plain_text(block.words);
  for (const auto& row : block.rows) {
    for (const Inlines& cell : row) text += (text.empty() ? "" : " | ") + plain_text(cell);
  }
  for (char& c : text) {
    if (c == '\n' || c == '\t') c = ' ';
  }
  return text;
}

}  // namespace pixelwhy
