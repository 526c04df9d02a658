#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "driver.h"
#include "gui/code_page.h"
#include "notes/code.h"
#include "notes/own_source.h"
#include "registry.h"

namespace pixelwhy::gui {

namespace {

constexpr const char* views[] = {"code-view:0", "code-view:1", "code-view:2"};

std::string clipboard(Driver& driver) {
  const char* words = glfwGetClipboardString(driver.window.handle());
  return words ? words : "";
}

/// What `pixelwhy code` prints for what is in view.
std::string printed(const AppState& state) {
  const Demo& demo = state.current_demo();
  if (state.code == CodeView::Own) return own_source_text(demo_sources(), demo, state.chosen_stage());
  const CodeLanguage language = state.code == CodeView::Cpp ? CodeLanguage::Cpp : CodeLanguage::Python;
  return code_program({&demo, state.current_settings(), state.chosen_stage(), language});
}

std::string copied_code(Driver& driver) {
  glfwSetClipboardString(driver.window.handle(), "");
  driver.click(driver.middle("action:copy-code"));
  driver.frames(2);
  return clipboard(driver);
}

std::string joined(const std::vector<CodeToken>& line) {
  std::string text;
  for (const CodeToken& token : line) text += token.text;
  return text;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Whether the line that is marked lies within the text's window.
bool mark_in_sight(Driver& driver) {
  const auto mark = driver.window.place("code:marked");
  const auto text = driver.window.place("code:text");
  return mark && text && mark->y >= text->y && mark->w <= text->w;
}

}  // namespace

TEST_CASE("the code tab shows and copies the very text that the command prints, for every demo") {
  for (const Demo& demo : all_demos()) {
    CAPTURE(demo.id);
    Driver driver(demo.id);
    driver.click(driver.middle("tab:code"));
    driver.frames(3);
    for (const char* view : views) {
      CAPTURE(view);
      driver.click(driver.middle(view));
      driver.frames(3);
      CHECK(driver.window.place("code:text"));
      CHECK(copied_code(driver) == printed(driver.state()));
      driver.state().notices.clear();
    }
  }
}

TEST_CASE("the program follows the sliders, and our own source the stage") {
  Driver driver;
  driver.key(GLFW_KEY_C);
  REQUIRE(driver.state().tab == Tab::Code);
  driver.frames(3);
  const std::string before = copied_code(driver);
  set_value(driver.state(), *driver.state().current_demo().find_parameter("high"), 222.0);
  driver.settle();
  const std::string after = copied_code(driver);
  CHECK(before.find("222") == std::string::npos);
  CHECK(after.find("222") != std::string::npos);
  driver.click(driver.middle("code-view:2"));
  driver.settle();
  const std::string edges = copied_code(driver);
  choose_stage(driver.state(), *driver.state().current_demo().find_stage("thin"));
  driver.settle();
  const std::string thin = copied_code(driver);
  CHECK(edges != thin);
  CHECK(thin.find("suppress_non_maxima(") != std::string::npos);
  driver.key(GLFW_KEY_C);
  CHECK(driver.state().tab == Tab::Why);
}

TEST_CASE("the lines of a page are the text again, and those of our source have their numbers") {
  for (const Demo& demo : all_demos()) {
    for (std::size_t i = 0; i < demo.stages.size(); ++i) {
      for (const CodeView view : {CodeView::Cpp, CodeView::Python, CodeView::Own}) {
        CAPTURE(demo.id);
        CAPTURE(demo.stages[i].id);
        const Settings settings = demo.defaults();
        if (!demo.stages[i].active(settings)) continue;
        const CodePage page(&demo_sources(), {&demo, static_cast<StageId>(i), view, settings});
        CHECK(page.text().empty() != page.problem().empty());
        if (page.text().empty()) {
          CHECK_FALSE(page.problem().zh.empty());
          continue;
        }
        std::string whole;
        for (const auto& line : page.lines()) whole += joined(line) + "\n";
        CHECK(whole == page.text());
        if (view != CodeView::Own) continue;
        std::vector<std::string> file;  // the one that the comment before names
        for (std::size_t line = 0; line < page.lines().size(); ++line) {
          const std::string words = joined(page.lines()[line]);
          for (const SourceFile& source : demo_sources()) {
            if (page.number(line) == 0 && words.starts_with("// " + std::string(source.path) + ", lines"))
              file = lines_of(source.text);
          }
          if (page.number(line) == 0) continue;
          CHECK(file.at(static_cast<std::size_t>(page.number(line)) - 1) == words);
        }
      }
    }
  }
}

TEST_CASE("a click on a step goes to its line in our source, which is marked and in sight") {
  Driver driver;
  const StageId thin = *driver.state().current_demo().find_stage("thin");
  choose_stage(driver.state(), thin);
  pin_at(driver.state(), {300, 200});
  driver.settle();
  const std::vector<Step> steps = driver.state().inspection->explanation.steps;
  const CodePage page(&demo_sources(), {&driver.state().current_demo(), thin, CodeView::Own, {}});
  const auto lines = page.lines_of(steps);
  REQUIRE(steps.size() > 1);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    CAPTURE(i);
    driver.click(driver.middle("tab:why"));
    driver.frames(3);
    const std::string step = "step:" + std::to_string(i);
    for (int turn = 0; turn < 100 && driver.middle(step).y > 740; ++turn) driver.wheel({1100, 700}, -2);
    driver.click(driver.middle(step));
    driver.frames(4);
    CHECK(driver.state().tab == Tab::Code);
    CHECK(driver.state().code == CodeView::Own);
    CHECK(lines[i].has_value());
    CHECK(mark_in_sight(driver));
  }
  CHECK(lines[steps.size() - 2] != lines[steps.size() - 1]);  // the two neighbours are two lines
}

TEST_CASE("a moved pin scrolls the marked line back into sight; without a pin nothing is marked") {
  Driver driver;
  choose_stage(driver.state(), *driver.state().current_demo().find_stage("thin"));
  pin_at(driver.state(), {300, 200});
  driver.settle();
  run_action(driver.window.actions(), "code-own", driver.state());
  driver.settle();
  CHECK(mark_in_sight(driver));
  const ImVec2 text = driver.middle("code:text");
  for (const double steps : {-200.0, 200.0}) {
    driver.wheel(text, steps);
    driver.frames(3);
    if (!mark_in_sight(driver)) break;
  }
  CHECK_FALSE(mark_in_sight(driver));
  driver.key(GLFW_KEY_RIGHT);
  driver.settle();
  CHECK(mark_in_sight(driver));
  unpin(driver.state());
  driver.settle();
  CHECK_FALSE(driver.window.place("code:marked"));
}

TEST_CASE("where a stage has no text of a kind, the tab and the copy say so in both languages") {
  Driver driver("hough-lines");
  choose_stage(driver.state(), source_stage);
  for (const Language language : {Language::English, Language::Chinese}) {
    driver.state().language = language;
    run_action(driver.window.actions(), "code-own", driver.state());
    driver.settle();
    CHECK_FALSE(driver.window.place("code:text"));
    run_action(driver.window.actions(), "copy-code", driver.state());
    driver.frames(2);
    REQUIRE(driver.state().notices.list().size() == 1);
    CHECK_FALSE(driver.state().notices.list()[0].text.zh.empty());
    driver.state().notices.clear();
  }
}

TEST_CASE("the names of the tabs fit in the narrowest panel, in both languages") {
  for (const cv::Size size : {cv::Size(1280, 800), cv::Size(640, 480)}) {
    Driver driver("canny", size);
    driver.state().panels.right = 1;
    for (const Language language : {Language::English, Language::Chinese}) {
      for (const Tab tab : {Tab::Why, Tab::About, Tab::Code, Tab::Data}) {
        driver.state().language = language;
        driver.state().tab = tab;
        driver.settle();
        float before = 0;
        for (const char* name : {"tab:why", "tab:about", "tab:code", "tab:values"}) {
          CAPTURE(name);
          const auto place = driver.window.place(name);
          REQUIRE(place);
          CHECK(place->x >= before + 4);
          before = place->z;
        }
        CHECK(before <= static_cast<float>(size.width) - 8);
        if (tab != Tab::Code) continue;
        const auto last = driver.window.place("code-view:2");
        const auto copy = driver.window.place("action:copy-code");
        REQUIRE(last);
        REQUIRE(copy);
        CHECK(last->z < copy->x);
        CHECK(copy->z <= static_cast<float>(size.width) - 8);
      }
    }
  }
}

}  // namespace pixelwhy::gui
