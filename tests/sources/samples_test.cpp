#include "sources/samples.h"

#include <doctest/doctest.h>

#include <set>

#include "core/error.h"
#include "helpers.h"
#include "sources/source.h"

using namespace pixelwhy;
using namespace sources_test;

TEST_SUITE_BEGIN("sources");

TEST_CASE("an index of samples is read, its files relative to it") {
  const TemporaryFolder folder;
  const auto index = folder.write("index.json", R"({"samples": [
    {"id": "street", "file": "street.png", "name": {"en": "Street", "zh": "街道"},
     "teaches": {"en": "edges", "zh": "边缘"}, "known": {"lines": 3}}]})");
  const auto list = read_sample_index(index);
  REQUIRE(list.size() == 1);
  CHECK(list[0].id == "street");
  CHECK(list[0].path == folder.path() / "street.png");
  CHECK(list[0].name == Text{"Street", "街道"});
  CHECK(list[0].teaches.zh == "边缘");
  CHECK_FALSE(list[0].group.empty());
}

TEST_CASE("a damaged index is named") {
  const TemporaryFolder folder;
  for (const char* text : {"", "{", "[]", R"({"samples": [{"id": 3}]})", R"({"samples": 5})"}) {
    const auto index = folder.write("index.json", text);
    CHECK_THROWS_WITH(read_sample_index(index), doctest::Contains("index.json: not a list of samples"));
  }
  CHECK_THROWS_WITH(read_sample_index(folder.path() / "none.json"), doctest::Contains("none.json"));
}

TEST_CASE("every sample has an id of its own and opens") {
  std::set<std::string> ids;
  for (const Sample& sample : samples()) {
    CAPTURE(sample.id);
    CHECK(ids.insert(sample.id).second);
    CHECK_FALSE(sample.name.zh.empty());
    CHECK_FALSE(sample.teaches.zh.empty());
    const auto source = open_source("sample:" + sample.id);
    CHECK(source->name() == "sample:" + sample.id);
    CHECK(source->frame(0)->name == "sample:" + sample.id);
    CHECK(source->frame(0)->pixels.total() > 0);
  }
}

TEST_CASE("an unknown sample is told the near miss, or all there are") {
  const std::vector<Sample> all = samples();
  REQUIRE_FALSE(all.empty());
  const std::string misspelled = all[0].id + "x";
  CHECK_THROWS_WITH(open_source("sample:" + misspelled),
                    doctest::Contains(("did you mean '" + all[0].id + "'?").c_str()));
  CHECK_THROWS_WITH(open_source("sample:zzzzzzzzzzzzzzzz"), doctest::Contains(all[0].id.c_str()));
  CHECK_THROWS_AS(open_source("sample:"), Error);
}

TEST_SUITE_END();
