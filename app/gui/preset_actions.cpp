#include "gui/actions.h"

namespace pixelwhy::gui {

namespace {

const Text preset_group{"Presets", "预设"};

void add_preset(std::vector<Action>& actions, const Demo& demo, int index, const NamedPreset& preset) {
  const std::string& zh = preset.name.zh.empty() ? preset.name.en : preset.name.zh;
  const Text whose{" (" + demo.name.en + ")", "（" + demo.name.in(Language::Chinese) + "）"};
  const std::string id = demo.id + "/" + preset.id;
  actions.push_back({(preset.own ? "own-preset-" : "preset-") + id,
                     preset_group,
                     {"Preset: " + preset.name.en + whose.en, "预设：" + zh + whose.zh},
                     {},
                     [index, id = preset.id, own = preset.own](AppState& s) {
                       const NamedPreset* found = find_preset(s, index, id, own);
                       if (!found) return;
                       const NamedPreset chosen = *found;
                       apply_preset(s, chosen.preset.state, chosen.name);
                     },
                     {}});
  if (!preset.own) return;
  actions.push_back(
      {"delete-preset-" + id,
       preset_group,
       {"Delete preset: " + preset.name.en + whose.en + "…", "删除预设：" + zh + whose.zh + "…"},
       {},
       [index, id = preset.id](AppState& s) { ask_to_delete(s, index, id); },
       {}});
}

}  // namespace

void add_preset_actions(std::vector<Action>& actions, const std::vector<Demo>& demos,
                        const std::vector<std::vector<NamedPreset>>& presets) {
  actions.push_back({"presets",
                     preset_group,
                     {"Presets", "预设"},
                     {{"S"}},
                     [](AppState& s) { s.presets.menu_wanted = true; },
                     {}});
  actions.push_back({"save-preset",
                     preset_group,
                     {"Save as preset…", "存为预设…"},
                     {},
                     [](AppState& s) {
                       s.presets.menu_wanted = true;
                       s.presets.question.reset();
                       s.presets.focus = Presets::Field::Name;
                     },
                     {}});
  actions.push_back({"import-preset",
                     preset_group,
                     {"Import a preset…", "导入预设…"},
                     {},
                     [](AppState& s) { s.wishes.ask_for_preset = true; },
                     {}});
  actions.push_back({"export-preset",
                     preset_group,
                     {"Export these parameters as a preset…", "将当前参数导出为预设…"},
                     {},
                     [](AppState& s) { ask_where_to_export(s, ""); },
                     {}});
  for (std::size_t i = 0; i < presets.size(); ++i) {
    for (const NamedPreset& preset : presets[i]) add_preset(actions, demos[i], static_cast<int>(i), preset);
  }
}

}  // namespace pixelwhy::gui
