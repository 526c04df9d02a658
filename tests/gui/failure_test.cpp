#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "driver.h"
#include "gui/file_dialog.h"
#include "notes/file.h"
#include "notes/png.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

/// A folder that is gone at the end of the test.
struct Scratch {
  fs::path folder = fs::temp_directory_path() / "pixelwhy-gui-failures";
  Scratch() {
    fs::remove_all(folder);
    fs::create_directories(folder);
  }
  ~Scratch() { fs::remove_all(folder); }
};

}  // namespace

TEST_CASE("a stage that fails says so on its card and on the canvas, and the others stay") {
  const Scratch scratch;
  const fs::path file = scratch.folder / "large.png";
  write_whole(file.string(), encode_png(cv::Mat(3000, 4000, CV_8UC1, cv::Scalar(90))));
  Driver driver("interpolation");
  set_value(driver.state(), *driver.state().current_demo().find_parameter("scale"), 32.0);
  driver.drop(file.string());
  REQUIRE(driver.state().snapshot);
  const auto result = driver.state().snapshot->result(*driver.state().current_demo().find_stage("result"));
  REQUIRE(result);
  CHECK(result->error);
  CHECK(driver.state().looks.count(source_stage) == 1);
  CHECK(driver.state().frame->pixels.cols == 4000);
}

TEST_CASE("undo after an open that failed changes what was changed before") {
  Driver driver;
  const int high = *driver.state().current_demo().find_parameter("high");
  set_value(driver.state(), high, 300.0);
  commit(driver.state());
  driver.drop("/nowhere/at-all.png");
  CHECK_FALSE(driver.state().opening);
  driver.key(90, 2);  // Ctrl+Z
  driver.settle();
  CHECK(std::get<double>(driver.state().current_settings()[static_cast<std::size_t>(high)]) == 150);
  CHECK(driver.state().source == "sample:street");
  CHECK(driver.state().notices.list().size() == 1);
}

TEST_CASE("a picture of one pixel can be looked at in every demo") {
  const Scratch scratch;
  const fs::path file = scratch.folder / "one.png";
  write_whole(file.string(), encode_png(cv::Mat(1, 1, CV_8UC1, cv::Scalar(77))));
  Driver driver;
  driver.drop(file.string());
  for (std::size_t demo = 0; demo < driver.state().demos->size(); ++demo) {
    choose_demo(driver.state(), static_cast<int>(demo));
    for (const StageId stage : visible_stages(driver.state())) {
      choose_stage(driver.state(), stage);
      pin_at(driver.state(), {0, 0});
      driver.settle();
    }
  }
  CHECK(driver.state().notices.list().empty());
}

TEST_CASE("a file dialog that is still open is closed with the window") {
  const Scratch scratch;
  const fs::path zenity = scratch.folder / "zenity";
  std::ofstream(zenity) << "#!/bin/sh\nexec sleep 60\n";
  fs::permissions(zenity, fs::perms::owner_all);
  const test::Variable path("PATH", scratch.folder.string() + ":" + std::getenv("PATH"));
  const auto begin = std::chrono::steady_clock::now();
  {
    FileDialog dialog([] {});
    dialog.ask("a picture");
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    CHECK_FALSE(dialog.take());
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

}  // namespace pixelwhy::gui
