#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/demo.h"

namespace pixelwhy {

/// What a program is made for.
struct CodeRequest {
  const Demo* demo = nullptr;
  Settings settings;
  StageId stage = source_stage;  ///< takes part under the settings
  CodeLanguage language = CodeLanguage::Cpp;
};

/// `cpp` or `python`; empty for any other word.
std::optional<CodeLanguage> code_language(std::string_view word);

/// A complete program `program IN OUT` that computes the stage with OpenCV (C++17, or Python with NumPy) from
/// a picture file: the parameters that it uses as constants, each stage that leads there as a variable. Exit
/// status as ours. Throws a usage error for a stage that is not written so (data), naming those that are.
std::string code_program(const CodeRequest& request);

/// Whether its result is that of the stage's OpenCV reference; else it is the stage's own.
bool equals_reference(const CodeRequest& request);

/// A word as a shell takes it.
std::string shell_word(const std::string& word);

/// The words of the command line that compute the same, parameters off their defaults only.
std::string command_of(const CodeRequest& request);

}  // namespace pixelwhy
