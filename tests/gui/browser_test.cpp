#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "driver.h"
#include "pictures.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

constexpr int control = GLFW_MOD_CONTROL;

/// A folder with everything that a folder of pictures may hold.
class Album : public PictureFolder {
 public:
  Album() : PictureFolder("album") {
    picture("img10.png", 50);
    picture("img2.png", 42);
    picture("夜景.png", 60);
    picture("Zoo/inside.png", 70);
    std::filesystem::create_directories(path / "empty");
    picture(".secret.png", 10);
    std::filesystem::rename(picture("plain.png", 44), path / "plain");  // a picture by its content only
    file("broken.png", "\x89PNG\r\n\x1a\nno more");
    file("notes.txt", "no picture");
  }
};

Browsing& browser(Driver& driver) { return driver.state().browser; }

std::vector<std::string> names(Driver& driver) {
  std::vector<std::string> list;
  for (const FolderEntry& entry : browser(driver).entries) list.push_back(entry.name);
  return list;
}

std::string selected(Driver& driver) {
  const FolderEntry* entry = browser(driver).selection();
  return entry ? entry->name : "";
}

void browse(Driver& driver, const std::filesystem::path& folder) {
  browser(driver).folder = folder;
  driver.key(GLFW_KEY_O, control | GLFW_MOD_SHIFT);
  driver.settle();
  REQUIRE(browser(driver).open);
  REQUIRE(browser(driver).folder == folder);
}

void enter_path(Driver& driver, const std::string& path) {
  driver.key(GLFW_KEY_L, control);
  driver.frames(3);
  driver.type(path);
  driver.key(GLFW_KEY_ENTER);
  driver.settle();
}

}  // namespace

TEST_CASE("the browser lists folders, then pictures in natural order, and opens one by a double-click") {
  const Album album;
  Driver driver;
  browse(driver, album.path);
  const std::vector<std::string> expected{"empty",     "Zoo",   "broken.png", "img2.png",
                                          "img10.png", "plain", "夜景.png"};
  CHECK(names(driver) == expected);
  CHECK(selected(driver).empty());
  driver.click(driver.middle("browser:entry:img10.png"));
  CHECK(selected(driver) == "img10.png");
  CHECK(browser(driver).open);
  driver.pause();
  driver.double_click(driver.middle("browser:entry:夜景.png"));
  driver.settle();
  CHECK_FALSE(browser(driver).open);
  CHECK(driver.state().source == (album.path / "夜景.png").string());
  CHECK(driver.state().frame->pixels.cols == 60);
}

TEST_CASE("keys walk through the browser") {
  const Album album;
  Driver driver;
  browse(driver, album.path);
  driver.key(GLFW_KEY_RIGHT);
  CHECK(selected(driver) == "empty");
  driver.key(GLFW_KEY_RIGHT);
  driver.key(GLFW_KEY_ENTER);
  driver.settle();
  CHECK(browser(driver).folder == album.path / "Zoo");
  CHECK(names(driver) == std::vector<std::string>{"inside.png"});
  driver.key(GLFW_KEY_BACKSPACE);
  driver.settle();
  CHECK(browser(driver).folder == album.path);
  CHECK(selected(driver) == "Zoo");  // where one came from
  driver.key(GLFW_KEY_END);
  CHECK(selected(driver) == "夜景.png");
  driver.key(GLFW_KEY_HOME);
  CHECK(selected(driver) == "empty");
  driver.key(GLFW_KEY_I, 0, 'i');
  CHECK(selected(driver) == "img2.png");
  driver.type("mg1");
  CHECK(selected(driver) == "img10.png");
  driver.key(GLFW_KEY_ENTER);
  driver.settle();
  CHECK(driver.state().frame->pixels.cols == 50);
  CHECK_FALSE(browser(driver).open);
}

TEST_CASE("a letter goes to a name, the same one again to the next") {
  const Album album;
  Driver driver;
  browse(driver, album.path);
  driver.type("i");
  CHECK(selected(driver) == "img2.png");
  driver.type("i");
  CHECK(selected(driver) == "img10.png");
}

TEST_CASE("keys and clicks do not reach the window while the browser is open, and Esc closes it") {
  const Album album;
  Driver driver;
  pin_at(driver.state(), {20, 20});
  driver.settle();
  browse(driver, album.path);
  for (const int key : {GLFW_KEY_LEFT, GLFW_KEY_DOWN, GLFW_KEY_U, GLFW_KEY_F, GLFW_KEY_PAGE_DOWN})
    driver.key(key);
  driver.key(GLFW_KEY_T, 0, 't');
  driver.key(GLFW_KEY_3, 0, '3');
  driver.key(GLFW_KEY_SLASH, GLFW_MOD_SHIFT, '?');
  driver.hold(GLFW_KEY_LEFT_SHIFT, true, GLFW_MOD_SHIFT);
  CHECK_FALSE(driver.state().peek);
  driver.hold(GLFW_KEY_LEFT_SHIFT, false);
  CHECK(*driver.state().pin == cv::Point(20, 20));
  CHECK(driver.state().dark);
  CHECK_FALSE(driver.state().sheet_open);
  CHECK(driver.state().source == "sample:street");
  driver.key(GLFW_KEY_ESCAPE);
  CHECK_FALSE(browser(driver).open);
  driver.key(GLFW_KEY_RIGHT);
  CHECK(*driver.state().pin == cv::Point(21, 20));
  browse(driver, album.path);
  driver.click({4, 400});  // beside the sheet
  CHECK_FALSE(browser(driver).open);
}

TEST_CASE("a typed path goes to a folder or opens a picture; a bad one is one line and can be corrected") {
  const Album album;
  Driver driver;
  browse(driver, album.path);
  enter_path(driver, (album.path / "Zoo").string());
  CHECK(browser(driver).folder == album.path / "Zoo");
  CHECK_FALSE(browser(driver).editing);
  enter_path(driver, "../nothing");
  REQUIRE(browser(driver).problem);
  CHECK(browser(driver).problem->en.find('\n') == std::string::npos);
  CHECK_FALSE(browser(driver).problem->zh.empty());
  CHECK(browser(driver).folder == album.path / "Zoo");
  CHECK(browser(driver).editing);
  driver.key(GLFW_KEY_ESCAPE);  // first out of the field
  driver.frames(2);
  CHECK(browser(driver).open);
  CHECK_FALSE(browser(driver).editing);
  enter_path(driver, "../notes.txt");
  CHECK(browser(driver).problem);
  driver.key(GLFW_KEY_ESCAPE);
  driver.frames(2);
  driver.type("~");  // begins a path by itself
  driver.frames(3);
  REQUIRE(browser(driver).editing);
  driver.type("/img2.png");
  driver.key(GLFW_KEY_ENTER);
  driver.settle();
  CHECK_FALSE(browser(driver).open);
  CHECK(driver.state().frame->pixels.cols == 42);
  CHECK(driver.state().notices.list().empty());
  browse(driver, album.path);
  glfwSetClipboardString(driver.window.handle(), "sample:coins");
  driver.key(GLFW_KEY_V, control);
  driver.settle();
  CHECK(driver.state().source == "sample:coins");
}

TEST_CASE("a broken picture says why when it is selected, and is not opened") {
  const Album album;
  Driver driver;
  browse(driver, album.path);
  driver.pause();
  driver.double_click(driver.middle("browser:entry:broken.png"));
  driver.settle();
  CHECK(selected(driver) == "broken.png");
  CHECK(browser(driver).open);
  CHECK(driver.state().source == "sample:street");
  CHECK(driver.state().notices.list().empty());
}

TEST_CASE("crumbs, places, the parent's button, hidden files and the sequence") {
  Album album;
  std::filesystem::create_directories(album.path / "Pictures");
  Driver driver;
  driver.drop(album.picture("img2.png", 42));
  browse(driver, album.path / "Zoo");
  const auto depth = static_cast<int>(std::distance(album.path.begin(), album.path.end()));
  driver.click(driver.middle("browser:crumb:" + std::to_string(depth - 1)));
  driver.settle();
  CHECK(browser(driver).folder == album.path);
  CHECK(selected(driver) == "Zoo");
  std::vector<std::filesystem::path> places;
  for (const Bookmark& place : browser(driver).places) places.push_back(place.path);
  CHECK(places.front() == album.path);
  CHECK(std::count(places.begin(), places.end(), album.path / "Pictures") == 1);
  CHECK(places.back() == "/");
  driver.click(driver.middle("browser:place:1"));
  driver.settle();
  CHECK(browser(driver).folder == album.path / "Pictures");
  driver.click(driver.middle("browser:up"));
  driver.settle();
  CHECK(browser(driver).folder == album.path);
  const std::size_t count = browser(driver).entries.size();
  driver.click(driver.middle("browser:hidden"));
  driver.settle();
  CHECK(browser(driver).entries.size() == count + 1);
  driver.key(GLFW_KEY_H, control);
  driver.settle();
  CHECK(browser(driver).entries.size() == count);
  driver.click(driver.middle("browser:sequence"));
  driver.settle();
  CHECK_FALSE(browser(driver).open);
  CHECK(driver.state().source == album.path.string());
  CHECK(driver.state().frame_count == 5);
}

TEST_CASE("of a folder with thousands of files only the rows in sight are drawn") {
  PictureFolder folder("many");
  for (int i = 0; i < 2000; ++i) folder.file("f" + std::to_string(i) + ".png", "");
  Driver driver;
  browse(driver, folder.path);
  REQUIRE(browser(driver).entries.size() == 2000);
  CHECK(driver.window.place("browser:entry:f0.png"));
  CHECK_FALSE(driver.window.place("browser:entry:f1000.png"));
  driver.wheel(driver.middle("browser:grid"), -60);
  driver.frames(3);
  driver.settle();
  CHECK_FALSE(driver.window.place("browser:entry:f0.png"));
  driver.key(GLFW_KEY_END);
  driver.settle();
  CHECK(selected(driver) == "f1999.png");
  CHECK(driver.window.place("browser:entry:f1999.png"));
  const auto grid = *driver.window.place("browser:grid");
  driver.key(GLFW_KEY_PAGE_UP);
  driver.settle();
  const auto place = driver.window.place("browser:entry:" + selected(driver));
  REQUIRE(place);
  CHECK(place->y >= grid.y - 1);
  CHECK(place->w <= grid.w + 1);
}

TEST_CASE("a folder that is gone or cannot be read is one line; the browser starts at one that is there") {
  Album album;
  Driver driver;
  driver.drop(album.picture("img2.png", 42));
  browser(driver).folder = album.path / "gone";
  driver.key(GLFW_KEY_O, control | GLFW_MOD_SHIFT);
  driver.settle();
  CHECK(browser(driver).folder == album.path);  // that of the picture
  CHECK(selected(driver) == "img2.png");
  CHECK_FALSE(browser(driver).problem);
  std::filesystem::remove(album.path / "empty");
  driver.pause();
  driver.double_click(driver.middle("browser:entry:empty"));
  driver.settle();
  CHECK(browser(driver).problem);
  CHECK(browser(driver).folder == album.path);
}

TEST_CASE("Ctrl+O opens the browser where the desktop has no dialog, and so does its row of the menu") {
  const Album album;
  const test::Variable programs("PATH", "/nowhere");
  Driver driver;
  driver.key(GLFW_KEY_O, control);
  driver.settle();
  CHECK(browser(driver).open);
  driver.key(GLFW_KEY_O, control | GLFW_MOD_SHIFT);
  CHECK_FALSE(browser(driver).open);
  driver.click(driver.middle("open"));
  driver.frames(3);
  driver.click(driver.middle("browse-files"));
  driver.settle();
  CHECK(browser(driver).open);
}

TEST_CASE("the browser works in a small window, at every scale and in both languages") {
  const Album album;
  for (const cv::Size size : {cv::Size(320, 240), cv::Size(640, 480), cv::Size(1600, 1000)}) {
    Driver driver("canny", size);
    for (const double scale : {1.0, 2.0}) {
      for (const Language language : {Language::English, Language::Chinese}) {
        driver.state().user_scale = scale;
        driver.state().language = language;
        browse(driver, album.path);
        driver.frames(3);
        for (const char* widget : {"browser:grid", "browser:up", "browser:close", "browser:open"}) {
          const auto place = driver.window.place(widget);
          REQUIRE_MESSAGE(place, widget);
          const ImVec2 middle = driver.middle(widget);
          CHECK(middle.x > 0);
          CHECK(middle.x < static_cast<float>(size.width));
          CHECK(middle.y > 0);
          CHECK(middle.y < static_cast<float>(size.height));
        }
        driver.key(GLFW_KEY_END);
        driver.settle();
        CHECK(driver.window.place("browser:entry:" + selected(driver)));
        driver.click(driver.middle("browser:close"));
        CHECK_FALSE(browser(driver).open);
      }
    }
  }
}

}  // namespace pixelwhy::gui
