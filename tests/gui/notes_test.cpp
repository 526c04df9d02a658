#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "driver.h"
#include "notes/file.h"
#include "support/folder.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;
constexpr int add_keys = GLFW_MOD_CONTROL | GLFW_MOD_SHIFT;

}  // namespace

TEST_CASE("adding to the notes asks for the folder once, then adds what is seen") {
  const test::TemporaryFolder folder;
  const test::Variable programs("PATH", "/nowhere");
  const test::Variable home("HOME", folder.path().string());
  Driver driver;
  pin_at(driver.state(), {40, 30});
  driver.settle();
  driver.key(GLFW_KEY_N, add_keys);
  driver.frames(3);
  REQUIRE(driver.state().notebook.asking);
  driver.key(GLFW_KEY_ESCAPE);
  driver.frames(3);
  CHECK_FALSE(driver.state().notebook.asking);
  CHECK(driver.state().notebook.folder.empty());
  driver.key(GLFW_KEY_N, add_keys);
  driver.frames(3);
  const fs::path notes = folder / "PixelWhy";  // as proposed, below the home folder
  CHECK(driver.state().notebook.typed == "~/PixelWhy");
  driver.click(driver.middle("notes-use"));
  driver.settle();
  CHECK(driver.state().notebook.folder == notes);
  REQUIRE(fs::exists(notes / "PixelWhy.md"));
  REQUIRE(driver.state().notices.list().size() == 1);
  CHECK(driver.state().notices.list()[0].kind == Notice::Kind::Information);
  const std::string text = read_text(notes / "PixelWhy.md");
  CHECK(text.find("Why this pixel") != std::string::npos);
  driver.state().notices.clear();
  driver.click(driver.middle("action:add-note"));
  driver.settle();
  CHECK_FALSE(driver.state().notebook.asking);
  CHECK(fs::exists(notes / "figures" / "canny-0002.png"));
  CHECK(read_text(notes / "PixelWhy.md").starts_with(text));
}

TEST_CASE("a folder of notes that has gone is told, and nothing else happens") {
  const test::TemporaryFolder folder;
  Driver driver;
  driver.state().notebook.folder = folder / "gone";
  driver.key(GLFW_KEY_N, add_keys);
  driver.settle();
  REQUIRE(driver.state().notices.list().size() == 1);
  CHECK(driver.state().notices.list()[0].kind == Notice::Kind::Error);
  CHECK(driver.state().notices.list()[0].text.zh.find("不存在") != std::string::npos);
  CHECK_FALSE(fs::exists(folder / "gone"));
}

}  // namespace pixelwhy::gui
