#include "notes/highlight.h"

#include <cctype>
#include <set>
#include <string>

namespace pixelwhy {

namespace {

using Words = std::set<std::string_view>;

const Words& keywords(CodeLanguage language) {
  static const Words cpp = {
      "auto",      "bool",     "break",    "case",      "catch",  "char",        "class",    "const",
      "constexpr", "continue", "decltype", "default",   "delete", "do",          "double",   "else",
      "enum",      "explicit", "false",    "float",     "for",    "friend",      "if",       "inline",
      "int",       "long",     "mutable",  "namespace", "new",    "noexcept",    "nullptr",  "operator",
      "private",   "public",   "requires", "return",    "short",  "signed",      "sizeof",   "static",
      "struct",    "switch",   "template", "this",      "throw",  "static_cast", "true",     "try",
      "typename",  "unsigned", "using",    "virtual",   "void",   "volatile",    "override", "while"};
  static const Words python = {"False",  "None", "True",   "and",      "as",      "assert", "break",
                               "class",  "def",  "del",    "elif",     "else",    "except", "finally",
                               "for",    "from", "global", "if",       "import",  "in",     "is",
                               "lambda", "not",  "or",     "pass",     "raise",   "return", "try",
                               "while",  "with", "yield",  "continue", "nonlocal"};
  return language == CodeLanguage::Cpp ? cpp : python;
}

bool is_name_start(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)); }
bool is_name(char c) { return is_name_start(c) || is_digit(c); }

/// Reads a text from its beginning; every function returns where a piece that begins at `from` ends.
class Reader {
 public:
  Reader(std::string_view text, CodeLanguage language) : text_(text), language_(language) {}

  std::vector<CodeToken> tokens() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto [kind, end] = piece(at);
      add(kind, text_.substr(at, end - at));
      at = end;
    }
    return std::move(tokens_);
  }

 private:
  struct Piece {
    CodeKind kind;
    std::size_t end;
  };

  bool cpp() const { return language_ == CodeLanguage::Cpp; }
  bool follows(std::size_t at, std::string_view what) const { return text_.substr(at).starts_with(what); }
  /// The place after the next `what`, or the end of the text.
  std::size_t after(std::string_view what, std::size_t from) const {
    const std::size_t place = text_.find(what, from);
    return place == std::string_view::npos ? text_.size() : place + what.size();
  }
  std::size_t end_of_line(std::size_t from) const { return std::min(text_.find('\n', from), text_.size()); }

  Piece piece(std::size_t at) const {
    const char c = text_[at];
    if (follows(at, cpp() ? "//" : "#")) return {CodeKind::Comment, end_of_line(at)};
    if (cpp() && follows(at, "/*")) return {CodeKind::Comment, after("*/", at + 2)};
    if (cpp() && c == '#') return directive(at);
    if (c == '"' || c == '\'') return {CodeKind::String, end_of_string(at)};
    if (is_digit(c) || (c == '.' && at + 1 < text_.size() && is_digit(text_[at + 1]))) {
      return {CodeKind::Number, end_of_number(at)};
    }
    if (is_name_start(c)) return word(at);
    return {CodeKind::Plain, at + 1};
  }

  /// `#include`, and no more: what follows is read on its own.
  Piece directive(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < text_.size() && is_name(text_[end])) ++end;
    return {CodeKind::Keyword, end};
  }

  Piece word(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size() && is_name(text_[end])) ++end;
    const std::string_view name = text_.substr(at, end - at);
    if (end < text_.size() && (text_[end] == '"' || text_[end] == '\'') && is_prefix(name)) {
      const bool raw = cpp() && name.back() == 'R';
      return {CodeKind::String, raw ? end_of_raw_string(end) : end_of_string(end)};
    }
    if (keywords(language_).contains(name)) return {CodeKind::Keyword, end};
    return {end < text_.size() && text_[end] == '(' ? CodeKind::Function : CodeKind::Plain, end};
  }

  /// What may stand before a string's quote: f"...", R"(...)".
  bool is_prefix(std::string_view name) const {
    static const Words of_cpp = {"R", "u8", "u8R", "u", "U", "L", "LR"};
    static const Words of_python = {"f", "F", "r", "R", "b", "B", "rb", "br", "fr", "rf", "u"};
    return (cpp() ? of_cpp : of_python).contains(name);
  }

  std::size_t end_of_string(std::size_t at) const {
    const std::string_view thrice = text_.substr(at, 3);
    if (!cpp() && (thrice == "\"\"\"" || thrice == "'''")) return after(thrice, at + 3);
    for (std::size_t i = at + 1; i < text_.size(); ++i) {
      if (text_[i] == '\n') return i;
      if (text_[i] == text_[at]) return i + 1;
      if (text_[i] == '\\') ++i;
    }
    return text_.size();
  }

  /// From its quote on: "delimiter( ... )delimiter".
  std::size_t end_of_raw_string(std::size_t quote) const {
    const std::size_t open = text_.find('(', quote);
    if (open == std::string_view::npos) return text_.size();
    return after(")" + std::string(text_.substr(quote + 1, open - quote - 1)) + "\"", open);
  }

  std::size_t end_of_number(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size()) {
      const char c = text_[end];
      const bool sign = (c == '+' || c == '-') && (text_[end - 1] == 'e' || text_[end - 1] == 'E');
      const bool grouping = cpp() && c == '\'' && end + 1 < text_.size() && is_name(text_[end + 1]);
      if (!is_name(c) && c != '.' && !(sign && end > at) && !grouping) break;
      ++end;
    }
    return end;
  }

  /// Plain pieces that follow each other become one.
  void add(CodeKind kind, std::string_view piece) {
    if (kind == CodeKind::Plain && !tokens_.empty() && tokens_.back().kind == CodeKind::Plain) {
      std::string_view& last = tokens_.back().text;
      last = {last.data(), last.size() + piece.size()};
    } else {
      tokens_.push_back({kind, piece});
    }
  }

  std::string_view text_;
  CodeLanguage language_;
  std::vector<CodeToken> tokens_;
};

}  // namespace

std::vector<CodeToken> highlight(std::string_view text, CodeLanguage language) {
  return Reader(text, language).tokens();
}

}  // namespace pixelwhy
