#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/demo.h"

namespace pixelwhy {

/// A function of our own source with the comment before it. Lines count from 1.
struct SourceExcerpt {
  const SourceFile* file = nullptr;
  std::string function;
  int first_line = 0;
  int last_line = 0;
  std::string_view text;
};

/// The definitions of a function (overloads have several) in the files of the demo's folder, else in those
/// that demos share. Definitions begin and end in the first column, as our formatting has it.
std::vector<SourceExcerpt> find_function(std::span<const SourceFile> files, const Demo& demo,
                                         const std::string& function);

/// The functions that compute and explain a stage, in the order of its declaration.
std::vector<SourceExcerpt> own_source(std::span<const SourceFile> files, const Demo& demo, StageId stage);

/// The same as one text, each excerpt after a comment that names file and lines. Throws a usage error for
/// `source` and for stages that name no function.
std::string own_source_text(std::span<const SourceFile> files, const Demo& demo, StageId stage);

/// A line of an excerpt, counted from 1 in its file.
struct SourceLine {
  const SourceExcerpt* excerpt = nullptr;
  int line = 0;
};

/// The line that makes a step of an explanation, found by the step's label, which stands there. Nothing when
/// none of the excerpts has it.
std::optional<SourceLine> line_of_step(std::span<const SourceExcerpt> excerpts, const Step& step);

/// The same of all steps of an explanation. Steps whose labels begin alike, and go on with what only the
/// pixel knows, take the places of such a beginning within one function in turn.
std::vector<std::optional<SourceLine>> lines_of_steps(std::span<const SourceExcerpt> excerpts,
                                                      std::span<const Step> steps);

}  // namespace pixelwhy
