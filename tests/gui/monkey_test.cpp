#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <imgui.h>
#include <malloc.h>

#include <cstdlib>
#include <filesystem>
#include <opencv2/core.hpp>
#include <string>

#include "core/image_pool.h"
#include "driver.h"
#include "notes/file.h"
#include "notes/png.h"
#include "pictures.h"
#include "support/memory.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

/// How many; PIXELWHY_MONKEY_ACTIONS asks for more than the default, which keeps the tests short.
int wanted_actions() {
  const char* wish = std::getenv("PIXELWHY_MONKEY_ACTIONS");
  return wish && *wish ? std::atoi(wish) : 400;
}

/// Where relative paths lead to as long as it lives: what is saved under a name alone is no one's concern
/// later.
class WorkingFolder {
 public:
  explicit WorkingFolder(const std::filesystem::path& folder) : before_(std::filesystem::current_path()) {
    std::filesystem::current_path(folder);
  }
  ~WorkingFolder() { std::filesystem::current_path(before_); }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

 private:
  std::filesystem::path before_;
};

ImVec2 anywhere(cv::RNG& random, cv::Size size) {
  return {static_cast<float>(random.uniform(0, size.width)),
          static_cast<float>(random.uniform(0, size.height))};
}

void do_something(Driver& driver, cv::RNG& random, cv::Size size, const std::string& picture) {
  static const int keys[] = {GLFW_KEY_LEFT,      GLFW_KEY_RIGHT,  GLFW_KEY_UP, GLFW_KEY_DOWN, GLFW_KEY_ENTER,
                             GLFW_KEY_BACKSPACE, GLFW_KEY_ESCAPE, GLFW_KEY_Z,  GLFW_KEY_F,    GLFW_KEY_P,
                             GLFW_KEY_PAGE_UP,   GLFW_KEY_R,      GLFW_KEY_S,  GLFW_KEY_TAB,  GLFW_KEY_SPACE};
  static const std::string signs = "0123456789[]+-?=,.aZ ";
  const std::vector<Action>& actions = driver.window.actions();
  switch (random.uniform(0, 10)) {
    case 0:
    case 1:
    case 2: {
      const Action& action =
          actions[static_cast<std::size_t>(random.uniform(0, static_cast<int>(actions.size())))];
      if (action.id != "quit" && action.can_run(driver.state())) action.run(driver.state());
      driver.frames(1);
      break;
    }
    case 3:
      roll_dice(driver.state(), random.next());
      driver.frames(1);
      break;
    case 4:
      driver.move(anywhere(random, size));
      break;
    case 5:
      driver.click(anywhere(random, size), random.uniform(0, 5) == 0);
      break;
    case 6:
      driver.drag(anywhere(random, size), anywhere(random, size));
      break;
    case 7:
      driver.wheel(anywhere(random, size), random.uniform(-5, 6));
      break;
    case 8: {
      const int key = keys[random.uniform(0, static_cast<int>(std::size(keys)))];
      driver.key(key, random.uniform(0, 3) == 0 ? GLFW_MOD_CONTROL : 0);
      driver.type(
          signs.substr(static_cast<std::size_t>(random.uniform(0, static_cast<int>(signs.size()))), 1));
      break;
    }
    default:
      if (random.uniform(0, 12) == 0) {
        driver.state().wishes.open = random.uniform(0, 2) == 0 ? picture : picture + ".missing";
      }
      driver.frames(1);
  }
}

struct MemoryUse {
  double resident, used;  // MB
};

/// In one and the same state, whatever the actions before had on the screen (a picture enlarged many
/// times over is no leak).
MemoryUse memory_at_rest(Driver& driver, const std::string& picture) {
  AppState& state = driver.state();
  state.recording.wanted = false;
  uncover(state);
  state.sweeping.cancelled = true;
  state.user_scale = 1;  // large letters take a large atlas
  choose_demo(state, 0);
  reset_all(state);
  state.wishes.open = picture;
  for (int round = 0; round < 4; ++round)
    driver.settle();  // what waits for reuse is given back after some runs
  for (int i = 0; i < 4; ++i) trim_image_pool();
  malloc_trim(0);
  return {test::resident_megabytes(), test::used_megabytes()};
}

}  // namespace

TEST_CASE("whatever is done in whatever order, the window goes on and its memory stays flat") {
  const PictureFolder home("monkey");  // takes the recordings too
  const WorkingFolder here(home.path);
  const test::Variable settings("XDG_CONFIG_HOME", home.path.string());
  const test::Variable programs("PATH", "/nowhere");  // no file dialog of the desktop
  const std::filesystem::path picture = home.path / "monkey.png";
  cv::Mat noise(60, 90, CV_8UC3);
  cv::RNG random(11);
  random.fill(noise, cv::RNG::UNIFORM, 0, 256);
  write_whole(picture.string(), encode_png(noise));
  const cv::Size size{900, 620};
  const bool sanitized = std::getenv("ASAN_OPTIONS") != nullptr;  // freed memory is kept there
  {
    Driver driver("canny", size);
    driver.drop(picture.string());
    const int count = wanted_actions();
    MemoryUse half{};
    for (int i = 0; i < count; ++i) {
      do_something(driver, random, size, picture.string());
      if (i % 10 == 0) driver.window.picture();
      if (i % 200 == 0) driver.settle();
      if (i == count / 2) half = memory_at_rest(driver, picture.string());
      CHECK(ImGui::GetDrawData()->TotalVtxCount < 300000);  // what is large is drawn as a picture
      CHECK_NOTHROW(driver.state().current_demo().check(driver.state().current_settings()));
      if (i % 50 == 0 && driver.state().source.starts_with("sample:"))
        driver.state().wishes.open = picture.string();
    }
    const MemoryUse end = memory_at_rest(driver, picture.string());
    CHECK_FALSE(glfwWindowShouldClose(driver.window.handle()));
    MESSAGE("in use: ", half.used, " MB after half, ", end.used, " MB at the end; resident: ", half.resident,
            " and ", end.resident);
    if (!sanitized) {
      CHECK(end.used < half.used + 30);
      CHECK(end.resident < half.resident + 60);  // fragmentation is the libraries' as much as ours
    }
  }
  // When the window has gone, nothing is left but the libraries' own.
  for (int i = 0; i < 4; ++i) trim_image_pool();
  malloc_trim(0);
  if (!sanitized) CHECK(test::used_megabytes() < 40);
}

}  // namespace pixelwhy::gui
