#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "driver.h"
#include "gui/memory.h"
#include "gui/pasted_path.h"
#include "notes/file.h"
#include "notes/png.h"
#include "pictures.h"

namespace pixelwhy::gui {

namespace {

void paste(Driver& driver, const std::string& words) {
  glfwSetClipboardString(driver.window.handle(), words.c_str());
  driver.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
  driver.settle();
}

int width(Driver& driver) { return driver.state().frame->pixels.cols; }

}  // namespace

TEST_CASE("a pasted path is understood however it was copied") {
  const PictureFolder folder("pasted");
  const std::string home = folder.path.string();
  CHECK(pasted_path("/a/b.png") == "/a/b.png");
  CHECK(pasted_path("  /a/my picture.png \r\n/a/other.png\n") == "/a/my picture.png");
  CHECK(pasted_path("\n\n\t/a/b.png") == "/a/b.png");
  CHECK(pasted_path("'/a/b c.png'") == "/a/b c.png");
  CHECK(pasted_path("\"/a/b c.png\"\n") == "/a/b c.png");
  CHECK(pasted_path("'/a/b.png") == "'/a/b.png");
  CHECK(pasted_path("file:///a/b%20c.png") == "/a/b c.png");
  CHECK(pasted_path("file://localhost/a/%E5%A4%9C.png") == "/a/夜.png");
  CHECK(pasted_path("file:///a/100%.png") == "/a/100%.png");
  CHECK(pasted_path("file:///a/%zz%2") == "/a/%zz%2");
  CHECK(pasted_path("/a/b%20c.png") == "/a/b%20c.png");  // a name, not an address
  CHECK(pasted_path("~") == home);
  CHECK(pasted_path("~/a.png") == home + "/a.png");
  CHECK(pasted_path("~other/a.png") == "~other/a.png");
  CHECK(pasted_path("sample:street") == "sample:street");
  CHECK(pasted_path("file://").empty());
  CHECK(pasted_path(" \n\t ").empty());
  CHECK(pasted_path("b.png", "/a") == "/a/b.png");
  CHECK(pasted_path("../b.png", "/a/c") == "/a/b.png");
  CHECK(pasted_path("/b.png", "/a") == "/b.png");
  CHECK(pasted_path("sample:street", "/a") == "sample:street");
  CHECK(pasted_path("", "/a").empty());
}

TEST_CASE("Ctrl+V opens what was copied, and says so when it is no path") {
  PictureFolder folder("paste");
  folder.picture("夜 景.png", 41);
  Driver driver;
  paste(driver, "file://" + folder.path.string() + "/%E5%A4%9C%20%E6%99%AF.png\r\n");
  CHECK(width(driver) == 41);
  paste(driver, "sample:street");
  CHECK(driver.state().source == "sample:street");
  paste(driver, "'~/夜 景.png'");
  CHECK(width(driver) == 41);
  CHECK(driver.state().notices.list().empty());
  paste(driver, "   ");
  CHECK(driver.state().notices.list().size() == 1);
  CHECK(width(driver) == 41);
}

TEST_CASE("Page Down and Page Up go through the pictures beside the file that is open") {
  PictureFolder folder("neighbours");
  folder.picture("img2.png", 42);
  const std::string first = folder.picture("img1.png", 41);
  folder.picture("img10.png", 50);
  folder.file("img3.png", "broken");
  folder.file("notes.txt", "no picture");
  Driver driver;
  driver.drop(first);
  const auto recent = driver.state().recent.size();
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(width(driver) == 42);
  CHECK(driver.state().source == (folder.path / "img2.png").string());
  CHECK(driver.state().frame_count == 1);
  CHECK(driver.state().recent.size() == recent);  // leafing leaves the list as long as it was
  driver.key(GLFW_KEY_PAGE_DOWN);                 // past the broken one, which is named
  driver.settle();
  CHECK(width(driver) == 50);
  REQUIRE(driver.state().notices.list().size() == 1);
  CHECK(driver.state().notices.list()[0].text.en.find("img3.png") != std::string::npos);
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(width(driver) == 41);
  driver.key(GLFW_KEY_PAGE_UP);
  driver.settle();
  CHECK(width(driver) == 50);
  driver.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  driver.settle();
  CHECK(width(driver) == 41);
}

TEST_CASE("the only picture of a folder has no neighbour, and one that is gone still has") {
  PictureFolder folder("alone");
  const std::string only = folder.picture("b.png", 41);
  Driver driver;
  driver.drop(only);
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(driver.state().source == only);
  CHECK(driver.state().notices.list().size() == 1);
  folder.picture("a.png", 51);
  folder.picture("c.png", 52);
  std::filesystem::remove(only);
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(width(driver) == 52);
}

TEST_CASE(
    "a folder that is dropped is a sequence; of several files the first is opened, and a note says so") {
  PictureFolder folder("dropped");
  const std::string a = folder.picture("a.png", 41);
  folder.file("b.png", "broken");
  const std::string c = folder.picture("c.png", 43);
  Driver driver;
  driver.drop(folder.path.string());
  CHECK(driver.state().frame_count == 3);
  CHECK(width(driver) == 41);
  driver.key(GLFW_KEY_PAGE_DOWN);
  driver.settle();
  CHECK(driver.state().frame_index == 2);
  CHECK(driver.state().notices.list().size() == 1);
  driver.state().notices.clear();
  driver.drop(std::vector<std::string>{c, a});
  CHECK(driver.state().source == c);
  CHECK(driver.state().frame_count == 1);
  REQUIRE(driver.state().notices.list().size() == 1);
  CHECK(driver.state().notices.list()[0].kind == Notice::Kind::Information);
}

TEST_CASE("what is slow or never ends is opened beside the window, which goes on") {
  PictureFolder folder("slow");
  const std::string pipe = (folder.path / "pipe.png").string();
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const std::string large = (folder.path / "large.png").string();
  write_whole(large, encode_png(cv::Mat(6000, 6000, CV_8UC3, cv::Scalar(9, 90, 200))));
  Driver driver;
  driver.drop(pipe);
  CHECK(driver.state().source == "sample:street");
  CHECK(driver.state().notices.list().size() == 1);
  driver.state().wishes.open = large;
  driver.frames(1);
  CHECK(driver.state().opening);
  CHECK(driver.state().source == "sample:street");
  driver.key(GLFW_KEY_T);
  CHECK_FALSE(driver.state().dark);
  driver.settle();
  CHECK(width(driver) == 6000);
}

TEST_CASE("a file that is gone leaves the list of those opened before, and the list can be cleared") {
  PictureFolder folder("recent");
  const std::string gone = folder.picture("gone.png", 41);
  Driver driver;
  driver.drop(gone);
  driver.drop(folder.picture("stays.png", 42));
  std::filesystem::remove(gone);
  driver.click(driver.middle("open"));
  driver.frames(3);
  driver.click(driver.middle("recent:1"));
  driver.settle();
  CHECK(width(driver) == 42);
  REQUIRE(driver.state().notices.list().size() == 1);
  CHECK(driver.state().recent.front() == (folder.path / "stays.png").string());
  CHECK(std::count(driver.state().recent.begin(), driver.state().recent.end(), gone) == 0);
  driver.click(driver.middle("open"));
  driver.frames(3);
  driver.click(driver.middle("clear-recent"));
  CHECK(driver.state().recent.empty());
  driver.key(GLFW_KEY_F);
}

TEST_CASE("the menus lie inside a small window") {
  Driver driver("canny", {320, 240});
  for (const auto& [menu, row] : {std::pair("open", "open-file"), std::pair("samples", "sample:street")}) {
    driver.click(driver.middle(menu));
    REQUIRE_MESSAGE(driver.until([&] { return driver.window.place(row).has_value(); }), std::string(row));
    driver.frames(3);
    const auto place = driver.window.place(row);
    REQUIRE(place);
    CHECK(place->x >= 0);
    CHECK(place->z <= 320);
    driver.click({4, 236});
  }
}

TEST_CASE("a file that has changed is read anew") {
  PictureFolder folder("changed");
  const std::string file = folder.picture("a.png", 41);
  Driver driver;
  driver.drop(file);
  folder.picture("a.png", 55);
  driver.drop(file);
  CHECK(width(driver) == 55);
}

TEST_CASE("the folder that was browsed last is remembered") {
  const PictureFolder folder("memory");
  const std::filesystem::path file = folder.path / "window.json";
  Memory memory;
  memory.folder = "/a/夜景";
  remember(file, memory);
  std::string set_aside;
  CHECK(recall(file, set_aside).folder == memory.folder);
  CHECK(set_aside.empty());
}

}  // namespace pixelwhy::gui
