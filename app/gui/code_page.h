#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "gui/app_state.h"
#include "notes/highlight.h"
#include "notes/own_source.h"

namespace pixelwhy::gui {

/// What a page of code is made for.
struct CodeSubject {
  const Demo* demo = nullptr;
  StageId stage = source_stage;
  CodeView view = CodeView::Cpp;
  Settings settings;  ///< empty where the text does not depend on them
  friend bool operator==(const CodeSubject&, const CodeSubject&) = default;
};

/// The subject in view: the chosen stage, which a pinned pixel belongs to, under the current settings.
CodeSubject code_subject(const AppState& state);

/// The text that `pixelwhy code` prints, in lines and colours.
class CodePage {
 public:
  CodePage(const std::vector<SourceFile>* sources, const CodeSubject& subject);
  CodePage(const CodePage&) = delete;  // the tokens are parts of its own text
  CodePage& operator=(const CodePage&) = delete;

  const std::string& text() const { return text_; }
  /// Why there is no text; empty when there is one.
  const Text& problem() const { return problem_; }
  const std::vector<std::vector<CodeToken>>& lines() const { return lines_; }
  /// What stands before a line: of our own source its number in its file, 0 between the functions.
  int number(std::size_t line) const { return numbers_[line]; }
  /// The lines, counted from 0, that make the steps of an explanation; only our own source has them.
  std::vector<std::optional<std::size_t>> lines_of(std::span<const Step> steps) const;

 private:
  void write(const std::vector<SourceFile>* sources, const CodeSubject& subject);
  void cut(CodeLanguage language);
  void number_lines();

  std::string text_;
  Text problem_;
  std::vector<std::vector<CodeToken>> lines_;
  std::vector<int> numbers_;
  std::vector<SourceExcerpt> excerpts_;
  std::vector<std::size_t> begins_;  ///< the line of each excerpt's first
};

}  // namespace pixelwhy::gui
