#include "notes/demo_search.h"

#include <algorithm>
#include <array>
#include <optional>

#include "notes/about_page.h"

namespace pixelwhy {

namespace {

using Words = std::vector<std::u32string>;

/// The code point at `at`, which moves on behind it; a byte that begins none stands for itself.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : 0;
  char32_t code = more == 0 ? lead : lead & (0x3fU >> more);
  for (int i = 0; i < more && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80; ++i)
    code = code << 6U | (static_cast<unsigned char>(text[at++]) & 0x3fU);
  return code;
}

/// Lower case and narrow; dashes and whatever else parts words are spaces.
char32_t folded(char32_t code) {
  if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;  // full width
  if (code >= 'A' && code <= 'Z') return code + ('a' - 'A');
  if (code == 0xd7) return 'x';  // ×
  const bool dash = code == '-' || code == '_' || (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
  return dash || code == 0x3000 || code == 0xa0 || code < ' ' ? U' ' : code;
}

/// A letter or digit of a script that parts its words by spaces.
bool parted_by_spaces(char32_t code) {
  return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || (code >= 0xc0 && code < 0x2000);
}

bool is_mark(char32_t code) {
  return (code < 0x80 && std::u32string_view(U"?!.,;:'\"()[]").find(code) != std::u32string_view::npos) ||
         (code >= 0x3001 && code <= 0x3011) || (code >= 0x2018 && code <= 0x201d);
}

Words words_of(std::string_view query) {
  Words words(1);
  for (std::size_t at = 0; at < query.size();) {
    const char32_t code = folded(next_code_point(query, at));
    if (code == ' ') {
      words.emplace_back();
    } else {
      words.back() += code;
    }
  }
  for (std::u32string& word : words) {
    while (!word.empty() && is_mark(word.back())) word.pop_back();
    while (!word.empty() && is_mark(word.front())) word.erase(0, 1);
  }
  std::erase_if(words, [](const std::u32string& word) { return word.empty(); });
  return words;
}

/// Where the word stands in the text, not before `from`.
std::optional<std::size_t> find_word(const std::u32string& text, const std::u32string& word,
                                     std::size_t from = 0) {
  for (std::size_t at = text.find(word, from); at != std::u32string::npos; at = text.find(word, at + 1)) {
    if (at == 0 || !parted_by_spaces(word[0]) || !parted_by_spaces(text[at - 1])) return at;
  }
  return {};
}

/// How well a passage answers, the least is best: whether words are missing, its kind, whether it is no
/// heading and the words are scattered, whether it is in the other language.
using Rank = std::array<int, 4>;

Rank rank_of(const Passage& passage, const Words& words, Language language) {
  int missing = 0;
  std::u32string phrase;
  for (const std::u32string& word : words) {
    missing += find_word(passage.folded, word) ? 0 : 1;
    phrase += (phrase.empty() ? U"" : U" ") + word;
  }
  const int scattered = find_word(passage.folded, phrase) ? 0 : 1;
  return {missing, static_cast<int>(passage.in), (passage.heading ? 0 : 2) + scattered,
          passage.language == language ? 0 : 1};
}

/// A column wide in Latin script, two in Chinese.
std::size_t columns_of(char32_t code) { return code >= 0x2e80 ? 2 : 1; }

/// Whether a text may be cut before that place.
bool may_cut(const Passage& passage, std::size_t at) {
  return at == 0 || at >= passage.folded.size() || passage.folded[at - 1] == ' ' ||
         columns_of(passage.folded[at]) == 2;
}

FoundDemo excerpt_of(int demo, const Passage& passage, const Words& words) {
  constexpr std::size_t before = 24;  // columns
  constexpr std::size_t whole = 84;
  std::size_t first = passage.folded.size();
  for (const std::u32string& word : words)
    first = std::min(first, find_word(passage.folded, word).value_or(first));
  if (first == passage.folded.size()) first = 0;

  std::size_t begin = first;
  for (std::size_t used = 0; begin > 0 && used < before;) used += columns_of(passage.folded[--begin]);
  while (begin < first && !may_cut(passage, begin)) ++begin;
  std::size_t end = begin;
  for (std::size_t used = 0; end < passage.folded.size() && used < whole;)
    used += columns_of(passage.folded[end++]);
  while (end > first + 1 && !may_cut(passage, end)) --end;

  FoundDemo found{demo, passage.in, passage.language, begin > 0 ? "…" : "", {}, passage.block};
  const std::size_t offset = found.excerpt.size();
  const std::size_t from = passage.at[begin];
  found.excerpt += passage.text.substr(from, passage.at[end] - from);
  while (found.excerpt.ends_with(' ')) found.excerpt.pop_back();
  if (end < passage.folded.size()) found.excerpt += "…";

  std::vector<bool> marked(passage.folded.size(), false);
  for (const std::u32string& word : words) {
    for (auto at = find_word(passage.folded, word); at; at = find_word(passage.folded, word, *at + 1))
      std::fill_n(marked.begin() + static_cast<std::ptrdiff_t>(*at), word.size(), true);
  }
  for (std::size_t i = begin; i < end; ++i) {
    if (!marked[i]) continue;
    const std::size_t place = passage.at[i] - from + offset;
    const std::size_t length = passage.at[i + 1] - passage.at[i];
    if (!found.marks.empty() && found.marks.back().first + found.marks.back().second == place) {
      found.marks.back().second += length;
    } else {
      found.marks.emplace_back(place, length);
    }
  }
  return found;
}

Passage passage_of(FoundDemo::In in, Language language, std::string text, int block = -1,
                   bool heading = false) {
  Passage passage{in, language, block, heading, std::move(text), {}, {}};
  for (std::size_t at = 0; at < passage.text.size();) {
    passage.at.push_back(at);
    passage.folded += folded(next_code_point(passage.text, at));
  }
  passage.at.push_back(passage.text.size());
  return passage;
}

std::vector<Passage> names_and_terms(const Demo& demo) {
  std::vector<Passage> passages;
  for (const Language language : {Language::English, Language::Chinese}) {
    const auto add = [&](FoundDemo::In in, std::string text, bool heading) {
      passages.push_back(passage_of(in, language, std::move(text), -1, heading));
    };
    add(FoundDemo::In::Name, demo.name.in(language), true);
    add(FoundDemo::In::Name, demo.id, true);
    add(FoundDemo::In::Name, category_name(demo.category).in(language), true);
    add(FoundDemo::In::Terms, demo.summary.in(language), false);
    const bool chinese = language == Language::Chinese;
    // The word of scripts as well: where a name says Dilation, it is `dilate`.
    const auto with_id = [&](const std::string& name, const std::string& id) {
      return name + (chinese ? "（" + id + "）" : " (" + id + ")");
    };
    for (const Parameter& parameter : demo.parameters) {
      const std::string colon = chinese ? "：" : ": ";
      const std::string& name = parameter.name.in(language);
      add(FoundDemo::In::Terms, with_id(name, parameter.id) + colon + parameter.help.in(language), false);
      for (const Option& option : parameter.options)
        add(FoundDemo::In::Terms, name + colon + with_id(option.name.in(language), option.id), true);
    }
    for (const Stage& stage : demo.stages)
      add(FoundDemo::In::Terms, with_id(stage.name.in(language), stage.id), true);
  }
  return passages;
}

void add_page(std::vector<Passage>& passages, const Demo& demo, Language language) {
  const std::vector<Block> page = about_page(demo, language);
  for (std::size_t i = 0; i < page.size(); ++i) {
    const bool heading = page[i].kind == Block::Kind::Heading;
    passages.push_back(
        passage_of(FoundDemo::In::Page, language, plain_text(page[i]), static_cast<int>(i), heading));
  }
}

}  // namespace

DemoSearch::DemoSearch(const std::vector<Demo>& demos, Pages pages) {
  for (const Demo& demo : demos) {
    passages_.push_back(names_and_terms(demo));
    if (pages == Pages::Leave) continue;
    add_page(passages_.back(), demo, Language::English);
    add_page(passages_.back(), demo, Language::Chinese);
  }
}

std::vector<FoundDemo> DemoSearch::find(std::string_view query, Language language) const {
  const Words words = words_of(query);
  if (words.empty()) return {};
  std::vector<std::pair<Rank, FoundDemo>> found;
  for (std::size_t demo = 0; demo < passages_.size(); ++demo) {
    const std::vector<Passage>& said = passages_[demo];
    const bool all = std::ranges::all_of(words, [&](const std::u32string& word) {
      return std::ranges::any_of(
          said, [&](const Passage& passage) { return find_word(passage.folded, word).has_value(); });
    });
    if (!all) continue;
    const Passage* best = nullptr;
    Rank best_rank{};
    for (const Passage& passage : said) {
      const Rank rank = rank_of(passage, words, language);
      if (!best || rank < best_rank) {
        best = &passage;
        best_rank = rank;
      }
    }
    found.emplace_back(best_rank, excerpt_of(static_cast<int>(demo), *best, words));
  }
  std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
  std::vector<FoundDemo> result;
  for (auto& [rank, one] : found) result.push_back(std::move(one));
  return result;
}

}  // namespace pixelwhy
