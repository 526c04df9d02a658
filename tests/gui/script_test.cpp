#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <doctest/doctest.h>
#include <imgui.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "core/data_dir.h"
#include "driver.h"
#include "notes/file.h"
#include "notes/png.h"

namespace pixelwhy::gui {

namespace {

namespace fs = std::filesystem;

/// Something that a person does, and what must hold once everything has been computed.
struct Step {
  const char* what;
  std::function<void()> act;
  std::function<bool()> holds;
};
using Steps = std::vector<Step>;

constexpr int control = GLFW_MOD_CONTROL;
constexpr int shift = GLFW_MOD_SHIFT;

/// One long session in the window, and what its steps have to remember of each other.
struct Person {
  Driver d{"canny", {1024, 700}, true};
  AppState& s = d.state();
  fs::path folder = fs::temp_directory_path() / "pixelwhy-script";
  double before = 0;
  std::size_t depth = 0;
  int demo = 0;
  Settings settings;
  CanvasView view;
  cv::Point2d grabbed;
  cv::Point pin;
  StageId stage = source_stage;

  Person() {
    fs::remove_all(folder);
    fs::create_directories(folder / "pictures");
    for (int i = 0; i < 3; ++i) {
      cv::Mat picture(60, 80, CV_8UC3);
      cv::RNG(i).fill(picture, cv::RNG::UNIFORM, 0, 256);
      write_whole(folder / "pictures" / (std::to_string(i) + ".png"), encode_png(picture));
    }
    std::ofstream(folder / "bad.png") << "not a picture";
  }
  ~Person() { fs::remove_all(folder); }

  std::size_t index(const char* id) const {
    return static_cast<std::size_t>(*s.current_demo().find_parameter(id));
  }
  double value(const char* id) const { return std::get<double>(s.current_settings()[index(id)]); }
  bool seen(const char* widget) const { return d.window.place(widget).has_value(); }
  bool is_demo(const char* id) const { return s.current_demo().id == id; }
  bool typing() const { return ImGui::GetIO().WantTextInput; }
  cv::Point2d under(ImVec2 at) { return to_picture(shown_view(s), s.canvas, {at.x, at.y}); }
  void click(const char* widget) { d.click(d.middle(widget)); }
  void type_value(const char* widget, const char* words) {
    d.double_click(d.middle(widget));
    d.frames(3);
    d.type(words);
    d.key(GLFW_KEY_ENTER);
  }
  void find(const char* words) {
    d.key(GLFW_KEY_P, control | shift);
    d.frames(3);
    d.type(words);
    d.key(GLFW_KEY_ENTER);
    d.frames(3);
  }
};

Steps list_steps(Person& p) {
  return {
      {"click a demo", [&] { p.click("demo:sobel"); }, [&] { return p.is_demo("sobel"); }},
      {"] goes on",
       [&] {
         p.demo = p.s.demo;
         p.d.key(GLFW_KEY_RIGHT_BRACKET, 0, ']');
       },
       [&] { return p.s.demo == (p.demo + 1) % static_cast<int>(p.s.demos->size()); }},
      {"[ goes back", [&] { p.d.key(GLFW_KEY_LEFT_BRACKET, 0, '['); }, [&] { return p.s.demo == p.demo; }},
      {"search in Chinese",
       [&] {
         p.click("search");
         p.d.type("霍夫");
       },
       [&] { return p.s.search == "霍夫" && p.seen("demo:hough-lines") && !p.seen("demo:sobel"); }},
      {"letters belong to the search field", [&] { p.d.key(GLFW_KEY_T, 0, 't'); },
       [&] { return p.s.dark && p.typing() && !p.seen("demo:hough-lines"); }},
      {"empty the search",
       [&] {
         for (int i = 0; i < 3; ++i) p.d.key(GLFW_KEY_BACKSPACE);
       },
       [&] { return p.s.search.empty() && p.seen("demo:sobel"); }},
      {"Esc leaves the field", [&] { p.d.key(GLFW_KEY_ESCAPE); }, [&] { return !p.typing(); }},
      {"click another demo", [&] { p.click("demo:canny"); }, [&] { return p.is_demo("canny"); }},
  };
}

Steps slider_steps(Person& p) {
  return {
      {"drag a slider",
       [&] {
         p.depth = p.s.history.depth();
         const ImVec2 at = p.d.middle("slider:high");
         p.d.drag({at.x, at.y}, {at.x + 30, at.y});
       },
       [&] { return p.value("high") > 250 && p.s.history.depth() == p.depth + 1; }},
      {"undo", [&] { p.d.key(GLFW_KEY_Z, control); }, [&] { return p.value("high") == 150; }},
      {"redo", [&] { p.d.key(GLFW_KEY_Z, control | shift); }, [&] { return p.value("high") > 250; }},
      {"push the other one along",
       [&] {
         const ImVec2 at = p.d.middle("slider:low");
         p.d.drag({at.x - 40, at.y}, {at.x + 60, at.y});
       },
       [&] { return p.value("low") > 300 && p.value("high") == p.value("low"); }},
      {"type a value", [&] { p.type_value("value:sigma", "2.5"); }, [&] { return p.value("sigma") == 2.5; }},
      {"type too much", [&] { p.type_value("value:sigma", "999"); },
       [&] { return p.value("sigma") == 50 && p.s.notices.list().size() == 1; }},
      {"type junk", [&] { p.type_value("value:sigma", "abc"); },
       [&] {
         return p.value("sigma") == 50 && p.s.notices.list().size() == 1 &&
                p.s.notices.list()[0].kind == Notice::Kind::Error;
       }},
      {"type with the unit", [&] { p.type_value("slider:sigma", "3 px"); },
       [&] { return p.value("sigma") == 3 && p.s.notices.list().empty(); }},
      {"right-click the slider", [&] { p.d.click(p.d.middle("slider:sigma"), true); },
       [&] { return p.value("sigma") == 1.4; }},
      {"right-click the name", [&] { p.d.click(p.d.middle("label:low"), true); },
       [&] { return p.value("low") == 50; }},
      {"choose an aperture", [&] { p.click("choice:aperture:1"); },
       [&] { return std::get<int>(p.s.current_settings()[p.index("aperture")]) == 1; }},
      {"the wheel leaves values alone",
       [&] {
         p.settings = p.s.current_settings();
         p.d.wheel(p.d.middle("slider:high"), -3);
       },
       [&] { return p.s.current_settings() == p.settings; }},
  };
}

Steps key_steps(Person& p) {
  return {
      {"Tab", [&] { p.d.key(GLFW_KEY_TAB); }, [&] { return p.s.focused_parameter.has_value(); }},
      {"Shift+Tab and Tab",
       [&] {
         p.s.focused_parameter = static_cast<int>(p.index("low"));
         p.d.key(GLFW_KEY_TAB);
       },
       [&] { return p.s.focused_parameter == static_cast<int>(p.index("high")); }},
      {"arrow",
       [&] {
         p.before = p.value("high");
         p.d.key(GLFW_KEY_RIGHT);
       },
       [&] { return p.value("high") > p.before; }},
      {"Shift+arrow",
       [&] {
         p.before = p.value("high") - p.before;
         p.grabbed.x = p.value("high");
         p.d.key(GLFW_KEY_LEFT, shift);
       },
       [&] { return std::abs(p.grabbed.x - p.value("high") - 10 * p.before) < 1e-6; }},
      {"dice",
       [&] {
         p.settings = p.s.current_settings();
         p.depth = p.s.history.depth();
         p.d.key(GLFW_KEY_D);
       },
       [&] { return p.s.current_settings() != p.settings && p.s.history.depth() == p.depth + 1; }},
      {"undo the dice", [&] { p.d.key(GLFW_KEY_Z, control); },
       [&] { return p.s.current_settings() == p.settings; }},
      {"reset all", [&] { p.click("action:reset"); },
       [&] { return p.s.current_settings() == p.s.current_demo().defaults(); }},
      {"undo the reset", [&] { p.click("action:undo"); },
       [&] { return p.s.current_settings() == p.settings; }},
      {"fold a group", [&] { p.click("group:Gradient"); }, [&] { return !p.seen("choice:norm"); }},
      {"unfold it", [&] { p.click("group:Gradient"); }, [&] { return p.seen("choice:norm"); }},
      {"reset for what follows", [&] { p.find("reset all"); },
       [&] { return p.s.current_settings() == p.s.current_demo().defaults() && !p.s.palette_open; }},
  };
}

Steps canvas_steps(Person& p) {
  return {
      {"zoom at the cursor",
       [&] {
         ImVec2 at = p.d.middle("canvas");
         at.x += 70;
         p.d.move(at);
         p.grabbed = p.under(at);
         p.d.wheel(at, 3);
         p.before = cv::norm(p.under(at) - p.grabbed);
       },
       [&] { return p.before < 1e-6 && !shown_view(p.s).fitted; }},
      {"pan",
       [&] {
         const ImVec2 at = p.d.middle("canvas");
         p.grabbed = p.under(at);
         p.d.drag(at, {at.x + 60, at.y + 20});
         p.before = cv::norm(p.under({at.x + 60, at.y + 20}) - p.grabbed);
       },
       [&] { return p.before < 0.5 && !p.s.pin; }},
      {"another stage at the same place",
       [&] {
         p.view = shown_view(p.s);
         p.d.key(GLFW_KEY_3, 0, '3');
       },
       [&] {
         return p.s.chosen_stage() == visible_stages(p.s)[3] && shown_view(p.s).center == p.view.center &&
                shown_view(p.s).zoom == p.view.zoom;
       }},
      {"F", [&] { p.d.key(GLFW_KEY_F); }, [&] { return shown_view(p.s).fitted; }},
      {"Ctrl+0", [&] { p.d.key(GLFW_KEY_0, control); }, [&] { return shown_view(p.s).zoom == 1; }},
      {"+", [&] { p.d.key(GLFW_KEY_EQUAL, shift, '+'); }, [&] { return shown_view(p.s).zoom == 1.5; }},
      {"-", [&] { p.d.key(GLFW_KEY_MINUS, 0, '-'); }, [&] { return shown_view(p.s).zoom == 1; }},
      {"double-click fits", [&] { p.d.double_click(p.d.middle("canvas")); },
       [&] { return shown_view(p.s).fitted && !p.s.pin; }},
      {"a card of the film strip",
       [&] {
         p.d.wheel(p.d.middle("stage:gx"), -20);  // the end of the strip
         p.click("stage:edges");
       },
       [&] { return p.s.current_demo().stage_id(p.s.chosen_stage()) == "edges"; }},
      {"hold Shift", [&] { p.d.hold(GLFW_KEY_LEFT_SHIFT, true, shift); },
       [&] { return p.s.shown_stage() == source_stage; }},
      {"let it go", [&] { p.d.hold(GLFW_KEY_LEFT_SHIFT, false); },
       [&] { return p.s.shown_stage() == p.s.chosen_stage(); }},
  };
}

Steps pixel_steps(Person& p) {
  return {
      {"pin",
       [&] {
         p.d.key(GLFW_KEY_2, 0, '2');
         p.d.settle();
         p.d.click(p.d.middle("canvas"));
       },
       [&] { return p.s.pin && p.s.inspection && p.s.inspection->place.at == *p.s.pin; }},
      {"move the pin",
       [&] {
         p.pin = *p.s.pin;
         p.d.key(GLFW_KEY_RIGHT);
       },
       [&] { return *p.s.pin == p.pin + cv::Point(1, 0); }},
      {"far", [&] { p.d.key(GLFW_KEY_DOWN, shift); },
       [&] { return *p.s.pin == p.pin + cv::Point(1, 10) && p.s.inspection->place.at == *p.s.pin; }},
      {"travel to a term",
       [&] {
         p.pin = *p.s.pin;
         p.stage = p.s.chosen_stage();
         p.click("term:0");
       },
       [&] { return p.s.crumbs.size() == 1 && p.s.chosen_stage() != p.stage; }},
      {"back", [&] { p.d.key(GLFW_KEY_BACKSPACE); },
       [&] { return p.s.crumbs.empty() && p.s.chosen_stage() == p.stage && *p.s.pin == p.pin; }},
      {"copy the explanation", [&] { p.d.key(GLFW_KEY_C, control | shift); },
       [&] {
         const char* clip = glfwGetClipboardString(p.d.window.handle());
         return clip && std::string(clip).size() > 40 && p.s.notices.list().size() == 1;
       }},
      {"Esc dismisses the note first", [&] { p.d.key(GLFW_KEY_ESCAPE); },
       [&] { return p.s.notices.list().empty() && p.s.pin; }},
      {"Esc releases the pin", [&] { p.d.key(GLFW_KEY_ESCAPE); }, [&] { return !p.s.pin; }},
      {"Esc never quits", [&] { p.d.key(GLFW_KEY_ESCAPE); },
       [&] { return !glfwWindowShouldClose(p.d.window.handle()); }},
  };
}

Steps window_steps(Person& p) {
  return {
      {"theme", [&] { p.d.key(GLFW_KEY_T); }, [&] { return !p.s.dark; }},
      {"language", [&] { p.d.key(GLFW_KEY_L); }, [&] { return p.s.language == Language::Chinese; }},
      {"the palette in Chinese", [&] { p.find("高斯"); }, [&] { return p.is_demo("gaussian-blur"); }},
      {"the palette in English all the same", [&] { p.find("canny"); },
       [&] { return p.is_demo("canny") && !p.s.palette_open; }},
      {"a search in vain",
       [&] {
         p.d.key(GLFW_KEY_P, control | shift);
         p.d.frames(3);
         p.d.type("xqxq");
         p.d.key(GLFW_KEY_ENTER);
       },
       [&] { return p.s.palette_open && p.is_demo("canny"); }},
      {"close the palette", [&] { p.d.key(GLFW_KEY_ESCAPE); }, [&] { return !p.s.palette_open; }},
      {"the sheet", [&] { p.d.key(GLFW_KEY_SLASH, shift, '?'); }, [&] { return p.s.sheet_open; }},
      {"close it by its button", [&] { p.click("close-sheet"); }, [&] { return !p.s.sheet_open; }},
      {"tab about", [&] { p.click("tab:about"); }, [&] { return p.s.tab == Tab::About; }},
      {"tab values", [&] { p.click("tab:values"); }, [&] { return p.s.tab == Tab::Data; }},
      {"tab why", [&] { p.click("tab:why"); }, [&] { return p.s.tab == Tab::Why; }},
      {"English again", [&] { p.click("action:language"); },
       [&] { return p.s.language == Language::English; }},
  };
}

Steps size_steps(Person& p) {
  const auto split = [&p](const char* id, ImVec2 by) {
    const ImVec2 at = p.d.middle(id);
    p.d.drag(at, {at.x + by.x, at.y + by.y});
  };
  return {
      {"a wider list",
       [&, split] {
         split("split:left", {40, 0});
       },
       [&] { return p.s.panels.left > PanelSizes().left + 10; }},
      {"a higher film strip",
       [&, split] {
         split("split:strip", {0, -30});
       },
       [&] { return p.s.panels.strip > PanelSizes().strip + 20; }},
      {"lower parameters",
       [&, split] {
         split("split:parameters", {0, -80});
       },
       [&] { return p.s.panels.parameters > 0; }},
      {"a double-click gives them what they need", [&] { p.d.double_click(p.d.middle("split:parameters")); },
       [&] { return p.s.panels.parameters == 0; }},
      {"Ctrl+=", [&] { p.d.key(GLFW_KEY_EQUAL, control); }, [&] { return p.s.user_scale == 1.125; }},
      {"Ctrl+-", [&] { p.d.key(GLFW_KEY_MINUS, control); }, [&] { return p.s.user_scale == 1; }},
      {"a tiny window",
       [&] {
         p.d.resize({320, 240});
       },
       [&] { return ImGui::GetIO().DisplaySize.x == 320 && p.s.canvas.width > 100; }},
      {"in which the palette fits", [&] { p.d.key(GLFW_KEY_P, control | shift); },
       [&] {
         const auto words = p.d.window.place("palette-words");
         return words && words->x >= 0 && words->z <= 320 && words->w < 240;
       }},
      {"and can be used",
       [&] {
         p.d.type("sobel");
         p.d.key(GLFW_KEY_ENTER);
       },
       [&] { return p.is_demo("sobel"); }},
      {"large again",
       [&] {
         p.d.resize({1024, 700});
       },
       [&] { return ImGui::GetIO().DisplaySize.x == 1024 && p.s.canvas.width > 300; }},
  };
}

Steps file_steps(Person& p) {
  const std::string coins = (data_dir() / "assets" / "samples" / "coins.png").string();
  const auto paste = [&p](const std::string& words) {
    glfwSetClipboardString(p.d.window.handle(), words.c_str());
    p.d.key(GLFW_KEY_V, control);
  };
  return {
      {"drop a picture", [&p, coins] { p.d.drop(coins); }, [&] { return p.s.frame->name == "coins.png"; }},
      {"drop something else", [&] { p.d.drop((p.folder / "bad.png").string()); },
       [&] { return p.s.frame->name == "coins.png" && p.s.notices.list().size() == 1; }},
      {"dismiss the message",
       [&] { p.click(("dismiss:" + std::to_string(p.s.notices.list()[0].id)).c_str()); },
       [&] { return p.s.notices.list().empty(); }},
      {"drop a folder", [&] { p.d.drop((p.folder / "pictures").string()); },
       [&] { return p.s.frame_count == 3 && p.s.frame_index == 0; }},
      {"next picture", [&] { p.d.key(GLFW_KEY_PAGE_DOWN); }, [&] { return p.s.frame_index == 1; }},
      {"and the next", [&] { p.d.key(GLFW_KEY_PAGE_DOWN); }, [&] { return p.s.frame_index == 2; }},
      {"undo the paging", [&] { p.d.key(GLFW_KEY_Z, control); }, [&] { return p.s.frame_index == 0; }},
      {"undo the folder", [&] { p.d.key(GLFW_KEY_Z, control); },
       [&] { return p.s.frame->name == "coins.png" && p.s.frame_count == 1; }},
      {"undo the picture", [&] { p.d.key(GLFW_KEY_Z, control); },
       [&] { return p.s.source == "sample:street" && p.is_demo("sobel"); }},
      {"paste a path", [&p, paste, coins] { paste(coins); }, [&] { return p.s.frame->name == "coins.png"; }},
      {"paste junk", [&p, paste] { paste("/nowhere/x.png"); },
       [&] { return p.s.frame->name == "coins.png" && p.s.notices.list().size() == 1; }},
      {"Ctrl+Q", [&] { p.d.key(GLFW_KEY_Q, control); },
       [&] { return glfwWindowShouldClose(p.d.window.handle()) != 0; }},
  };
}

}  // namespace

TEST_CASE("a long session by mouse and keys, the outcome of every step asserted") {
  Person person;
  std::size_t count = 0;
  for (const auto& part : {list_steps, slider_steps, key_steps, canvas_steps, pixel_steps, window_steps,
                           size_steps, file_steps}) {
    for (const Step& step : part(person)) {
      INFO(std::string(step.what));
      step.act();
      person.d.settle();
      CHECK(step.holds());
      ++count;
    }
  }
  CHECK(count >= 60);
}

}  // namespace pixelwhy::gui
