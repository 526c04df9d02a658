#include "gui/code_page.h"

#include <algorithm>
#include <numeric>

#include "core/error.h"
#include "gui/strings.h"
#include "notes/code.h"

namespace pixelwhy::gui {

namespace {

bool has_text(const Stage& stage, CodeView view) {
  return view == CodeView::Own ? !stage.functions.empty() : static_cast<bool>(stage.code);
}

/// Why a stage has no text, and which of the demo's stages have one.
Text no_text(const Demo& demo, CodeView view) {
  Text text = view == CodeView::Own ? strings::code_no_function : strings::code_not_with_opencv;
  bool first = true;
  for (const Stage& stage : demo.stages) {
    if (!has_text(stage, view)) continue;
    text.en += (first ? "" : ", ") + stage.name.en;
    text.zh += (first ? "" : "、") + stage.name.in(Language::Chinese);
    first = false;
  }
  text.en += ".";
  text.zh += "。";
  return text;
}

CodeLanguage language_of(CodeView view) {
  return view == CodeView::Python ? CodeLanguage::Python : CodeLanguage::Cpp;
}

}  // namespace

CodeSubject code_subject(const AppState& state) {
  CodeSubject subject{&state.current_demo(), state.chosen_stage(), state.code, {}};
  if (state.code != CodeView::Own) subject.settings = state.current_settings();
  return subject;
}

CodePage::CodePage(const std::vector<SourceFile>* sources, const CodeSubject& subject) {
  const auto error = caught("code", [&] { write(sources, subject); });
  if (error) problem_ = error->text();
  if (problem_.empty()) {
    cut(language_of(subject.view));
    number_lines();
  }
}

void CodePage::write(const std::vector<SourceFile>* sources, const CodeSubject& subject) {
  const Demo& demo = *subject.demo;
  const bool own = subject.view == CodeView::Own;
  const bool loaded = subject.stage == source_stage;
  const bool has =
      loaded ? !own : has_text(demo.stages[static_cast<std::size_t>(subject.stage)], subject.view);
  if (!has || (own && !sources)) {
    problem_ = no_text(demo, subject.view);
  } else if (own) {
    excerpts_ = own_source(*sources, demo, subject.stage);
    text_ = own_source_text(*sources, demo, subject.stage);
  } else {
    text_ = code_program({&demo, subject.settings, subject.stage, language_of(subject.view)});
  }
}

/// The pieces of the highlighter go over the ends of lines.
void CodePage::cut(CodeLanguage language) {
  lines_.emplace_back();
  for (CodeToken token : highlight(text_, language)) {
    while (true) {
      const std::size_t end = token.text.find('\n');
      const std::string_view part = token.text.substr(0, end);
      if (!part.empty()) lines_.back().push_back({token.kind, part});
      if (end == std::string_view::npos) break;
      lines_.emplace_back();
      token.text.remove_prefix(end + 1);
    }
  }
  if (lines_.back().empty() && lines_.size() > 1) lines_.pop_back();
}

void CodePage::number_lines() {
  numbers_.resize(lines_.size());
  if (excerpts_.empty()) {
    std::iota(numbers_.begin(), numbers_.end(), 1);
    return;
  }
  // Each excerpt stands after a comment and an empty line, and an empty line comes before the next comment.
  constexpr std::size_t head = 2;
  std::size_t line = 0;
  for (const SourceExcerpt& excerpt : excerpts_) {
    line += head;
    begins_.push_back(line);
    for (int number = excerpt.first_line; number <= excerpt.last_line && line < numbers_.size(); ++number)
      numbers_[line++] = number;
    ++line;
  }
}

std::vector<std::optional<std::size_t>> CodePage::lines_of(std::span<const Step> steps) const {
  std::vector<std::optional<std::size_t>> lines;
  for (const auto& place : lines_of_steps(excerpts_, steps)) {
    lines.emplace_back();
    if (!place) continue;
    const auto which = static_cast<std::size_t>(place->excerpt - excerpts_.data());
    lines.back() = begins_[which] + static_cast<std::size_t>(place->line - place->excerpt->first_line);
  }
  return lines;
}

}  // namespace pixelwhy::gui
