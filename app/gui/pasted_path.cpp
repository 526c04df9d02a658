#include "gui/pasted_path.h"

#include <charconv>
#include <cstdlib>

#include "gui/pasted_pictures.h"

namespace pixelwhy::gui {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view unquoted(std::string_view text) {
  if (text.size() < 2) return text;
  const char quote = text.front();
  const bool paired = (quote == '\'' || quote == '"' || quote == '`') && text.back() == quote;
  return paired ? trimmed(text.substr(1, text.size() - 2)) : text;
}

/// `%20` becomes a space; what is no such code stays as it is.
std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto [end, problem] = std::from_chars(text.data() + i + 1, text.data() + i + 3, code, 16);
      if (problem == std::errc{} && end == text.data() + i + 3 && code != 0) {
        result += static_cast<char>(code);
        i += 2;
        continue;
      }
    }
    result += text[i];
  }
  return result;
}

}  // namespace

bool is_path(std::string_view source) {
  return !source.empty() && !source.starts_with("sample:") && !source.starts_with("camera:") &&
         !source.starts_with("figure:") && !is_pasted(source) && source.find("://") == std::string_view::npos;
}

std::string pasted_path(std::string_view text) {
  text = trimmed(text);
  text = unquoted(trimmed(text.substr(0, text.find_first_of("\r\n"))));
  constexpr std::string_view scheme = "file://";
  if (text.starts_with(scheme)) {
    text.remove_prefix(scheme.size());
    const auto root = text.find('/');  // a host may stand before it, which is this one
    return root == std::string_view::npos ? std::string() : percent_decoded(text.substr(root));
  }
  const char* home = std::getenv("HOME");
  if (home && *home && (text == "~" || text.starts_with("~/"))) return home + std::string(text.substr(1));
  return std::string(text);
}

std::string told_path(const std::filesystem::path& path) {
  const char* home = std::getenv("HOME");
  const std::string text = path.string();
  if (!home || !*home || !(text == home || text.starts_with(std::string(home) + "/"))) return text;
  return "~" + text.substr(std::string(home).size());
}

std::string pasted_path(std::string_view text, const std::filesystem::path& folder) {
  const std::string path = pasted_path(text);
  return is_path(path) ? (folder / path).lexically_normal().string() : path;
}

std::string without_password(const std::string& source) {
  const auto scheme = source.find("://");
  if (scheme == std::string::npos) return source;
  const auto host = source.find('@', scheme);
  const auto path = source.find('/', scheme + 3);
  const auto colon = source.find(':', scheme + 3);
  if (host == std::string::npos || host > path || colon > host) return source;
  return source.substr(0, colon) + source.substr(host);
}

}  // namespace pixelwhy::gui
