#include "gui/figure_actions.h"

#include "gui/figure_strings.h"
#include "gui/living.h"

namespace pixelwhy::gui {

namespace {

const Text figure_group{"Picture", "图像"};

bool has_picture(const AppState& state) { return state.frame != nullptr; }

bool has_figure(const AppState& state) { return state.living && state.living->is_picture; }

/// The figure that was brought back becomes the source, and what it had brought back goes again.
void open_as_picture(AppState& state) {
  const History& history = state.history;
  const bool as_brought = history.can_undo() && history.present().change &&
                          history.present().settings == state.current_settings() &&
                          history.present().demo == state.demo;
  const std::string path = state.living->path.string();
  if (as_brought) undo(state);
  state.returning.reset();
  state.wishes.open = path;
  state.wishes.open_plain = true;
  state.wishes.open_for_undo = false;
  state.wishes.open_frame = 0;
  state.wishes.open_region.reset();
}

}  // namespace

void add_figure_actions(std::vector<Action>& actions) {
  const struct {
    const char* id;
    Text name;
    std::vector<Shortcut> keys;
    SavedKind kind;
  } kinds[] = {{"save-figure", {"Save a figure…", "保存图示…"}, {{"S", true, false}}, SavedKind::Figure},
               {"save-stage", {"Save the stage as it is…", "按原样保存阶段…"}, {}, SavedKind::Stage},
               {"save-canvas", {"Save the canvas as seen…", "保存所见画布…"}, {}, SavedKind::Canvas},
               {"save-window", {"Save the whole window…", "保存整个窗口…"}, {}, SavedKind::Window}};
  for (const auto& [id, name, keys, kind] : kinds) {
    actions.push_back(
        {id, figure_group, name, keys, [kind = kind](AppState& s) { open_saving(s, kind); }, has_picture});
  }
  actions.push_back({"sweep",
                     figure_group,
                     {"Sweep over parameters…", "扫描参数…"},
                     {{"G"}},
                     [](AppState& s) {
                       uncover(s);
                       s.sweeping.open = true;
                       s.sweeping.keys.clear();
                       s.editing_parameter.reset();
                     },
                     has_picture});
  actions.push_back({"open-plain",
                     figure_group,
                     {"Open the figure as a plain picture", "将图示作为普通图片打开"},
                     {},
                     open_as_picture,
                     has_figure});
  actions.push_back({"find-source",
                     figure_group,
                     {"Choose the figure’s source…", "选择图示的来源…"},
                     {},
                     [](AppState& s) { s.wishes.ask_for_source = true; },
                     [](const AppState& s) { return s.living.has_value(); }});
}

}  // namespace pixelwhy::gui
