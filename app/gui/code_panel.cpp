#include "gui/code_panel.h"

#include <algorithm>
#include <cmath>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

ImU32 ink_of(const Palette& c, CodeKind kind) {
  switch (kind) {
    case CodeKind::Keyword:
      return packed(c.accent);
    case CodeKind::Function:
      return packed(c.third);
    case CodeKind::Number:
      return packed(c.second);
    case CodeKind::String:
      return packed(c.good);
    case CodeKind::Comment:
      return packed(c.muted);
    case CodeKind::Plain:
      break;
  }
  return packed(c.text);
}

ImVec2 extent(const ImFont* font, std::string_view words) {
  return font->CalcTextSizeA(font->FontSize, FLT_MAX, 0, words.data(), words.data() + words.size());
}

}  // namespace

/// The page is made anew when its subject has changed, and not before.
void CodePanel::refresh(const Ui& ui) {
  CodeSubject subject = code_subject(ui.state);
  if (page_ && subject == subject_) return;
  const bool another = !page_ || subject.demo != subject_.demo || subject.stage != subject_.stage ||
                       subject.view != subject_.view;
  subject_ = std::move(subject);
  page_ = std::make_unique<CodePage>(ui.state.sources, subject_);
  ui.fonts.need(page_->text());
  measured_font_ = nullptr;
  if (!another) return;  // a slider's move leaves the place where somebody reads
  to_top_ = true;
  looked_at_.reset();
}

/// Which lines make the steps of the pinned pixel's explanation.
void CodePanel::mark_lines(const AppState& state) {
  constexpr std::size_t most_steps = 200;
  const auto& inspection = state.inspection;
  const bool pinned = state.pin && inspection && inspection->place == Place{subject_.stage, *state.pin};
  if (!pinned) {
    if (!state.pin) {
      marked_.clear();
      main_.reset();
      looked_at_.reset();
    }
    return;  // else the explanation is on its way
  }
  ChosenStep now{inspection->place, most_steps};
  if (state.chosen_step && state.chosen_step->place == now.place) now.step = state.chosen_step->step;
  const bool moved = !looked_at_ || looked_at_->place != now.place || looked_at_->step != now.step;
  if (!moved && marked_serial_ == inspection->serial) return;
  marked_.clear();
  main_.reset();
  std::span<const Step> steps = inspection->explanation.steps;
  steps = steps.first(std::min(steps.size(), most_steps));
  const auto lines = page_->lines_of(steps);
  std::optional<std::size_t> last;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!lines[i]) continue;
    marked_[*lines[i]].push_back(steps[i]);
    last = lines[i];
    if (i == now.step) main_ = last;
  }
  if (!main_) main_ = last;
  marked_serial_ = inspection->serial;
  looked_at_ = now;
  if (moved && main_) scroll_wanted_ = true;
}

void CodePanel::measure(const Ui& ui) {
  const ImFont* font = ui.fonts.mono_small;
  if (measured_font_ == font && measured_glyphs_ == font->Glyphs.Size) return;
  longest_ = 0;
  for (const std::vector<CodeToken>& line : page_->lines()) {
    float width = 0;
    for (const CodeToken& token : line) width += extent(font, token.text).x;
    longest_ = std::max(longest_, width);
  }
  measured_font_ = font;
  measured_glyphs_ = font->Glyphs.Size;
}

void CodePanel::draw_switches(Ui& ui, float width) {
  std::vector<std::string> labels{"C++", "Python", ui.text(strings::code_own)};
  const float room = width - ui.px(36);
  if (segmented_width(ui, labels) > room) labels[2] = ui.text(strings::code_own_brief);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float switches = std::min(room, std::max(segmented_width(ui, labels), ui.px(216)));
  const int chosen = segmented(ui, "code-view", labels, static_cast<int>(ui.state.code), switches);
  if (chosen >= 0) ui.state.code = static_cast<CodeView>(chosen);
  ImGui::SetCursorScreenPos({at.x + width - ui.px(28), at.y - ui.px(1)});
  action_button(ui, "copy-code", Icon::Copy);
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
}

void CodePanel::draw(Ui& ui, float width) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::Dummy({1, ui.px(6)});
  draw_switches(ui, width);
  refresh(ui);
  mark_lines(ui.state);
  if (page_->problem().empty()) {
    measure(ui);
    draw_text(ui);
  } else {
    paragraph(ui, ui.text(page_->problem()), ui.fonts.body, ui.colors->muted, width);
  }
  ImGui::PopStyleVar();
}

void CodePanel::draw_text(Ui& ui) {
  const ImFont* font = ui.fonts.mono_small;
  const std::size_t count = page_->lines().size();
  int greatest = 0;
  for (std::size_t i = 0; i < count; ++i) greatest = std::max(greatest, page_->number(i));
  Area area;
  area.line = std::round(font->FontSize * 1.5F);
  area.gutter = std::round(extent(font, std::to_string(greatest)).x + ui.px(26));
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const ImVec2 size{room.x, std::max(room.y - ui.px(1), 3 * area.line)};
  ImGui::SetNextWindowContentSize({area.gutter + longest_ + ui.px(24), 0});
  ImGui::BeginChild("text", size, false, ImGuiWindowFlags_HorizontalScrollbar);
  if (to_top_) {
    ImGui::SetScrollX(0);
    ImGui::SetScrollY(0);
    to_top_ = false;
  }
  area.min = ImGui::GetWindowPos();
  area.max = {area.min.x + size.x, area.min.y + size.y};
  ui.mark("code:text", area.min, area.max);
  if (scroll_wanted_ && !ImGui::IsWindowAppearing()) scroll(area);  // its height is known from now on

  std::size_t first = count, end = 0;
  ImVec2 begin{};
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(count), area.line);
  while (clipper.Step()) {
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
      const auto line = static_cast<std::size_t>(i);
      if (end == 0 || line < first) {
        first = line;
        begin = ImGui::GetCursorScreenPos();
      }
      end = std::max(end, line + 1);
      draw_back(ui, area, line, ImGui::GetCursorScreenPos().y);
      ImGui::Dummy({1, area.line});
    }
  }
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float edge = area.min.x + area.gutter - ui.px(8);
  list->AddLine({edge + 0.5F, area.min.y}, {edge + 0.5F, area.max.y}, packed(ui.colors->border));
  list->PushClipRect({edge + 1, area.min.y}, area.max, true);  // the numbers stay where they are
  for (std::size_t line = first; line < end; ++line) {
    draw_line(ui, area, line,
              {begin.x + area.gutter, begin.y + area.line * static_cast<float>(line - first)});
  }
  list->PopClipRect();
  ImGui::EndChild();
}

/// The mark and the number of a line.
void CodePanel::draw_back(Ui& ui, const Area& area, std::size_t line, float y) {
  const Palette& c = *ui.colors;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool marked = marked_.count(line) > 0;
  const bool main = main_ == line;
  if (marked) {
    const ImVec2 a{area.min.x, y};
    const ImVec2 b{area.max.x, y + area.line};
    list->AddRectFilled(a, b, packed(c.accent_soft, main ? 1 : 0.45F));
    list->AddRectFilled(a, {a.x + ui.px(3), b.y}, packed(c.accent, main ? 1 : 0.55F));
    if (main) ui.mark("code:marked", a, b);
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(a, b)) show_steps(ui, line);
  }
  const int number = page_->number(line);
  if (number == 0) return;
  const std::string words = std::to_string(number);
  ImFont* font = ui.fonts.mono_small;
  put_text(
      list, font,
      {area.min.x + area.gutter - ui.px(16) - text_size(font, words).x, y + (area.line - font->FontSize) / 2},
      packed(main ? c.text : c.muted, main ? 1 : 0.75F), words);
}

void CodePanel::draw_line(Ui& ui, const Area& area, std::size_t line, ImVec2 at) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = ui.fonts.mono_small;
  float x = std::round(at.x);
  const float y = std::round(at.y + (area.line - font->FontSize) / 2);
  for (const CodeToken& token : page_->lines()[line]) {
    if (x > area.max.x) return;
    const char* end = token.text.data() + token.text.size();
    list->AddText(font, font->FontSize, {x, y}, ink_of(*ui.colors, token.kind), token.text.data(), end);
    x += extent(font, token.text).x;
  }
}

/// Brings the marked line to where a third of the text stands above it, unless it is well in sight.
void CodePanel::scroll(const Area& area) {
  scroll_wanted_ = false;
  if (!main_) return;
  const float top = area.line * static_cast<float>(*main_);
  const float height = area.max.y - area.min.y;
  const float now = ImGui::GetScrollY();
  if (top > now + area.line && top < now + height - 3 * area.line) return;
  ImGui::SetScrollY(std::max(0.0F, top - height / 3));
  ImGui::SetScrollX(0);
}

/// What the line made of the pinned pixel.
void CodePanel::show_steps(Ui& ui, std::size_t line) const {
  std::string words;
  for (const Step& step : marked_.at(line)) {
    const std::string value = brief_number(step.value, 6);
    const bool said = step.expression == value || step.expression.ends_with("= " + value) || step.holds;
    words += (words.empty() ? "" : "\n") + std::string(ui.text(step.label)) + ": " + step.expression;
    if (!said) words += (step.expression.empty() ? "" : " = ") + value;
  }
  tooltip(ui, words);
}

}  // namespace pixelwhy::gui
