#include <doctest/doctest.h>

#include <fstream>
#include <set>

#include "gui/actions.h"
#include "gui/memory.h"
#include "gui/parameter_words.h"
#include "notes/term_layout.h"
#include "registry.h"

namespace pixelwhy::gui {

TEST_CASE("random actions and settings keep every demo's rules") {
  AppState state = make_state(all_demos());
  const auto actions = make_actions(all_demos());
  cv::RNG random(3);
  for (int i = 0; i < 10000; ++i) {
    const Action& action =
        actions[static_cast<std::size_t>(random.uniform(0, static_cast<int>(actions.size())))];
    if (action.can_run(state)) action.run(state);
    if (i % 3 == 0) roll_dice(state, static_cast<std::uint64_t>(i));
    CHECK_NOTHROW(state.current_demo().check(state.current_settings()));
  }
}

TEST_CASE("actions have ids and shortcuts of their own") {
  std::set<std::string> ids;
  std::set<std::string> keys;
  for (const Action& action : make_actions(all_demos())) {
    CHECK(ids.insert(action.id).second);
    CHECK_FALSE(action.name.zh.empty());
    for (const Shortcut& shortcut : action.shortcuts) CHECK(keys.insert(describe(shortcut)).second);
  }
}

TEST_CASE("a slider's place and value are inverse within a step") {
  for (const Demo& demo : all_demos()) {
    for (const Parameter& parameter : demo.parameters) {
      if (parameter.type != ParameterType::Real && parameter.type != ParameterType::Integer) continue;
      CHECK(slider_value(parameter, 0) == parameter.slider.low);
      CHECK(slider_value(parameter, 1) == parameter.slider.high);
      const double half = slider_value(parameter, 0.5);
      CHECK(slider_place(parameter, half) == doctest::Approx(0.5).epsilon(0.1));
    }
  }
}

TEST_CASE("terms that fill a window are laid out as one, doubles are listed") {
  std::vector<Term> terms;
  for (int y = 0; y < 3; ++y) {
    for (int x = 0; x < 3; ++x)
      terms.push_back({0, cv::Point(10 + x, 20 + y), 0, 1.0, x - 1.0, false, false, {}});
  }
  TermLayout layout = lay_out(terms);
  REQUIRE(layout.grids.size() == 1);
  CHECK(layout.grids[0].window == cv::Rect(10, 20, 3, 3));
  CHECK(layout.rest.empty());
  terms[0].outside = true;  // the border rule took it from within the window
  terms[0].at = cv::Point(11, 21);
  terms[0].asked = cv::Point(10, 20);
  layout = lay_out(terms);
  REQUIRE(layout.grids.size() == 1);
  CHECK(layout.grids[0].at(10, 20) == 0);
  terms.push_back(terms[0]);
  layout = lay_out(terms);
  CHECK(layout.grids.empty());
  CHECK(layout.rest.size() == 10);
}

TEST_CASE("a damaged memory is set aside, a good one comes back") {
  const auto file = std::filesystem::temp_directory_path() / "pixelwhy-memory-test.json";
  std::ofstream(file) << "{ broken";
  std::string aside;
  CHECK(recall(file, aside).width == 1280);
  CHECK(std::filesystem::exists(aside));
  std::filesystem::remove(aside);
  Memory memory;
  memory.width = 999;
  memory.dark = false;
  memory.demo = "sobel";
  remember(file, memory);
  const Memory back = recall(file, aside);
  CHECK(back.width == 999);
  CHECK(back.dark == false);
  CHECK(back.demo == "sobel");
  std::filesystem::remove(file);
}

TEST_CASE("the palette prefers words that begin as typed") {
  CHECK(fuzzy_score("zi", "Zoom in").has_value());
  CHECK_FALSE(fuzzy_score("xq", "Zoom in").has_value());
  CHECK(*fuzzy_score("fit", "Fit the picture") > *fuzzy_score("fit", "First thing"));
}

TEST_CASE("an action is found by either language, and by both at once") {
  const auto actions = make_actions(all_demos());
  const Action& blur = find_action(actions, "demo-gaussian-blur");
  for (const char* words : {"gauss", "高斯", "gauss 高斯", "高斯 blur", "模糊"}) {
    INFO(std::string(words));
    CHECK(fuzzy_score(words, blur).has_value());
  }
  CHECK_FALSE(fuzzy_score("高直", blur).has_value());
}

TEST_CASE("before there is a picture undo has nothing to bring back") {
  AppState state = make_state(all_demos());
  undo(state);
  CHECK(state.current_settings() == state.current_demo().defaults());
  CHECK_FALSE(state.wishes.open.has_value());
}

TEST_CASE("parameters of a group are shown together, and every one is shown once") {
  for (const Demo& demo : all_demos()) {
    const std::vector<int> order = parameters_in_order(demo);
    CHECK(std::set<int>(order.begin(), order.end()).size() == demo.parameters.size());
    std::set<std::string> ended;
    for (std::size_t i = 1; i < order.size(); ++i) {
      const auto group = [&](int index) { return demo.parameters[static_cast<std::size_t>(index)].group.en; };
      if (group(order[i]) != group(order[i - 1])) CHECK(ended.insert(group(order[i - 1])).second);
      CHECK(ended.count(group(order[i])) == 0);
    }
  }
}

TEST_CASE("a folder in the place of the memory is set aside like a damaged one") {
  const auto file = std::filesystem::temp_directory_path() / "pixelwhy-memory-folder.json";
  std::filesystem::create_directories(file);
  std::string aside;
  CHECK(recall(file, aside).width == 1280);
  CHECK_FALSE(aside.empty());
  Memory memory;
  memory.folded = {"canny/Gradient"};
  remember(file, memory);
  CHECK(recall(file, aside).folded == memory.folded);
  std::filesystem::remove_all(file);
  std::filesystem::remove_all(file.string() + ".broken");
}

}  // namespace pixelwhy::gui
