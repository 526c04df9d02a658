#include "notes/demo_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>

#include "core/demo_builder.h"
#include "notes/about_page.h"
#include "operators/arithmetic.h"
#include "registry.h"

namespace pixelwhy {

namespace {

std::vector<std::string> ids(const std::vector<Demo>& demos, const std::vector<FoundDemo>& found) {
  std::vector<std::string> result;
  for (const FoundDemo& one : found) result.push_back(demos[static_cast<std::size_t>(one.demo)].id);
  return result;
}

std::optional<FoundDemo> find_id(const std::vector<FoundDemo>& found, const std::string& id) {
  const auto one = std::ranges::find_if(
      found, [&](const FoundDemo& f) { return all_demos()[static_cast<std::size_t>(f.demo)].id == id; });
  return one == found.end() ? std::nullopt : std::optional(*one);
}

std::vector<std::string> marked(const FoundDemo& found) {
  std::vector<std::string> words;
  for (const auto& [begin, length] : found.marks) words.push_back(found.excerpt.substr(begin, length));
  return words;
}

Demo named(const std::string& id, const Text& name, const Text& summary) {
  DemoBuilder demo(id, name, Category::Geometry, summary);
  demo.stage(
          "result", {"Result", "结果"}, [](const cv::Mat& image) { return image; }, demo.source())
      .explain(explain_copy);
  return demo.build();
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("demos are found by their choices and pages, in either language of the window") {
    const DemoSearch search(all_demos(), DemoSearch::Pages::Read);
    for (const Language language : {Language::English, Language::Chinese}) {
      for (const std::string word : {"膨胀", "dilate", "Dilate", "腐蚀"}) {
        CAPTURE(word);
        const auto morphology = find_id(search.find(word, language), "morphology");
        REQUIRE(morphology);
        CHECK_FALSE(marked(*morphology).empty());
      }
    }
  }

  TEST_CASE("names come before what is said, and a reason is given with its match marked") {
    const DemoSearch search(all_demos(), DemoSearch::Pages::Read);
    const auto found = search.find("canny", Language::English);
    REQUIRE(found.size() >= 2);
    CHECK(ids(all_demos(), found)[0] == "canny");
    CHECK(found[0].in == FoundDemo::In::Name);
    CHECK(std::ranges::is_sorted(found, {}, [](const FoundDemo& f) { return static_cast<int>(f.in); }));
    for (const FoundDemo& one : found) {
      REQUIRE_FALSE(one.marks.empty());
      for (std::string word : marked(one)) {
        std::ranges::transform(word, word.begin(), [](unsigned char c) { return std::tolower(c); });
        CHECK(word == "canny");
      }
    }
  }

  TEST_CASE("an excerpt of a page stands in the block that it names") {
    const DemoSearch search(all_demos(), DemoSearch::Pages::Read);
    int pages = 0;
    for (const std::string word : {"noise", "噪声", "kernel", "边缘", "paper", "mistakes"}) {
      for (const FoundDemo& found : search.find(word, Language::Chinese)) {
        if (found.in != FoundDemo::In::Page) continue;
        ++pages;
        const auto page = about_page(all_demos()[static_cast<std::size_t>(found.demo)], found.language);
        REQUIRE(found.block < static_cast<int>(page.size()));
        std::string inner = found.excerpt;
        for (std::size_t at = inner.find("…"); at != std::string::npos; at = inner.find("…"))
          inner.erase(at, 3);
        CHECK(plain_text(page[static_cast<std::size_t>(found.block)]).find(inner) != std::string::npos);
      }
    }
    CHECK(pages >= 6);
  }

  TEST_CASE("all words must be there; case, width, hyphens and a question's marks make no difference") {
    const std::vector<Demo> demos = {
        named("top-hat", {"Top-hat 3×3", "顶帽"}, {"Evens the light.", "均匀光照。"}),
        named("catalog", {"Catalogue", "目录"}, {"A list of hats.", "清单。"})};
    const DemoSearch search(demos, DemoSearch::Pages::Leave);
    const auto found = [&](const char* words) { return ids(demos, search.find(words, Language::English)); };
    using Ids = std::vector<std::string>;
    CHECK(found("top hat") == Ids{"top-hat"});
    CHECK(found("TOP−HAT?") == Ids{"top-hat"});
    CHECK(found("3x3") == Ids{"top-hat"});
    CHECK(found("ｔｏｐ　ｈａｔ") == Ids{"top-hat"});
    CHECK(found("“顶帽”？") == Ids{"top-hat"});
    CHECK(found("帽") == Ids{"top-hat"});
    CHECK(found("hat") == Ids{"top-hat", "catalog"});
    CHECK(found("light hat") == Ids{"top-hat"});
    CHECK(found("light list").empty());
    CHECK(found("log").empty());  // inside a word only
    CHECK(found("cat") == Ids{"catalog"});
    CHECK(found("").empty());
    CHECK(found(" ?! ").empty());
    CHECK(found("\xff\xc3").empty());
  }

  TEST_CASE("the reader's own language goes first, and a long passage is cut around the match") {
    const std::string filler = "many words that lead up to it and on and on and on until at last ";
    const std::vector<Demo> demos = {
        named("one", {"One", "一"}, {filler + "gaussian stands here" + filler, "gaussian 在此"})};
    const DemoSearch search(demos, DemoSearch::Pages::Leave);
    const FoundDemo english = search.find("gaussian", Language::English).at(0);
    CHECK(english.language == Language::English);
    CHECK(english.excerpt.starts_with("…"));
    CHECK(english.excerpt.ends_with("…"));
    CHECK(english.excerpt.size() < 120);
    CHECK(marked(english) == std::vector<std::string>{"gaussian"});
    const FoundDemo chinese = search.find("gaussian", Language::Chinese).at(0);
    CHECK(chinese.excerpt == "gaussian 在此");
  }
}

}  // namespace pixelwhy
