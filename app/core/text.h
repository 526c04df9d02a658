#pragma once

#include <string>

namespace pixelwhy {

enum class Language { English, Chinese };

/// A text in both languages of the program. Where the Chinese one is empty, the English one stands in.
struct Text {
  std::string en;
  std::string zh;

  const std::string& in(Language language) const {
    return language == Language::Chinese && !zh.empty() ? zh : en;
  }
  bool empty() const { return en.empty(); }
  friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace pixelwhy
