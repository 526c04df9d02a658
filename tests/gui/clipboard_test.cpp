#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <opencv2/imgproc.hpp>
#include <sstream>
#include <thread>

#include "core/error.h"
#include "driver.h"
#include "gui/clipboard_tools.h"
#include "gui/pasted_pictures.h"
#include "gui/process.h"
#include "notes/export.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "notes/preset.h"
#include "pictures.h"
#include "registry.h"
#include "sources/codecs.h"
#include "sources/picture_file.h"
#include "support/variable.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Bytes = std::vector<std::uint8_t>;

/// A folder of stand-ins for the tools, which come before those that are installed.
class StandIn {
 public:
  explicit StandIn(const std::string& script, const std::string& name = "xclip")
      : folder_("clipboard"),
        wayland_("WAYLAND_DISPLAY", ""),
        variable_("PATH", folder_.path.string() + ":/usr/bin:/bin") {
    add(name, script);
  }
  void add(const std::string& name, const std::string& script) {
    const std::string path = folder_.file(name, "#!/bin/sh\ncd '" + folder_.path.string() + "'\n" + script);
    fs::permissions(path, fs::perms::owner_all);
  }
  void hold(const std::string& type, const Bytes& picture) {
    folder_.file("targets", "TARGETS\nUTF8_STRING\n" + type + "\n");
    folder_.file("held", {picture.begin(), picture.end()});
  }
  Bytes bytes(const std::string& name) const {
    std::ifstream file(folder_.path / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  std::string text(const std::string& name) const {
    const Bytes all = bytes(name);
    return {all.begin(), all.end()};
  }

 private:
  PictureFolder folder_;
  test::Variable wayland_;
  test::Variable variable_;
};

/// It keeps what it is given, tells what it holds, and notes how it was called.
constexpr const char* honest = R"(echo "$*" >> calls
case "$*" in
  *-i) cat > copied ;;
  *TARGETS*) cat targets ;;
  *) cat held ;;
esac
)";

Bytes noise_png(int width, int seed) {
  cv::Mat picture(30, width, CV_8UC3);
  cv::RNG random(static_cast<std::uint64_t>(seed));
  random.fill(picture, cv::RNG::UNIFORM, 0, 256);
  return encode_png(picture);
}

void key(Driver& driver, int code) {
  driver.key(code, GLFW_MOD_CONTROL);
  driver.settle();
}

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

std::string only_notice(Driver& driver) {
  const auto& list = driver.state().notices.list();
  REQUIRE(list.size() == 1);
  CHECK_FALSE(list[0].text.in(Language::Chinese).empty());
  CHECK(list[0].text.en.find('\n') == std::string::npos);
  const std::string words = list[0].text.en;
  driver.state().notices.clear();
  return words;
}

}  // namespace

TEST_CASE("Ctrl+C copies the stage in view, as a PNG that carries its state") {
  const StandIn tool(honest);
  Driver driver;
  const StageId stage = *driver.state().current_demo().find_stage("gx");
  choose_stage(driver.state(), stage);
  pin_at(driver.state(), {300, 200});
  set_value(driver.state(), *driver.state().current_demo().find_parameter("sigma"), 2.5);
  driver.settle();
  key(driver, GLFW_KEY_C);
  CHECK(only_notice(driver).find("×") != std::string::npos);
  CHECK(tool.text("calls") == "-selection clipboard -t image/png -i\n");
  const Bytes png = tool.bytes("copied");
  cv::Mat expected = stage_picture(*driver.state().snapshot, stage);
  if (expected.channels() == 1) cv::cvtColor(expected, expected, cv::COLOR_GRAY2BGR);
  CHECK(same(decode_picture(png, "copied")->pixels, expected));
  const Carried carried = read_carried(png);
  const State state = state_from_json(all_demos(), carried.state);
  CHECK(state.demo == "canny");
  CHECK(state.stage == "gx");
  CHECK(state.settings == driver.state().current_settings());
  CHECK(state.pins == std::vector<Pin>{{"gx", {300, 200}}});
  REQUIRE(state.source);
  CHECK(state.source->spec == "sample:street");
  CHECK(state.source->hash == pixel_hash(driver.state().frame->pixels));
  CHECK(carried.source.empty());
}

TEST_CASE("every stage of every demo can be copied, and its figure too") {
  const StandIn tool(honest);
  for (const Demo& demo : all_demos()) {
    CAPTURE(demo.id);
    Driver driver(demo.id);
    for (const StageId stage : visible_stages(driver.state())) {
      choose_stage(driver.state(), stage);
      driver.settle();
      key(driver, GLFW_KEY_C);
      only_notice(driver);
      CHECK(state_from_json(demo, read_carried(tool.bytes("copied")).state).stage == demo.stage_id(stage));
    }
    run_action(driver.window.actions(), "copy-figure", driver.state());
    driver.settle();
    only_notice(driver);
    const Bytes figure = tool.bytes("copied");
    CHECK(decode_picture(figure, "figure")->pixels.cols > 200);
    const State state = state_from_json(demo, read_carried(figure).state);
    REQUIRE(state.figure);
    CHECK(state.figure->dark == driver.state().dark);
  }
}

TEST_CASE("Ctrl+V makes a picture the source; undo and redo find it again, the list of files has none") {
  StandIn tool(honest);
  const Bytes first = noise_png(41, 1), second = noise_png(52, 2);
  Driver driver;
  const std::vector<std::string> recent = driver.state().recent;
  tool.hold("image/png", first);
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().frame->name == "clipboard");
  CHECK(same(driver.state().frame->pixels, decode_picture(first, "")->pixels));
  tool.hold("image/png", second);
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().frame->pixels.cols == 52);
  const std::size_t depth = driver.state().history.depth();
  key(driver, GLFW_KEY_V);  // the same once more
  CHECK(driver.state().history.depth() == depth);
  key(driver, GLFW_KEY_Z);
  CHECK(same(driver.state().frame->pixels, decode_picture(first, "")->pixels));
  key(driver, GLFW_KEY_Z);
  CHECK(driver.state().source == "sample:street");
  key(driver, GLFW_KEY_Y);
  key(driver, GLFW_KEY_Y);
  CHECK(driver.state().frame->pixels.cols == 52);
  CHECK(driver.state().recent == recent);
  CHECK(driver.state().notices.list().empty());
  driver.key(GLFW_KEY_PAGE_DOWN);  // it lies in no folder
  driver.settle();
  CHECK(driver.state().frame->pixels.cols == 52);
  CHECK(driver.state().notices.list().empty());
}

TEST_CASE("what is copied of a pasted picture holds the picture, since nobody could open it again") {
  StandIn tool(honest);
  tool.hold("image/png", noise_png(41, 3));
  Driver driver;
  key(driver, GLFW_KEY_V);
  const FramePtr frame = driver.state().frame;
  key(driver, GLFW_KEY_C);
  Carried carried = read_carried(tool.bytes("copied"));
  const State state = state_from_json(all_demos(), carried.state);
  CHECK(state.source->spec.empty());
  const FramePtr found = source_of({"copied", state, std::move(carried.source)});
  CHECK(same(found->pixels, frame->pixels));
}

TEST_CASE("a picture is taken in the form that loses nothing, else in any that can be read") {
  StandIn tool(honest);
  cv::Mat picture(20, 33, CV_8UC3, cv::Scalar(10, 200, 90));
  Driver driver;
  tool.hold("image/jpeg\nimage/bmp", encode_with_opencv(".bmp", picture));
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().frame->pixels.cols == 33);
  CHECK(tool.text("calls").find("-t image/bmp -o") != std::string::npos);
  cv::resize(picture, picture, {48, 20});
  tool.hold("text/html\nimage/jpeg", encode_with_opencv(".jpg", picture));
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().frame->pixels.cols == 48);
  CHECK(driver.state().notices.list().empty());
}

TEST_CASE("text in the clipboard is a path as ever, and nothing in it is a message") {
  StandIn tool(honest);
  tool.hold("text/plain", {});
  Driver driver;
  glfwSetClipboardString(driver.window.handle(), "sample:coins");
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().source == "sample:coins");
  glfwSetClipboardString(driver.window.handle(), "");
  key(driver, GLFW_KEY_V);
  CHECK(only_notice(driver).find("neither a picture nor a path") != std::string::npos);
  tool.add("xclip", "echo 'Error: Can'\"'\"'t open display: :7' >&2; exit 1\n");
  key(driver, GLFW_KEY_V);
  CHECK(only_notice(driver).find("Can't open display: :7") != std::string::npos);
  CHECK(driver.state().source == "sample:coins");
}

TEST_CASE("a damaged, foreign or empty picture is one line, and the picture before stays") {
  StandIn tool(honest);
  Driver driver;
  Bytes cut = noise_png(41, 4);
  cut.resize(cut.size() / 2);
  for (const Bytes& bad : {cut, Bytes(500, 7), Bytes{'G', 'I', 'F', '8', '9', 'a', 1, 0, 1, 0}, Bytes{}}) {
    tool.hold("image/png", bad);
    key(driver, GLFW_KEY_V);
    CHECK(only_notice(driver).find("clipboard") != std::string::npos);
    CHECK(driver.state().source == "sample:street");
    CHECK_FALSE(driver.state().opening);
  }
}

TEST_CASE("a tool that fails or is not there is one line that says what to do") {
  {
    const StandIn tool("echo 'Error: no such thing' >&2; exit 3\n");
    Driver driver;
    key(driver, GLFW_KEY_C);
    CHECK(only_notice(driver) == "xclip failed: Error: no such thing");
  }
  {
    const StandIn tool("exit 3\n");
    Driver driver;
    key(driver, GLFW_KEY_C);
    CHECK(only_notice(driver) == "xclip failed: exit status 3");
  }
  const test::Variable nothing("PATH", "/nowhere");
  const test::Variable none("WAYLAND_DISPLAY", "");
  Driver driver;
  for (const int code : {GLFW_KEY_C, GLFW_KEY_V}) {
    glfwSetClipboardString(driver.window.handle(), "");
    key(driver, code);
    const std::string words = only_notice(driver);
    CHECK(words.find("xclip") != std::string::npos);
    CHECK(words.find("wl-clipboard") != std::string::npos);
  }
  glfwSetClipboardString(driver.window.handle(), "sample:coins");  // text needs none
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().source == "sample:coins");
}

TEST_CASE("a tool that hangs is given up with what it has started, and the window goes on meanwhile") {
  const StandIn tool("echo $$ > pid; sleep 60 & echo $! > child; cat > /dev/null; wait\n");
  const Bytes png = noise_png(41, 5);
  ClipboardLimits limits;
  limits.copy = limits.list = 400ms;
  std::string why;
  CHECK_THROWS_WITH_AS(copy_png(png, limits), "xclip does not answer; it was given up after 0.4 s", Error);
  CHECK_THROWS_AS(paste_picture(why, limits), Error);
  for (const char* file : {"pid", "child"}) {
    const int process = std::stoi(tool.text(file));
    for (int i = 0; i < 100 && kill(process, 0) == 0; ++i) std::this_thread::sleep_for(20ms);
    const std::ifstream status("/proc/" + std::to_string(process) + "/status");
    std::ostringstream words;
    if (status) words << status.rdbuf();
    // Whoever adopts orphans may not have buried it yet; it no longer runs.
    CHECK((words.str().empty() || words.str().find("State:\tZ") != std::string::npos));
  }
  const auto begin = std::chrono::steady_clock::now();
  {
    Driver driver;
    const bool dark = driver.state().dark;
    driver.key(GLFW_KEY_C, GLFW_MOD_CONTROL);
    driver.key(GLFW_KEY_T);
    driver.frames(5);
    CHECK(driver.state().dark != dark);
    CHECK(driver.state().notices.list().empty());  // still at it
  }
  CHECK(std::chrono::steady_clock::now() - begin < 20s);
}

TEST_CASE("a tool is read up to a limit, and one that does not read is no harm") {
  const StandIn tool(honest);
  const ToolRun endless = run_tool({{"cat", "/dev/zero"}, {}, 10s, 1000});
  CHECK(endless.end == ToolRun::End::TooMuch);
  const Bytes large(std::size_t{8} << 20, 1);
  const ToolRun deaf = run_tool({{"true"}, large});
  CHECK(deaf.succeeded());
  const ToolRun echo = run_tool({{"cat"}, large, 20s, std::size_t{16} << 20});
  CHECK(echo.succeeded());
  CHECK(echo.output == large);
  CHECK(run_tool({{"no-such-program"}, {}}).end == ToolRun::End::NotStarted);
  CHECK(run_tool({{"sh", "-c", "kill -9 $$"}, {}}).status == 128 + SIGKILL);
  // A server that stays behind, as both tools leave one, holds nobody up.
  const auto begin = std::chrono::steady_clock::now();
  CHECK(run_tool({{"sh", "-c", "sleep 3 & exit 0"}, {}, 20s}).succeeded());
  CHECK(std::chrono::steady_clock::now() - begin < 2500ms);
}

TEST_CASE("a picture that is too large is refused with the limit") {
  StandIn tool(honest);
  tool.hold("image/png", Bytes(std::size_t{3} << 20, 1));
  ClipboardLimits limits;
  limits.bytes = std::size_t{2} << 20;
  std::string why;
  CHECK_THROWS_WITH_AS(paste_picture(why, limits), "The picture in the clipboard is larger than 2 MB", Error);
}

TEST_CASE("under Wayland its own tools serve, where both are installed") {
  StandIn tool(honest);
  const test::Variable display("WAYLAND_DISPLAY", "wayland-0");
  CHECK(clipboard_tool() == ClipboardTool::Xclip);
  tool.add("wl-copy", "echo \"$*\" > wl-calls; cat > wl-copied\n");
  tool.add("wl-paste", "case \"$*\" in --list-types) cat targets ;; *) cat held ;; esac\n");
  CHECK(clipboard_tool() == ClipboardTool::WlClipboard);
  const Bytes png = noise_png(41, 6);
  copy_png(png);
  CHECK(tool.text("wl-calls") == "--type image/png\n");
  CHECK(tool.bytes("wl-copied") == png);
  tool.hold("image/png", png);
  std::string why;
  CHECK(paste_picture(why) == png);
}

TEST_CASE("old pasted pictures are forgotten, and say so") {
  PastedPictures pasted;
  const std::string first = pasted.add(noise_png(5, 7));
  CHECK(is_pasted(first));
  CHECK(pasted.decode(first)->pixels.cols == 5);
  for (int i = 0; i < 40; ++i) pasted.add(noise_png(6, 100 + i));
  CHECK_FALSE(pasted.find(first));
  CHECK_THROWS_AS(pasted.decode(first), Error);
}

TEST_CASE("the real tool gives back what was copied" *
          doctest::skip(!installed("xclip") || !std::getenv("DISPLAY"))) {
  const test::Variable none("WAYLAND_DISPLAY", "");
  Driver driver;
  const StageId stage = *driver.state().current_demo().find_stage("direction");
  choose_stage(driver.state(), stage);
  driver.settle();
  const cv::Mat copied = stage_picture(*driver.state().snapshot, stage).clone();
  key(driver, GLFW_KEY_C);
  only_notice(driver);
  key(driver, GLFW_KEY_V);
  CHECK(is_pasted(driver.state().source));
  CHECK(same(driver.state().frame->pixels, copied));
  glfwSetClipboardString(driver.window.handle(), "sample:coins");  // our own text, asked for by the tool
  key(driver, GLFW_KEY_V);
  CHECK(driver.state().source == "sample:coins");
}

}  // namespace pixelwhy::gui
