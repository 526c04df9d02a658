#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <imgui.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>

#include "driver.h"
#include "gui/figure_jobs.h"
#include "gui/figure_strings.h"
#include "notes/export.h"
#include "notes/file.h"
#include "notes/living_png.h"
#include "pictures.h"
#include "sources/codecs.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

/// A window on a small picture, and a folder for what is saved.
struct Desk {
  PictureFolder folder;
  fs::path out;
  Driver d;
  AppState& s = d.state();

  explicit Desk(const std::string& name, cv::Size size = {960, 640})
      : folder("sheet-" + name), out(folder.path / "out"), d("canny", size) {
    fs::create_directories(out);
    d.drop(folder.picture("small photo.png", 40));
    s.saving.folder = out.string();
  }
  void open() {
    d.key(GLFW_KEY_S, GLFW_MOD_CONTROL);
    d.settle();
    d.frames(3);
  }
  void type_into(const std::string& field, const std::string& words) {
    d.click(d.middle(field));
    d.frames(3);
    if (words.empty()) d.key(GLFW_KEY_BACKSPACE);
    d.type(words);
    d.frames(2);
  }
  void save() {
    d.key(GLFW_KEY_ENTER);
    d.frames(2);
    d.settle();
    d.frames(2);
  }
  void save_as(const std::string& name) {
    open();
    type_into("save:name", name);
    save();
  }
  std::string notice() const { return s.notices.list().empty() ? "" : s.notices.list().back().text.en; }
  /// The names in the folder, hidden and temporary ones too.
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(out)) names.insert(entry.path().filename().string());
    return names;
  }
  std::vector<std::uint8_t> bytes(const std::string& name) const {
    const std::string text = read_text(out / name, 64 << 20);
    return {text.begin(), text.end()};
  }
  State state_in(const std::string& name) const {
    return state_from_json(*s.demos, read_carried(bytes(name)).state);
  }
  void click(const std::string& widget) {
    d.click(d.middle(widget));
    d.settle();
    d.frames(2);
  }
};

using Names = std::set<std::string>;

}  // namespace

TEST_CASE("Ctrl+S opens a sheet with a preview that follows the options, and Esc closes it") {
  Desk desk("open");
  desk.open();
  CHECK(desk.s.saving.open);
  CHECK(desk.d.window.place("save:preview"));
  const auto look = [&] {
    const ImVec4 at = *desk.d.window.place("save:preview");
    const cv::Rect part(static_cast<int>(at.x), static_cast<int>(at.y), static_cast<int>(at.z - at.x),
                        static_cast<int>(at.w - at.y));
    return cv::Mat(desk.d.window.picture()(part).clone());
  };
  cv::Mat before = look();
  for (const char* option : {"save:look:1", "save:columns:1", "save:caption", "save:stages:1", "save:kind:1",
                             "save:kind:3", "save:kind:0"}) {
    desk.click(option);
    const cv::Mat now = look();
    CAPTURE(option);
    CHECK(cv::norm(now, before, cv::NORM_INF) > 0);
    before = now;
  }
  desk.d.key(GLFW_KEY_T);  // keys are the sheet's
  CHECK(desk.s.dark);
  desk.d.key(GLFW_KEY_ESCAPE);
  desk.d.frames(2);
  CHECK_FALSE(desk.s.saving.open);
  CHECK_FALSE(desk.d.window.place("save:preview"));
  desk.open();  // as it was left
  CHECK(desk.s.saving.dark);
  CHECK(desk.s.saving.columns == 1);
  CHECK_FALSE(desk.s.saving.caption);
  desk.d.click({4, 300});  // beside the sheet
  CHECK_FALSE(desk.s.saving.open);
}

TEST_CASE("a figure is saved in every format under the name that is proposed or typed") {
  Desk desk("formats");
  desk.s.saving.folder.clear();
  desk.open();
  desk.type_into("save:folder", desk.out.string());
  desk.save();
  CHECK_FALSE(desk.s.saving.open);
  CHECK(desk.files() == Names{"canny-figure-small-photo.png"});
  CHECK(desk.notice().find("canny-figure-small-photo.png") != std::string::npos);
  const cv::Mat picture = decode_with_opencv(desk.bytes("canny-figure-small-photo.png"));
  CHECK(picture.cols > 800);
  const State state = desk.state_in("canny-figure-small-photo.png");
  CHECK(state.settings == desk.s.current_settings());
  CHECK(state.source->name == "small photo.png");
  CHECK(state.source->hash == pixel_hash(desk.s.frame->pixels));

  desk.open();
  desk.click("save:format:2");
  desk.save();
  CHECK(desk.files().contains("canny-figure-small-photo.pdf"));
  const auto pdf = desk.bytes("canny-figure-small-photo.pdf");
  CHECK(std::string(pdf.begin(), pdf.begin() + 5) == "%PDF-");
  desk.save_as("again.svg");  // the name chooses the format
  CHECK(desk.s.saving.format == FigureFormat::Svg);
  const auto svg = desk.bytes("again.svg");
  CHECK(std::string(svg.begin(), svg.begin() + 5) == "<?xml");
  desk.save_as("bare");  // and the format the name
  CHECK(desk.files().contains("bare.svg"));
}

TEST_CASE("stages, options and language of the figure are those of the sheet") {
  Desk desk("options", {1280, 800});  // where every option is in sight
  desk.d.key(GLFW_KEY_5, 0, '5');
  desk.d.settle();
  desk.d.click(desk.d.middle("canvas"));
  desk.d.settle();
  REQUIRE(desk.s.pin);
  desk.d.key(GLFW_KEY_L);
  desk.open();
  desk.click("save:stages:2");
  desk.click("save:stage:source");
  desk.click("save:look:1");
  desk.click("save:scale:0");
  desk.click("save:source-name");
  desk.type_into("save:name", "图 1.png");
  desk.save();
  const State state = desk.state_in("图 1.png");
  REQUIRE(state.figure);
  CHECK(state.figure->stages == std::vector<std::string>{"source", "magnitude"});
  CHECK(state.figure->dark);
  CHECK(state.figure->scale == 1);
  CHECK(state.figure->language == Language::Chinese);
  CHECK_FALSE(state.figure->source_name);
  REQUIRE(state.pins.size() == 1);
  CHECK(state.pins[0] == Pin{"magnitude", *desk.s.pin});
  CHECK(state.stage == "magnitude");
  desk.open();
  desk.click("save:explained");
  desk.type_into("save:name", "2.png");
  desk.save();
  CHECK(desk.state_in("2.png").pins.empty());
  desk.open();
  desk.click("save:stage:source");
  desk.click("save:stage:magnitude");  // nothing is left
  desk.save();
  CHECK(desk.s.saving.open);
  CHECK(desk.files() == Names{"图 1.png", "2.png"});
}

TEST_CASE("the plain stage, the canvas and the window are saved as they are, with their state") {
  Desk desk("plain");
  desk.d.key(GLFW_KEY_P);  // close up
  desk.d.settle();
  const CanvasView view = shown_view(desk.s);
  desk.open();
  desk.click("save:kind:1");
  desk.save();
  const cv::Mat stage = decode_with_opencv(desk.bytes("canny-edges-small-photo.png"));
  cv::Mat gray;
  cv::extractChannel(stage, gray, 0);
  CHECK(cv::norm(gray, stage_picture(*desk.s.snapshot, desk.s.chosen_stage()), cv::NORM_INF) == 0);
  for (const char* kind : {"save:kind:2", "save:kind:3"}) {
    desk.open();
    desk.click(kind);
    desk.save();
  }
  CHECK(desk.files() == Names{"canny-edges-small-photo.png", "canny-edges-small-photo-canvas.png",
                              "canny-window-small-photo.png"});
  const cv::Mat window = decode_with_opencv(desk.bytes("canny-window-small-photo.png"));
  CHECK(window.size() == cv::Size(960, 640));
  const cv::Mat canvas = decode_with_opencv(desk.bytes("canny-edges-small-photo-canvas.png"));
  const cv::Rect part = desk.s.canvas;
  CHECK(canvas.size() == part.size());
  CHECK(cv::norm(canvas, window(part), cv::NORM_INF) == 0);  // neither has the sheet or a message on it
  for (const std::string& name : desk.files()) {
    const State state = desk.state_in(name);
    REQUIRE(state.canvas);
    CHECK(state.canvas->zoom == view.zoom);
    CHECK(state.canvas->center == view.center);
    CHECK(state.stage == "edges");
    CHECK_FALSE(state.figure);
  }
}

TEST_CASE("a file that exists is only replaced when that is said") {
  Desk desk("exists");
  std::ofstream(desk.out / "a.png") << "dear";
  desk.save_as("a.png");
  CHECK(desk.s.saving.open);
  REQUIRE(desk.d.window.place("save:replace"));
  desk.d.key(GLFW_KEY_ENTER);  // twice destroys nothing
  desk.d.frames(3);
  CHECK_FALSE(desk.d.window.place("save:replace"));
  CHECK(read_text(desk.out / "a.png") == "dear");
  desk.save();
  desk.d.key(GLFW_KEY_ESCAPE);  // goes back to the sheet
  desk.d.frames(2);
  CHECK(desk.s.saving.open);
  CHECK(read_text(desk.out / "a.png") == "dear");
  desk.save();
  desk.click("save:replace");
  CHECK_FALSE(desk.s.saving.open);
  CHECK(decode_with_opencv(desk.bytes("a.png")).cols > 100);
  CHECK(desk.files() == Names{"a.png"});
}

TEST_CASE("what cannot be written is one line in the sheet, and leaves nothing behind") {
  Desk desk("bad");
  std::ofstream(desk.out / "file") << "no folder";
  fs::create_symlink("/dev/full", desk.out / "full.png");
  const auto refused = [&](const std::string& folder, const std::string& name) {
    desk.s.saving.folder = folder;
    desk.open();
    desk.type_into("save:name", name);
    desk.save();
    CAPTURE(folder);
    CHECK(desk.s.saving.open);
    CHECK(desk.d.window.place("save:words"));
    CHECK(desk.s.notices.list().empty());
    CHECK(desk.files() == Names{"file", "full.png"});
    desk.d.key(GLFW_KEY_ESCAPE);
    desk.d.frames(2);
    CHECK_FALSE(desk.s.saving.open);
  };
  refused((desk.out / "nowhere").string(), "a.png");
  refused((desk.out / "file").string(), "a.png");  // stands for a folder that cannot be written into
  refused("/proc", "a.png");
  refused(desk.out.string(), "full.png");
  refused(desk.folder.path.string(), "small photo.png");  // the source itself
  refused(desk.out.string(), "");
  CHECK(decode_with_opencv([&] {
          const std::string text = read_text(desk.folder.path / "small photo.png");
          return std::vector<std::uint8_t>(text.begin(), text.end());
        }())
            .cols == 40);
}

TEST_CASE("what is cancelled is not written") {
  Desk desk("cancel");
  desk.open();
  desk.d.key(GLFW_KEY_ENTER);
  desk.d.key(GLFW_KEY_ESCAPE);
  desk.d.settle();
  desk.d.frames(2);
  for (const std::string& name : desk.files()) CHECK(decode_with_opencv(desk.bytes(name)).cols > 100);

  WriteJob job;
  job.evaluator = std::make_shared<PlanEvaluator>();
  job.plan.shown.request = {
      &desk.s.current_demo(), desk.s.frame, desk.s.current_settings(), {}, "textbook", true};
  job.plan.shown.state.demo = desk.s.current_demo().id;
  job.plan.shown.state.settings = desk.s.current_settings();
  job.path = desk.out / "never.png";
  job.cancelled = std::make_shared<std::atomic<bool>>(true);
  std::vector<Written> told;
  write_plan(job, [&](Written written) { told.push_back(std::move(written)); });
  REQUIRE(told.size() == 1);
  CHECK(told[0].outcome == Written::Outcome::Cancelled);
  CHECK_FALSE(desk.files().contains("never.png"));
  *job.cancelled = false;
  write_plan(job, [&](Written written) {
    if (written.text == strings::figure_writing) *job.cancelled = true;  // too late: it is being written
    told.push_back(std::move(written));
  });
  CHECK(told.back().outcome == Written::Outcome::Done);
  CHECK(desk.files().contains("never.png"));
}

TEST_CASE("the sheet is worked by keys alone") {
  Desk desk("keys");
  desk.open();
  const auto tab = [&] {
    desk.d.key(GLFW_KEY_TAB);
    desk.d.frames(2);
  };
  tab();  // close is no stop; the first are the fields
  const bool begins_with_folder = ImGui::GetIO().WantTextInput;
  CHECK(begins_with_folder);
  for (int i = 0; i < 40 && desk.s.saving.kind == SavedKind::Figure; ++i) {
    tab();
    if (ImGui::GetIO().WantTextInput) continue;
    desk.d.key(GLFW_KEY_RIGHT);
    desk.d.frames(2);
  }
  CHECK(desk.s.saving.kind == SavedKind::Stage);
  desk.save();
  CHECK(desk.files() == Names{"canny-edges-small-photo.png"});
}

TEST_CASE("the desktop's dialog chooses folder and name") {
  Desk desk("dialog");
  const fs::path tools = desk.folder.path / "tools";
  fs::create_directories(tools);
  std::ofstream(tools / "zenity") << "#!/bin/sh\necho \"$@\" > '" << (tools / "asked").string() << "'\necho '"
                                  << (desk.out / "chosen.pdf").string() << "'\n";
  fs::permissions(tools / "zenity", fs::perms::owner_all);
  const std::string path = std::getenv("PATH");
  setenv("PATH", (tools.string() + ":" + path).c_str(), 1);
  desk.s.saving.folder = desk.folder.path.string();
  desk.open();
  desk.d.click(desk.d.middle("save:choose"));
  for (int i = 0; i < 200 && desk.s.saving.format == FigureFormat::Png; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
    desk.d.frames(1);
  }
  setenv("PATH", path.c_str(), 1);
  CHECK(read_text(tools / "asked").find("--save --filename=" + desk.folder.path.string()) !=
        std::string::npos);
  CHECK(desk.s.saving.format == FigureFormat::Pdf);
  desk.save();
  CHECK(desk.files() == Names{"chosen.pdf"});
}

TEST_CASE("a source that plays goes on behind the sheet, which keeps the frame that was seen") {
  Desk desk("moving");
  desk.d.drop("sample:moving");
  desk.d.key(GLFW_KEY_S, GLFW_MOD_CONTROL);
  desk.d.frames(2);
  REQUIRE(desk.s.saving.open);
  const int index = desk.s.frame->index;
  const auto wait = [&](const auto& done) {
    for (int i = 0; i < 3000 && !done(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      desk.d.frames(1);
    }
    return done();
  };
  CHECK(wait([&] { return desk.s.frame->index > index + 2; }));
  CHECK(desk.s.live.running);
  desk.type_into("save:name", "m.png");
  desk.d.key(GLFW_KEY_ENTER);
  REQUIRE(wait([&] { return !desk.s.saving.open; }));
  const State made = desk.state_in("m.png");
  CHECK(made.source->frame <= index);
  desk.d.drop((desk.out / "m.png").string());
  REQUIRE(wait([&] { return !desk.s.opening && !desk.s.returning && !desk.s.live.running; }));
  desk.d.settle();
  CHECK(desk.s.source == "sample:moving");
  CHECK(desk.s.live.active);
  CHECK(desk.s.frame->index == made.source->frame);
  CHECK(pixel_hash(desk.s.frame->pixels) == made.source->hash);
}

TEST_CASE("the sheet lies inside small windows, in both languages, and all of it can be reached") {
  for (const cv::Size size : {cv::Size(320, 240), cv::Size(640, 300), cv::Size(900, 420)}) {
    Desk desk("small", size);
    for (const bool chinese : {false, true}) {
      if (chinese) desk.d.key(GLFW_KEY_L);
      desk.open();
      CAPTURE(size);
      const auto inside = [&] {
        for (const char* name : {"save:preview", "save:folder", "save:name", "save:kind:0", "save:kind:3",
                                 "save:stage:source", "save:format:2", "save:columns:5", "save:save"}) {
          const auto place = desk.d.window.place(name);
          CAPTURE(name);
          if (!place) continue;
          CHECK(place->x >= 0);
          CHECK(place->z <= static_cast<float>(size.width));
        }
      };
      inside();
      // By Tab everything comes into sight, the button too.
      bool seen = false;
      for (int i = 0; i < 45 && !seen; ++i) {
        desk.d.key(GLFW_KEY_TAB);
        desk.d.frames(3);
        const auto button = desk.d.window.place("save:save");
        seen = button && button->y >= 0 && button->w <= static_cast<float>(size.height);
      }
      CHECK(seen);
      inside();
      desk.d.key(GLFW_KEY_ESCAPE);
      desk.d.frames(2);
    }
  }
}

}  // namespace pixelwhy::gui
