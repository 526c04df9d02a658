#include "gui/presets.h"

#include <algorithm>

#include "gui/app_state.h"
#include "gui/folder_reader.h"
#include "gui/pasted_path.h"

namespace pixelwhy::gui {

namespace {

Text told_lesson(const Text& name, const Text& lesson) {
  if (lesson.empty()) return {};
  const std::string& zh = name.zh.empty() ? name.en : name.zh;
  return {name.en + ": " + lesson.en, zh + "：" + lesson.in(Language::Chinese)};
}

}  // namespace

const NamedPreset* find_preset(const AppState& state, int demo, const std::string& id, bool own) {
  const auto index = static_cast<std::size_t>(demo);
  if (index >= state.presets.of.size()) return nullptr;
  const auto& list = state.presets.of[index];
  const auto found = std::find_if(list.begin(), list.end(), [&](const NamedPreset& preset) {
    return preset.id == id && preset.own == own;
  });
  return found == list.end() ? nullptr : &*found;
}

void apply_preset(AppState& state, const State& preset, const Text& name) {
  const auto found = std::find_if(state.demos->begin(), state.demos->end(),
                                  [&](const Demo& demo) { return demo.id == preset.demo; });
  if (found == state.demos->end()) return;
  commit(state);  // what was changed before is a step of its own
  const auto demo = static_cast<int>(found - state.demos->begin());
  if (demo != state.demo) enter_demo(state, demo);
  state.current_settings() = preset.settings;
  const auto stage = found->find_stage(preset.stage.empty() ? "" : preset.stage);
  choose_stage(state, stage.value_or(state.chosen_stage()));
  state.trail.reset();
  const Text lesson = told_lesson(name, preset.lesson);
  // Only samples: a preset from somebody else opens no camera, no address and no file.
  const std::string sample =
      state.presets.with_sample && preset.source && preset.source->spec.starts_with("sample:")
          ? preset.source->spec
          : "";
  if (!sample.empty() && sample != state.source) {
    unpin(state);
    state.wishes.open = sample;  // parameters and picture become one step when it has been opened
    state.wishes.open_note = lesson;
    return;
  }
  state.notices.forget_information();
  if (!lesson.empty()) state.notices.inform(lesson);
  commit(state);
}

State present_preset(const AppState& state, const std::string& name) {
  State preset;
  preset.name = {name, {}};
  preset.demo = state.current_demo().id;
  preset.settings = state.current_settings();
  preset.stage = state.current_demo().stage_id(state.chosen_stage());
  return preset;
}

void save_preset(AppState& state, const std::string& name) {
  if (const auto error = caught("preset", [&] { preset_id(name); })) {
    state.notices.error(error->text());
    return;
  }
  state.presets.orders.push_back(
      {PresetOrder::Kind::Save, state.demo, present_preset(state, name), {}, false});
}

void import_preset(AppState& state, const std::filesystem::path& path) {
  state.presets.orders.push_back({PresetOrder::Kind::Import, state.demo, {}, path, false});
}

void export_preset(AppState& state, const std::filesystem::path& path) {
  const NamedPreset* own = find_preset(state, state.demo, state.presets.exported, true);
  const State preset = own ? own->preset.state : present_preset(state, path.stem());
  state.presets.orders.push_back({PresetOrder::Kind::Export, state.demo, preset, path, false});
}

void ask_to_delete(AppState& state, int demo, const std::string& id) {
  const NamedPreset* preset = find_preset(state, demo, id, true);
  if (!preset) return;
  if (demo != state.demo) choose_demo(state, demo);
  state.presets.question =
      PresetOrder{PresetOrder::Kind::Delete, demo, preset->preset.state, preset->preset.path, true};
  state.presets.menu_wanted = true;
}

void ask_where_to_export(AppState& state, const std::string& id) {
  Presets& presets = state.presets;
  presets.exported = id;
  const std::string stem = id.empty() ? state.current_demo().id : id;
  presets.path = told_path(pictures_folder() / (stem + ".json"));
  presets.focus = Presets::Field::Path;
  presets.question.reset();
  presets.menu_wanted = true;
}

}  // namespace pixelwhy::gui
