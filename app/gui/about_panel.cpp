#include "gui/about_panel.h"

#include <algorithm>

#include "gui/follow_link.h"
#include "gui/strings.h"
#include "gui/widgets.h"
#include "notes/about_page.h"
#include "notes/link.h"

namespace pixelwhy::gui {

namespace {

/// A page as it is drawn in one frame.
class Page {
 public:
  Page(Ui& ui, float width) : ui_(ui), c_(*ui.colors), width_(width) {}

  void draw(const Block& block, bool first);
  /// Underlines the links; the target of the one that was clicked, else nothing.
  std::string follow_mouse();

 private:
  std::vector<Span> spans_of(const Inlines& words, ImFont* font, const ImVec4& color);
  void flow_words(const Inlines& words, ImFont* font);
  void draw_item(const Block& block);
  void draw_code(const std::string& code);
  void draw_formula(const Inlines& words);
  void draw_table(const std::vector<std::vector<Inlines>>& rows);
  std::vector<float> column_widths(const std::vector<std::vector<Inlines>>& rows, float pad);

  Ui& ui_;
  const Palette& c_;
  float width_;
  std::vector<std::string> targets_;  ///< of the links, in their order
  std::vector<LinkBox> boxes_;
};

std::vector<Span> Page::spans_of(const Inlines& words, ImFont* font, const ImVec4& color) {
  std::vector<Span> spans;
  for (const Inline& word : words) {
    ui_.fonts.need(word.text);
    Span span{word.text, font, packed(color)};
    span.heavy = word.style == Inline::Style::Strong;
    span.slanted = word.style == Inline::Style::Emphasis;
    if (span.heavy && font == ui_.fonts.body) span.font = ui_.fonts.strong;
    if (word.style == Inline::Style::Link) {
      span.color = packed(c_.accent);
      if (is_program_link(word.target)) {
        span.link = static_cast<int>(targets_.size());
        targets_.push_back(word.target);
      }
    }
    if (word.style == Inline::Style::Code) {
      span.font = font == ui_.fonts.small ? ui_.fonts.mono_small : ui_.fonts.mono;
      span.backdrop = packed(c_.raised);
    }
    spans.push_back(std::move(span));
  }
  return spans;
}

void Page::flow_words(const Inlines& words, ImFont* font) {
  flow_here(spans_of(words, font, c_.text), width_, 3, &boxes_);
}

void Page::draw_item(const Block& block) {
  const float inset = ui_.px(16) * static_cast<float>(block.level);
  const float hang = block.marker == "•" ? ui_.px(16) : ui_.px(24);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  put_text(list, ui_.fonts.body, {at.x + inset, at.y + ui_.px(2)}, packed(c_.muted), ui_.raw(block.marker));
  const ImVec2 used = flow(list, {at.x + inset + hang, at.y}, spans_of(block.words, ui_.fonts.body, c_.text),
                           width_ - inset - hang, 3, &boxes_);
  ImGui::Dummy({width_, used.y});
}

void Page::draw_code(const std::string& code) {
  ui_.fonts.need(code);
  // The block is set smaller when its longest line would not fit.
  const bool wide = text_size(ui_.fonts.mono, code).x > width_ - ui_.px(24);
  ImFont* font = wide ? ui_.fonts.mono_small : ui_.fonts.mono;
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin <= code.size()) {
    const std::size_t end = std::min(code.find('\n', begin), code.size());
    lines.push_back(end > begin ? code.substr(begin, end - begin) : " ");
    begin = end + 1;
  }
  float height = ui_.px(16);
  const float inner = width_ - ui_.px(24);
  for (const std::string& line : lines) height += flow(nullptr, {}, {{line, font, 0, 0, -1}}, inner).y;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width_, at.y + height}, packed(c_.raised), ui_.px(6));
  float y = at.y + ui_.px(8);
  for (const std::string& line : lines) {
    y += flow(list, {at.x + ui_.px(12), y}, {{line, font, packed(c_.text), 0, -1}}, inner).y;
  }
  ImGui::Dummy({width_, height});
}

bool begins_with_formula(const Inlines& words) {
  return !words.empty() && words.front().style == Inline::Style::Code &&
         words.front().text.find(" = ") != std::string::npos;
}

/// A paragraph that begins with a formula: set apart on a ground of its own.
void Page::draw_formula(const Inlines& words) {
  std::vector<Span> spans = spans_of(words, ui_.fonts.body, c_.text);
  for (Span& span : spans) span.backdrop = 0;
  const float inner = width_ - ui_.px(24);
  const float height = flow(nullptr, {}, spans, inner).y + ui_.px(18);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width_, at.y + height}, packed(c_.raised), ui_.px(6));
  list->AddRectFilled(at, {at.x + ui_.px(3), at.y + height}, packed(c_.accent), ui_.px(2));
  flow(list, {at.x + ui_.px(14), at.y + ui_.px(9)}, spans, inner, 3, &boxes_);
  ImGui::Dummy({width_, height});
}

/// Narrow columns keep their width; the wide ones share what is left.
std::vector<float> Page::column_widths(const std::vector<std::vector<Inlines>>& rows, float pad) {
  const std::size_t columns = rows[0].size();
  std::vector<float> wanted(columns, ui_.px(24));
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < columns; ++i) {
      const auto spans = spans_of(row[i], ui_.fonts.small, c_.text);
      wanted[i] = std::max(wanted[i], flow(nullptr, {}, spans, 100000).x + 2 * pad);
    }
  }
  std::vector<float> widths = wanted;
  std::vector<bool> settled(columns, false);
  float room = width_;
  auto open = static_cast<float>(columns);
  for (bool again = true; again && open > 0;) {
    again = false;
    const float share = room / open;
    for (std::size_t i = 0; i < columns; ++i) {
      if (settled[i] || wanted[i] > share) continue;
      settled[i] = again = true;
      room -= wanted[i];
      open -= 1;
    }
  }
  for (std::size_t i = 0; i < columns; ++i) {
    if (!settled[i]) widths[i] = std::max(ui_.px(24), room / open);
  }
  return widths;
}

void Page::draw_table(const std::vector<std::vector<Inlines>>& rows) {
  const std::size_t columns = rows[0].size();
  if (columns == 0) return;
  const float pad = ui_.px(columns > 5 ? 4 : 8);
  const std::size_t links_before = targets_.size();
  const std::vector<float> widths = column_widths(rows, pad);
  targets_.resize(links_before);  // measuring has counted them once
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  float y = start.y;
  float total = 0;
  for (const float w : widths) total += w;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::vector<std::vector<Span>> cells;
    float height = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      cells.push_back(spans_of(rows[r][i], ui_.fonts.small, r == 0 ? c_.muted : c_.text));
      height = std::max(height, flow(nullptr, {}, cells.back(), widths[i] - 2 * pad).y);
    }
    height += ui_.px(10);
    float x = start.x;
    for (std::size_t i = 0; i < columns; ++i) {
      flow(list, {x + pad, y + ui_.px(5)}, cells[i], widths[i] - 2 * pad, 3, &boxes_);
      x += widths[i];
    }
    y += height;
    list->AddLine({start.x, y}, {start.x + total, y}, packed(c_.border, r == 0 ? 1 : 0.6F));
  }
  ImGui::Dummy({total, y - start.y + ui_.px(2)});
}

void Page::draw(const Block& block, bool first) {
  switch (block.kind) {
    case Block::Kind::Heading:
      if (!first) ImGui::Dummy({1, ui_.px(block.level <= 2 ? 10 : 4)});
      flow_words(block.words, block.level == 1 ? ui_.fonts.title : ui_.fonts.strong);
      break;
    case Block::Kind::Paragraph:
      if (begins_with_formula(block.words)) {
        draw_formula(block.words);
      } else {
        flow_words(block.words, ui_.fonts.body);
      }
      break;
    case Block::Kind::Item:
      draw_item(block);
      break;
    case Block::Kind::Code:
      draw_code(block.code);
      break;
    case Block::Kind::Table:
      draw_table(block.rows);
      break;
    case Block::Kind::Rule: {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      ImGui::GetWindowDrawList()->AddLine({at.x, at.y + ui_.px(4)}, {at.x + width_, at.y + ui_.px(4)},
                                          packed(c_.border));
      ImGui::Dummy({width_, ui_.px(8)});
      break;
    }
  }
}

std::string Page::follow_mouse() {
  int hovered = -1;
  for (const LinkBox& box : boxes_) {
    const std::string name = "link:" + std::to_string(box.link);
    if (!ui_.places.contains(name)) ui_.mark(name, box.min, box.max);
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min, box.max)) hovered = box.link;
  }
  for (const LinkBox& box : boxes_) {
    const bool on = box.link == hovered;
    ImGui::GetWindowDrawList()->AddLine({box.min.x, box.max.y}, {box.max.x, box.max.y},
                                        packed(c_.accent, on ? 1 : 0.4F), ui_.px(1));
  }
  if (hovered < 0) return {};
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return ImGui::IsMouseClicked(ImGuiMouseButton_Left) ? targets_[static_cast<std::size_t>(hovered)] : "";
}

}  // namespace

void AboutPanel::load(const Demo& demo, Language language) {
  if (&demo == demo_ && language == language_) return;
  demo_ = &demo;
  language_ = language;
  blocks_ = about_page(demo, language);
}

void AboutPanel::seek(const AboutPassage& passage) {
  sought_ = passage;
  arrived_ = false;
}

void AboutPanel::draw(Ui& ui, float width) {
  AppState& state = ui.state;
  load(state.current_demo(), state.language);
  if (sought_ && sought_->demo != state.demo) sought_.reset();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(4, 8));
  if (blocks_.empty()) {
    paragraph(ui, ui.text(state.current_demo().name), ui.fonts.title, ui.colors->text, width);
    paragraph(ui, ui.text(state.current_demo().summary), ui.fonts.body, ui.colors->text, width);
    paragraph(ui, ui.text(strings::no_about), ui.fonts.body, ui.colors->muted, width);
  }
  Page page(ui, width);
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const float top = ImGui::GetCursorScreenPos().y;
    page.draw(blocks_[i], i == 0);
    if (sought_ && sought_->language == language_ && sought_->block == static_cast<int>(i))
      show_sought(ui, top);
  }
  if (const std::string target = page.follow_mouse(); !target.empty()) follow_link(state, target);
  ImGui::Dummy({1, ui.px(8)});
  ImGui::PopStyleVar();
}

/// Marks what was drawn last, from `top` on.
void AboutPanel::show_sought(Ui& ui, float top) {
  const ImVec2 end = ImGui::GetCursorScreenPos();
  const ImVec2 min{end.x - ui.px(10), top};
  const ImVec2 max{end.x - ui.px(7), end.y - ui.px(8)};
  ImGui::PushClipRect({min.x, ImGui::GetWindowPos().y},
                      {max.x, ImGui::GetWindowPos().y + ImGui::GetWindowHeight()}, false);
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(ui.colors->accent), ui.px(2));
  ImGui::PopClipRect();
  ui.mark("passage", min, max);
  if (!arrived_) ImGui::SetScrollFromPosY(top - ImGui::GetWindowPos().y, 0.25F);
  arrived_ = true;
}

}  // namespace pixelwhy::gui
