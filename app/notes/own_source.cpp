#include "notes/own_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>

#include "core/error.h"

namespace pixelwhy {

namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Whether a line goes `type name(` from its first column on. A call does not: something opens before it.
bool begins_function(std::string_view line, const std::string& name) {
  if (line.empty() || !std::isalpha(static_cast<unsigned char>(line[0]))) return false;
  const std::size_t place = line.find(" " + name + "(");
  return place != std::string_view::npos &&
         line.substr(0, place).find_first_of("({=") == std::string_view::npos;
}

/// The last line of a definition whose head begins at `first`; nothing where it is a declaration only.
std::optional<std::size_t> end_of_definition(const std::vector<std::string_view>& lines, std::size_t first) {
  for (std::size_t i = first; i < lines.size(); ++i) {
    if (lines[i].ends_with(";")) return std::nullopt;
    if (lines[i].ends_with("}")) return i;  // all on one line
    if (!lines[i].ends_with("{")) continue;
    for (; i < lines.size(); ++i) {
      if (lines[i] == "}") return i;
    }
  }
  return std::nullopt;
}

bool belongs_before(std::string_view line) { return line.starts_with("//") || line.starts_with("template "); }

/// Where a label, or its beginning, stands in an excerpt.
struct LabelPlace {
  const SourceExcerpt* excerpt = nullptr;
  std::string words;
  std::size_t at = 0;

  const char* address() const { return excerpt->text.data() + at; }
  SourceLine line() const {
    const std::string_view before = excerpt->text.substr(0, at);
    return {excerpt, excerpt->first_line + static_cast<int>(std::count(before.begin(), before.end(), '\n'))};
  }
  std::optional<LabelPlace> next() const {
    const std::size_t further = excerpt->text.find(words, at + 1);
    if (further == std::string_view::npos) return std::nullopt;
    return LabelPlace{excerpt, words, further};
  }
};

/// A label may go on with what only the pixel knows (a channel, a side), so its beginning has to do.
std::optional<LabelPlace> place_of(std::span<const SourceExcerpt> excerpts, std::string label) {
  while (!label.empty()) {
    const std::string words = "\"" + label;
    for (const SourceExcerpt& excerpt : excerpts) {
      const std::size_t at = excerpt.text.find(words);
      if (at != std::string_view::npos) return LabelPlace{&excerpt, words, at};
    }
    const std::size_t space = label.rfind(' ');
    label.resize(space == std::string::npos ? 0 : space);
  }
  return std::nullopt;
}

}  // namespace

std::vector<SourceExcerpt> find_function(std::span<const SourceFile> files, const Demo& demo,
                                         const std::string& function) {
  for (const std::string& folder : {"demos/" + demo.id + "/", std::string("demos/operators/")}) {
    std::vector<SourceExcerpt> found;
    for (const SourceFile& file : files) {
      if (!file.path.starts_with(folder)) continue;
      const std::vector<std::string_view> lines = lines_of(file.text);
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!begins_function(lines[i], function)) continue;
        const auto last = end_of_definition(lines, i);
        if (!last) continue;
        std::size_t first = i;
        while (first > 0 && belongs_before(lines[first - 1])) --first;
        const auto length = static_cast<std::size_t>(lines[*last].end() - lines[first].begin());
        found.push_back({&file,
                         function,
                         static_cast<int>(first) + 1,
                         static_cast<int>(*last) + 1,
                         {lines[first].data(), length}});
        i = *last;
      }
    }
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<SourceExcerpt> own_source(std::span<const SourceFile> files, const Demo& demo, StageId stage) {
  std::vector<SourceExcerpt> excerpts;
  if (stage == source_stage) return excerpts;
  for (const std::string& function : demo.stages[static_cast<std::size_t>(stage)].functions) {
    for (SourceExcerpt& excerpt : find_function(files, demo, function)) excerpts.push_back(excerpt);
  }
  return excerpts;
}

std::optional<SourceLine> line_of_step(std::span<const SourceExcerpt> excerpts, const Step& step) {
  const auto place = place_of(excerpts, step.label.en);
  return place ? std::optional(place->line()) : std::nullopt;
}

std::vector<std::optional<SourceLine>> lines_of_steps(std::span<const SourceExcerpt> excerpts,
                                                      std::span<const Step> steps) {
  std::map<std::string, std::optional<LabelPlace>> known;
  std::map<const char*, std::string> taken;  // by which label
  std::vector<std::optional<SourceLine>> lines;
  for (const Step& step : steps) {
    const std::string& label = step.label.en;
    const auto [found, fresh] = known.try_emplace(label);
    if (fresh) {
      found->second = place_of(excerpts, label);
      auto place = found->second;
      while (place && !taken.try_emplace(place->address(), label).second) place = place->next();
      if (place) found->second = place;
    }
    lines.push_back(found->second ? std::optional(found->second->line()) : std::nullopt);
  }
  return lines;
}

std::string own_source_text(std::span<const SourceFile> files, const Demo& demo, StageId stage) {
  std::string text;
  for (const SourceExcerpt& excerpt : own_source(files, demo, stage)) {
    text += fmt::format("{}// {}, lines {} to {}\n\n{}\n", text.empty() ? "" : "\n", excerpt.file->path,
                        excerpt.first_line, excerpt.last_line, excerpt.text);
  }
  if (!text.empty()) return text;
  std::vector<std::string> ids;
  for (const Stage& other : demo.stages) {
    if (!other.functions.empty()) ids.push_back(other.id);
  }
  throw usage_error("stage '" + demo.stage_id(stage) + "' of " + demo.id +
                    " is computed by no function of its own; expected " + join_or(ids));
}

}  // namespace pixelwhy
