#define GLFW_INCLUDE_NONE
#include "gui/living.h"

#include <GLFW/glfw3.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "driver.h"
#include "gui/window.h"
#include "notes/export.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "notes/png.h"
#include "pictures.h"
#include "registry.h"
#include "sources/codecs.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

Bytes bytes_of(const fs::path& path) {
  const std::string text = read_text(path, 64 << 20);
  return {text.begin(), text.end()};
}

cv::Mat noise(cv::Size size, int seed) {
  cv::Mat picture(size, CV_8UC3);
  cv::RNG(static_cast<std::uint64_t>(seed)).fill(picture, cv::RNG::UNIFORM, 0, 256);
  return picture;
}

struct Desk {
  PictureFolder folder;
  Driver d;
  AppState& s = d.state();
  std::string photo;

  explicit Desk(const std::string& name) : folder("living-" + name), d("gaussian-blur", {960, 640}) {
    photo = (folder.path / "photo.png").string();
    write_whole(photo, encode_png(noise({90, 70}, 1)));
  }
  std::string write(const std::string& name, const Bytes& bytes) const {
    write_whole(folder.path / name, bytes);
    return (folder.path / name).string();
  }
  void save(const std::string& name, SavedKind kind = SavedKind::Figure) {
    s.saving = {};
    s.saving.folder = folder.path.string();
    d.key(GLFW_KEY_S, GLFW_MOD_CONTROL);
    if (kind != SavedKind::Figure) open_saving(s, kind);
    d.settle();
    d.frames(3);
    d.click(d.middle("save:name"));
    d.frames(3);
    d.type(name);
    d.frames(2);
    d.key(GLFW_KEY_ENTER);
    d.frames(2);
    d.settle();
    REQUIRE_FALSE(s.saving.open);
  }
  /// Everything that a figure brings back, as the window has it now.
  State now() const { return with_source(window_state(s), *s.frame); }
  cv::Mat seen() const { return stage_picture(*s.snapshot, s.chosen_stage()); }
  bool offers(const std::string& action) const {
    for (const Notice& notice : s.notices.list()) {
      for (const std::string& offer : notice.offers) {
        if (offer == action) return true;
      }
    }
    return false;
  }
  void wander() {
    d.key(GLFW_KEY_F);
    d.key(GLFW_KEY_U);
    choose_demo(s, 0);
    d.settle();
    roll_dice(s, 5);
    d.settle();
    d.drop("sample:street");
  }
};

bool same(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

/// A figure of the noise, whose source is kept within it or not.
Bytes figure_of(const std::string& spec, bool carries, const std::string& theme = "light") {
  const Demo& demo =
      *std::find_if(all_demos().begin(), all_demos().end(), [](const Demo& d) { return d.id == "sobel"; });
  auto frame = std::make_shared<Frame>();
  frame->pixels = noise({90, 70}, 1);
  frame->name = "photo.png";
  State state;
  state.demo = demo.id;
  state.settings = demo.defaults();
  state.stage = "gx";
  state.pins = {{"gx", {12, 30}}};
  state.source = source_state(spec, 0, *frame);
  Evaluator evaluator;
  FigureOptions options;
  options.scale = 1;
  options.dark = theme == "dark";
  const SnapshotPtr snapshot = evaluator.evaluate({&demo, frame, state.settings, {}, {}, true});
  return make_figure(*snapshot, options, FigureFormat::Png, state,
                     carries ? packed_source(frame->pixels) : Bytes());
}

}  // namespace

TEST_CASE("a figure that is dropped brings everything back in one step, and undo takes it away in one") {
  Desk desk("back");
  desk.d.drop(desk.photo);
  for (const char* id : {"canny", "morphology"}) {
    CAPTURE(id);
    for (std::size_t i = 0; i < desk.s.demos->size(); ++i) {
      if ((*desk.s.demos)[i].id == id) choose_demo(desk.s, static_cast<int>(i));
    }
    desk.d.settle();
    roll_dice(desk.s, 21);
    desk.d.settle();
    desk.d.key(GLFW_KEY_2, 0, '2');
    desk.d.settle();
    desk.d.key(GLFW_KEY_U);
    desk.d.key(GLFW_KEY_P);
    desk.d.settle();
    desk.d.click(desk.d.middle("canvas"));
    desk.d.settle();
    REQUIRE(desk.s.pin);
    const State made = desk.now();
    REQUIRE(made.canvas);
    const cv::Mat picture = desk.seen();
    desk.save(std::string(id) + ".png");

    desk.wander();
    desk.d.key(GLFW_KEY_EQUAL, 0, '+');
    desk.d.click(desk.d.middle("canvas"));
    desk.d.settle();
    const State before = desk.now();
    REQUIRE_FALSE(before == made);
    const std::size_t depth = desk.s.history.depth();
    desk.d.drop((desk.folder.path / (std::string(id) + ".png")).string());
    CHECK(desk.now() == made);
    CHECK(same(desk.seen(), picture));
    CHECK(desk.s.source == desk.photo);
    CHECK(desk.s.history.depth() == depth + 1);
    CHECK(desk.s.recent.front() == (desk.folder.path / (std::string(id) + ".png")).string());
    desk.d.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
    desk.d.settle();
    CHECK(desk.now() == before);
    desk.d.key(GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT);
    desk.d.settle();
    CHECK(desk.now() == made);
  }
}

TEST_CASE("what the window saves as it is seen comes back too") {
  Desk desk("kinds");
  desk.d.drop(desk.photo);
  desk.d.key(GLFW_KEY_EQUAL, 0, '+');
  desk.d.settle();
  const State made = desk.now();
  for (const SavedKind kind : {SavedKind::Stage, SavedKind::Canvas, SavedKind::Window}) {
    const std::string name = std::to_string(static_cast<int>(kind)) + ".png";
    desk.save(name, kind);
    desk.wander();
    desk.d.drop((desk.folder.path / name).string());
    CHECK(desk.now() == made);
  }
}

TEST_CASE("a source that is gone is taken from within the figure, and undo and redo find it there") {
  Desk desk("within");
  const std::string figure = desk.write("figure.png", figure_of("/nowhere/photo.png", true));
  fs::remove(desk.photo);
  desk.d.drop(figure);
  CHECK(desk.s.current_demo().id == "sobel");
  CHECK(same(desk.s.frame->pixels, noise({90, 70}, 1)));
  CHECK(desk.s.pin == cv::Point(12, 30));
  CHECK(desk.s.notices.list().size() == 1);
  CHECK(desk.now().source->spec == "/nowhere/photo.png");  // what a figure of it will look for first
  desk.d.drop("sample:street");
  desk.d.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  desk.d.settle();
  CHECK(same(desk.s.frame->pixels, noise({90, 70}, 1)));
  CHECK(desk.s.recent.front() == figure);
}

TEST_CASE("a source beside the figure is found by its name; one that has changed is said") {
  Desk desk("beside");
  const std::string figure = desk.write("figure.png", figure_of("/nowhere/photo.png", false));
  desk.d.drop(figure);
  CHECK(desk.s.source == desk.photo);
  CHECK(desk.s.pin == cv::Point(12, 30));
  CHECK(desk.offers("open-plain"));
  write_whole(desk.photo, encode_png(noise({90, 70}, 2)));
  desk.wander();
  desk.d.drop(figure);
  CHECK(desk.s.source == desk.photo);
  CHECK(same(desk.s.frame->pixels, noise({90, 70}, 2)));
  CHECK(desk.s.current_demo().id == "sobel");
  REQUIRE(desk.s.notices.list().size() == 1);
  CHECK(desk.s.notices.list()[0].text.en.find("photo.png") != std::string::npos);
  CHECK(desk.s.notices.list()[0].text.en.find("changed") != std::string::npos);
}

TEST_CASE("a source that is nowhere is asked for; meanwhile the figure itself is the picture") {
  Desk desk("missing");
  const std::string away = (desk.folder.path / "elsewhere" / "photo.png").string();
  fs::create_directories(desk.folder.path / "elsewhere");
  fs::rename(desk.photo, away);
  const std::string figure = desk.write("figure.png", figure_of("/nowhere/photo.png", false));
  desk.d.drop(figure);
  CHECK(desk.s.source == figure);
  CHECK(same(desk.s.frame->pixels, decode_with_opencv(bytes_of(figure))));
  CHECK(desk.s.current_demo().id == "sobel");
  CHECK(desk.s.current_demo().stage_id(desk.s.chosen_stage()) == "gx");
  CHECK_FALSE(desk.s.pin);
  REQUIRE(desk.offers("find-source"));
  const std::string path = std::getenv("PATH");
  setenv("PATH", "/nowhere", 1);  // no dialog of the desktop: the window's own browser
  desk.d.click(desk.d.middle("offer:find-source"));
  desk.d.settle();
  setenv("PATH", path.c_str(), 1);
  REQUIRE(desk.s.browser.open);
  glfwSetClipboardString(desk.d.window.handle(), away.c_str());
  desk.d.key(GLFW_KEY_V, GLFW_MOD_CONTROL);
  desk.d.frames(2);
  desk.d.settle();
  CHECK(desk.s.source == away);
  CHECK(desk.s.pin == cv::Point(12, 30));
  CHECK(desk.s.notices.list().empty());
  // What is opened later is only opened.
  desk.d.key(GLFW_KEY_U);
  desk.d.drop("sample:street");
  CHECK_FALSE(desk.s.pin);
}

TEST_CASE("a figure can be opened as the picture that it is") {
  Desk desk("plain");
  const std::string figure = desk.write("figure.png", figure_of(desk.photo, false));
  roll_dice(desk.s, 3);
  desk.d.settle();
  const Settings settings = desk.s.current_settings();
  desk.d.drop(figure);
  CHECK(desk.s.source == desk.photo);
  REQUIRE(desk.offers("open-plain"));
  desk.d.click(desk.d.middle("offer:open-plain"));
  desk.d.settle();
  CHECK(desk.s.source == figure);
  CHECK(same(desk.s.frame->pixels, decode_with_opencv(bytes_of(figure))));
  CHECK(desk.s.current_demo().id == "gaussian-blur");
  CHECK(desk.s.current_settings() == settings);
  // Undo and redo pass it as a picture.
  desk.d.drop("sample:street");
  desk.d.key(GLFW_KEY_Z, GLFW_MOD_CONTROL);
  desk.d.settle();
  CHECK(desk.s.source == figure);
  CHECK(desk.s.current_demo().id == "gaussian-blur");
  // And so does leafing through the folder.
  desk.d.drop(desk.photo);
  desk.d.key(GLFW_KEY_PAGE_UP);
  desk.d.settle();
  CHECK(desk.s.source == figure);
  CHECK(desk.s.current_demo().id == "gaussian-blur");
}

TEST_CASE("a state that cannot be used leaves an ordinary picture and one line, and changes nothing else") {
  Desk desk("damaged");
  const Bytes png = encode_png(noise({33, 20}, 4));
  const auto carrying = [&](const std::string& text) { return with_state(png, text); };
  Bytes damaged = carrying(R"({"demo": "sobel"})");
  damaged[60] ^= 1;
  struct {
    const char* name;
    Bytes bytes;
    const char* said;
  } cases[] = {
      {"damaged.png", damaged, "damaged"},
      {"large.png", carrying(std::string(most_state_bytes + 1, ' ')), "larger"},
      {"newer.png", carrying(R"({"format": 2, "demo": "sobel", "magic": 1})"), "newer"},
      {"foreign.png", carrying(R"({"demo": "fourier"})"), "fourier"},
      {"text.png", carrying("not even JSON"), "JSON"},
      {"range.png", carrying(R"({"demo": "canny", "parameters": {"sigma": 99}})"), "99"},
      {"twice.png", with_state(carrying(R"({"demo": "sobel"})"), R"({"demo": "canny"})"), "two"},
      {"idle.png",
       carrying(R"({"demo": "morphology", "parameters": {"operation": "erode"}, "stage": "second"})"),
       "takes no part"}};
  const Settings settings = desk.s.current_settings();
  for (const auto& [name, bytes, said] : cases) {
    CAPTURE(name);
    const std::string file = desk.write(name, bytes);
    desk.d.drop(file);
    CHECK(desk.s.source == file);
    CHECK(same(desk.s.frame->pixels, noise({33, 20}, 4)));
    CHECK(desk.s.current_demo().id == "gaussian-blur");
    CHECK(desk.s.current_settings() == settings);
    REQUIRE(desk.s.notices.list().size() == 1);
    const Text& text = desk.s.notices.list()[0].text;
    CHECK(text.en.find(said) != std::string::npos);
    CHECK(text.en.find('\n') == std::string::npos);
    CHECK_FALSE(text.zh.empty());
  }
  // An ordinary picture needs no words.
  desk.d.drop(desk.write("ordinary.png", png));
  CHECK(desk.s.notices.list().empty());
}

TEST_CASE("a picture from somebody else opens no camera and no address") {
  Desk desk("harmless");
  for (const char* spec : {"camera:0", "rtsp://host/stream", "/dev/video0"}) {
    Bytes png = encode_png(noise({20, 20}, 1));
    const std::string text = std::string(R"({"demo": "sobel", "source": {"spec": ")") + spec +
                             R"(", "name": "live", "hash": "xxh3-128:00"}})";
    desk.d.drop(desk.write("figure.png", with_state(png, text)));
    CHECK_FALSE(desk.s.live.active);
    CHECK(desk.s.source == (desk.folder.path / "figure.png").string());
    CHECK(desk.offers("find-source"));
  }
}

TEST_CASE("a screenshot carries its state, and --preset brings it back like the picture itself") {
  const PictureFolder folder("living-screenshot");
  const fs::path photo = folder.path / "photo.png";
  write_whole(photo, encode_png(noise({90, 70}, 1)));
  WindowOptions options;
  options.demos = &all_demos();
  options.demo = "sobel";
  options.settings = Settings(std::find_if(all_demos().begin(), all_demos().end(), [](const Demo& d) {
                                return d.id == "sobel";
                              })->defaults());
  options.stage = "gy";
  options.at = cv::Point(5, 6);
  options.source = photo.string();
  options.theme = "light";
  options.lang = "en";
  options.size = {900, 600};
  options.screenshot = folder.path / "a.png";
  REQUIRE(run_window(options) == 0);
  const State made = state_from_json(all_demos(), read_carried(bytes_of(folder.path / "a.png")).state);
  CHECK(made.stage == "gy");
  CHECK(made.pins == std::vector<Pin>{{"gy", {5, 6}}});
  CHECK(made.source->hash == pixel_hash(noise({90, 70}, 1)));

  WindowOptions again;
  again.demos = options.demos;
  again.theme = options.theme;
  again.lang = options.lang;
  again.size = options.size;
  again.screenshot = folder.path / "b.png";
  again.source = (folder.path / "a.png").string();
  REQUIRE(run_window(again) == 0);
  CHECK(state_from_json(all_demos(), read_carried(bytes_of(folder.path / "b.png")).state) == made);
  again.screenshot = folder.path / "c.png";
  again.source.clear();
  again.preset = read_preset(all_demos(), folder.path / "a.png");
  REQUIRE(run_window(again) == 0);
  CHECK(state_from_json(all_demos(), read_carried(bytes_of(folder.path / "c.png")).state) == made);
}

TEST_CASE("settings alone leave the picture") {
  const PictureFolder folder("living-json");
  WindowOptions options;
  options.demos = &all_demos();
  options.theme = "dark";
  options.lang = "en";
  Preset preset;
  preset.state =
      state_from_json(all_demos(), R"({"demo": "canny", "parameters": {"high": 90}, "stage": "thin"})");
  options.preset = preset;
  AppWindow window(options, {false, false, cv::Size(900, 600), 1, {}});
  REQUIRE(window.settle(60));
  const AppState& state = window.state();
  CHECK(state.current_demo().id == "canny");
  CHECK(state.current_settings() == preset.state.settings);
  CHECK(state.current_demo().stage_id(state.chosen_stage()) == "thin");
  CHECK(state.source == "sample:street");
  CHECK(state.notices.list().empty());
}

}  // namespace pixelwhy::gui
