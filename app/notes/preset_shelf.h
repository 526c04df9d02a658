#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/error.h"
#include "notes/preset.h"

namespace pixelwhy {

// Presets that are chosen by name: those that come with a demo, in `demos/DEMO/presets/`, and the person's
// own, in `$XDG_CONFIG_HOME/pixelwhy/presets/DEMO/` (or below `~/.config`). Each is a JSON file `ID.json`.

struct NamedPreset {
  std::string id;  ///< the file's name without `.json`
  Text name;       ///< the id where the file gives none
  bool own = false;
  Preset preset;
};

struct PresetList {
  std::vector<NamedPreset>
      presets;                 ///< those that come with the demo first, each kind in the order of its ids
  std::vector<Error> refused;  ///< files that are no presets of the demo
};
PresetList presets_of(const Demo& demo);

/// Empty when there is neither `$XDG_CONFIG_HOME` nor `$HOME`.
std::filesystem::path own_preset_folder(const Demo& demo);

/// Whether the word means a file: it holds a `/`, ends in `.json` or `.png`, or there is such a file.
bool is_preset_file(const std::string& word);

/// The preset of that id or name in either language, whatever its case; a person's own before one that comes
/// with the demo. Throws a usage error that names them all.
NamedPreset find_preset(const Demo& demo, const std::string& word);

/// What a person means by `--preset WORD`: a file, or the name of a preset.
Preset read_preset_word(const Demo& demo, const std::string& word);
/// The same where the demo is not known. Throws a usage error when several demos have a preset of that name.
Preset read_preset_word(const std::vector<Demo>& demos, const std::string& word);

/// The id under which a preset of that name is kept: the name without what files cannot be called. Throws a
/// usage error when nothing is left or it is longer than 60 characters.
std::string preset_id(const std::string& name);

/// A preset's file, to be read by people.
std::string preset_text(const Demo& demo, const State& state);

/// What a preset of one's own keeps of a state: name, lesson, parameters, code, stage, and the source if it
/// is a sample. A picture of somebody's own is not told.
State kept_in_preset(const State& state);

/// Where one's own preset of that name is kept.
std::filesystem::path own_preset_path(const Demo& demo, const std::string& name);

}  // namespace pixelwhy
