#include "gui/actions.h"

namespace pixelwhy::gui {

namespace {

const Text view_group{"View", "视图"};

void turn(AppState& state, TypeLens lens) {
  state.viewing.lens = state.viewing.lens == lens ? TypeLens::Off : lens;
}

}  // namespace

void add_viewing_actions(std::vector<Action>& actions) {
  actions.push_back(
      {"view-menu",
       view_group,
       {"How the stage is shown: levels, gamma, colour map…", "显示方式：黑白点、伽马、颜色映射…"},
       {{"V"}},
       [](AppState& s) { s.viewing.menu_toggled = true; },
       {}});
  actions.push_back({"view-automatic",
                     view_group,
                     {"Show the stage as usual", "恢复默认显示方式"},
                     {},
                     [](AppState& s) { s.viewing.set(s.demo, s.chosen_stage(), {}); },
                     [](const AppState& s) { return !s.viewing.of(s.demo, s.chosen_stage()).automatic(); }});
  actions.push_back({"color-bar",
                     view_group,
                     {"Colour bar", "色条"},
                     {},
                     [](AppState& s) { s.viewing.color_bar = !s.viewing.color_bar; },
                     {}});
  actions.push_back({"bicubic",
                     view_group,
                     {"Magnify smoothly, bicubic", "双三次平滑放大"},
                     {},
                     [](AppState& s) { s.viewing.bicubic = !s.viewing.bicubic; },
                     {}});
  actions.push_back({"lens-saturated",
                     view_group,
                     {"Type lens: what 8 bits would saturate", "类型透镜：8 位饱和"},
                     {{"Z"}},
                     [](AppState& s) { turn(s, TypeLens::Saturated); },
                     {}});
  actions.push_back({"lens-wrapped",
                     view_group,
                     {"Type lens: what 8 bits would wrap", "类型透镜：8 位回绕"},
                     {{"Z", false, true}},
                     [](AppState& s) { turn(s, TypeLens::Wrapped); },
                     {}});
  actions.push_back({"reload-shaders",
                     view_group,
                     {"Read the shaders again", "重新载入着色器"},
                     {{"F5"}},
                     [](AppState& s) { s.viewing.shaders_wanted = true; },
                     {}});
}

}  // namespace pixelwhy::gui
