#pragma once

#include <string_view>
#include <vector>

#include "core/code.h"

namespace pixelwhy {

/// What a piece of code is, for the colours of the code tab.
enum class CodeKind { Plain, Keyword, Function, Number, String, Comment };

struct CodeToken {
  CodeKind kind = CodeKind::Plain;
  std::string_view text;  ///< a part of the text that was given
};

/// A text of code cut into pieces, which together are the text again. It looks at letters and quotes only,
/// which is enough for colours: a name before `(` is a function, whatever it is declared as. Strings and
/// comments that never end reach to the end of the text (ordinary strings to the end of their line).
std::vector<CodeToken> highlight(std::string_view text, CodeLanguage language);

}  // namespace pixelwhy
