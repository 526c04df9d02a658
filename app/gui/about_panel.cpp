#include "gui/about_panel.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/data_dir.h"
#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

std::vector<Span> spans_of(Ui& ui, const Inlines& words, ImFont* font, const ImVec4& color) {
  const Palette& c = *ui.colors;
  std::vector<Span> spans;
  for (const Inline& word : words) {
    ui.fonts.need(word.text);
    Span span{word.text, font, packed(color), 0};
    if (word.style == Inline::Style::Strong) span.font = font == ui.fonts.body ? ui.fonts.strong : font;
    if (word.style == Inline::Style::Emphasis) span.color = packed(c.accent);
    if (word.style == Inline::Style::Link) span.color = packed(c.accent);
    if (word.style == Inline::Style::Code) {
      span.font = font == ui.fonts.small ? ui.fonts.mono_small : ui.fonts.mono;
      span.backdrop = packed(c.raised);
    }
    spans.push_back(std::move(span));
  }
  return spans;
}

void draw_code(Ui& ui, const std::string& code, float width) {
  const Palette& c = *ui.colors;
  ui.fonts.need(code);
  // The block is set smaller when its longest line would not fit.
  ImFont* font = text_size(ui.fonts.mono, code).x > width - ui.px(24) ? ui.fonts.mono_small : ui.fonts.mono;
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin <= code.size()) {
    const std::size_t end = std::min(code.find('\n', begin), code.size());
    lines.push_back(code.substr(begin, end - begin));
    begin = end + 1;
  }
  float height = ui.px(16);
  const float inner = width - ui.px(24);
  for (const std::string& line : lines) {
    height += flow(nullptr, {}, {{line.empty() ? " " : line, font, 0}}, inner).y;
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + height}, packed(c.raised), ui.px(6));
  float y = at.y + ui.px(8);
  for (const std::string& line : lines) {
    y += flow(list, {at.x + ui.px(12), y}, {{line.empty() ? " " : line, font, packed(c.text)}}, inner).y;
  }
  ImGui::Dummy({width, height});
}

void draw_table(Ui& ui, const std::vector<std::vector<Inlines>>& rows, float width) {
  const Palette& c = *ui.colors;
  const std::size_t columns = rows[0].size();
  if (columns == 0) return;
  const float pad = ui.px(8);
  std::vector<float> wanted(columns, ui.px(24));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      const auto spans = spans_of(ui, row[i], ui.fonts.small, c.text);
      wanted[i] = std::max(wanted[i], flow(nullptr, {}, spans, 100000).x + 2 * pad);
    }
  }
  // Narrow columns keep their width; the wide ones share what is left.
  std::vector<float> widths = wanted;
  float room = width;
  std::size_t wide = columns;
  for (std::size_t round = 0; round < columns; ++round) {
    room = width;
    wide = 0;
    const float share = width / static_cast<float>(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      if (wanted[i] <= share)
        room -= wanted[i];
      else
        ++wide;
    }
    for (std::size_t i = 0; i < columns; ++i) {
      if (wanted[i] > share)
        widths[i] = std::min(wanted[i], room / static_cast<float>(std::max<std::size_t>(1, wide)));
    }
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  float y = start.y;
  float total = 0;
  for (const float w : widths) total += w;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::vector<Span>> cells;
    float height = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      cells.push_back(spans_of(ui, rows[r][i], ui.fonts.small, r == 0 ? c.muted : c.text));
      height = std::max(height, flow(nullptr, {}, cells.back(), widths[i] - 2 * pad).y);
    }
    height += ui.px(10);
    float x = start.x;
    for (std::size_t i = 0; i < columns; ++i) {
      flow(list, {x + pad, y + ui.px(5)}, cells[i], widths[i] - 2 * pad);
      x += widths[i];
    }
    y += height;
    list->AddLine({start.x, y}, {start.x + total, y}, packed(c.border, r == 0 ? 1 : 0.6F));
  }
  ImGui::Dummy({total, y - start.y + ui.px(2)});
}

void draw_block(Ui& ui, const Block& block, bool first, float width) {
  const Palette& c = *ui.colors;
  switch (block.kind) {
    case Block::Kind::Heading:
      if (!first) ImGui::Dummy({1, ui.px(block.level <= 2 ? 10 : 4)});
      flow_here(spans_of(ui, block.words, block.level == 1 ? ui.fonts.title : ui.fonts.strong, c.text),
                width);
      break;
    case Block::Kind::Paragraph:
      flow_here(spans_of(ui, block.words, ui.fonts.body, c.text), width);
      break;
    case Block::Kind::Item: {
      const float inset = ui.px(16) * static_cast<float>(block.level);
      const float hang = block.marker == "•" ? ui.px(16) : ui.px(24);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ui.fonts.need(block.marker);
      ImDrawList* list = ImGui::GetWindowDrawList();
      put_text(list, ui.fonts.body, {at.x + inset, at.y + ui.px(2)}, packed(c.muted), block.marker);
      const ImVec2 used = flow(list, {at.x + inset + hang, at.y},
                               spans_of(ui, block.words, ui.fonts.body, c.text), width - inset - hang);
      ImGui::Dummy({width, used.y});
      break;
    }
    case Block::Kind::Code:
      draw_code(ui, block.code, width);
      break;
    case Block::Kind::Table:
      draw_table(ui, block.rows, width);
      break;
    case Block::Kind::Rule: {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::GetWindowDrawList()->AddLine({at.x, at.y + ui.px(4)}, {at.x + width, at.y + ui.px(4)},
                                          packed(c.border));
      ImGui::Dummy({width, ui.px(8)});
      break;
    }
  }
}

}  // namespace

void AboutPanel::load(const Demo& demo, Language language) {
  const std::string name = demo.id + (language == Language::Chinese ? "/about.zh.md" : "/about.en.md");
  if (name == loaded_) return;
  loaded_ = name;
  blocks_.clear();
  std::ifstream stream(data_dir() / "demos" / name);
  if (stream) blocks_ = parse_markdown(std::string{std::istreambuf_iterator<char>(stream), {}});
}

void AboutPanel::draw(Ui& ui, float width) {
  load(ui.state.current_demo(), ui.state.language);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(4, 8));
  if (blocks_.empty()) {
    paragraph(ui, ui.text(ui.state.current_demo().name), ui.fonts.title, ui.colors->text, width);
    paragraph(ui, ui.text(ui.state.current_demo().summary), ui.fonts.body, ui.colors->text, width);
    paragraph(ui, ui.text(strings::no_about), ui.fonts.body, ui.colors->muted, width);
  }
  for (std::size_t i = 0; i < blocks_.size(); ++i) draw_block(ui, blocks_[i], i == 0, width);
  ImGui::Dummy({1, ui.px(8)});
  ImGui::PopStyleVar();
}

}  // namespace pixelwhy::gui
