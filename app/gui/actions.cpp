#include "gui/actions.h"

#include <algorithm>
#include <chrono>

#include "gui/figure_actions.h"
#include "gui/pane_actions.h"
#include "gui/profile_tool.h"
#include "gui/region_tool.h"
#include "gui/source_actions.h"

namespace pixelwhy::gui {

namespace {

const Text view_group{"View", "视图"};
const Text pixel_group{"Pixel", "像素"};
const Text settings_group{"Parameters", "参数"};
const Text demo_group{"Algorithm", "算法"};
const Text window_group{"Window", "窗口"};

bool has_pin(const AppState& state) { return state.pin.has_value(); }

void set_scale(AppState& state, double scale) { state.user_scale = std::clamp(scale, 0.5, 3.0); }

/// Arrow keys belong to the parameter that was touched last, else to the pinned pixel. The window makes one
/// undo entry of a key that is held down.
void arrow(AppState& state, int dx, int dy) {
  if (state.focused_parameter) {
    nudge(state, *state.focused_parameter, dx - dy);
  } else {
    move_pin(state, dx, dy);
  }
}

bool arrows_work(const AppState& state) { return state.focused_parameter || state.pin; }

std::uint64_t dice_seed() {
  return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

void escape(AppState& state) {
  if (is_covered(state)) {
    uncover(state);
  } else if (state.viewing.menu_open) {
    state.viewing.menu_toggled = true;
  } else if (state.editing_parameter) {
    state.editing_parameter.reset();
  } else if (state.measuring.tool != CanvasTool::None) {
    end_tool(state);
  } else if (!state.notices.list().empty()) {
    state.notices.dismiss_newest();
  } else if (state.focused_parameter) {
    state.focused_parameter.reset();
  } else if (state.panes.compare.mode != Compare::Mode::Off) {
    state.panes.compare.mode = Compare::Mode::Off;
  } else if (state.measuring.line) {
    state.measuring.line.reset();
  } else {
    unpin(state);
  }
}

void add_view_actions(std::vector<Action>& actions) {
  actions.push_back({"fit", view_group, {"Fit the picture", "适合窗口"}, {{"F"}}, fit_view, {}});
  actions.push_back({"actual-size",
                     view_group,
                     {"Actual size, 100 %", "实际大小 100 %"},
                     {{"0", true, false}},
                     [](AppState& s) { zoom_to(s, 1); },
                     {}});
  actions.push_back(
      {"zoom-in", view_group, {"Zoom in", "放大"}, {{"+"}, {"="}}, [](AppState& s) { zoom_step(s, 1); }, {}});
  actions.push_back(
      {"zoom-out", view_group, {"Zoom out", "缩小"}, {{"-"}}, [](AppState& s) { zoom_step(s, -1); }, {}});
  actions.push_back({"pixels",
                     view_group,
                     {"Close up: the numbers in the pixels", "近看：显示像素中的数值"},
                     {{"P"}},
                     [](AppState& s) { zoom_to(s, 48); },
                     {}});
  actions.push_back({"field",
                     view_group,
                     {"Light up the receptive field", "显示感受野"},
                     {{"R"}},
                     [](AppState& s) { s.show_field = !s.show_field; },
                     {}});
}

void add_pixel_actions(std::vector<Action>& actions) {
  const struct {
    const char* key;
    Text name;
    int dx, dy;
  } arrows[] = {{"Left", {"Pin or value: left", "图钉或数值：左"}, -1, 0},
                {"Right", {"Pin or value: right", "图钉或数值：右"}, 1, 0},
                {"Up", {"Pin or value: up", "图钉或数值：上"}, 0, -1},
                {"Down", {"Pin or value: down", "图钉或数值：下"}, 0, 1}};
  for (const auto& [key, name, dx, dy] : arrows) {
    actions.push_back({std::string("move-") + key,
                       pixel_group,
                       name,
                       {{key}},
                       [dx = dx, dy = dy](AppState& s) { arrow(s, dx, dy); },
                       arrows_work,
                       false});
    actions.push_back({std::string("move-far-") + key,
                       pixel_group,
                       {name.en + ", ten steps", name.zh + "，十步"},
                       {{key, false, true}},
                       [dx = 10 * dx, dy = 10 * dy](AppState& s) { arrow(s, dx, dy); },
                       arrows_work,
                       false});
  }
  actions.push_back(
      {"unpin", pixel_group, {"Release the pinned pixel", "取消固定像素"}, {{"U"}}, unpin, has_pin});
  actions.push_back({"travel-back",
                     pixel_group,
                     {"Back along the terms", "沿来路返回"},
                     {{"Backspace"}},
                     [](AppState& s) { travel_back(s, s.crumbs.size() - 1); },
                     [](const AppState& s) { return !s.crumbs.empty(); }});
  actions.push_back({"copy-explanation",
                     pixel_group,
                     {"Copy the explanation as text", "复制解释文本"},
                     {{"C", true, true}},
                     [](AppState& s) { s.wishes.copy_explanation = true; },
                     [](const AppState& s) { return s.inspection.has_value(); }});
  actions.push_back({"copy-latex",
                     pixel_group,
                     {"Copy the explanation as LaTeX", "复制解释为 LaTeX"},
                     {{"L", true, true}},
                     [](AppState& s) { s.wishes.copy_latex = true; },
                     [](const AppState& s) { return s.inspection.has_value(); }});
  actions.push_back({"add-note",
                     pixel_group,
                     {"Add to notes", "加入笔记"},
                     {{"N", true, true}},
                     [](AppState& s) { s.notebook.wanted = true; },
                     [](const AppState& s) { return s.snapshot != nullptr; }});
  actions.push_back({"notes-folder",
                     pixel_group,
                     {"Choose the folder for notes…", "选择笔记文件夹…"},
                     {},
                     [](AppState& s) {
                       uncover(s);
                       s.notebook.typed.clear();
                       s.notebook.asking = true;
                     },
                     {}});
  actions.push_back({"escape",
                     pixel_group,
                     {"Close, dismiss or release", "关闭、忽略或取消"},
                     {{"Escape"}},
                     escape,
                     {},
                     false});
}

void add_parameter_actions(std::vector<Action>& actions) {
  actions.push_back(
      {"undo", settings_group, {"Undo", "撤销"}, {{"Z", true, false}}, undo, [](const AppState& s) {
         return s.history.can_undo() || s.history.present().settings != s.current_settings();
       }});
  actions.push_back({"redo",
                     settings_group,
                     {"Redo", "重做"},
                     {{"Z", true, true}, {"Y", true, false}},
                     redo,
                     [](const AppState& s) { return s.history.can_redo(); }});
  actions.push_back({"reset",
                     settings_group,
                     {"Reset all parameters", "重置所有参数"},
                     {},
                     reset_all,
                     [](const AppState& s) { return s.current_settings() != s.current_demo().defaults(); }});
  actions.push_back({"dice",
                     settings_group,
                     {"Random parameters", "随机参数"},
                     {{"D"}},
                     [](AppState& s) { roll_dice(s, dice_seed()); },
                     {}});
  const auto any = [](const AppState& s) { return !s.current_demo().parameters.empty(); };
  actions.push_back({"next-parameter",
                     settings_group,
                     {"Next parameter, for the arrow keys", "方向键移到下一个参数"},
                     {{"Tab"}},
                     [](AppState& s) { focus_parameter(s, 1); },
                     any});
  actions.push_back({"previous-parameter",
                     settings_group,
                     {"Previous parameter, likewise", "方向键移到上一个参数"},
                     {{"Tab", false, true}},
                     [](AppState& s) { focus_parameter(s, -1); },
                     any});
  actions.push_back({"type-value",
                     settings_group,
                     {"Type the value of that parameter", "输入该参数的数值"},
                     {{"Enter"}},
                     [](AppState& s) { s.typing_wanted = true; },
                     [](const AppState& s) { return s.focused_parameter.has_value(); }});
}

void add_demo_actions(std::vector<Action>& actions, const std::vector<Demo>& demos) {
  actions.push_back({"previous-demo",
                     demo_group,
                     {"Previous algorithm", "上一个算法"},
                     {{"["}},
                     [](AppState& s) { choose_demo(s, s.demo - 1); },
                     {}});
  actions.push_back({"next-demo",
                     demo_group,
                     {"Next algorithm", "下一个算法"},
                     {{"]"}},
                     [](AppState& s) { choose_demo(s, s.demo + 1); },
                     {}});
  for (int i = 0; i <= 9; ++i) {
    const std::string digit = std::to_string(i);
    const Text name = i == 0 ? Text{"Show the source", "显示原图"}
                             : Text{"Show stage " + digit, "显示第 " + digit + " 个阶段"};
    actions.push_back({"stage-" + digit,
                       demo_group,
                       name,
                       {{digit}},
                       [i](AppState& s) { choose_stage(s, visible_stages(s)[static_cast<std::size_t>(i)]); },
                       [i](const AppState& s) { return i < static_cast<int>(visible_stages(s).size()); }});
  }
  for (std::size_t i = 0; i < demos.size(); ++i) {
    actions.push_back({"demo-" + demos[i].id,
                       demo_group,
                       demos[i].name,
                       {},
                       [i](AppState& s) { choose_demo(s, static_cast<int>(i)); },
                       {}});
  }
}

void add_code_actions(std::vector<Action>& actions) {
  const struct {
    const char* id;
    Text name;
    CodeView view;
  } views[] = {
      {"code-cpp", {"Code: C++ with OpenCV", "代码：C++ 与 OpenCV"}, CodeView::Cpp},
      {"code-python", {"Code: Python with OpenCV", "代码：Python 与 OpenCV"}, CodeView::Python},
      {"code-own", {"Code: our own source of the stage", "代码：此阶段的本程序源码"}, CodeView::Own}};
  for (const auto& [id, name, view] : views) {
    actions.push_back({id,
                       window_group,
                       name,
                       {},
                       [view = view](AppState& s) {
                         s.tab = Tab::Code;
                         s.code = view;
                       },
                       {}});
  }
  actions.push_back({"copy-code",
                     window_group,
                     {"Copy the code", "复制代码"},
                     {},
                     [](AppState& s) { s.wishes.copy_code = true; },
                     {}});
}

void add_window_actions(std::vector<Action>& actions) {
  actions.push_back({"palette",
                     window_group,
                     {"Find an action…", "查找操作…"},
                     {{"P", true, true}},
                     [](AppState& s) {
                       const bool open = !s.palette_open;
                       uncover(s);
                       s.palette_open = open;
                     },
                     {},
                     false});
  actions.push_back({"shortcuts",
                     window_group,
                     {"Keyboard shortcuts", "键盘快捷键"},
                     {{"?"}},
                     [](AppState& s) {
                       const bool open = !s.sheet_open;
                       uncover(s);
                       s.sheet_open = open;
                     },
                     {}});
  actions.push_back({"theme",
                     window_group,
                     {"Light or dark theme", "浅色或深色主题"},
                     {{"T"}},
                     [](AppState& s) { s.dark = !s.dark; },
                     {}});
  actions.push_back({"language",
                     window_group,
                     {"Chinese interface (中文)", "英文界面 (English)"},
                     {{"L"}},
                     [](AppState& s) {
                       s.language = s.language == Language::English ? Language::Chinese : Language::English;
                     },
                     {}});
  actions.push_back({"larger",
                     window_group,
                     {"Larger interface", "放大界面"},
                     {{"=", true, false}, {"+", true, false}},
                     [](AppState& s) { set_scale(s, s.user_scale + 0.125); },
                     {}});
  actions.push_back({"smaller",
                     window_group,
                     {"Smaller interface", "缩小界面"},
                     {{"-", true, false}},
                     [](AppState& s) { set_scale(s, s.user_scale - 0.125); },
                     {}});
  actions.push_back({"about",
                     window_group,
                     {"About this algorithm", "关于此算法"},
                     {{"A"}},
                     [](AppState& s) { s.tab = s.tab == Tab::About ? Tab::Why : Tab::About; },
                     {}});
  actions.push_back({"code",
                     window_group,
                     {"Code: the settings as a program", "代码：当前设置的程序"},
                     {{"C"}},
                     [](AppState& s) { s.tab = s.tab == Tab::Code ? Tab::Why : Tab::Code; },
                     {}});
  actions.push_back({"values",
                     window_group,
                     {"Values: statistics and histogram", "数值：统计与直方图"},
                     {{"V", false, true}},
                     [](AppState& s) { s.tab = s.tab == Tab::Data ? Tab::Why : Tab::Data; },
                     {}});
  actions.push_back({"race",
                     window_group,
                     {"Race: our codes against OpenCV", "竞速：本程序各版本与 OpenCV"},
                     {{"Y"}},
                     [](AppState& s) { s.tab = s.tab == Tab::Race ? Tab::Why : Tab::Race; },
                     {}});
  add_code_actions(actions);
  actions.push_back({"hints",
                     window_group,
                     {"Show the first hints", "显示入门提示"},
                     {},
                     [](AppState& s) { s.hints = true; },
                     {}});
  actions.push_back({"quit",
                     window_group,
                     {"Quit", "退出"},
                     {{"Q", true, false}},
                     [](AppState& s) { s.wishes.close = true; },
                     {}});
}

}  // namespace

std::vector<Action> make_actions(const std::vector<Demo>& demos,
                                 const std::vector<std::vector<NamedPreset>>& presets) {
  std::vector<Action> actions;
  add_picture_actions(actions);
  add_region_actions(actions);
  add_figure_actions(actions);
  add_live_actions(actions);
  add_view_actions(actions);
  add_pane_actions(actions);
  add_viewing_actions(actions);
  add_pixel_actions(actions);
  add_profile_actions(actions);
  add_parameter_actions(actions);
  add_preset_actions(actions, demos, presets);
  add_demo_actions(actions, demos);
  add_window_actions(actions);
  return actions;
}

}  // namespace pixelwhy::gui
