#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/demo.h"

namespace pixelwhy {

/// A demo that speaks of what was searched for, and where.
struct FoundDemo {
  /// From the strongest reason to the weakest.
  enum class In {
    Name,   ///< name, id, category
    Terms,  ///< summary, parameters and their choices, stages
    Page    ///< the page about it
  };
  int demo = 0;  ///< its index
  In in = In::Name;
  Language language = Language::English;  ///< of the excerpt
  std::string excerpt;  ///< the words around the first match, on one line, cut at both ends with ellipses
  std::vector<std::pair<std::size_t, std::size_t>> marks;  ///< what matches in it: begin and length in bytes
  int block = -1;                                          ///< of the page, in its order; -1: elsewhere
};

/// One thing that is said about a demo.
struct Passage {
  FoundDemo::In in = FoundDemo::In::Page;
  Language language = Language::English;
  int block = -1;
  bool heading = false;
  std::string text;
  std::u32string folded;        ///< the text as it is compared, a code point each
  std::vector<std::size_t> at;  ///< where each of them begins in the text, and its end
};

/// Finds demos by what is said about them, in both languages.
///
/// A demo is found when every word of the query occurs in it: best in its names, then in one of its terms,
/// then in one passage of its page (headings before other text, the words as they stand before words that are
/// scattered), last spread over all that is said. A Latin word must begin where a word begins, a Chinese one
/// may stand anywhere; case, width, hyphens and kinds of dash make no difference, marks at a word's ends do
/// not count. Of equal demos the order is kept.
class DemoSearch {
 public:
  enum class Pages { Read, Leave };
  /// Reads the pages about all demos, or leaves them out.
  DemoSearch(const std::vector<Demo>& demos, Pages pages);

  /// The best first; among equal passages of a demo those in `language`. A query without words finds nothing.
  std::vector<FoundDemo> find(std::string_view query, Language language) const;

 private:
  std::vector<std::vector<Passage>> passages_;  ///< of every demo
};

}  // namespace pixelwhy
