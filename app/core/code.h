#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pixelwhy {

enum class CodeLanguage { Cpp, Python };

/// The same thing written in both languages.
struct CodeText {
  std::string cpp;
  std::string python;

  const std::string& in(CodeLanguage language) const { return language == CodeLanguage::Cpp ? cpp : python; }
  friend bool operator==(const CodeText&, const CodeText&) = default;
};

/// How a stage is written with OpenCV. In all texts `$id` stands for a stage's variable or a parameter's
/// named constant; what a text names is computed and declared before it, so the texts alone say what a
/// program is made of. `$source` is the picture as read, and a stage's own statements declare `$` and its id.
struct Code {
  CodeText statements;
  std::vector<CodeText> helpers = {};  ///< functions that the statements call, in order
  bool floats = false;                 ///< the result is 32-bit float, which only TIFF holds
  bool spelled_out = false;            ///< it equals the stage itself, even where the reference differs
};

/// A word of OpenCV as Python has it: `cv::BORDER_WRAP` is cv2.BORDER_WRAP, `true` is True.
std::string python_word(std::string cpp);

/// A file of the program's own source, the text that was compiled. `path` counts from the source tree.
struct SourceFile {
  std::string_view path;
  std::string_view text;
};

}  // namespace pixelwhy
