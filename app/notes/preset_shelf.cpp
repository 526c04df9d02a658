#include "notes/preset_shelf.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "core/data_dir.h"
#include "notes/file.h"

namespace pixelwhy {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t most_presets = 500;  ///< of one's own, of a demo
constexpr std::size_t most_name = 60;

bool has_extension(const std::string& word, const std::string& extension) {
  if (word.size() <= extension.size()) return false;
  return std::equal(extension.rbegin(), extension.rend(), word.rbegin(), [](char a, char b) {
    return a == static_cast<char>(std::tolower(static_cast<unsigned char>(b)));
  });
}

std::string lower(std::string word) {
  for (char& c : word) {
    if (static_cast<unsigned char>(c) < 0x80)
      c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return word;
}

std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void add_folder(PresetList& list, const Demo& demo, const fs::path& folder, bool own) {
  std::vector<fs::path> files;
  std::error_code none;
  for (fs::directory_iterator entry(folder, none), end; entry != end && !none; entry.increment(none)) {
    const std::string name = entry->path().filename();
    if (has_extension(name, ".json") && !name.starts_with('.') && files.size() < most_presets)
      files.push_back(entry->path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    try {
      Preset preset = read_preset(demo, file);
      const std::string id = file.stem();
      const Text name = preset.state.name.empty() ? Text{id, {}} : preset.state.name;
      list.presets.push_back({id, name, own, std::move(preset)});
    } catch (const Error& error) {
      list.refused.push_back(error);
    }
  }
}

bool is_called(const NamedPreset& preset, const std::string& word) {
  const std::string wanted = lower(word);
  return lower(preset.id) == wanted || lower(preset.name.en) == wanted || lower(preset.name.zh) == wanted;
}

/// One's own come last in the list and first in the search.
const NamedPreset* found_in(const PresetList& list, const std::string& word) {
  const auto found = std::find_if(list.presets.rbegin(), list.presets.rend(),
                                  [&](const NamedPreset& preset) { return is_called(preset, word); });
  return found == list.presets.rend() ? nullptr : &*found;
}

}  // namespace

fs::path own_preset_folder(const Demo& demo) {
  fs::path base;
  if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config == '/') {
    base = config;
  } else if (const char* home = std::getenv("HOME"); home && *home) {
    base = fs::path(home) / ".config";
  } else {
    return {};
  }
  return base / "pixelwhy" / "presets" / demo.id;
}

PresetList presets_of(const Demo& demo) {
  PresetList list;
  add_folder(list, demo, data_dir() / "demos" / demo.id / "presets", false);
  if (const fs::path own = own_preset_folder(demo); !own.empty()) add_folder(list, demo, own, true);
  return list;
}

bool is_preset_file(const std::string& word) {
  if (word.find('/') != std::string::npos) return true;
  if (has_extension(word, ".json") || has_extension(word, ".png")) return true;
  std::error_code none;
  return fs::is_regular_file(word, none);
}

NamedPreset find_preset(const Demo& demo, const std::string& word) {
  const PresetList list = presets_of(demo);
  if (const NamedPreset* found = found_in(list, word)) return *found;
  std::vector<std::string> ids;
  for (const NamedPreset& preset : list.presets) ids.push_back(preset.id);
  // A file of that name that is no preset is the better answer.
  for (const Error& error : list.refused) {
    if (error.text().en.find("/" + word + ".json'") != std::string::npos) throw Error(error);
  }
  ids.emplace_back("a file");
  throw usage_error(
      "unknown preset '" + word + "' of " + demo.id + "; expected " + join_or(ids) + suggestion(word, ids),
      demo.id + " 没有预设 '" + word + "'；应为 " + join_or(ids));
}

Preset read_preset_word(const Demo& demo, const std::string& word) {
  return is_preset_file(word) ? read_preset(demo, word) : find_preset(demo, word).preset;
}

Preset read_preset_word(const std::vector<Demo>& demos, const std::string& word) {
  if (is_preset_file(word)) return read_preset(demos, word);
  std::vector<Preset> found;
  std::vector<std::string> ids;
  std::vector<std::string> all;
  for (const Demo& demo : demos) {
    const PresetList list = presets_of(demo);
    for (const NamedPreset& preset : list.presets) all.push_back(preset.id);
    if (const NamedPreset* one = found_in(list, word)) {
      found.push_back(one->preset);
      ids.push_back(demo.id);
    }
  }
  if (found.empty()) {
    throw usage_error("unknown preset '" + word + "'; `pixelwhy list` names them" + suggestion(word, all),
                      "未知的预设 '" + word + "'；用 `pixelwhy list` 查看全部");
  }
  if (found.size() > 1) {
    throw usage_error("several demos have a preset '" + word + "'; expected --demo " + join_or(ids),
                      "多个算法都有预设 '" + word + "'；请用 --demo 指明 " + join_or(ids));
  }
  return std::move(found.front());
}

std::string preset_id(const std::string& name) {
  std::string id;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    id += byte < 0x20 || byte == 0x7f || c == '/' ? '-' : c;
  }
  while (!id.empty() && id.back() == ' ') id.pop_back();
  id.erase(0, std::min(id.find_first_not_of(" ."), id.size()));
  if (id.empty()) throw usage_error("a preset needs a name", "预设需要名称");
  if (characters(id) > most_name) {
    throw usage_error("the preset's name is longer than 60 characters", "预设名称超过 60 个字符");
  }
  return id;
}

std::string preset_text(const Demo& demo, const State& state) {
  return to_json(demo, state).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

State kept_in_preset(const State& state) {
  State kept = state;
  kept.pins.clear();
  kept.canvas.reset();
  kept.figure.reset();
  if (kept.source && !kept.source->spec.starts_with("sample:")) kept.source.reset();
  return kept;
}

fs::path own_preset_path(const Demo& demo, const std::string& name) {
  const fs::path folder = own_preset_folder(demo);
  if (folder.empty()) {
    throw failure("there is no folder for presets; set HOME or XDG_CONFIG_HOME",
                  "没有存放预设的文件夹；请设置 HOME 或 XDG_CONFIG_HOME");
  }
  return folder / (preset_id(name) + ".json");
}

}  // namespace pixelwhy
