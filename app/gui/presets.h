#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "notes/preset_shelf.h"

namespace pixelwhy::gui {

struct AppState;

/// What the folder of presets is asked to do.
struct PresetOrder {
  enum class Kind { Read, Save, Delete, Import, Export };
  Kind kind = Kind::Read;
  int demo = 0;
  State state;                 ///< what is saved or exported
  std::filesystem::path path;  ///< of the file that is deleted, imported or exported
  bool replace = false;        ///< a file of the same name; else it is asked about
};

/// The presets of every demo, and what their menu is in the middle of.
struct Presets {
  std::vector<std::vector<NamedPreset>> of;
  int version = 0;          ///< changes with them
  bool with_sample = true;  ///< a preset brings the picture along that shows it best; remembered
  std::vector<PresetOrder> orders;
  std::optional<PresetOrder> question;  ///< whether to replace or delete; done when it is agreed to

  enum class Field { None, Name, Path };
  bool menu_wanted = false;   ///< the menu opens
  Field focus = Field::None;  ///< the field that is to be typed into
  std::string name;           ///< being typed
  std::string path;           ///< being typed
  std::string exported;       ///< id of the preset that is exported; empty: the present parameters
};

/// The preset of that id; null when it has gone. One's own come before those that come with the demo.
const NamedPreset* find_preset(const AppState& state, int demo, const std::string& id, bool own);

/// Shows a preset: its demo, parameters and stage, its sample if the menu says so, and its lesson. One undo
/// entry.
void apply_preset(AppState& state, const State& preset, const Text& name);

/// What saving keeps: the parameters and the stage in view.
State present_preset(const AppState& state, const std::string& name);

void save_preset(AppState& state, const std::string& name);
void import_preset(AppState& state, const std::filesystem::path& path);
/// Of `exported`, or the present parameters.
void export_preset(AppState& state, const std::filesystem::path& path);
/// Asks in the menu whether to delete one of one's own.
void ask_to_delete(AppState& state, int demo, const std::string& id);
/// Opens the menu with a path to be typed; `id` as `exported`.
void ask_where_to_export(AppState& state, const std::string& id);

}  // namespace pixelwhy::gui
