#include "gui/demo_list.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "gui/strings.h"
#include "gui/widgets.h"

namespace pixelwhy::gui {

namespace {

const Text found_in_text{"In what is said about them", "在说明文字中"};

std::vector<Span> excerpt_spans(Ui& ui, const FoundDemo& found) {
  const Palette& c = *ui.colors;
  ui.fonts.need(found.excerpt);
  std::vector<Span> spans;
  const auto add = [&](std::size_t begin, std::size_t end, bool marked) {
    if (end <= begin) return;
    Span span{found.excerpt.substr(begin, end - begin), ui.fonts.small, packed(marked ? c.accent : c.muted)};
    span.heavy = marked;
    spans.push_back(std::move(span));
  };
  std::size_t at = 0;
  for (const auto& [begin, length] : found.marks) {
    add(at, begin, false);
    add(begin, begin + length, true);
    at = begin + length;
  }
  add(at, found.excerpt.size(), false);
  return spans;
}

/// A demo's name and, where `why` is given, the words for which it was found; true when it is clicked.
bool draw_entry(Ui& ui, int index, float width, const FoundDemo* why = nullptr) {
  const AppState& state = ui.state;
  const Palette& c = *ui.colors;
  const Demo& demo = (*state.demos)[static_cast<std::size_t>(index)];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line = ui.px(30);
  const float inset = ui.px(10);
  const std::vector<Span> spans = why ? excerpt_spans(ui, *why) : std::vector<Span>{};
  const float words = why ? flow(nullptr, {}, spans, width - 2 * inset).y + ui.px(7) : 0;
  const float height = line + words;
  const std::string id = "demo:" + demo.id;
  const bool clicked = ImGui::InvisibleButton(id.c_str(), {width, height});
  ui.mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  const bool hovered = ImGui::IsItemHovered();
  const bool chosen = index == state.demo;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (chosen || hovered) {
    list->AddRectFilled(at, {at.x + width, at.y + height}, packed(chosen ? c.accent_soft : c.raised),
                        ui.px(6));
  }
  const std::string name = ui.text(demo.name);
  ImFont* font = chosen ? ui.fonts.strong : ui.fonts.body;
  put_text(list, font, {at.x + inset, at.y + (line - font->FontSize) / 2}, packed(c.text),
           shortened(font, name, width - 2 * inset));
  if (why) flow(list, {at.x + inset, at.y + line - ui.px(3)}, spans, width - 2 * inset);
  if (hovered) tooltip(ui, ui.text(demo.summary));
  return clicked;
}

void draw_heading(Ui& ui, const Text& words, bool first) {
  ImGui::Dummy({1, ui.px(first ? 2 : 10)});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  put_text(ImGui::GetWindowDrawList(), ui.fonts.small, {at.x + ui.px(10), at.y}, packed(ui.colors->muted),
           ui.text(words));
  ImGui::Dummy({1, ui.px(20)});
}

}  // namespace

DemoList::DemoList(const std::vector<Demo>& demos, std::function<void()> wake)
    : search_(std::make_shared<DemoSearch>(demos, DemoSearch::Pages::Leave)),
      reader_(
          [&demos](int, const auto& publish, const auto&) {
            publish(std::make_shared<DemoSearch>(demos, DemoSearch::Pages::Read));
          },
          std::move(wake)) {}

void DemoList::find(const AppState& state) {
  if (!asked_ && !state.search.empty()) {
    asked_ = true;
    reader_.submit(0);
  }
  auto read = reader_.take();
  if (read) search_ = *read;
  if (!read && sought_ == state.search && language_ == state.language) return;
  sought_ = state.search;
  language_ = state.language;
  found_ = search_->find(sought_, language_);
}

void DemoList::draw_field(Ui& ui, float width) {
  AppState& state = ui.state;
  ImGui::SetNextItemWidth(width);
  const bool entered = ImGui::InputTextWithHint("##search", ui.text(strings::search), &state.search,
                                                ImGuiInputTextFlags_EnterReturnsTrue);
  ui.fonts.need(state.search);
  ui.mark("search", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  find(state);
  if (entered && !found_.empty()) choose(state, found_[0]);
}

/// Chooses a demo; where a passage of its page was found, the page is opened there.
void DemoList::choose(AppState& state, const FoundDemo& found) {
  choose_demo(state, found.demo);
  if (found.block < 0) return;
  state.tab = Tab::About;
  passage_ = AboutPassage{found.demo, found.language, found.block};
}

void DemoList::draw_by_category(Ui& ui, float width) {
  AppState& state = ui.state;
  bool any = false;
  for (const Category category : all_categories) {
    bool headed = false;
    for (std::size_t i = 0; i < state.demos->size(); ++i) {
      if ((*state.demos)[i].category != category) continue;
      if (!headed) draw_heading(ui, category_name(category), !any);
      headed = any = true;
      if (draw_entry(ui, static_cast<int>(i), width)) choose_demo(state, static_cast<int>(i));
    }
  }
}

void DemoList::draw_found(Ui& ui, float width) {
  bool in_text = false;
  for (const FoundDemo& found : found_) {
    const bool named = found.in == FoundDemo::In::Name;
    if (!named && !in_text) draw_heading(ui, found_in_text, &found == found_.data());
    in_text = !named;
    if (draw_entry(ui, found.demo, width, named ? nullptr : &found)) choose(ui.state, found);
  }
  if (found_.empty() && !busy())
    paragraph(ui, ui.text(strings::no_match), ui.fonts.body, ui.colors->muted, width);
}

void DemoList::draw(Ui& ui, ImVec2 min, ImVec2 max) {
  ImGui::GetWindowDrawList()->AddRectFilled(min, max, packed(ui.colors->panel));
  const float pad = ui.px(12);
  const float width = max.x - min.x - 2 * pad;
  ImGui::SetCursorScreenPos({min.x + pad, min.y + pad});
  draw_field(ui, width);
  ImGui::SetCursorScreenPos({min.x + pad, min.y + pad + ui.px(40)});
  ImGui::BeginChild("demos", {max.x - min.x - pad, max.y - min.y - pad - ui.px(44)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ui.px(4, 2));
  if (ui.state.search.find_first_not_of(' ') == std::string::npos) {
    draw_by_category(ui, width);
  } else {
    draw_found(ui, width);
  }
  ImGui::PopStyleVar();
  ImGui::EndChild();
}

}  // namespace pixelwhy::gui
