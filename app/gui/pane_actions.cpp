#include "gui/pane_actions.h"

#include <algorithm>

#include "gui/comparing.h"

namespace pixelwhy::gui {

namespace {

const Text compare_group{"Compare", "比较"};

bool comparing(const AppState& state) { return state.panes.compare.mode != Compare::Mode::Off; }
bool several(const AppState& state) { return state.panes.count > 1; }

/// The comparison's own value: where the divider stands, or how strong the colours are.
void turn(AppState& state, int steps) {
  Compare& compare = state.panes.compare;
  if (compare.mode == Compare::Mode::Difference) {
    compare.gain = std::clamp(steps > 0 ? compare.gain * 2 : compare.gain / 2, 1.0, 64.0);
  } else {
    compare.wipe = std::clamp(compare.wipe + 0.05 * steps, 0.0, 1.0);
  }
}

bool can_turn(const AppState& state) {
  const Compare::Mode mode = state.panes.compare.mode;
  return mode == Compare::Mode::Difference || mode == Compare::Mode::Wipe;
}

void next_against(AppState& state) {
  const Compare& compare = state.panes.compare;
  if (!comparing(state)) return compare_against(state, compare.against);
  constexpr int kinds = 4;
  compare_against(state, static_cast<Compare::Against>((static_cast<int>(compare.against) + 1) % kinds));
}

void add_counts(std::vector<Action>& actions) {
  const Text names[] = {{"One pane", "单窗格"},
                        {"Two panes side by side", "两个窗格并排"},
                        {"Three panes side by side", "三个窗格并排"},
                        {"Four panes", "四个窗格"}};
  for (int count = 1; count <= most_panes; ++count) {
    actions.push_back({"panes-" + std::to_string(count),
                       compare_group,
                       names[count - 1],
                       {{std::to_string(count), true}},
                       [count](AppState& s) { set_pane_count(s, count); },
                       {}});
  }
  actions.push_back({"next-pane",
                     compare_group,
                     {"Next pane", "下一个窗格"},
                     {{"Tab", true}},
                     [](AppState& s) { step_pane(s, 1); },
                     several});
  actions.push_back({"link-pane",
                     compare_group,
                     {"Pane moves with the others or by itself", "窗格同步或独立移动"},
                     {{"J"}},
                     [](AppState& s) {
                       const int active = s.panes.active;
                       link_pane(s, active, !s.panes.panes[static_cast<std::size_t>(active)].linked);
                     },
                     several});
}

void add_modes(std::vector<Action>& actions) {
  const struct {
    const char* id;
    Text name;
    Shortcut key;
    Compare::Mode mode;
  } modes[] = {
      {"wipe", {"Compare: wipe", "比较：擦除"}, {"W"}, Compare::Mode::Wipe},
      {"split", {"Compare: split", "比较：分屏"}, {"W", false, true}, Compare::Mode::Split},
      {"blink", {"Compare: blink", "比较：闪烁"}, {"B"}, Compare::Mode::Blink},
      {"difference", {"Compare: difference", "比较：差值"}, {"D", false, true}, Compare::Mode::Difference}};
  for (const auto& [id, name, key, mode] : modes) {
    actions.push_back(
        {id, compare_group, name, {key}, [mode = mode](AppState& s) { set_compare(s, mode); }, {}});
  }
  actions.push_back({"next-against",
                     compare_group,
                     {"Compare with: source, OpenCV, other parameters, another stage",
                      "比较对象：原图、OpenCV、另一组参数、其他阶段"},
                     {{"E"}},
                     next_against,
                     {}});
  actions.push_back({"compare-more",
                     compare_group,
                     {"Divider to the right, or stronger colours", "分隔线右移，或增强颜色"},
                     {{"Right", true}},
                     [](AppState& s) { turn(s, 1); },
                     can_turn});
  actions.push_back({"compare-less",
                     compare_group,
                     {"Divider to the left, or weaker colours", "分隔线左移，或减弱颜色"},
                     {{"Left", true}},
                     [](AppState& s) { turn(s, -1); },
                     can_turn});
  actions.push_back({"difference-sign",
                     compare_group,
                     {"Difference signed or absolute", "差值带符号或取绝对值"},
                     {},
                     [](AppState& s) { s.panes.compare.absolute = !s.panes.compare.absolute; },
                     [](const AppState& s) { return s.panes.compare.mode == Compare::Mode::Difference; }});
}

}  // namespace

void add_pane_actions(std::vector<Action>& actions) {
  add_counts(actions);
  add_modes(actions);
  actions.push_back({"disagreement",
                     compare_group,
                     {"Ours, OpenCV’s and their difference", "本程序、OpenCV 及两者之差"},
                     {{"O"}},
                     show_disagreement,
                     {}});
  actions.push_back({"next-disagreement",
                     compare_group,
                     {"Pin the pixel that differs most, then the next", "固定差异最大的像素，再到下一个"},
                     {{"N"}},
                     pin_next_disagreement,
                     [](const AppState& s) { return current_comparison(s) != nullptr; }});
  actions.push_back({"exchange-sets",
                     compare_group,
                     {"Exchange the parameter sets A and B", "交换参数组 A 与 B"},
                     {{"X"}},
                     exchange_sets,
                     {}});
  actions.push_back({"copy-set",
                     compare_group,
                     {"Copy these parameters to the other set", "将当前参数复制到另一组"},
                     {{"X", false, true}},
                     copy_set,
                     {}});
}

}  // namespace pixelwhy::gui
