#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <filesystem>

#include "core/error.h"
#include "gui/app_window.h"
#include "pictures.h"
#include "registry.h"

namespace pixelwhy::gui {

TEST_CASE("actions of the command line are done one after the other, before the picture is taken") {
  WindowOptions options;
  options.demos = &all_demos();
  options.demo = "canny";
  options.source = "sample:coins";
  options.actions = {"disagreement", "theme"};
  AppWindow window(options, {false, false, options.size, 1});
  const bool dark = window.state().dark;
  CHECK(window.settle(120));
  CHECK(window.state().panes.count == 3);
  CHECK(window.state().compared.has_value());
  CHECK(window.state().dark != dark);
  CHECK_FALSE(window.refused());
}

TEST_CASE("an action that there is not, or not now, is refused with words") {
  const PictureFolder folder("ordered");
  WindowOptions options;
  options.demos = &all_demos();
  options.demo = "canny";
  options.source = "sample:coins";
  options.screenshot = folder.path / "shot.png";
  const auto words_of = [&] {
    try {
      run_window(options);
    } catch (const Error& error) {
      CHECK(error.kind() == Error::Kind::Usage);
      return std::string(error.what());
    }
    return std::string();
  };
  options.actions = {"dance"};
  CHECK(words_of().starts_with("--do: 'dance' is no action; expected "));
  options.actions = {"next-disagreement"};  // nothing is compared
  CHECK(words_of() == "--do: 'next-disagreement' cannot be done here");
  CHECK_FALSE(std::filesystem::exists(*options.screenshot));
}

}  // namespace pixelwhy::gui
