#include "notes/notebook.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "notes/code.h"
#include "notes/explanation_text.h"
#include "notes/file.h"
#include "notes/latex.h"
#include "notes/latex_math.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

constexpr const char* notebook_name = "PixelWhy.md";
constexpr std::uintmax_t largest_notebook = 64 << 20;
constexpr int most_figures = 9999;

/// Words that Markdown leaves as they are.
std::string plain(const std::string& words) {
  std::string result;
  for (const char c : words) {
    if (std::strchr("\\`*_[]<>#|~$&", c) && c) result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// The length of the word at a place of a formula if it is one of prose: neither a variable nor a function.
std::size_t prose_length(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_letter(text[length])) ++length;
  if (length < 2 || (length < text.size() && text[length] >= '0' && text[length] <= '9')) return 0;
  if (length < text.size() && text[length] == '(') return 0;
  const std::string_view word = text.substr(0, length);
  return word == "sin" || word == "cos" ? 0 : length;
}

/// The inside of the braces or parentheses that a text begins with.
std::string_view enclosed(std::string_view text, char open, char close) {
  int depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return text.substr(1, i - 1);
  }
  return text.substr(1);
}

/// A demo's formula for LaTeX's math mode. What stands lower or higher is marked as LaTeX marks it; between
/// are expressions and words.
std::string formula_latex(std::string_view formula) {
  // Signs of formulas that the expressions of explanations do not have.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> signs{
      {{"∗", "\\ast "}, {"‖", "\\| "}, {"∇", "\\nabla "}, {"∝", "\\propto "}, {"′", "'"}, {"Σ", "\\sum"}}};
  std::string result;
  std::string run;
  const auto add = [&](const std::string& piece) {
    if (!run.empty()) result += latex_math(run);
    // A command must not swallow the letter after it.
    if (!result.empty() && is_letter(result.back()) && !piece.empty() && is_letter(piece.front()))
      result += ' ';
    run.clear();
    result += piece;
  };
  while (!formula.empty()) {
    if (const auto sign = std::find_if(signs.begin(), signs.end(),
                                       [&](const auto& pair) { return formula.starts_with(pair.first); });
        sign != signs.end()) {
      add(std::string(sign->second));
      formula.remove_prefix(sign->first.size());
      continue;
    }
    const char c = formula.front();
    constexpr std::string_view root = "√(";
    if (formula.starts_with(root)) {
      const std::string_view inner = enclosed(formula.substr(root.size() - 1), '(', ')');
      add("\\sqrt{" + formula_latex(inner) + "}");
      formula.remove_prefix(std::min(formula.size(), root.size() + inner.size() + 1));
    } else if ((c == '_' || c == '^') && formula.size() > 1) {
      const bool braces = formula[1] == '{';
      std::size_t length = 1;
      while (!braces && length + 1 < formula.size() &&
             (static_cast<unsigned char>(formula[length + 1]) & 0xc0) == 0x80)
        ++length;
      const std::string_view inner =
          braces ? enclosed(formula.substr(1), '{', '}') : formula.substr(1, length);
      add(std::string(1, c) + "{" + formula_latex(inner) + "}");
      formula.remove_prefix(std::min(formula.size(), 1 + inner.size() + (braces ? 2 : 0)));
    } else if (formula.starts_with("  ")) {
      add("\\quad ");
      formula.remove_prefix(2);
    } else if (std::size_t length = prose_length(formula); length > 0) {
      while (length + 1 < formula.size() && formula[length] == ' ') {
        const std::size_t next = prose_length(formula.substr(length + 1));
        if (next == 0) break;
        length += 1 + next;
      }
      const bool alone = result.empty() && run.empty() && length == formula.size();
      const std::string words(formula.substr(0, length));
      add(alone ? "\\text{" + words + "}" : "\\text{ " + words + " }");
      formula.remove_prefix(length);
    } else {
      std::size_t taken = 1;  // a word that is no prose stays in one piece
      while (is_letter(c) && taken < formula.size() && is_letter(formula[taken])) ++taken;
      run += formula.substr(0, taken);
      formula.remove_prefix(taken);
    }
  }
  add("");
  return result;
}

/// A fence longer than any in the text.
std::string fenced(const std::string& language, const std::string& text) {
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fence + language + "\n" + text + (text.ends_with('\n') ? "" : "\n") + fence + "\n";
}

std::string value_words(const Parameter& parameter, const Value& value, Language language) {
  return told_plainly(parameter, value, language) + (parameter.unit.empty() ? "" : " " + parameter.unit);
}

/// Parameters with their units, those off their defaults stressed, and the source.
std::string caption(const Note& note) {
  const Request& request = note.snapshot->request;
  const Language language = note.options.language;
  const bool chinese = language == Language::Chinese;
  std::string words;
  for (std::size_t i = 0; i < request.settings.size(); ++i) {
    const Parameter& parameter = request.demo->parameters[i];
    if (parameter.relevant && !parameter.relevant(request.settings)) continue;
    const std::string told =
        plain(parameter.name.in(language) + " " + value_words(parameter, request.settings[i], language));
    const bool usual = request.settings[i] == parameter.initial;
    words += (words.empty() ? "" : chinese ? "，" : ", ") + (usual ? told : "**" + told + "**");
  }
  const Frame& frame = *request.frame;
  const std::string size = fmt::format("{}×{}", frame.pixels.cols, frame.pixels.rows);
  const std::string source =
      note.options.source_name ? plain(frame.name) + (chinese ? "，" : ", ") + size : size;
  return words +
         (words.empty() ? ""
          : chinese     ? "。"
                        : ". ") +
         (chinese ? "来源：" : "Source: ") + source + (chinese ? "。" : ".");
}

std::string pin_section(const Note& note) {
  const Snapshot& snapshot = *note.snapshot;
  const FigurePin& pin = *note.options.pin;
  const Language language = note.options.language;
  const Explanation explanation = explain(snapshot, pin.stage, pin.at);
  const Demo& demo = *snapshot.request.demo;
  return fmt::format("### {}{} ({}, {})\n\n", Text{"Why this pixel: ", "为何如此："}.in(language),
                     plain(demo.stage_name(pin.stage).in(language)), pin.at.x, pin.at.y) +
         fenced("text", explanation_text(snapshot, pin.stage, pin.at, explanation, language)) + "\n" +
         fenced("latex", explanation_latex(snapshot, pin.stage, pin.at, explanation, language)) + "\n";
}

/// Empty where the stage is not written in code (the source, data).
std::string code_section(const Note& note) {
  const Request& request = note.snapshot->request;
  if (!note.code || note.stage == source_stage) return {};
  std::string program;
  const auto problem = caught("code", [&] {
    program = code_program({request.demo, request.settings, note.stage, *note.code});
  });
  if (problem) return {};
  const bool cpp = *note.code == CodeLanguage::Cpp;
  return fmt::format("### {}\n\n", note.options.language == Language::Chinese ? "代码" : "Code") +
         fenced(cpp ? "cpp" : "python", program) + "\n";
}

/// Held as long as a note is added, so that two programs do not add to the same text.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : descriptor_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (descriptor_ < 0) {
      const std::string reason = std::strerror(errno);
      throw failure("cannot open the notes' folder '" + folder.string() + "': " + reason,
                    "无法打开笔记文件夹 '" + folder.string() + "'：" + reason);
    }
    while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~FolderLock() { ::close(descriptor_); }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  int descriptor_;
};

/// What tells whether somebody has changed a file.
struct Stamp {
  ino_t file = 0;
  off_t size = -1;
  timespec changed{};
  explicit Stamp(const fs::path& path) {
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return;
    file = status.st_ino;
    size = status.st_size;
    changed = status.st_mtim;
  }
  friend bool operator==(const Stamp& a, const Stamp& b) {
    return a.file == b.file && a.size == b.size && a.changed.tv_sec == b.changed.tv_sec &&
           a.changed.tv_nsec == b.changed.tv_nsec;
  }
};

void append(const fs::path& file, const std::string& text) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    const Stamp before(file);
    std::string content = before.size < 0 ? "# PixelWhy\n" : read_text(file, largest_notebook);
    if (!content.empty()) content += content.ends_with('\n') ? "\n" : "\n\n";
    content += text;
    if (!(Stamp(file) == before)) continue;  // an editor has saved meanwhile
    return write_whole(file, content);
  }
  throw failure("'" + file.string() + "' is changed all the time by another program",
                "'" + file.string() + "' 正被其他程序不断修改");
}

fs::path add_figure(const fs::path& folder, const Note& note) {
  const fs::path figures = folder / "figures";
  make_folder(figures);
  for (int number = 1; number <= most_figures; ++number) {
    const fs::path path = figures / fmt::format("{}-{:04}.png", note.snapshot->request.demo->id, number);
    if (write_new(path, note.figure)) return path;
  }
  throw failure("'" + figures.string() + "' holds 9999 figures of this algorithm already",
                "'" + figures.string() + "' 中已有此算法的 9999 幅图示");
}

}  // namespace

std::string note_text(const Note& note, const std::string& figure_path) {
  const Request& request = note.snapshot->request;
  const Language language = note.options.language;
  const std::string name = plain(request.demo->name.in(language));
  std::string text = "## " + name + (note.options.date.empty() ? "" : " · " + note.options.date) + "\n\n";
  text += "![" + name + "](" + figure_path + ")\n\n" + caption(note) + "\n\n";
  if (const Text formula = request.demo->formula(request.settings); !formula.empty())
    text += "$$\n" + formula_latex(formula.in(language)) + "\n$$\n\n";
  if (note.options.pin) text += pin_section(note);
  text += code_section(note);
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

AddedNote add_note(const fs::path& folder, const Note& note) {
  std::error_code none;
  if (!fs::is_directory(folder, none)) {
    throw failure("the notes' folder '" + folder.string() + "' is not there",
                  "笔记文件夹 '" + folder.string() + "' 不存在");
  }
  const FolderLock lock(folder);
  AddedNote added{folder / notebook_name, add_figure(folder, note)};
  try {
    append(added.file, note_text(note, "figures/" + added.figure.filename().string()));
  } catch (...) {
    ::unlink(added.figure.c_str());  // a figure that no text tells of
    throw;
  }
  return added;
}

}  // namespace pixelwhy
