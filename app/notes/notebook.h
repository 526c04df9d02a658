#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/code.h"
#include "notes/figure.h"

namespace pixelwhy {

/// What is added to a notebook at once.
struct Note {
  SnapshotPtr snapshot;              ///< holds what the figure shows, and all inputs of the pinned pixel
  FigureOptions options;             ///< of the figure; the note is in its language and of its date
  std::vector<std::uint8_t> figure;  ///< a PNG
  StageId stage = source_stage;      ///< whose code is given, where it has any
  std::optional<CodeLanguage> code = CodeLanguage::Python;
};

/// The note in Markdown (CommonMark with `$$` formulas): heading, figure, what it was made with, formula, the
/// pinned pixel's explanation as text and as LaTeX, the code.
std::string note_text(const Note& note, const std::string& figure_path);

struct AddedNote {
  std::filesystem::path file;    ///< `PixelWhy.md`
  std::filesystem::path figure;  ///< `figures/DEMO-0001.png`
};

/// Adds a note to the notebook in a folder, which must be there: the figure under the first number that is
/// free, then the text at the end of the file. Nothing is overwritten, and what others have changed meanwhile
/// stays. Throws a failure, and then nothing has changed.
AddedNote add_note(const std::filesystem::path& folder, const Note& note);

}  // namespace pixelwhy
