#include "gui/text_flow.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace pixelwhy::gui {

namespace {

std::size_t character_length(const std::string& text, std::size_t at) {
  const auto lead = static_cast<unsigned char>(text[at]);
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return std::min(length, text.size() - at);
}

/// Characters that have no spaces around them: ideographs, kana, full-width forms.
bool is_wide(std::string_view character) {
  if (character.size() != 3) return character.size() == 4;
  const unsigned code = (static_cast<unsigned char>(character[0]) & 15U) << 12 |
                        (static_cast<unsigned char>(character[1]) & 63U) << 6 |
                        (static_cast<unsigned char>(character[2]) & 63U);
  return (code >= 0x2e80 && code < 0xa000) || (code >= 0xf900 && code < 0xfb00) || code >= 0xff00;
}

bool any_of(std::string_view set, std::string_view character) {
  return set.find(character) != std::string_view::npos;
}
constexpr std::string_view not_first = "，。、；：？！）》」』】”’…%％,.;:?!)]}×";
constexpr std::string_view not_last = "（《「『【“‘([{";

}  // namespace

std::vector<std::size_t> unbreakable_pieces(const std::string& text) {
  std::vector<std::size_t> pieces;
  std::size_t begin = 0;
  std::size_t at = 0;
  std::string_view before;
  while (at < text.size()) {
    const std::string_view character(text.data() + at, character_length(text, at));
    const bool after_space = before == " ";
    const bool between_wide = !before.empty() && (is_wide(before) || is_wide(character)) &&
                              !any_of(not_first, character) && !any_of(not_last, before) && character != " ";
    if (at > begin && (before == "\n" || (after_space ? character != " " : between_wide))) {
      pieces.push_back(at - begin);
      begin = at;
    }
    before = character;
    at += character.size();
  }
  if (at > begin) pieces.push_back(at - begin);
  return pieces;
}

namespace {

struct Pen {
  ImDrawList* list;
  ImVec2 start;
  float width, gap;
  std::vector<LinkBox>* links;
  float x = 0, y = 0, line_height = 0, widest = 0;

  static float padding(const Span& span) { return span.backdrop ? std::round(span.font->FontSize / 5) : 0; }
  void new_line() {
    y += line_height + gap;
    x = 0;
  }
  void put(const Span& span, const char* begin, const char* end) {
    if (end > begin && end[-1] == '\n') {
      put(span, begin, end - 1);
      return new_line();
    }
    const float size = span.font->FontSize;
    const float pad = padding(span);
    const char* visible = end;
    while (visible > begin && visible[-1] == ' ') --visible;
    const float full = span.font->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
    const float seen = span.font->CalcTextSizeA(size, FLT_MAX, 0, begin, visible).x;
    line_height = std::max(line_height, std::round(size * 1.25F));
    if (x > 0 && x + seen + 2 * pad > width) new_line();
    if (seen > width && end - begin > 1) {  // a word wider than the line: cut where it must be
      const char* cut = begin;
      while (cut < end) {
        const char* next = cut + character_length(std::string(cut, end), 0);
        if (span.font->CalcTextSizeA(size, FLT_MAX, 0, begin, next).x > width && cut > begin) break;
        cut = next;
      }
      if (cut < end) {
        draw(span, begin, cut, pad);
        new_line();
        put(span, cut, end);
        return;
      }
    }
    draw(span, begin, visible, pad);
    x += full + 2 * pad;
    widest = std::max(widest, x - (full - seen));
  }
  /// Code, with one backdrop for as much of it as one line holds; it is broken only where it fits no line.
  void put_code(const Span& span) {
    const char* begin = span.text.data();
    const char* const last = begin + span.text.size();
    const auto wide = [&](const char* end) {
      return span.font->CalcTextSizeA(span.font->FontSize, FLT_MAX, 0, begin, end).x + 2 * padding(span);
    };
    const std::vector<std::size_t> pieces = unbreakable_pieces(span.text);
    const char* end = begin;
    for (const std::size_t length : pieces) {
      if (end > begin && wide(last) > width && wide(end + length) > width) {
        put(span, begin, end);
        begin = end;
      }
      end += length;
    }
    put(span, begin, end);
  }
  void draw(const Span& span, const char* begin, const char* end, float pad) const {
    if (!list || begin == end) return;
    const float size = span.font->FontSize;
    const ImVec2 at{std::round(start.x + x + pad), std::round(start.y + y + (line_height - size) / 2)};
    if (span.backdrop) {
      const float seen = span.font->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
      list->AddRectFilled({at.x - pad, at.y - 1}, {at.x + seen + pad, at.y + size + 1}, span.backdrop, 3);
    }
    const int first = list->VtxBuffer.Size;
    list->AddText(span.font, size, at, span.color, begin, end);
    if (span.heavy && is_wide({begin, character_length(std::string(begin, end), 0)}))
      list->AddText(span.font, size, {at.x + size / 24, at.y}, span.color, begin, end);
    for (int i = first; span.slanted && i < list->VtxBuffer.Size; ++i) {
      ImVec2& corner = list->VtxBuffer[i].pos;
      corner.x += (at.y + size * 0.8F - corner.y) * 0.2F;
    }
    if (links && span.link >= 0) {
      const float seen = span.font->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
      links->push_back({span.link, {at.x, at.y - 1}, {at.x + seen, at.y + size + 2}});
    }
  }
};

}  // namespace

ImVec2 flow(ImDrawList* list, ImVec2 at, const std::vector<Span>& spans, float width, float line_gap,
            std::vector<LinkBox>* links) {
  Pen pen{list, at, std::max(width, 20.0F), line_gap, links};
  for (const Span& span : spans) {
    const char* begin = span.text.data();
    if (span.backdrop) {  // code stays together where it can
      pen.put_code(span);
      continue;
    }
    for (const std::size_t length : unbreakable_pieces(span.text)) {
      pen.put(span, begin, begin + length);
      begin += length;
    }
  }
  return {pen.widest, pen.y + pen.line_height};
}

ImVec2 flow_here(const std::vector<Span>& spans, float width, float line_gap, std::vector<LinkBox>* links) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 used = flow(ImGui::GetWindowDrawList(), at, spans, width, line_gap, links);
  ImGui::Dummy({std::max(1.0F, used.x), used.y});
  return used;
}

}  // namespace pixelwhy::gui
