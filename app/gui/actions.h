#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/app_state.h"

namespace pixelwhy::gui {

/// A key as the keyboard layout prints it: an upper-case letter, a digit or sign, or one of the names below.
/// Signs are matched by what is typed, so that `?`, `+` and `[` are found on every layout.
struct Shortcut {
  std::string key;
  bool control = false;
  bool shift = false;  ///< not asked of signs, which may need it on some layouts
  friend bool operator==(const Shortcut&, const Shortcut&) = default;
};

/// For menus and the sheet: `Ctrl+Shift+Z`.
std::string describe(const Shortcut& shortcut);

/// One thing that a person can do. Menu, buttons, keys, the palette and the shortcut sheet all read this.
struct Action {
  std::string id;
  Text group;
  Text name;
  std::vector<Shortcut> shortcuts;
  std::function<void(AppState&)> run;
  std::function<bool(const AppState&)> enabled;  ///< empty: always
  bool listed = true;                            ///< in the palette

  bool can_run(const AppState& state) const { return !enabled || enabled(state); }
};

/// `presets` are those of each demo.
std::vector<Action> make_actions(const std::vector<Demo>& demos,
                                 const std::vector<std::vector<NamedPreset>>& presets = {});
void add_viewing_actions(std::vector<Action>& actions);
void add_preset_actions(std::vector<Action>& actions, const std::vector<Demo>& demos,
                        const std::vector<std::vector<NamedPreset>>& presets);

const Action& find_action(const std::vector<Action>& actions, std::string_view id);
/// Runs it when it is enabled.
void run_action(const std::vector<Action>& actions, std::string_view id, AppState& state);
const Action* action_for(const std::vector<Action>& actions, const Shortcut& pressed);

/// How well `words` fits a name: letters in order, better when together and at beginnings. Empty: not at all.
std::optional<int> fuzzy_score(std::string_view words, std::string_view name);
/// The same for an action, whose group and names in both languages may be mixed.
std::optional<int> fuzzy_score(std::string_view words, const Action& action);

}  // namespace pixelwhy::gui
