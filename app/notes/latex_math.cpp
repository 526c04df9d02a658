#include "notes/latex_math.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstring>
#include <utility>

namespace pixelwhy {

namespace {

/// Signs, and what they are in math mode.
constexpr std::pair<std::string_view, std::string_view> signs[] = {{"·", "\\cdot "},
                                                                   {"×", "\\times "},
                                                                   {"−", "-"},
                                                                   {"±", "\\pm "},
                                                                   {"≥", "\\ge "},
                                                                   {"≤", "\\le "},
                                                                   {"≠", "\\ne "},
                                                                   {"⌊", "\\lfloor "},
                                                                   {"⌋", "\\rfloor "},
                                                                   {"⌈", "\\lceil "},
                                                                   {"⌉", "\\rceil "},
                                                                   {"½", "\\tfrac12 "},
                                                                   {"°", "^\\circ "},
                                                                   {"²", "^2"},
                                                                   {"³", "^3"},
                                                                   {"₀", "_0"},
                                                                   {"₁", "_1"},
                                                                   {"₂", "_2"},
                                                                   {"…", "\\dots "},
                                                                   {"→", "\\to "},
                                                                   {"∞", "\\infty "},
                                                                   {"∈", "\\in "},
                                                                   {"σ", "\\sigma "},
                                                                   {"µ", "\\mu "},
                                                                   {"μ", "\\mu "},
                                                                   {"ρ", "\\rho "},
                                                                   {"θ", "\\theta "},
                                                                   {"π", "\\pi "},
                                                                   {"ε", "\\varepsilon "},
                                                                   {"δ", "\\delta "},
                                                                   {"↩", "\\hookleftarrow "},
                                                                   {"✓", "\\surd "},
                                                                   {"✗", "\\times "}};

std::size_t character_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return std::min(length, text.size());
}

const std::string_view* sign_at(std::string_view text) {
  for (const auto& [sign, command] : signs) {
    if (text.starts_with(sign)) return &command;
  }
  return nullptr;
}

std::string escaped(char c) {
  switch (c) {
    case '\\':
      return "\\textbackslash{}";
    case '~':
      return "\\textasciitilde{}";
    case '^':
      return "\\textasciicircum{}";
    case '{':
    case '}':
    case '$':
    case '&':
    case '#':
    case '_':
    case '%':
      return std::string("\\") + c;
    default:
      return {c};
  }
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

/// The length of the operand at the beginning: a number, a name, or what is in parentheses.
std::size_t operand_length(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != '(') {
    std::size_t length = 0;
    while (length < text.size() &&
           (std::isalnum(static_cast<unsigned char>(text[length])) || text[length] == '.'))
      ++length;
    return length;
  }
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0) return i + 1;
  }
  return 0;
}

/// A word of letters and digits: one letter is a variable, `gx` g with an index, anything else a name.
std::string name(std::string_view word) {
  if (word.size() == 1) return std::string(word);
  if (word == "gx" || word == "gy") return fmt::format("{}_{}", word[0], word[1]);
  for (const std::string_view known : {"min", "max", "sin", "cos"}) {
    if (word == known) return fmt::format("\\{} ", known);
  }
  return fmt::format("\\operatorname{{{}}}", word);
}

}  // namespace

std::string latex_text(std::string_view words) {
  std::string result;
  while (!words.empty()) {
    if (words.starts_with("√")) {
      words.remove_prefix(std::strlen("√"));
      const std::size_t length = operand_length(words);
      result += "$\\sqrt{" + latex_math(words.substr(0, length)) + "}$";
      words.remove_prefix(length);
      continue;
    }
    const std::size_t length = character_length(words);
    if (const std::string_view* command = sign_at(words)) {
      // A sign that stands alone needs something to stand on where it is an index.
      const bool script = command->starts_with("^") || command->starts_with("_");
      result += fmt::format("${}{}$", script ? "{}" : "", *command);
    } else if (length == 1) {
      const char c = words.front();
      const bool math_only = c == '<' || c == '>' || c == '|';
      result += math_only ? fmt::format("${}$", c) : escaped(c);
    } else {
      result += words.substr(0, length);
    }
    words.remove_prefix(length);
  }
  return result;
}

std::string latex_math(std::string_view expression) {
  std::string result;
  while (!expression.empty()) {
    if (expression.starts_with("√")) {
      expression.remove_prefix(std::strlen("√"));
      const std::size_t length = operand_length(expression);
      std::string_view inner = expression.substr(0, length);
      if (inner.starts_with('(')) inner = inner.substr(1, inner.size() - 2);
      result += "\\sqrt{" + latex_math(inner) + "}";
      expression.remove_prefix(length);
      continue;
    }
    std::size_t length = character_length(expression);
    const char c = expression.front();
    if (const std::string_view* command = sign_at(expression)) {
      if (result.empty() && (command->starts_with("^") || command->starts_with("_"))) result += "{}";
      result += *command;
    } else if (is_letter(c)) {
      while (length < expression.size() && (is_letter(expression[length]) || is_digit(expression[length])))
        ++length;
      result += name(expression.substr(0, length));
    } else if (length > 1) {  // another script: as words
      while (length < expression.size() && static_cast<unsigned char>(expression[length]) >= 0x80 &&
             !sign_at(expression.substr(length)) && !expression.substr(length).starts_with("√")) {
        length += character_length(expression.substr(length));
      }
      result += fmt::format("\\text{{{}}}", expression.substr(0, length));
    } else {
      result += c == '\\' ? "\\backslash " : c == '~' ? "\\sim " : c == '^' ? "\\wedge " : escaped(c);
    }
    expression.remove_prefix(length);
  }
  while (result.ends_with(' ')) result.pop_back();
  return result;
}

std::string latex_number(double value, int digits) {
  if (std::isnan(value)) return "\\mathrm{NaN}";
  if (std::isinf(value)) return value < 0 ? "-\\infty" : "\\infty";
  const double tidy = value == 0 ? 0 : value;
  if (tidy == std::round(tidy) && std::abs(tidy) < 1e9) return fmt::format("{:.0f}", tidy);
  std::string number = fmt::format("{:.{}g}", tidy, digits);
  const std::size_t power = number.find('e');
  if (power == std::string::npos) return number;
  return fmt::format("{}\\cdot 10^{{{}}}", number.substr(0, power), std::stoi(number.substr(power + 1)));
}

}  // namespace pixelwhy
