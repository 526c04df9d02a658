#include "notes/preset_shelf.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "registry.h"
#include "support/folder.h"
#include "support/variable.h"

namespace pixelwhy {

namespace {

namespace fs = std::filesystem;

const Demo& canny() {
  return *std::find_if(all_demos().begin(), all_demos().end(),
                       [](const Demo& demo) { return demo.id == "canny"; });
}

/// A folder of settings with one's own presets of Canny.
struct Shelf {
  test::TemporaryFolder folder;
  test::Variable settings{"XDG_CONFIG_HOME", folder.path().string()};
  Shelf() { fs::create_directories(own_preset_folder(canny())); }
  void put(const std::string& name, const std::string& text) const {
    std::ofstream(own_preset_folder(canny()) / name) << text;
  }
};

std::string refusal(const std::string& word) {
  try {
    read_preset_word(canny(), word);
  } catch (const Error& error) {
    CHECK(error.kind() == Error::Kind::Usage);
    return error.what();
  }
  return {};
}

}  // namespace

TEST_SUITE("notes") {
  TEST_CASE("a preset is found by its id and its name in either language, one's own first") {
    const Shelf shelf;
    CHECK(find_preset(canny(), "too-little-smoothing").preset.state.settings[0] == Value(0.0));
    CHECK(find_preset(canny(), "TOO LITTLE smoothing").id == "too-little-smoothing");
    CHECK(find_preset(canny(), "平滑不足").id == "too-little-smoothing");
    shelf.put("too-little-smoothing.json", R"({"parameters": {"sigma": 0.5}})");
    const NamedPreset own = find_preset(canny(), "too-little-smoothing");
    CHECK(own.own);
    CHECK(own.preset.state.settings[0] == Value(0.5));
  }

  TEST_CASE("what is no preset of the demo is told by name, key, value and range, and the others stay") {
    const Shelf shelf;
    const std::size_t shipped = presets_of(canny()).presets.size();
    shelf.put("good.json", R"({"name": "Good", "parameters": {"low": 10}})");
    shelf.put("range.json", R"({"parameters": {"sigma": 99}})");
    shelf.put("key.json", R"({"parameters": {"sigmaa": 1}})");
    shelf.put("other.json", R"({"demo": "sobel"})");
    shelf.put("newer.json", R"({"format": 7})");
    shelf.put("cut.json", R"({"parameters": {)");
    const PresetList list = presets_of(canny());
    CHECK(list.presets.size() == shipped + 1);
    REQUIRE(list.refused.size() == 5);
    for (const Error& error : list.refused) {
      const std::string words = error.what();
      CAPTURE(words);
      CHECK(words.find('\n') == std::string::npos);
      if (words.find("range.json") != std::string::npos) {
        CHECK(words.find("sigma") != std::string::npos);
        CHECK(words.find("99") != std::string::npos);
      }
    }
  }

  TEST_CASE("a word that names no preset is refused with those that there are, and a file wins") {
    const Shelf shelf;
    CHECK(refusal("nonsense").find("too-little-smoothing") != std::string::npos);
    CHECK(refusal("nonsense").find('\n') == std::string::npos);
    const fs::path file = shelf.folder / "mine.json";
    std::ofstream(file) << R"({"parameters": {"high": 77}})";
    CHECK(read_preset_word(canny(), file.string()).state.settings[4] == Value(77.0));
  }

  TEST_CASE("a preset of one's own keeps no picture that is not a sample") {
    State state;
    state.demo = "canny";
    state.settings = canny().defaults();
    state.name = {"Mine", {}};
    state.source = SourceState{"~/secret.png", 0, "secret.png", {4, 4}, ""};
    CHECK_FALSE(kept_in_preset(state).source);
    state.source->spec = "sample:street";
    REQUIRE(kept_in_preset(state).source);
    const State back = state_from_json(canny(), preset_text(canny(), kept_in_preset(state)));
    CHECK(back.settings == state.settings);
    CHECK(back.name.en == "Mine");
  }

  TEST_CASE("names become file names, and those of which nothing is left are refused") {
    CHECK(preset_id("Too little: smoothing") == preset_id(preset_id("Too little: smoothing")));
    CHECK(preset_id("../../x").find('/') == std::string::npos);
    CHECK_THROWS_AS(preset_id(" .. "), Error);
    CHECK_THROWS_AS(preset_id(std::string(200, 'a')), Error);
  }
}

}  // namespace pixelwhy
